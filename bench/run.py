"""`make bench`: what ingest, build, search and the server cost here, as a table.

Documents: `../shared/corpus` beside the repository, else the sample plans. Times depend on the machine; speeds are
therefore also given as ratios to a baseline measured in the same run. Everything is made anew in `.bench/`.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

from processes import Cost, memory_of_tree, run
from rich.console import Console
from rich.table import Table

from plangraph.resources import samples

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "corpus.toml"
PLACE = ROOT / ".bench"
WORKSPACE = PLACE / "workspace"
PORT = 8765
TOPICS = (
    *(
        "防災",
        "子育て支援",
        "空き家対策",
        "お年寄りの足の確保",
        "高齢者の健康づくり",
        "観光",
        "道路の整備",
        "ごみの減量",
    ),
    *("disaster preparedness", "phòng chống thiên tai", "apoio a estrangeiros", "垃圾减量"),
)
ASKED = ("{}", "{}に関する施策", "{}の成果", "{}の課題", "{}を担当する課", "遅れている{}", "{} 目標値", "{} 令和5年度")
# Each is asked once by a client, as people ask: topics come back in other words.
QUERIES = tuple(asked.format(topic) for asked in ASKED for topic in TOPICS)


CLIENTS = 20
# Starts of words as people type them, one letter after another.
TYPED = tuple(
    word[:end]
    for word in ("ぼうさい", "防災", "こそだて", "空き家", "kouen", "disaster")
    for end in range(1, len(word) + 1)
)


def main() -> None:
    """Measures, and prints the table."""
    shutil.rmtree(PLACE, ignore_errors=True)
    # The second as the command line sets it.
    environment = {"PLANGRAPH_CACHE_DIR": str(PLACE / "cache"), "OPENBLAS_NUM_THREADS": "1"}
    os.environ |= environment
    source = CORPUS if CORPUS.is_file() else Path(str(samples())) / "corpus.toml"
    workspace = ("--workspace", str(WORKSPACE))
    table = Table("what", "wall", "CPU", "memory", "remark", title="plangraph bench", title_justify="left")

    helps = [run("--help") for _ in range(5)]
    row(table, "plangraph --help", min(helps, key=lambda cost: cost.cpu), "best of 5")
    ingested = run("ingest", str(source), *workspace)
    print(ingested.output)
    name = "../shared/corpus" if source == CORPUS else "the samples"
    row(table, "ingest", ingested, f"{name}, {sum(1 for _ in WORKSPACE.glob('graphs/*/*.trig'))} documents")
    built = run("build", *workspace)
    row(table, "build, empty caches", built, built.output.strip())
    row(table, "build again", run("build", *workspace), "nothing new to encode")
    table.add_row("ingest + build", f"{ingested.wall + built.wall:.1f} s", "", size(max(ingested.memory, built.memory)))
    row(table, "search, a process each", run("search", "防災に関する施策", *workspace), "防災に関する施策")
    serve(table, workspace)
    # Imported late: a child's highest memory counts that of this process before it (getrusage(2), vfork(2)).
    from ratios import encoding_ratio, search_ratio  # noqa: PLC0415

    for what, ratio, remark in (encoding_ratio(WORKSPACE), search_ratio(WORKSPACE)):
        table.add_row(what, "", "", "", f"{ratio:.2f} × {remark}")
    from pages import page_rows  # noqa: PLC0415 — idem
    from storm import overhead, storm  # noqa: PLC0415 — idem

    for what, remark in page_rows(WORKSPACE):
        table.add_row(what, "", "", "", remark)
    what, ratio, remark = overhead(WORKSPACE)
    table.add_row(what, "", "", "", f"{ratio:.2f} × {remark}")
    what, remark = storm(WORKSPACE)
    table.add_row(what, "", "", "", remark)
    console = Console(width=None if sys.stdout.isatty() else 160)
    console.print(table)
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, torch {version('torch')}")


def row(table: Table, what: str, cost: Cost, remark: str) -> None:
    """One command's cost."""
    table.add_row(what, f"{cost.wall:.1f} s", f"{cost.cpu:.2f} s", size(cost.memory), remark)


