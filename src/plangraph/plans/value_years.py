"""What columns of values say of each other: of which year they are (現状値 | 年度), and whether they are aims."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from plangraph.plans.values import parse_quantities
from plangraph.plans.vocabulary import value_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plangraph.model import Row
    from plangraph.plans.columns import Column

__all__ = ["date_columns", "holds_targets", "stretch", "year_role"]

_VALUES: Final = frozenset({"baseline", "target", "actual"})
_BOTH: Final = frozenset({"target", "actual"})


def stretch(before: Sequence[str], role: str | None) -> list[str]:
    """The values that stand side by side up to and with a column, their units among them; none where others part."""
    if role in _VALUES:
        return [*before, str(role)]
    return list(before) if role == "unit" else []


def year_role(role: str | None, name: str, before: Sequence[str], after: str | None = None) -> str | None:
    """The role of a column beside values: 年度 is that of the last one before it, 目標年度 that of the target.

    `after` is the role of the next column: 目標年度 may stand right before its target. A 年度 behind both targets and
    results is of both: `values_year`.
    """
    said = value_year(name)
    if role not in ("year", "deadline", None):
        return role
    if said and said in {*before, after}:
        return f"{said}_year"
    if role != "year" or not before:
        return role
    return "values_year" if set(before) >= _BOTH else f"{before[-1]}_year"


def holds_targets(name: str, cells: Iterable[str]) -> bool:
    """Whether a column that could name indicators (数値目標) holds what is aimed at: as many numbers as words."""
    filled = [cell for cell in cells if cell.strip(" -－―ー")] if "目標" in name else []
    numbers = sum(all(each.value is not None for each in parse_quantities(cell)) for cell in filled)
    return bool(filled) and numbers * 2 >= len(filled)


def date_columns(columns: Iterable[Column], body: Sequence[Row] = ()) -> list[Column]:
    """The columns, with those of years as what they are of, and those of aims in figures as targets."""
    found: list[Column] = []
    before: list[str] = []
    columns = [*columns]
    for column, after in zip_longest(columns, (each.role for each in columns[1:])):
        role = year_role(column.role, column.name, before, after) if column.year is None else column.role
        cells = (row.cells[column.index] for row in body if column.index < len(row.cells))
        role = "target" if role == "indicator" and holds_targets(column.name, cells) else role
        before = stretch(before, role)
        found.append(replace(column, role=role) if role != column.role else column)
    return found
