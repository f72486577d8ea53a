"""Tables with a header, whatever its depth: columns with roles, years and kinds of values; and where a table changes.

A table of a form may hold other tables: labels beside their values, then a header of years, then labels again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from plangraph.plans.columns import Column
from plangraph.plans.judging_columns import holds_judgements
from plangraph.plans.layouts.general.column_names import (
    VALUES,
    YEARS,
    is_form_row,
    is_known,
    is_strong,
    kind_of,
    noted_kind,
    role_of,
)
from plangraph.plans.layouts.general.level_columns import name_levels, number_levels
from plangraph.plans.layouts.general.refine import NUMBER, name_titles, refine
from plangraph.plans.level_order import level_order
from plangraph.plans.vocabulary import fold, indicator_group
from plangraph.plans.years import parse_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plangraph.model import Block, Row

__all__ = ["HIERARCHY", "Grid", "Segment", "segments"]

HIERARCHY: Final = ("policy", "goal", "subgoal", "measure", "initiative", "title", "pledge")
_DEEPEST: Final = 3
_LONGEST: Final = 40
_CODE: Final = re.compile(r"^[(]?(?:\d{1,2}(?:[-.]\d{1,2}){0,2}|[IVX]{1,4}|[ア-ンA-H])[)]?[.、]?$")
_LOOK: Final = 40  # rows below a header that are looked at to know its columns


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns of a table and how many rows name them; `owned` are those that tell of elements (owners.py).

    `order` is which role of its elements stands above which.
    """

    columns: tuple[Column, ...]
    depth: int
    owned: tuple[tuple[int, str], ...] = ()
    order: tuple[str, ...] = HIERARCHY

    @property
    def roles(self) -> frozenset[str]:
        """The roles that the table has."""
        return frozenset(column.role for column in self.columns if column.role)

    @property
    def useful(self) -> bool:
        """Whether its rows can be elements or indicators."""
        values = bool(VALUES & self.roles) or "yearly" in self.roles
        levels = bool(frozenset(HIERARCHY) & self.roles)
        told = len(self.roles - {"code", "count", "note", "year"}) >= 2
        return (values and ("indicator" in self.roles or "kind" in self.roles or "yearly" in self.roles)) or (
            levels and told
        )

    def repeats(self, filled: Sequence[str]) -> bool:
        """Whether cells only print names of the columns again."""
        names = {fold(part) for c in self.columns for part in (c.name, *c.name.split("\n")) if part}
        return all(fold(cell) in names for cell in filled)


@dataclass(frozen=True, slots=True)
class Segment:
    """Rows of a table that are read in one way: as a grid, or (without one) as labels and values."""

    rows: tuple[Row, ...]
    grid: Grid | None = None


def segments(block: Block, before: Grid | None) -> Iterator[Segment]:
    """The stretches of a table; one without a header goes on with the columns of the table before it."""
    rows = block.rows
    at = 0
    while at < len(rows):
        grid = read_grid(rows[at:])
        if grid is None and at == 0 and before is not None and _goes_on(rows, before):
            grid = replace(before, depth=0)
        end = at + max(1, grid.depth if grid else 1)
        while end < len(rows) and not _changes(rows, end, grid):
            end += 1
        yield Segment(rows[at:end], grid)
        at = end


def _goes_on(rows: Sequence[Row], before: Grid) -> bool:
    """Whether rows without a header suit the columns before: as wide, no labels beside values, no numbers as units."""
    wide = len(rows[0].cells) == len(before.columns)
    units = [column.index for column in before.columns if column.role == "department"]
    numbers = wide and any(NUMBER.match(fold(row.cells[at])) for row in rows for at in units if at < len(row.cells))
    names = _is_level(rows[0]) and not any(re.search(r"\d", cell) for cell in rows[0].cells)  # 主な事業 | 実施内容
    return wide and not numbers and not names and not any(is_form_row(row) for row in rows)


def _changes(rows: Sequence[Row], at: int, grid: Grid | None) -> bool:
    if grid is None:
        return read_grid(rows[at:]) is not None
    if is_form_row(rows[at]) and is_strong(rows[at]):
        return True
    named = _is_level(rows[at]) and not _says_when(rows[at], grid)
    again = read_grid(rows[at : at + _DEEPEST + 2]) if named else None
    return again is not None and [c.role for c in again.columns] != [c.role for c in grid.columns]


