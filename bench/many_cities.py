"""`make bench-ingest`: how much faster two processes ingest than one, on many copies of the corpus.

Each copy of the documents is given to other cities: real codes, and their names in place of those printed. Documents:
`../shared/corpus` beside the repository, else the sample plans. `COPIES=n` makes fewer; everything lies in `.bench/`.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from processes import Cost, run

from plangraph.areas import municipalities
from plangraph.model import PlanFacts
from plangraph.pipeline.corpus import Source, list_sources
from plangraph.resources import samples

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "corpus.toml"
PLACE = ROOT / ".bench" / "cities"
TARGET = 1.6


def main() -> None:
    """Makes the copies, ingests them with one worker and with two, and prints the ratio."""
    copies = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir(parents=True)
    source = CORPUS if CORPUS.is_file() else Path(str(samples())) / "corpus.toml"
    count = copy(list_sources([source], PlanFacts()), copies)
    one, two = ingest(1), ingest(2)
    for number, cost in ((1, one), (2, two)):
        print(f"{number} worker(s): {count} documents in {cost.wall:.1f} s, {count / cost.wall:.2f} a second")
    print(f"{one.wall / two.wall:.2f} × as fast with two, of {TARGET} wanted on two cores")
    workspaces = [PLACE / f"workspace-{number}" for number in (1, 2)]
    left = [sorted(path.relative_to(each) for path in each.rglob("*.trig")) for each in workspaces]
    if len(left[0]) != count or left[0] != left[1]:
        raise SystemExit(f"{len(left[0])} and {len(left[1])} graphs of {count} documents")


def copy(sources: list[Source], copies: int) -> int:
    """Writes the documents of other cities and their corpus file; how many there are."""
    known = {code: name for code, name, _, _ in municipalities()}
    own = {source.facts.municipality or "" for source in sources}
    others = iter([code for code in known if code not in own])
    entries = []
    for number in range(copies):
        cities = {code: next(others) for code in sorted(own)}
        for source in sources:
            entries.extend(entry(source, cities[source.facts.municipality or ""], known, number))
    (PLACE / "corpus.toml").write_text("\n".join(entries), encoding="utf-8")
    return copies * len(sources)


def entry(source: Source, city: str, known: dict[str, str], number: int) -> Iterator[str]:
    """Writes one document under a city's name; its lines of the corpus file."""
    facts = source.facts
    former = facts.municipality_name or known.get(facts.municipality or "", "")
    path = PLACE / "documents" / f"{number}" / source.path.name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = source.path.read_text(encoding="utf-8")
    path.write_text(text.replace(former, known[city]) if former else text, encoding="utf-8")
    yield f'[[document]]\npath = "{path.relative_to(PLACE)}"\nmunicipality = "{city}"'
    if facts.title:
        yield f'title = "{facts.title.replace(former, known[city]) if former else facts.title}"'
    if facts.kind:
        yield f'kind = "{facts.kind.value}"'
    if facts.period:
        yield f'period = "{facts.period[0]}/{facts.period[1]}"'
    yield f'slug = "{facts.slug}"\n' if facts.slug else ""


def ingest(workers: int) -> Cost:
    """What ingesting all costs with so many processes, each held to one thread."""
    environment = {"PLANGRAPH_INGEST_WORKERS": str(workers), "OMP_NUM_THREADS": "1"}
    workspace = PLACE / f"workspace-{workers}"
    return run("ingest", str(PLACE / "corpus.toml"), "--workspace", str(workspace), environment=environment)


if __name__ == "__main__":
    main()
