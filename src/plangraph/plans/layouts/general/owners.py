"""Whose a column of a table of indicators is: the judgement or charge of a measure, or that of each indicator.

A cell that is merged over the rows of several indicators, as the name of their measure is, says something of the
measure; one that each row has for itself says it of the row's indicator. What the column's name says goes before both.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from plangraph.plans.columns import VALUES
from plangraph.plans.layouts.general.facts import SILENT, TEXTS
from plangraph.plans.layouts.general.grid import HIERARCHY
from plangraph.plans.listed_titles import is_list
from plangraph.plans.vocabulary import fold, register_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Row
    from plangraph.plans.columns import Column
    from plangraph.plans.layouts.general.grid import Grid

__all__ = ["ROW_ELEMENTS", "is_of_element", "owners"]

ROW_ELEMENTS: Final = frozenset({"initiative", "title", "pledge"})
_OF_THE_LOWEST: Final = ""
_FACTS: Final = frozenset({"grade", "department", "division", "deadline", "sdgs", "description", *TEXTS})
# 施策の評価, 基本目標別の進捗状況; but 施策評価 of a column beside no 施策 names nothing.
_OF: Final = re.compile(r"^(?P<level>[^のに]{2,6}?)(?:ごと|別)?の?(?:総合)?(?:評価|進捗|達成|判定|担当|所管|主管)")
_OF_INDICATORS: Final = re.compile(r"^(?:(?:成果|数値|重要業績評価)?(?:指標|目標)|KPI)(?:ごと|別)?の?")


def owners(grid: Grid, rows: Sequence[Row], before: Grid | None = None) -> dict[int, str]:
    """The columns that tell of elements: by index, the role of the element's column, "" for the lowest that is open.

    All others tell of the row's indicator, if it has one. Rows that do not show it go by the table `before` theirs,
    where its columns have the same names.
    """
    facts = [column for column in grid.columns if column.role is None or column.role in _FACTS]
    if "indicator" not in grid.roles and not ROW_ELEMENTS & grid.roles and {"yearly", "kind"} & grid.roles:
        return {}
    if "indicator" not in grid.roles:
        return {column.index: _level_merged(column, grid, rows) for column in facts}
    same = before is not None and [c.name for c in before.columns] == [c.name for c in grid.columns]
    known = dict(before.owned) if before is not None and same else {}
    found = {
        column.index: _OF_THE_LOWEST
        for column in facts
        if is_of_element(column, grid.columns, rows, known=column.index in known)
    }
    for column in facts:
        level = _named_level(column, grid)
        if level is not None:
            found[column.index] = level
        elif column.role == "grade" and _OF_INDICATORS.match(fold(column.name)):
            found.pop(column.index, None)
    return found


def _level_merged(column: Column, grid: Grid, rows: Sequence[Row]) -> str:
    """The level whose cells go as far down as those of a column of goals; "" for the lowest, or where none shows it.

    SDGs 11・13, merged over the rows of what 施策1 consists of as its name is, are of 施策1.
    """
    if column.role != "sdgs":
        return _OF_THE_LOWEST
    levels = [each for each in grid.columns if each.role in HIERARCHY][:-1]
    reach = _reach(column, rows)
    same = [each.role or "" for each in levels if _reach(each, rows) == reach]
    return same[-1] if same and "merged" in reach else _OF_THE_LOWEST


def _reach(column: Column, rows: Sequence[Row]) -> list[str]:
    """Of each row, whether a cell of a column begins in it, or goes on over it from above."""
    return ["own" if _own(row, column) else "merged" if any(row.merged[column.index :][:1]) else "" for row in rows]


def _named_level(column: Column, grid: Grid) -> str | None:
    """The level that a column's name says its judgement or charge is of, where the table has it."""
    match = _OF.match(fold(column.name)) if column.role in ("grade", "department") else None
    level = register_role(match["level"]) if match else None
    return level if level in HIERARCHY and level in grid.roles else None


def is_of_element(column: Column, columns: Sequence[Column], rows: Sequence[Row], *, known: bool = False) -> bool:
    """Whether a column's cells go as far as those of the element, over rows of several indicators.

    Where no row shows it, `known` says what was seen before.
    """
    named = [row for row in rows if any(_own(row, each) for each in columns if each.role == "indicator")]
    levels = [each for each in columns if each.role in HIERARCHY and not _lists(rows, each)]
    if not levels:  # one judgement over all rows of a table below a heading
        if column.role != "grade":
            return False
        others = named[1:]
        over = [row for row in others if column.index < len(row.merged) and row.merged[column.index]]
        return bool(over) and len(over) == len(others) and bool(_own(named[0], column))
    by_row = any(each.role in ROW_ELEMENTS for each in levels)
    lowest = levels[-1]
    # Rows that go on with the element of a row above, and what the column says there.
    below = [row for row in named if not _own(row, lowest)]
    filled = any(_own(row, column) for row in below)
    if by_row:
        own = column.role == "grade" or (column.role == "department" and _is_behind_values(column, columns))
        return not (own and (filled or _differs(column, lowest, named)))
    if not below and _differs(column, lowest, named):
        return False
    if not below or filled:
        return known and not below
    merged = any(lowest.index < len(row.merged) and row.merged[lowest.index] for row in below)
    reaching = any(column.index < len(row.merged) and row.merged[column.index] for row in below)
    said = any(_own(row, column) for row in named)
    return said and (reaching or not merged)


def _differs(column: Column, lowest: Column, rows: Sequence[Row]) -> bool:
    """Whether a column says something else on the next row, which names the same element again."""
    return any(
        _own(one, lowest) == _own(two, lowest) and _own(one, column) != _own(two, column) for one, two in pairwise(rows)
    )


def _is_behind_values(column: Column, columns: Sequence[Column]) -> bool:
    """Whether a column stands behind the values of an indicator, as what is said of each of them does."""
    values = [each.index for each in columns if each.role in VALUES or each.role == "yearly"]
    return bool(values) and column.index > max(values)


def _lists(rows: Sequence[Row], column: Column) -> bool:
    """Whether a column holds lists of what the element beside it consists of, and no element that a row is about."""
    cells = [cell for row in rows if (cell := _own(row, column))] if column.role in ROW_ELEMENTS else []
    return bool(cells) and all(map(is_list, cells))


def _own(row: Row, column: Column) -> str:
    cell = row.cells[column.index] if column.index < len(row.cells) else ""
    return "" if SILENT.match(cell) else cell
