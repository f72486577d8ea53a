"""Tables with a header, whatever its depth: columns with roles, years and kinds of values; and where a table changes.

A table of a form may hold other tables: labels beside their values, then a header of years, then labels again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from plangraph.plans.columns import Column
from plangraph.plans.layouts.general.refine import NUMBER, name_titles, refine
from plangraph.plans.vocabulary import fold, form_role, indicator_group, is_column_group, part_role, register_role
from plangraph.plans.years import YEAR, parse_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plangraph.model import Block, Row

__all__ = ["HIERARCHY", "VALUES", "Grid", "Segment", "kind_of", "segments"]

HIERARCHY: Final = ("policy", "goal", "subgoal", "measure", "initiative", "title", "pledge")
VALUES: Final = frozenset({"baseline", "target", "actual"})
_KIND: Final = re.compile(
    r"^[(]?(?P<word>計画|目標|予定|見込|実績|実施|現状|基準|達成率|進捗率|達成度)(?P<rest>値|額|数|見込|見込値)?[)]?$"
)
_KINDS: Final = {"計画": "target", "目標": "target", "予定": "target", "実績": "actual", "実施": "actual",
                 "現状": "baseline", "基準": "baseline"}  # fmt: skip
_YEARS: Final = re.compile(rf"^[(]?(?:{YEAR.replace('?P<', '?P<x_')})(?:末|時点|現在|中)?[)]?(?:の)?")
_YEAR_BEHIND: Final = re.compile(rf"^(?P<word>基準|現状|目標|実績)年度?[(](?:{YEAR.replace('?P<', '?P<b_')})[)]$")
_LAST: Final = re.compile(r"(?:計画)?最終(?:年度?|目標)?|計画期間終了時")
_BARE_ERA: Final = re.compile(r"^(?P<n>元|\d{1,2})年度$")
_PARTS: Final = frozenset({"unit", "definition", "rate"})
_TIMES: Final = frozenset({"term", "deadline", "start"})
_DEEPEST: Final = 3
_LONGEST: Final = 40
_LOOK: Final = 40  # rows below a header that are looked at to know its columns


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns of a table and how many rows name them; `owned` are those that tell of elements (owners.py)."""

    columns: tuple[Column, ...]
    depth: int
    owned: tuple[tuple[int, str], ...] = ()

    @property
    def roles(self) -> frozenset[str]:
        """The roles that the table has."""
        return frozenset(column.role for column in self.columns if column.role)

    @property
    def useful(self) -> bool:
        """Whether its rows can be elements or indicators."""
        values = bool(VALUES & self.roles) or "yearly" in self.roles
        levels = bool(frozenset(HIERARCHY) & self.roles)
        told = len(self.roles - {"code", "note", "year"}) >= 2
        return (values and ("indicator" in self.roles or "kind" in self.roles or "yearly" in self.roles)) or (
            levels and told
        )


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
    return wide and not numbers and not any(is_form_row(row) for row in rows)


def _changes(rows: Sequence[Row], at: int, grid: Grid | None) -> bool:
    if grid is None:
        return read_grid(rows[at:]) is not None
    if is_form_row(rows[at]) and _strong(rows[at]):
        return True
    again = read_grid(rows[at : at + _DEEPEST + 2]) if _is_level(rows[at]) else None
    return again is not None and [c.role for c in again.columns] != [c.role for c in grid.columns]


def _strong(row: Row) -> bool:
    role = form_role(next(cell for cell in row.cells if cell))
    return role in {"project", "description", "nextStep", "department", "action", "challenge", "situation", "grade"}


def is_form_row(row: Row) -> bool:
    """A label, and beside it what no column or year is called."""
    filled = [cell for cell in row.cells if cell]
    if len(filled) >= 4 and len(filled) % 2 == 0:  # labels and values by turns, though a label may not be known
        labels, values = filled[::2], filled[1::2]
        turns = sum(form_role(cell) is not None for cell in labels) * 2 >= len(labels)
        if turns and not any(_known(cell) for cell in values):
            return True
        dated = [_asks_when(label) for label, cell in zip(labels, values, strict=True) if _known(cell)]
        if turns and dated and all(dated):  # 事業開始年度 | 平成25年度 | 担当課 | 港湾課: its year heads no column
            return True
    for at in (0, 1):
        if len(filled) > at + 1 and form_role(filled[at]) is not None:
            value = filled[at + 1]
            when = len(filled) == at + 2 and _asks_when(filled[at]) and _YEARS.fullmatch(fold(value))
            return bool(when) or (_known(value) is False and not (at and len(filled[0]) > 14))
    return False


