"""Table headers → columns with roles and years; rows → cells by role, realigned where merged cells were lost.

A row that lost its leading merged cells stands a column or two to the left. Where each cell belongs is decided by
what it contains (a judgement, a number, departments, a numbering), as a best monotone alignment, not by position.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from plangraph.model import Block, Missing, Row, Span
from plangraph.plans.outline import parse_marker
from plangraph.plans.units import looks_like_units
from plangraph.plans.value_years import date_columns
from plangraph.plans.values import parse_quantities
from plangraph.plans.vocabulary import column_role, fold, is_column_group, status_of
from plangraph.plans.years import YEAR, Year, parse_year

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Cells", "Column", "Header", "align", "name_goals", "read_header"]

HIERARCHY: Final = ("viewpoint", "policy", "goal", "subgoal", "measure", "initiative", "pledge")
VALUES: Final = ("baseline", "actual", "target")
_TEXTS: Final = ("result", "nextStep", "challenge", "delayReason", "action")
_PARTS: Final = frozenset({"値", "数値"})  # below a name that says of what
_YEAR_ALONE: Final = re.compile(rf"^{YEAR}末?$")
_GRADE: Final = re.compile(r"^[A-ESa-e◎○△×☆★](?:\s+[A-ESa-e◎○△×☆★])*$|^\d{1,3}(?:\.\d)?\s*[%％]$")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its place, its role (None if the name is not known), its printed name and the year in it."""

    index: int
    role: str | None
    name: str
    year: Year | None


@dataclass(frozen=True, slots=True)
class Header:
    """A table's columns and how many rows they were printed on; `styles` is the numbering seen in each role."""

    columns: tuple[Column, ...]
    depth: int
    styles: tuple[tuple[str, str], ...] = ()

    @property
    def roles(self) -> frozenset[str]:
        """The roles that the table has."""
        return frozenset(column.role for column in self.columns if column.role)

    def repeats(self, row: Row) -> bool:
        """Whether a row prints the header again, as on a new page."""
        names = {fold(part) for column in self.columns for part in (column.name, *column.name.split("\n")) if part}
        cells = [fold(cell) for cell in row.cells if cell]
        return bool(cells) and all(cell in names for cell in cells)


class Cells(dict[str, str]):
    """The texts of a row by role (a role that occurs again gets `#2`, `#3`…), and where each of them stands."""

    def __init__(self, row: Row, places: Mapping[str, int | None]) -> None:
        super().__init__({role: "" if at is None else row.cells[at] for role, at in places.items()})
        self._row, self._places = row, dict(places)

    @classmethod
    def of_line(cls, said: Mapping[str, str], span: Span) -> Cells:
        """What a line says as the cells of a row would, all of them where the line stands."""
        return cls.of_row(said, Row((), span), {})

    @classmethod
    def of_row(cls, said: Mapping[str, str], row: Row, columns: Mapping[str, int]) -> Cells:
        """What was made of the texts of a row, each where the column of its role stands."""
        cells = cls(row, {role: at for role, at in columns.items() if at < len(row.cells)})
        cells.update(said)
        return cells

    def place(self, role: str) -> int | None:
        """Which cell of the row a role has; None where it has none."""
        return self._places.get(role)

    def span(self, role: str) -> Span:
        """The cell of a role; the whole row where it has none."""
        at = self._places.get(role)
        return self._row.span if at is None else self._row.cell_span(at)

    def move(self, role: str, to: str) -> Cells:
        """These cells, with what stands in the column of one role read as another."""
        return Cells(self._row, {**self._places, role: None, to: self._places.get(role)})


def read_header(block: Block) -> Header | None:
    """The header of a table, of one row or two; None where no row names at least two known columns."""
    rows = block.rows
    for top in range(min(2, len(rows))):
        if not _is_header(rows[top]):
            continue
        upper = rows[top]
        if top + 1 < len(rows) and _completes(rows[top + 1], upper):
            columns = name_goals(date_columns(_stacked(upper, rows[top + 1]), rows[top + 2 :]))
            return Header(columns, top + 2, _styles(columns, rows[top + 2 :]))
        lower = rows[top + 1] if top + 1 < len(rows) and _is_header(rows[top + 1]) else None
        body = rows[top + (2 if lower else 1) :]
        columns = name_goals(date_columns(_columns(upper, lower, body), body))
        return Header(columns, top + (2 if lower else 1), _styles(columns, body))
    return None