def _says_when(row: Row, grid: Grid) -> bool:
    """Whether the years of a row answer columns that ask when something is done, and head no values: 令和4年度."""
    years = [at for at, cell in enumerate(row.cells) if YEARS.fullmatch(fold(cell))]
    return bool(years) and {c.role for c in grid.columns if c.index in years} <= {"deadline", "start", "term", "year"}


def read_grid(rows: Sequence[Row]) -> Grid | None:
    """The header that rows begin with, by as many of them as name most columns; None where none does."""
    best: tuple[float, Grid] | None = None
    for depth in range(1, min(_DEEPEST, len(rows)) + 1):
        if not _is_level(rows[depth - 1], first=depth == 1):
            break
        columns = _columns(rows[:depth], body := _body(rows[depth : depth + _LOOK]))
        grid = Grid(columns, depth, order=level_order(HIERARCHY, columns, body))
        known = sum(c.role is not None for c in grid.columns) + 0.5 * sum(c.year is not None for c in grid.columns)
        if grid.useful and not _schedule(grid, rows[depth : depth + _LOOK]) and (best is None or known > best[0]):
            best = (known, grid)
    return best[1] if best else None


def _schedule(grid: Grid, body: Sequence[Row]) -> bool:
    """Years over words, as 検討 | 試行 | 実施: no values."""
    if {"indicator", "kind"} & grid.roles or frozenset(HIERARCHY) & grid.roles:
        return False
    cells = [cell for column in grid.columns if column.role == "yearly" for cell in _cells(column, body)]
    return bool(cells) and sum(bool(re.search(r"[0-9]", fold(cell))) for cell in cells) * 2 < len(cells)