def size(number: int) -> str:
    """Bytes for a person."""
    return f"{number / 1e6:.0f} MB"


def serve(table: Table, workspace: tuple[str, ...]) -> None:
    """Starts a server, searches over HTTP, one request at a time, and looks at its memory."""
    command = [sys.executable, "-m", "plangraph", "serve", "--port", str(PORT), *workspace]
    started = time.monotonic()
    with subprocess.Popen(command) as server:
        try:
            while not ready():
                if server.poll() is not None:
                    raise SystemExit("the server did not start")
                time.sleep(0.1)
            up = time.monotonic() - started
            ask("計画")  # opens what is opened on first use
            latencies = [ask(query) for query in QUERIES]
            crowd = at_once()
            memory = memory_of_tree(server.pid)
            ask("し", "suggest")
            suggested = [ask(typed, "suggest") for typed in TYPED]
        finally:
            server.terminate()
    cuts = statistics.quantiles(latencies, n=100)
    table.add_row("server, start to ready", f"{up:.1f} s")
    remark = f"p50 {cuts[49] * 1e3:.0f} ms, p95 {cuts[94] * 1e3:.0f} ms, max {max(latencies) * 1e3:.0f} ms"
    table.add_row(f"server, {len(QUERIES)} different searches", f"{sum(latencies):.1f} s", "", size(memory), remark)
    table.add_row(f"server, {CLIENTS} clients at once", "", "", "", crowd)
    cuts = statistics.quantiles(suggested, n=100)
    remark = f"p50 {cuts[49] * 1e3:.0f} ms, p95 {cuts[94] * 1e3:.0f} ms, max {max(suggested) * 1e3:.0f} ms"
    table.add_row(f"server, {len(TYPED)} suggestions", f"{sum(suggested):.1f} s", "", "", remark)


def at_once() -> str:
    """Every client asks all queries, each from another one on; what they get must be what one client gets."""
    alone = {query: answer_to(query) for query in QUERIES}

    def ask_all(client: int) -> tuple[list[float], int]:
        seconds, wrong = [], 0
        for query in (*QUERIES[client:], *QUERIES[:client]):
            started = time.monotonic()
            found = answer_to(query)
            seconds.append(time.monotonic() - started)
            wrong += found != alone[query]
        return seconds, wrong

    started = time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as clients:
        done = list(clients.map(ask_all, range(CLIENTS)))
    took = time.monotonic() - started
    latencies = [each for seconds, _ in done for each in seconds]
    cuts = statistics.quantiles(latencies, n=100)
    return (
        f"{len(latencies) / took:.0f} searches a second, p50 {cuts[49] * 1e3:.0f} ms, p95 {cuts[94] * 1e3:.0f} ms, "
        f"max {max(latencies) * 1e3:.0f} ms; {sum(wrong for _, wrong in done)} answers differ from those to one client"
    )


def answer_to(query: str) -> bytes:
    """The answer to one search, as it comes."""
    address = f"http://127.0.0.1:{PORT}/api/v1/search?{urllib.parse.urlencode({'q': query})}"
    with urllib.request.urlopen(address, timeout=120) as answer:
        return bytes(answer.read())


def ready() -> bool:
    """Whether the server says that it can answer."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError):
        return False


def ask(query: str, route: str = "search") -> float:
    """Seconds that one search takes, or another route that is asked with `q`."""
    address = f"http://127.0.0.1:{PORT}/api/v1/{route}?{urllib.parse.urlencode({'q': query})}"
    started = time.monotonic()
    with urllib.request.urlopen(address, timeout=60) as answer:
        json.load(answer)
    return time.monotonic() - started


if __name__ == "__main__":
    main()
