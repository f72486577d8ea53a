"""Importing a large e-Stat table: 1,000,000 rows (or ROWS) of invented values, killed once on the way, then whole.

Prints time and peak memory of the import, of loading it into a store, and what a kill leaves.
"""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

from processes import run

from plangraph.areas import areas

PLACE: Final = Path(".bench") / "statistics"
MEMORY: Final = 1_000_000_000
_HEAD: Final = (
    "tab_code", "表章項目", "cat01_code", "項目", "area_code", "地域", "time_code", "時間軸(年度次)", "unit", "value"
)  # fmt: skip


def main(rows: int) -> None:
    """Makes the table, imports it killed and whole, loads it."""
    PLACE.mkdir(parents=True, exist_ok=True)
    table, workspace = PLACE / "table.csv", PLACE / "workspace"
    write(table, rows)
    print(f"{rows:,} rows, {table.stat().st_size / 1e6:.0f} MB")
    command = ["statistics", "import", str(table), "--workspace", str(workspace)]
    kept = workspace / "statistics" / "table.ttl.gz"
    kept.unlink(missing_ok=True)
    print("killed half-way:", kill(command, workspace, kept))
    cost = run(*command)
    print(cost.output.strip())
    print(
        f"import: {cost.wall:.1f} s, {cost.cpu:.1f} s of the processor, {cost.memory / 1e6:.0f} MB at most; "
        f"{kept.stat().st_size / 1e6:.0f} MB kept",
        flush=True,
    )
    subprocess.run([sys.executable, __file__, "--load", str(kept), str(PLACE / "store")], check=True)
    if cost.memory > MEMORY:
        raise SystemExit(f"the import took over {MEMORY / 1e6:.0f} MB")


def write(table: Path, rows: int) -> None:
    """A table of invented values: items × areas × years, one in fifty without a number."""
    places = [(area.five, area.name) for area in areas()]
    with table.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, quoting=csv.QUOTE_ALL)
        out.writerow(_HEAD)
        for number in range(rows):
            code, name = places[number % len(places)]
            year = 1990 + number // len(places) % 30
            item = number // (len(places) * 30)
            value = "***" if number % 50 == 0 else str(number % 9973)
            item_cells = ("00001", "観測値", f"Z{item:04}", f"架空の項目{item}")
            out.writerow((*item_cells, code, name, f"{year}100000", f"{year}年度", "人", value))


def kill(command: list[str], workspace: Path, kept: Path) -> str:
    """Kills the import as soon as a megabyte of it is written, and says what is there then."""
    part = workspace / "statistics" / ".table.part"
    with subprocess.Popen(
        [sys.executable, "-m", "plangraph", *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None and not (part.exists() and part.stat().st_size > 1 << 20):
            os.sched_yield()
        process.send_signal(signal.SIGKILL)
    return "no table" if not kept.exists() else "a table"


def load(kept: Path, store: Path) -> None:
    """Loads a written table as a build does."""
    import resource  # noqa: PLC0415 — only in the child
    import shutil  # noqa: PLC0415
    import time  # noqa: PLC0415

    from rdflib import URIRef  # noqa: PLC0415

    from plangraph.graph import build_store  # noqa: PLC0415
    from plangraph.statistics import iter_portions  # noqa: PLC0415

    shutil.rmtree(store, ignore_errors=True)
    started = time.monotonic()
    name = URIRef("https://w3id.org/plangraph/graph/statistics/table")
    quads = build_store(store, [], cubes=[(name, iter_portions(kept))])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    print(f"load into a store: {quads:,} quads, {time.monotonic() - started:.1f} s, {memory:.0f} MB at most")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--load"]:
        load(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
