"""`make accuracy`: what is read from the corpus against what a person read in it, as a table, and every mismatch.

Documents: `../shared/corpus` beside the repository; golden files: `tests/golden/corpus`, one folder a document. They
name titles by digests; a mismatch is shown with the name behind its digest where the program read that name at all.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from plangraph.evaluation import FACT_TYPES, Comparison, Score, compare, digest, read_golden
from plangraph.model import PlanFacts
from plangraph.pipeline import inspect
from plangraph.pipeline.corpus import list_sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plangraph.model import Plan

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "corpus.toml"
GOLDEN = ROOT / "tests" / "golden" / "corpus"
ENOUGH = 0.95


def main() -> int:
    """Prints table and mismatches; 1 where a type of facts stays under 0.95, or there is nothing to measure."""
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    if not corpus.is_file():
        print(f"{corpus} is not there; say where the corpus.toml is: make accuracy CORPUS=…", file=sys.stderr)
        return 1
    compared, names = measure(corpus)
    console = Console(width=None if sys.stdout.isatty() else 160, highlight=False)
    known = reasons()
    for document, facts, sign, fact, note in mismatches(compared):
        why = known.get((document, facts, sign, " · ".join(fact)), "no reason known") + (f"; {note}" if note else "")
        console.print(f"{document} {facts} {sign} {readable(fact, names)}   ({why})", markup=False, soft_wrap=True)
    totals = {name: sum((each[name].score for each in compared.values()), Score()) for name in FACT_TYPES}
    console.print(table(compared, totals))
    return int(any(score.f1 < ENOUGH for score in totals.values()))


def measure(corpus: Path) -> tuple[dict[str, dict[str, Comparison]], dict[str, str]]:
    """Every document that has golden files: comparisons by document and type; and readable names of digests."""
    compared, names = {}, {}
    for source in list_sources([corpus], PlanFacts()):
        document = source.path.name.split("_")[0]
        if (GOLDEN / document).is_dir():
            plan = inspect(source.path, source.facts)
            compared[document] = compare(read_golden(GOLDEN / document), plan)
            names.update(titles(plan))
    return compared, names


def titles(plan: Plan) -> Iterator[tuple[str, str]]:
    """Digest and beginning of every name in a plan."""
    for element in plan.walk():
        for text in (
            element.title,
            *(each.title for each in element.references),
            *(i.name for i in element.indicators),
        ):
            yield digest(text), text[:24]


def mismatches(compared: dict[str, dict[str, Comparison]]) -> Iterator[tuple[str, str, str, tuple[str, ...], str]]:
    """Document, type of facts, - for missed or + for extra, the fact, and the reader's note."""
    for document, types in compared.items():
        for name, comparison in types.items():
            for fact, note in comparison.missed:
                yield document, name, "-", fact, note
            for fact in comparison.extra:
                yield document, name, "+", fact, ""


def reasons() -> dict[tuple[str, ...], str]:
    """Why a mismatch is there, by document, type, sign and fact."""
    with (GOLDEN / "mismatches.tsv").open(encoding="utf-8", newline="") as file:
        return {(*row,): reason for *row, reason in list(csv.reader(file, delimiter="\t"))[1:]}


def readable(fact: tuple[str, ...], names: dict[str, str]) -> str:
    """A fact's parts, digests followed by the name that they stand for."""
    parts = []
    for part in fact:
        key = part.removeprefix("kpi:").removeprefix("#")
        parts.append(f"{part}={names[key]}" if key in names else part)
    return " · ".join(parts)


def table(compared: dict[str, dict[str, Comparison]], totals: dict[str, Score]) -> Table:
    """Fact types by documents: F1, and below it how many are right, missed and extra."""
    result = Table("facts", *compared, "precision", "recall", "F1", title="extraction accuracy", title_justify="left")
    for name, total in totals.items():
        cells = [cell(types[name].score) for types in compared.values()]
        result.add_row(name, *cells, *(f"{value:.3f}" for value in (total.precision, total.recall, total.f1)))
    return result


def cell(score: Score) -> str:
    """One score: F1 with right, missed (-) and extra (+) facts; a dash where there are none."""
    if score == Score():
        return "–"
    wrong = f" -{score.missed} +{score.extra}" if score.missed or score.extra else ""
    return f"{score.f1:.3f} ({score.both}{wrong})"


if __name__ == "__main__":
    raise SystemExit(main())