def name_goals(columns: Sequence[Column]) -> tuple[Column, ...]:
    """目標 | 指標 | 現状値 | 目標値: a column called 目標 before the indicators, beside one of targets, holds goals."""
    targets = [column for column in columns if column.role == "target"]
    first = next((at for at, column in enumerate(columns) if column.role == "indicator"), 0)
    goals = {column.index for column in columns[:first] if column.role == "target" and fold(column.name) == "目標"}
    if not goals or len(goals) == len(targets):
        return tuple(columns)
    return tuple(replace(each, role="goal") if each.index in goals else each for each in columns)


def _is_header(row: Row) -> bool:
    cells = [cell for cell in row.cells if cell]
    known = sum(column_role(cell) is not None or is_column_group(cell) for cell in cells)
    return known >= 2 and known * 2 >= len(cells) and all(len(cell) <= 40 for cell in cells)


def _completes(lower: Row, upper: Row) -> bool:
    """Whether two rows of a header fill each other's gaps, as where cells are merged across or down: read by place.

    A lower row that names the hierarchy is a header of its own, and what stands above it may be out of place.
    """
    if len(lower.cells) != len(upper.cells):
        return False
    roles = {below: column_role(below) for below in lower.cells if below}
    named = all(_YEAR_ALONE.match(fold(below)) or role or fold(below) in _PARTS for below, role in roles.items())
    pairs = list(zip(upper.cells, lower.cells, strict=True))
    return (
        bool(roles)
        and named
        and not any(role in HIERARCHY for role in roles.values())
        and all(above or below for above, below in pairs)
        and any(above and not below for above, below in pairs)
    )


def _stacked(upper: Row, lower: Row) -> tuple[Column, ...]:
    """Columns named by both rows; a name of the upper one goes on to the right over what stands below it."""
    columns: list[Column] = []
    group = ""
    for index, (above, below) in enumerate(zip(upper.cells, lower.cells, strict=True)):
        group = above or (group if below else "")
        role, of = column_role(below) if below else None, column_role(group)
        # 基準値 over 年度 | 値: the year of each row's value stands in a column of its own.
        role = f"{of}_year" if role == "year" and of in VALUES else role or of
        name = "\n".join(filter(None, (group, below)))
        columns.append(Column(index, role, name, parse_year(below) or parse_year(group)))
    return tuple(columns)


def _columns(upper: Row, lower: Row | None, body: Sequence[Row]) -> tuple[Column, ...]:
    named = [(cell, column_role(cell)) for cell in (lower or upper).cells]
    roles = [role for _, role in named]
    if "indicator" in roles and "baseline" not in roles:
        # 指標 | 令和5年度 | 目標値: a column named by a year alone, before the target, holds the values to start from.
        named = [
            (name, "baseline" if role is None and _YEAR_ALONE.match(fold(name)) and "target" in roles[i:] else role)
            for i, (name, role) in enumerate(named)
        ]
    if lower is None:
        return tuple(Column(i, role, name, parse_year(name)) for i, (name, role) in enumerate(named))
    have = {role for _, role in named if role}
    # A name that only the upper row prints (担当課 over a wrong column) is tried at every place, and content decides.
    extra = [
        (cell, role)
        for cell in upper.cells
        if (role := column_role(cell)) and role not in have and not is_column_group(cell)
    ]
    order = [(name, role) for name, role in named if name or role]
    for name, role in extra:
        places = [[*order[:i], (name, role), *order[i:]] for i in range(len(order) + 1)]
        order = max(places, key=lambda each: _fit(each, body[:12]))
    return tuple(Column(i, role, name, parse_year(name)) for i, (name, role) in enumerate(order))


def _fit(order: list[tuple[str, str | None]], body: Sequence[Row]) -> float:
    columns = tuple(Column(i, role, name, None) for i, (name, role) in enumerate(order))
    styles = _styles(columns, body)
    return sum(_best(row, columns, dict(styles))[0] for row in body)


def _styles(columns: tuple[Column, ...], body: Sequence[Row]) -> tuple[tuple[str, str], ...]:
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
    return status_of(text) is not None or bool(_GRADE.match(text)), looks_like_units(text), _is_value(text)


def _numbering_score(text: str, style: str | None, *, plain: bool) -> float:
    if style:
        marker = parse_marker(text)
        return 2.0 if marker and marker.style == style else -2.0
    return 0.5 if plain else -2.0


def _is_value(text: str) -> bool:
    return all(
        q.value is not None or q.bound or q.missing not in (None, Missing.QUALITATIVE) for q in parse_quantities(text)
    ) and bool(text.strip())
