"""Rows of a register: cells by role, what no role takes, and the indicators in them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from plangraph.model import ElementKind, Text, TextRole
from plangraph.plans.columns import Cells, Column, Header
from plangraph.plans.layouts.cells import read_indicators
from plangraph.plans.listed_titles import listed_titles, lists_projects
from plangraph.plans.outline import join_lines, numbered_title, parse_marker
from plangraph.plans.shares import is_share
from plangraph.plans.tree import characters
from plangraph.plans.units import division_named, unread_units
from plangraph.plans.years import parse_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plangraph.model import Indicator, Row, Span
    from plangraph.plans.layouts.register_columns import Register
    from plangraph.plans.years import Year

__all__ = [
    "LEVELS",
    "ROW_ROLES",
    "SILENT",
    "TEXTS",
    "cells_by_role",
    "code_and_title",
    "counts_rows",
    "filled",
    "goes_on",
    "iter_indicators",
    "left_of",
    "named_at",
    "place_of",
    "says_more",
]

# What a row may be about, the lowest first; all of these that stand to the left of it are its hierarchy.
ROW_ROLES: Final = {
    "title": ElementKind.PROJECT,
    "pledge": ElementKind.PLEDGE,
    "initiative": ElementKind.INITIATIVE,
    "measure": ElementKind.MEASURE,
}
LEVELS: Final = {
    "policy": ElementKind.POLICY,
    "goal": ElementKind.GOAL,
    "subgoal": ElementKind.GOAL,
    "section": ElementKind.MEASURE,
    "measure": ElementKind.MEASURE,
    "pledge": ElementKind.PLEDGE,
    "initiative": ElementKind.INITIATIVE,
}
TEXTS: Final = {
    "description": TextRole.DESCRIPTION,
    "action": TextRole.ACTION,
    "result": TextRole.RESULT,
    "challenge": TextRole.CHALLENGE,
    "delayReason": TextRole.DELAY_REASON,
    "nextStep": TextRole.NEXT_STEP,
}
_FINAL: Final = re.compile(r"最終|中間|計画期間|将来")  # targets of other years than the row's
_SECTION: Final = re.compile(r"^第(?P<code>[0-9０-９]{1,2})節\s*(?P<title>\S.*)$", re.DOTALL)
SILENT: Final = frozenset({"-", "－", "ー", "―", "‐"})
_TAKEN: Final = frozenset({*ROW_ROLES, *LEVELS, *TEXTS, "code", "grade", "start", "deadline", "sdgs", "year"})
_OF_ALL_ROWS: Final = frozenset({"department", "division", "grade", "deadline"})


def cells_by_role(row: Row, register: Register) -> dict[str, list[str]]:
    """The cells of each role, the filled ones first."""
    found: dict[str, list[str]] = {}
    for column in register.columns:
        if column.role:
            found.setdefault(column.role, []).append(cell_of(row, column))
    return {role: sorted(cells, key=_not_filled) for role, cells in found.items()}


def cell_of(row: Row, column: Column) -> str:
    """A cell; what is merged over several rows and said of each of them holds for all."""
    if column.role in _OF_ALL_ROWS:
        return row.whole(column.index)
    return row.cells[column.index] if column.index < len(row.cells) else ""


def place_of(row: Row, register: Register, role: str) -> Span:
    """The cell of a role where one column says it, the row where several do."""
    filled = [c.index for c in register.columns if c.role == role and cell_of(row, c)]
    return row.cell_span(filled[0]) if len(filled) == 1 else row.span


def named_at(row: Row, register: Register, role: str) -> Span:
    """The cell that names what the row says of a role: of two columns for one thing, the first that says something."""
    filled = (c.index for c in register.columns if c.role == role and cell_of(row, c))
    at = next(filled, None)
    return row.span if at is None else row.cell_span(at)


def goes_on(title: str, row: Row, register: Register, role: str) -> str:
    """The title above, where its cell goes on over a row that names another level: merged, or to the left of that one.

    "" where nothing says so.
    """
    at = next(column.index for column in register.columns if column.role == role)
    named = [column.index for column in register.columns if column.role in LEVELS and cell_of(row, column)]
    return row.whole(at) or (title if named and at < min(named) else "")


def says_more(row: Row, register: Register) -> bool:
    """Whether a row names a level and says more than what it is called."""
    groups = (column for each in register.indicators for column in each.columns)
    filled = [c for c in (*register.columns, *groups) if cell_of(row, c) not in (*SILENT, "")]
    more = [column for column in filled if column.role not in LEVELS and not (column.role or "").endswith("code")]
    return bool(more) and any(column.role in LEVELS for column in filled)


def _not_filled(cell: str) -> bool:
    """Orders filled cells first: of two columns for one thing, the one that says something counts."""
    return not cell


def filled(row: Row, register: Register, role: str | None) -> Iterator[tuple[Column, str]]:
    """The cells of a role that say something, each with its column."""
    for column in register.columns:
        cell = cell_of(row, column) if column.role == role else ""
        if cell and cell not in SILENT and column.name:
            yield column, cell


def left_of(row: Row, register: Register, *, charged: bool) -> Iterator[tuple[Column, str]]:
    """What nothing else takes of the columns that are about the element, in their order, costs first."""
    divided = not any(cells_by_role(row, register).get("department", []))
    columns = sorted(register.columns, key=lambda column: column.role != "cost")
    for column in columns:
        cell = cell_of(row, column)
        taken = column.role in _TAKEN or (column.role or "").endswith("_code")
        if column.role == "project":
            taken = lists_projects(column.name) and bool(listed_titles(cell))
        elif column.role == "department":
            taken = charged and not unread_units(cell)
        elif column.role == "grade":
            taken = not is_share(cell)
        elif column.role == "division":
            taken = charged and (divided or bool(division_named(cell)))
        if cell and cell not in SILENT and column.name and not taken:
            yield column, join_lines(cell)
    for group in register.indicators:
        named = any(
            column.role == "indicator" and cell_of(row, column) not in (*SILENT, "") for column in group.columns
        )
        for column in group.columns:  # values below an indicator that the row does not name; years that are none
            cell = cell_of(row, column)
            taken = named and not ((column.role or "").endswith("_year") and parse_year(cell) is None)
            if cell and cell not in SILENT and not taken:
                yield column, join_lines(cell)


def code_and_title(cell: str, code: str) -> tuple[str | None, str]:
    """The code of its own column, or else the one that a title begins with; what both print is no part of the title."""
    if code:
        marker, column = parse_marker(cell), unicodedata.normalize("NFKC", join_lines(code)).strip("()")
        same = marker is not None and f"-{column}".endswith(f"-{marker.code}")
        return join_lines(code), marker.title if marker is not None and same else join_lines(cell)
    section = _SECTION.match(cell)
    if section:
        return unicodedata.normalize("NFKC", section["code"]), join_lines(section["title"])
    return numbered_title(cell)


def counts_rows(rows: Sequence[Row], register: Register, role: str) -> bool:
    """Whether the column of codes only counts rows: another number where the next row names the same again."""
    told = [cells_by_role(row, register) for row in rows]
    named = [(cells.get(role, [""])[0], cells.get("code", [""])[0]) for cells in told]
    return any(one[0] and one[0] == two[0] and one[1] != two[1] for one, two in pairwise(named))


def iter_indicators(row: Row, register: Register, year: Year | None) -> Iterator[Indicator]:
    """The indicators of a row, each from its own columns; a word that alone tells columns apart defines its own."""
    for group in register.indicators:
        # A row that says its year says it for the columns that do not.
        dated = {"actual"} | ({"target"} if any(c.role == "actual" for c in group.columns) else set())
        dated -= {role for role in dated if any(c.role == f"{role}_year" for c in group.columns)}
        columns = tuple(
            replace(c, year=c.year or year) if c.role in dated and not _FINAL.search(c.name) else c
            for c in group.columns
        )
        rates = [
            Text(TextRole.DESCRIPTION, f"{join_lines(c.name)}：{join_lines(cell)}", row.cell_span(c.index))
            for c in group.columns
            if c.role == "rate" and (cell := cell_of(row, c)) and cell not in SILENT
        ]
        places: dict[str, int | None] = {}
        counts: dict[str, int] = {}
        for column in columns:
            role = column.role or ""
            counts[role] = counts.get(role, 0) + 1
            key = role if counts[role] == 1 else f"{role}#{counts[role]}"
            places[key] = column.index if column.index < len(row.cells) else None
        cells = Cells(row, places)
        if characters("".join(cells.values())) and cells.get("indicator") not in SILENT:
            for indicator in read_indicators(cells, Header(columns, 0), cells.span("indicator")):
                definition = indicator.definition or group.part
                yield replace(indicator, definition=definition, texts=(*indicator.texts, *rates))
