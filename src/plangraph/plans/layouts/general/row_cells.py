"""The cells of a row beside their columns: where they stand, their units, several indicators side by side."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.model import TextRole
from plangraph.plans.columns import Header
from plangraph.plans.layouts.cells import read_indicator
from plangraph.plans.layouts.general.column_names import VALUES, kind_of
from plangraph.plans.layouts.general.grid import HIERARCHY
from plangraph.plans.layouts.stacked import line_of, unparted
from plangraph.plans.listed_titles import is_list
from plangraph.plans.outline import join_lines, numbered_title
from plangraph.plans.value_units import column_unit, unit_in_brackets
from plangraph.plans.vocabulary import fold, form_role, is_supporting, is_total
from plangraph.plans.years import parse_year

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from plangraph.model import Assessment, Indicator, Row, Span
    from plangraph.plans.columns import Cells, Column
    from plangraph.plans.layouts.general.grid import Grid
    from plangraph.plans.tree import Node

__all__ = [
    "adds_up",
    "apart",
    "charges_apart",
    "code_beside",
    "for_group",
    "goes_on",
    "is_judged_above",
    "led_kind",
    "lined_grades",
    "named_row",
    "on_one_line",
    "once",
    "own_code",
    "place_of",
    "read_part",
    "says_of_values",
    "says_something",
    "take_schedule",
    "unbracketed",
    "values_of",
]

_NAMED_KIND: Final = re.compile(r"^(?P<name>.*?)\s*[(（]?(?P<kind>実績|目標|計画|現状|基準)(?:値)?[)）]?$")
_COUNT: Final = re.compile(r"[0-9０-９]{1,3}")  # of rows
_RESULTS: Final = re.compile(r"実績|決算|推移|過去\s*[0-9０-９]+\s*[年か]")
_EXPECTED: Final = re.compile(r"計画|見込|見通し|目標|推計|予測|予定|予想|将来|試算")
_DERIVED: Final = re.compile(
    r"(?:差|比|増減|増減[数率額]|伸び率|割合)$"
)  # 前年度差: of other rows, and no measure itself
_LONGEST_NAME: Final = 40
_IN_BRACKETS: Final = re.compile(r"[(（](?P<inner>[^()（）]+)[)）]")


def adds_up(columns: Sequence[Column], row: Row) -> bool:
    """Whether a row adds up others: 合計; not 全体 in the column of a level, beside the name of an indicator."""
    filled = [(column.role, row.cells[column.index]) for column in columns if any(row.cells[column.index :][:1])]
    named = bool(filled) and filled[0][0] in HIERARCHY and any(role == "indicator" for role, _ in filled)
    return is_total(next(filter(None, row.cells))) and not named


def values_of(
    cells: Sequence[tuple[Column, str]], kind: str | None
) -> tuple[dict[str, str], list[Column], dict[str, int]]:
    """Cells by role, the columns of values, and where roles stand; bare years hold values of the row's kind."""
    said: dict[str, str] = {}
    places: dict[str, int] = {}
    columns: list[Column] = []
    counts: dict[str, int] = {}
    for column, cell in cells:
        role = kind if column.role == "yearly" else column.role
        if role in VALUES:
            counts[role] = counts.get(role, 0) + 1
            key = role if counts[role] == 1 else f"{role}#{counts[role]}"
            said[key] = cell
            places[key] = column.index
            columns.append(replace(column, role=role))
        elif role and (role in ("unit", "definition", "direction") or role.endswith("_year")):
            said.setdefault(role, cell)
    return said, columns, places


def goes_on(grid: Grid, row: Row, named: Collection[str], open_: Mapping[str, Node]) -> dict[str, tuple[str, int]]:
    """By role, what cells from above say, and their columns, in a row that names what these stand below.

    They are merged over it, or stand to the left. Where a row names nothing, what is open goes on by itself.
    """
    at = {column.role or "": column.index for column in grid.columns if column.role in HIERARCHY}
    levels = [role for role in grid.order if role in at]
    first = min((at[role] for role in levels if role in named), default=0)
    found: dict[str, tuple[str, int]] = {}
    for place, role in enumerate(levels):
        if role in named or not any(upper in named for upper in levels[:place]):
            continue
        left = open_[role].title if role in open_ and at[role] < first else ""
        text = row.whole(at[role]) or left
        if text and not is_list(text):
            found[role] = text, at[role]
    return found


def for_group(indicator: Indicator, whom: str) -> Indicator:
    """An indicator whose values are of the group that a cell of the row names, unless they say another."""
    grouped = (each if each.group or not whom else replace(each, group=whom) for each in indicator.observations)
    return replace(indicator, observations=tuple(grouped))


def unbracketed(text: str) -> str:
    """A text without brackets around all of it: （男性）."""
    match = _IN_BRACKETS.fullmatch(text)
    return match["inner"] if match else text


def lined_grades(cells: Sequence[tuple[Column, str]], at: int, count: int) -> list[tuple[Column, str]]:
    """The cells of one of several indicators that a row names on lines: its judgement is on the same line."""
    return [(c, line_of(cell, at, count) if c.role == "grade" else cell) for c, cell in cells]


def says_of_values(role: str, cells: Sequence[tuple[Column, str]]) -> bool:
    """Whether a row's own cell says the unit, the definition or a year of its values; 毎年度 is no year."""
    if role.endswith("_year"):
        return any(column.role == role and parse_year(cell) is not None for column, cell in cells)
    return role in ("unit", "definition", "direction") and any(column.role == role for column, _ in cells)


def says_something(indicator: Indicator, *, named: bool) -> bool:
    """Whether a row gives an indicator; where no column is of indicators (not `named`), only numbers make one of it."""
    if any(each.value is not None for each in indicator.observations):
        return True
    return named and any(each.bound or each.missing for each in indicator.observations)


