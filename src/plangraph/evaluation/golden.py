"""Golden files of a document: one folder of tables, written by hand from reading it (tests/golden/README.md)."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from plangraph.evaluation.folding import fold, fold_code

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["FACT_TYPES", "Fact", "Golden", "read_golden", "written"]

Fact = tuple[str, ...]
FACT_TYPES: Final = (
    "elements",
    "lines",
    "parents",
    "indicators",
    "values",
    "years",
    "observations",
    "departments",
    "statuses",
    "references",
    "terms",
)


@dataclass(frozen=True, slots=True)
class Golden:
    """What a person read: facts by type, the notes beside them, titles printed in two ways, and lines by element."""

    facts: dict[str, Counter[Fact]]
    notes: dict[Fact, str] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    lines: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)


def read_golden(folder: Path) -> Golden:
    """The tables of one document's folder; a table that is not there says that there are no such facts."""
    golden = Golden({name: Counter() for name in FACT_TYPES})
    for row in _rows(folder / "elements.tsv"):
        title, *others = row["title"].split("|")
        golden.aliases.update(dict.fromkeys(others, title))
        code = fold_code(row["code"])
        of = code or f"#{title}"
        _add(golden, "elements", (row["kind"], code, title), row)
        _add(golden, "lines", (of, row["lines"]), row)
        golden.lines[of] = tuple(_range(each) for each in row["lines"].split(","))
        if row["parent"]:
            _add(golden, "parents", (of, _of(row["parent"])), row)
    for row in _rows(folder / "indicators.tsv"):
        _add(golden, "indicators", (row["name"], _of(row["owner"]), row["line"]), row)
    for row in _rows(folder / "observations.tsv"):
        _observation(golden, row)
    for row in _rows(folder / "departments.tsv"):
        _add(golden, "departments", (_of(row["of"]), fold(row["unit"]), row["from"], row["to"]), row)
    for row in _rows(folder / "statuses.tsv"):
        units = " ".join(sorted(fold(unit) for unit in row["units"].split(";")))
        when = row["fiscal_year"] or row["as_of"]
        _add(golden, "statuses", (_of(row["of"]), fold(row["grade"]), row["status"], when, units), row)
    for row in _rows(folder / "references.tsv"):
        _add(golden, "references", (_of(row["of"]), row["kind"], fold_code(row["code"]), row["title"]), row)
    for row in _rows(folder / "terms.tsv"):
        _add(golden, "terms", (_of(row["of"]), row["term"]), row)
        _add(golden, "terms", (_of(row["of"]), row["deadline"]), row)
    return golden


def written(value: Decimal | None) -> str:
    """A number as it is compared: 82.0 and 82 are the same; "" for none."""
    return "" if value is None else format(value.normalize(), "f")


def _observation(golden: Golden, row: dict[str, str]) -> None:
    kind, group = row["kind"], fold(row["group"])
    value = written(Decimal(row["value"]) if row["value"] else None)
    said = (row["indicator"], kind, value, row["unit"], group, row["bound"], row["missing"])
    year = f"FY{row['fiscal_year']}" if row["fiscal_year"] else ""
    year = year or (f"CY{row['calendar_year']}" if row["calendar_year"] else "")
    _add(golden, "values", said, row)
    _add(golden, "observations", (*said, year), row)
    if year:
        _add(golden, "years", (row["indicator"], kind, group, year), row)


def _add(golden: Golden, name: str, fact: Fact, row: dict[str, str]) -> None:
    golden.facts[name][fact] += 1
    if row.get("notes"):
        golden.notes[fact] = row["notes"]


def _of(reference: str) -> str:
    return reference if reference.startswith(("#", "kpi:")) else fold_code(reference)


def _range(text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    return int(first), int(last or first)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file, delimiter="\t")
