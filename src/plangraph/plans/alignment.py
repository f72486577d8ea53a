"""Rows → cells by role, realigned where merged cells were lost.

A row that lost its leading merged cells stands a column or two to the left. Where each cell belongs is decided by
what it contains (a judgement, a number, departments, a numbering), as a best monotone alignment, not by position.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from plangraph.model import Missing, Row
from plangraph.plans.columns import HIERARCHY, VALUES, Cells, Column, Header
from plangraph.plans.outline import parse_marker
from plangraph.plans.units import looks_like_units
from plangraph.plans.values import parse_quantities
from plangraph.plans.vocabulary import status_of

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["align", "fit", "is_value", "numbering_styles"]

_TEXTS: Final = ("result", "nextStep", "challenge", "delayReason", "action")
_GRADE: Final = re.compile(r"^[A-ESa-e◎○△×☆★](?:\s+[A-ESa-e◎○△×☆★])*$|^\d{1,3}(?:\.\d)?\s*[%％]$")


def fit(order: list[tuple[str, str | None]], body: Sequence[Row]) -> float:
    """How well the contents of rows suit columns in an order of names and roles."""
    columns = tuple(Column(i, role, name, None) for i, (name, role) in enumerate(order))
    styles = numbering_styles(columns, body)
    return sum(_best(row, columns, dict(styles))[0] for row in body)


def numbering_styles(columns: tuple[Column, ...], body: Sequence[Row]) -> tuple[tuple[str, str], ...]:
    """The numbering system that prevails in each hierarchy column."""
    found: list[tuple[str, str]] = []
    for column in columns:
        if column.role in HIERARCHY:
            markers = (parse_marker(row.cells[column.index]) for row in body if column.index < len(row.cells))
            counts = Counter(marker.style for marker in markers if marker)
            if counts:
                found.append((column.role, counts.most_common(1)[0][0]))
    return tuple(found)


def align(row: Row, header: Header) -> tuple[Cells, int]:
    """The row's cells by role, and by how many columns it had slipped."""
    _, placed = _best(row, header.columns, dict(header.styles))
    places: dict[str, int | None] = {}
    slipped = 0
    counts: Counter[str] = Counter()
    where = {column: cell for cell, column in placed}
    for position, column in enumerate(header.columns):
        if column.role is None:
            continue
        counts[column.role] += 1
        key = column.role if counts[column.role] == 1 else f"{column.role}#{counts[column.role]}"
        places[key] = where.get(position)
        if position in where:
            slipped = max(slipped, abs(where[position] - column.index))
    return Cells(row, places), slipped


def _best(row: Row, columns: tuple[Column, ...], styles: dict[str, str]) -> tuple[float, list[tuple[int, int]]]:
    """The best monotone placement of the filled cells on the columns: (score, [(cell, column)…])."""
    filled = [i for i, cell in enumerate(row.cells) if cell]
    width, count = len(columns), len(filled)
    table: list[list[tuple[float, int]]] = [[(0.0, -1)] * (width + 1) for _ in range(count + 1)]
    for i in range(1, count + 1):
        for j in range(width + 1):
            skip = table[i - 1][j][0] - 4.0  # a cell that finds no column at all
            best, move = skip, -2
            if j and table[i][j - 1][0] > best:
                best, move = table[i][j - 1][0], -1
            if j:
                at, column = filled[i - 1], columns[j - 1]
                gain = _score(column.role, row.cells[at], styles.get(column.role or ""))
                offset = abs(column.index - at)
                value = table[i - 1][j - 1][0] + gain - (0.4 + 0.15 * offset if offset else 0)
                if value > best:
                    best, move = value, 0
            table[i][j] = (best, move)
    placed: list[tuple[int, int]] = []
    i, j = count, width
    while i > 0:
        move = table[i][j][1]
        if move == -1:
            j -= 1
        elif move == -2:
            i -= 1
        else:
            placed.append((filled[i - 1], j - 1))
            i, j = i - 1, j - 1
    return table[count][width][0], placed


@lru_cache(maxsize=8192)
def _score(role: str | None, text: str, style: str | None) -> float:
    """How well a cell's content suits a role: clearly typed contents weigh most."""
    graded, units, number = _traits(text)
    sentence = "。" in text
    score = 0.0
    if role == "grade":
        score = 3.0 if graded else -3.0
    elif role == "department":
        score = 3.0 if units else -3.0
    elif role in VALUES:
        score = 2.0 if number else (0.0 if len(text) <= 30 and not sentence and not units else -3.0)
    elif role in HIERARCHY and role != "initiative":
        score = _numbering_score(text, style, plain=not number and not graded)
    elif role in _TEXTS:
        short = 0.2 if text == "-" or not (units or number) else -2.0
        score = 1.0 if sentence or len(text) > 40 else short
    elif role in ("initiative", "indicator"):
        name = 0.6 if len(text) <= 45 or role == "initiative" else 0.0
        score = -2.0 if number or (graded and text != "-") else (-1.5 if sentence else name)
    elif role == "project":
        score = 1.0 if re.search(r"事業|計画|プラン", text) else -0.5
    return score


@lru_cache(maxsize=8192)
def _traits(text: str) -> tuple[bool, bool, bool]:
    """Whether a text reads as a grade, as departments, as a value; asked once for all columns."""
    return status_of(text) is not None or bool(_GRADE.match(text)), looks_like_units(text), is_value(text)


def _numbering_score(text: str, style: str | None, *, plain: bool) -> float:
    if style:
        marker = parse_marker(text)
        return 2.0 if marker and marker.style == style else -2.0
    return 0.5 if plain else -2.0


def is_value(text: str) -> bool:
    """Whether a text says nothing but a value, or that there is none."""
    return all(
        q.value is not None or q.bound or q.missing not in (None, Missing.QUALITATIVE) for q in parse_quantities(text)
    ) and bool(text.strip())