def _asks_when(label: str) -> bool:
    """Whether a label asks for a time, so that a year beside it answers."""
    return form_role(label) in _TIMES or register_role(label) in _TIMES


def _known(cell: str) -> bool:
    """Whether a cell is a name of columns, a year, or what kind of value a row holds."""
    return bool(
        _role(cell)
        or _noted(cell)
        or _YEARS.fullmatch(fold(cell))
        or is_column_group(cell)
        or kind_of(cell)
        or form_role(cell)
    )


def kind_of(cell: str) -> str | None:
    """Whether a cell says that its row holds targets or results; "rate" for what follows from the two."""
    match = _KIND.match(fold(cell))
    return _KINDS.get(match["word"], "rate") if match else None


def read_grid(rows: Sequence[Row]) -> Grid | None:
    """The header that rows begin with, by as many of them as name most columns; None where none does."""
    best: tuple[float, Grid] | None = None
    for depth in range(1, min(_DEEPEST, len(rows)) + 1):
        if not _is_level(rows[depth - 1], first=depth == 1):
            break
        grid = Grid(_columns(rows[:depth], _body(rows[depth : depth + _LOOK])), depth)
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
    ends = (at for at, row in enumerate(rows) if (is_form_row(row) and _strong(row)) or (at and _is_level(row)))
    below = rows[: next(ends, len(rows))]
    return [row for row in below if sum(bool(cell) for cell in row.cells) > 1]


def _is_level(row: Row, *, first: bool = True) -> bool:
    cells = [cell for cell in row.cells if cell]
    if not cells or (first and len(cells) < 2) or any(len(cell) > _LONGEST or "。" in cell for cell in cells):
        return False
    if is_form_row(row) or any(NUMBER.match(fold(cell)) and parse_year(cell) is None for cell in cells):
        return False
    known = sum(_known(cell) or (not first and bool(re.match(r"^[(（].*[)）]$", cell))) for cell in cells)
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
    return tuple(_second_measure(refine(name_titles(_unnamed(_behind_groups(columns, body), body), body), body)))


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
    kinds = sum(kind_of(cell) is not None for cell in cells)
    if cells and kinds * 2 > len(cells):
        return Column(at, "kind", printed, None)
    year = next((y for name in reversed(names) if (y := parse_year(name))), None)
    role = None
    for name in reversed(names):
        role, noted = _role(name), _noted(name)
        if noted and (role in (None, "deadline", "year") or (role, noted) == ("actual", "baseline")):
            role = noted  # H30実績（基準）
        if role:
            break
    of = next((r for name in names if (r := _role(name)) in VALUES), None)
    if role == "year" and of:
        role = f"{of}_year"
    if role is None and year is not None and names and _YEARS.fullmatch(fold(names[-1])):
        role = "yearly"
    return Column(at, role, printed, year)


def _noted(name: str) -> str | None:
    """R7（目標）, R10（最終）, 基準年度（H30）: a year and a note, of which one says of what kind the values are."""
    behind = _YEAR_BEHIND.match(fold(name))
    if behind:
        return _KINDS[behind["word"]]
    notes = re.findall(r"[(]([^()]*)[)]", fold(name)) if parse_year(name) else []
    if any(_LAST.fullmatch(note) for note in notes):
        return "target"
    return next((kind for note in notes if (kind := kind_of(note)) in VALUES), None)


def _role(name: str) -> str | None:
    """The role of a name without its year, its unit and its note."""
    text = fold(name)
    bare = re.sub(r"[(][^()]*[)]", "", text)
    bare = _YEARS.sub("", bare) or ""
    variants = [each for each in (text, bare, re.sub(YEAR.replace("?P<", "?P<z_"), "", bare)) if each]
    parts = (part_role(each) for each in variants)
    found = next((part for part in parts if part in VALUES or part in _PARTS), None)
    return found or next((role for each in variants if (role := register_role(each))), None)