def read_part(
    cells: Cells, columns: Sequence[Column], place: Span, named: Sequence[Column], unit: str
) -> Indicator | None:
    """One of the indicators of a row, with the unit that its name, the name of its column or else `unit` says."""
    printed = cells["indicator"]
    name, own = (printed, "") if unparted(cells) else unit_in_brackets(join_lines(printed))
    units = (column_unit(column.name) for column in named if column.role == "indicator")
    unit = cells.get("unit", "") or own or next(filter(None, units), "") or unit
    return read_indicator(cells.saying({"indicator": name, "unit": unit}), Header(tuple(columns), 0), place)


def place_of(cells: Sequence[tuple[Column, str]], row: Row, role: str) -> Span:
    """The cell of a role; the row where several have it, or none."""
    places = [column.index for column, _ in cells if column.role == role]
    return row.cell_span(places[0]) if len(places) == 1 else row.span


def on_one_line(text: str) -> str:
    """A cell on one line, its widths folded."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def apart(cells: Sequence[tuple[Column, str]]) -> list[list[tuple[Column, str]]]:
    """The cells of each indicator where a row holds several side by side; those before the first are of all."""
    starts = [at for at, (column, _) in enumerate(cells) if column.role == "indicator"]
    if len(starts) < 2:
        return [list(cells)]
    common = list(cells[: starts[0]])
    return [common + list(cells[a:b]) for a, b in zip(starts, [*starts[1:], len(cells)], strict=True)]


def charges_apart(cells: Sequence[tuple[Column, str]], role: str) -> list[tuple[str, list[tuple[Column, str]]]]:
    """The cells of a charge: those of the unit that leads, and those of 関係課 or 協力課, with the name of a column."""
    found: dict[bool, list[tuple[Column, str]]] = {False: [], True: []}
    for column, cell in cells:
        if column.role == role:
            found[is_supporting(column.name.split("\n")[-1])].append((column, cell))
    return [(said[0][0].name.split("\n")[-1], said) for said in found.values() if said]


def led_kind(text: str) -> str:
    """What kind of values a text above a table says that its years hold: results, where nothing in it is expected."""
    return "actual" if _RESULTS.search(text) and not _EXPECTED.search(text) else ""


def named_row(cells: Sequence[tuple[Column, str]], lead: str) -> tuple[int, str, str | None]:
    """認定者数（実績） before its years: the first cell names the row and says of what kind its values are.

    Where it does not, the text above the table may (`lead`). The column, the name, the kind: None where neither does.
    """
    other = ("yearly", "kind", "code", "department", *VALUES, *HIERARCHY)
    at, first = next(((c.index, cell) for c, cell in cells if c.role not in other), (-1, ""))
    short = first if len(first) <= _LONGEST_NAME else ""
    match = _NAMED_KIND.match(fold(short)) if short else None
    if match is None:
        return (at, short, lead) if lead and short and not _DERIVED.search(fold(short)) else (-1, "", None)
    name = match["name"].strip("（( の")
    return at, "" if parse_year(name) else name, kind_of(match["kind"])


def code_beside(cells: Sequence[tuple[Column, str]], role: str, place: int, *, alone: bool) -> tuple[int, str] | None:
    """The column and the number of the lowest element of a row; right before its name, unless nothing else is named.

    3 | 施策1-1 桟橋の補修: beside a title with a number of its own the column counts rows, and its number is "".
    """
    titled = any(c.index == place and numbered_title(cell)[0] for c, cell in cells)
    plain = (
        (c.index, "" if titled and _COUNT.fullmatch(cell.strip()) else join_lines(cell))
        for c, cell in cells
        if c.role == "code" and (alone or c.index == place - 1)
    )
    return own_code(cells, role) or next(plain, None)


def take_schedule(node: Node | None, cells: Sequence[tuple[Column, str]], row: Row) -> set[int]:
    """Keep 工程 | 準備 | 実施 | → of a table of indicators as a text: what is done when, and no values of years.

    The columns that it takes; none where the row is no schedule.
    """
    names = [cell for column, cell in cells if column.role == "indicator"]
    steps = [(column, cell) for column, cell in cells if column.role in (*VALUES, "yearly")]
    if node is None or len(names) != 1 or form_role(names[0]) != "action" or not steps:
        return set()
    if any(re.search(r"[0-9]", fold(cell)) for _, cell in steps):
        return set()
    told = (f"{column.name.split(chr(10))[-1]} {join_lines(cell)}" for column, cell in steps)
    node.say(TextRole.ACTION, f"{join_lines(names[0])}：{' / '.join(told)}", row.span, join=False)
    return {column.index for column, _ in cells}


def own_code(cells: Sequence[tuple[Column, str]], role: str) -> tuple[int, str] | None:
    """The column and the number that are called an element's own: 施策番号."""
    return next(((c.index, join_lines(cell)) for c, cell in cells if c.role == f"{role}_code"), None)


def is_judged_above(node: Node, role: str, cell: str, own: Sequence[str]) -> bool:
    """Whether a grade is of a cell that is merged over several rows of an element (`own` is empty): one judgement."""
    return role == "grade" and not any(own) and any(each.grade == join_lines(cell) for each in node.assessments)


def once(told: Sequence[Assessment], *, dated: bool) -> list[Assessment]:
    """Judgements without those that a cell above in their column told in the same words, as where each row repeats it.

    Where rows have a year (`dated`), they tell each its own.
    """
    found: list[Assessment] = []
    for each in told:
        above = (old for old in found if old.span.column == each.span.column and old.span != each.span)
        if dated or each.span.column is None or not any(replace(each, span=old.span) == old for old in above):
            found.append(each)
    return found