def _body(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows below a header, as far as the next header or form."""
    ends = (at for at, row in enumerate(rows) if (is_form_row(row) and is_strong(row)) or (at and _is_level(row)))
    below = rows[: next(ends, len(rows))]
    return [row for row in below if sum(bool(cell) for cell in row.cells) > 1]


def _is_level(row: Row, *, first: bool = True) -> bool:
    cells = [cell for cell in row.cells if cell]
    if not cells or (first and len(cells) < 2) or any(len(cell) > _LONGEST or "。" in cell for cell in cells):
        return False
    if is_form_row(row) or any(NUMBER.match(fold(cell)) and parse_year(cell) is None for cell in cells):
        return False
    known = sum(is_known(cell) or (not first and bool(re.match(r"^[(（].*[)）]$", cell))) for cell in cells)
    return known * 2 >= len(cells)


def _columns(levels: Sequence[Row], body: Sequence[Row]) -> tuple[Column, ...]:
    width = max(len(row.cells) for row in (*levels, *body))
    names = [[row.cells[at] if at < len(row.cells) else "" for row in levels] for at in range(width)]
    for depth in range(len(levels) - 1):  # a name goes on to the right over what stands below it
        for at in range(1, width):
            below, begins = any(names[at][depth + 1 :]), any(names[at][:depth])
            if not names[at][depth] and below and not begins:
                names[at][depth] = names[at - 1][depth]
    columns = [_column(at, [name for name in names[at] if name], body) for at in range(width)]
    named = name_titles(_unnamed(_behind_numbers(_behind_groups(columns, body), body), body), body)
    return tuple(number_levels([*_second_measure(_counting(refine(name_levels(named, body), body), body))], body))


def _counting(columns: Sequence[Column], body: Sequence[Row]) -> list[Column]:
    """番号 over 1 | 2 | 3, beside the same title again and again: it counts rows, and is no element's number."""
    found = [*columns]
    for at, (column, behind) in enumerate(pairwise(columns)):
        if column.role == "code" and behind.role in HIERARCHY:
            both = [row.cells[column.index : behind.index + 1] for row in body if len(row.cells) > behind.index]
            again = any(one[-1] and one[-1] == two[-1] and one[0] != two[0] for one, two in pairwise(both))
            found[at] = replace(column, role="count") if again else column
    return found


def _cells(column: Column, body: Sequence[Row]) -> list[str]:
    return [row.cells[column.index] for row in body if column.index < len(row.cells) and row.cells[column.index]]


def _behind_groups(columns: list[Column], body: Sequence[Row]) -> list[Column]:
    """指標 over 活動指標 | 訓練の回数: the name stands in the column behind that of the kinds of indicators."""
    for at, column in enumerate(columns[:-1]):
        cells, behind = _cells(column, body), columns[at + 1]
        kinds = [cell for cell in cells if (group := indicator_group(cell)) and not group[1].strip("0123456789()①②③④⑤")]
        if (
            column.role == "indicator"
            and cells
            and len(kinds) == len(cells)
            and behind.role is None
            and _cells(behind, body)
        ):
            columns = [*columns]
            columns[at] = Column(column.index, "group", column.name, None)
            columns[at + 1] = Column(behind.index, "indicator", column.name, None)
    return columns


def _behind_numbers(columns: list[Column], body: Sequence[Row]) -> list[Column]:
    """施策 over 1 | 災害に強いまち, as where its cell is merged over both: a number, and behind it the title."""
    columns = [*columns]
    for at, (column, behind) in enumerate(pairwise(columns)):
        numbers, titles = _cells(column, body), _cells(behind, body)
        beside = all(any(row.cells[column.index :][:1]) == any(row.cells[behind.index :][:1]) for row in body)
        if column.role not in HIERARCHY or behind.role is not None or behind.name not in ("", column.name):
            continue
        if numbers and beside and all(map(_is_code, numbers)) and not any(map(_is_code, titles)):
            columns[at] = replace(column, role=f"{column.role}_code")
            columns[at + 1] = replace(behind, role=column.role, name=column.name)
    return columns


def _is_code(cell: str) -> bool:
    return _CODE.match(fold(cell)) is not None


def _unnamed(columns: list[Column], body: Sequence[Row]) -> list[Column]:
    """The column of indicators where none is called so: the first of unknown name before values, if it holds words."""
    roles = [column.role for column in columns]
    if "kind" in roles and "indicator" not in roles and roles.index("kind"):
        before = columns[roles.index("kind") - 1]  # スポーツ実施率 | 目標 | 50%: whose values these are
        words = _cells(before, body)
        if before.role is None and words and not any(NUMBER.match(fold(cell)) for cell in words):
            return [Column(c.index, "indicator", c.name, None) if c is before else c for c in columns]
    values = [at for at, role in enumerate(roles) if role in VALUES]
    if len(values) < 2 or "indicator" in roles or "kind" in roles or frozenset(HIERARCHY) & set(roles):
        return columns
    for column in columns[: values[0]]:
        cells = [row.cells[column.index] for row in body if column.index < len(row.cells) and row.cells[column.index]]
        if (
            column.role is None
            and column.year is None
            and cells
            and not any(NUMBER.match(fold(cell)) for cell in cells)
        ):
            return [Column(c.index, "indicator", c.name, None) if c is column else c for c in columns]
    return columns


def _second_measure(columns: Sequence[Column]) -> Iterator[Column]:
    """施策 | 具体的施策: of two columns of measures the second is what the first consists of."""
    seen: set[str] = set()
    for column in columns:
        role = column.role
        if role == "measure" and role in seen:
            role = "initiative"
        seen.add(role or "")
        yield Column(column.index, role, column.name, column.year)


def _column(at: int, names: list[str], body: Sequence[Row]) -> Column:
    printed = "\n".join(names)
    cells = [row.cells[at] for row in body if at < len(row.cells) and row.cells[at]]
    if holds_judgements(printed, cells):  # before what kind of values a row holds: 実施 is a judgement here
        return Column(at, "grade", printed, next((y for name in reversed(names) if (y := parse_year(name))), None))
    kinds = sum(kind_of(cell) is not None for cell in cells)
    if cells and kinds * 2 > len(cells):
        return Column(at, "kind", printed, None)
    year = next((y for name in reversed(names) if (y := parse_year(name))), None)
    role = None
    dated = bool(names) and YEARS.fullmatch(fold(names[-1])) is not None
    for name in reversed(names):
        role, noted = role_of(name), noted_kind(name)
        if role == "year" and dated:  # 目標値 over 年度 over R4 | R5: the years are there
            role = None
        if noted and (role in (None, "deadline", "year") or (role, noted) == ("actual", "baseline")):
            role = noted  # H30実績（基準）
        if role:
            break
    of = next((r for name in names if (r := role_of(name)) in VALUES), None)
    if role == "year" and of:
        role = f"{of}_year"
    if role is None and year is not None and names and YEARS.fullmatch(fold(names[-1])):
        role = "yearly"
    return Column(at, role, printed, year)
