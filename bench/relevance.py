"""`make relevance`: how well search answers judged topics, by category, with and without each of its parts.

Collections: our own topics on the sample plans (tests/relevance/samples); where `../shared` lies beside the
repository, its development topics on the corpus and general sets too. Everything is built in `.bench/`, vectors are
kept there. Floors are data: tests/relevance/floors.toml.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from general import measure_all, table
from plain import baselines
from rich.console import Console

import plangraph
from plangraph.commands.evaluating import print_ablations, print_curve, print_report
from plangraph.evaluation import missed_floors, read_collection, read_floors, read_variants
from plangraph.pipeline import ablate, evaluate
from plangraph.resources import samples

if TYPE_CHECKING:
    from plangraph.evaluation import Collection

ROOT: Final = Path(__file__).resolve().parents[1]
OURS: Final = ROOT / "tests" / "relevance"
SHARED: Final = ROOT.parent / "shared"
PLACE: Final = ROOT / ".bench" / "relevance"


def main() -> int:
    """Prints all tables; 1 where a floor is missed."""
    floors = read_floors(OURS / "floors.toml")
    own = read_collection(OURS / "samples" / "topics.jsonl", OURS / "samples" / "qrels.txt")
    missed = measure("samples", Path(str(samples())) / "corpus.toml", own, floors)
    judged = SHARED / "eval"
    if judged.is_dir():
        topics = read_collection(judged / "topics.dev.jsonl", judged / "qrels.dev.txt", judged / "units.jsonl")
        missed += measure("corpus", SHARED / "corpus" / "corpus.toml", topics, floors)
        missed += general(floors)
    else:
        print(f"{judged} is not there: measured on the samples alone", file=sys.stderr)
    for problem in missed:
        print(f"floor missed: {problem}", file=sys.stderr)
    return int(bool(missed))


def measure(name: str, source: Path, collection: Collection, floors: dict[str, Any]) -> list[str]:
    """Reads and builds the documents as the program now does, and measures; what stays under its floor."""
    workspace = PLACE / name
    shutil.rmtree(workspace / "graphs", ignore_errors=True)
    plangraph.ingest([source], workspace)
    plangraph.build(workspace)
    print(f"\n# {name}: {len(collection.topics)} topics")
    found = evaluate(collection, workspace)
    print_report(found.report)
    print_curve(found.curve, found.separation)
    print_ablations([*ablate(collection, workspace, read_variants()), *baselines(collection, workspace)])
    return [f"{name}: {problem}" for problem in missed_floors(found.report, floors[name])]


def general(floors: dict[str, Any]) -> list[str]:
    """Measures the general collections; what stays under its floor."""
    found = measure_all()
    print()
    Console(width=None if sys.stdout.isatty() else 160).print(table(found))
    return [
        f"{name}: nDCG@10 of the {variant} search is {found[name][variant]:.3f}, below {floor:.3f}"
        for name, wanted in floors["general"].items()
        if name in found
        for variant, floor in wanted.items()
        if found[name][variant] < floor
    ]


if __name__ == "__main__":
    raise SystemExit(main())
