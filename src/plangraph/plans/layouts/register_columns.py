"""Columns of a register, where a row is a whole project with all its indicators and the header stands on 1 to 3 rows.

`成果指標1` over `名称 | 単位 | 目標値 | 実績値` over `R4 | R5`, or all of it in one name, `指標1_R4_目標値`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from plangraph.plans.columns import Column
from plangraph.plans.directions import holds_directions
from plangraph.plans.judging_columns import name_judgements
from plangraph.plans.pledge_columns import name_actions
from plangraph.plans.present import name_present
from plangraph.plans.value_units import column_unit
from plangraph.plans.value_years import holds_targets, stretch, year_role
from plangraph.plans.vocabulary import (
    fold,
    indicator_group,
    is_column_group,
    is_expected,
    part_role,
    register_role,
    value_year,
)
from plangraph.plans.years import YEAR, Year, parse_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Block, Row

__all__ = ["IndicatorColumns", "Register", "read_register"]

_VALUES: Final = frozenset({"baseline", "target", "actual"})
PARTS: Final = _VALUES | {"indicator", "definition", "unit", "rate", "direction"} | {f"{each}_year" for each in _VALUES}
_DEEPEST: Final = 3  # rows of a header
_LOOK: Final = 40  # rows below a header that are looked at to know its columns
_YEAR: Final = re.compile(rf"{YEAR.replace('?P<', '?P<x_')}(?:末|時点)?(?:の)?")
_NUMBER_FIRST: Final = re.compile(r"^[(_・:/の-]*(?P<n>[0-9]{1,2}|[ア-オA-C])(?![0-9])[)_・:/-]*(?P<rest>.*)$")
_NUMBER_LAST: Final = re.compile(r"^(?P<rest>\D*?)[(_・:/-]*(?P<n>[0-9]{1,2})\)?$")
_BRACKET: Final = re.compile(r"\([^()]*\)")
_SECTION: Final = re.compile(r"節(?:名)?")
_PLAIN_NUMBER: Final = re.compile(r"^[-▲△+]?[\d,.]+[%％]?$")


@dataclass(frozen=True, slots=True)
class IndicatorColumns:
    """The columns of one indicator; `kind` is what heads them (成果指標, 活動指標), `part` what alone tells them apart.

    That is a word in brackets, 電話 of 成果指標（電話） beside 成果指標（窓口）; "" where numbers or names do.
    """

    kind: str
    columns: tuple[Column, ...]
    part: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """A table's columns that are about the row's element, those of its indicators, and the rows of the header."""

    columns: tuple[Column, ...]
    indicators: tuple[IndicatorColumns, ...]
    depth: int

    @property
    def roles(self) -> frozenset[str]:
        """The roles that the table has, those of indicators left out."""
        return frozenset(column.role for column in self.columns if column.role)


@dataclass(frozen=True, slots=True)
class _Name:
    """One cell of the header taken apart; `bare` is what is left of it without year, number and `part` in brackets."""

    role: str | None
    head: str
    number: str
    year: Year | None
    bare: str
    part: str


def read_register(block: Block) -> Register | None:
    """The columns of a table, by as many header rows as make most of them known; None where fewer than two are."""
    best: tuple[tuple[int, int], Register] | None = None
    rows = block.rows
    for top in range(min(2, len(rows))):
        for depth in range(1, min(_DEEPEST, len(rows) - top) + 1):
            if not _is_level(rows[top + depth - 1]):
                break
            columns, indicators = _columns(_stack(rows[top : top + depth]), rows[top + depth :][:_LOOK])
            known = sum(column.role is not None for column in columns) + sum(len(each.columns) for each in indicators)
            # 基準値 over R4: the row of years names no further column, and is one of the header all the same.
            dated = sum(column.year is not None for each in indicators for column in each.columns)
            if known >= 2 and (best is None or (known, dated) > best[0]):
                best = ((known, dated), Register(columns, indicators, top + depth))
    return best[1] if best else None


def _is_level(row: Row) -> bool:
    """Whether a row can be one of the header: short names, of which most are known, and no numbers."""
    cells = [cell for cell in row.cells if cell]
    if not cells or any(len(cell) > 40 or "。" in cell for cell in cells):
        return False
    names = [_name(cell) for cell in cells]
    known = sum(bool(n.role or n.head or n.year or is_column_group(cell)) for n, cell in zip(names, cells, strict=True))
    numbers = sum(bool(_PLAIN_NUMBER.match(cell)) and parse_year(cell) is None for cell in cells)
    return known * 2 >= len(cells) and numbers == 0


def _stack(levels: Sequence[Row]) -> list[list[str]]:
    """The names over each column, from the top; a name goes on to the right over what stands below it."""
    width = max(len(row.cells) for row in levels)
    grid = [[row.cells[at] if at < len(row.cells) else "" for at in range(width)] for row in levels]
    for depth in range(len(grid) - 1):
        for at in range(1, width):
            below = any(grid[lower][at] for lower in range(depth + 1, len(grid)))
            begins = any(levels[upper].cells[at : at + 1] not in ((), ("",)) for upper in range(depth))
            if not grid[depth][at] and below and not begins:
                grid[depth][at] = grid[depth][at - 1]
    return [[grid[depth][at] for depth in range(len(grid))] for at in range(width)]


def _columns(stacks: list[list[str]], body: Sequence[Row]) -> tuple[tuple[Column, ...], tuple[IndicatorColumns, ...]]:
    plain: list[Column] = []
    groups: dict[tuple[str, str], list[Column]] = {}
    current: tuple[str, str] | None = None
    heads: dict[str, str] = {}
    before: list[str] = []  # the values that stand side by side up to here
    parts = _parts(stacks)
    for at, stack in enumerate(stacks):
        printed = " ".join(dict.fromkeys(cell.replace("\n", "") for cell in stack if cell))
        names = [_name(cell) for cell in reversed(stack) if cell]
        role = _role(names, within=current is not None)
        role = None if role == "actual" and is_expected(printed) else role
        headed = [name.head for name in names if name.head]
        head = next((each for each in headed if each != "指標"), "".join(headed[:1]))  # 活動指標 over 指標名
        number = next(filter(None, (name.number or parts.get(name, "") for name in names)), "")
        year = next((name.year for name in names if name.year), None)
        if role == "indicator" and holds_targets(printed, (row.cells[at] for row in body if at < len(row.cells))):
            role, head, number = "target", "", ""
        elif holds_directions(printed, (row.cells[at] for row in body if at < len(row.cells))):
            role = "direction"
        below = [_name(cell) for cell in reversed(stacks[at + 1]) if cell] if at + 1 < len(stacks) else []
        role = _year_of(role, printed, names, before, _role(below, within=current is not None))
        before = stretch(before, role)
        column = Column(at, role, printed, year)
        if role not in PARTS:
            plain.append(column)
            continue
        if head or number:
            head = head or heads.get(number, "")
            heads[number] = head
            current = (head, number)
        elif current is None:
            current = ("", "")
        # An indicator's name again, without a number: the next indicator.
        if role == "indicator" and any(each.role == "indicator" for each in groups.get(current, ())):
            current = (current[0], f"{current[1]}+")
            while current in groups:
                current = (current[0], f"{current[1]}+")
        groups.setdefault(current, []).append(column)
    # Values that no column names an indicator of are texts of the row's element.
    whole = {
        key: columns
        for key, columns in groups.items()
        if any(column.role in _VALUES for column in columns) and any(column.role == "indicator" for column in columns)
    }
    alone = [column for key, columns in groups.items() if key not in whole for column in columns]
    plain = _nested(_sections(sorted([*plain, *alone], key=lambda column: column.index)), body)
    plain = [*name_actions(name_judgements(plain, body), body)]
    words = set(parts.values())
    return tuple(plain), tuple(
        IndicatorColumns(head, tuple(name_present(columns)), number if number in words else "")
        for (head, number), columns in whole.items()
    )


def _parts(stacks: list[list[str]]) -> dict[_Name, str]:
    """The names of columns that only a word in brackets tells from others of the same head, and that word."""
    names = {name for stack in stacks for cell in stack if cell and (name := _name(cell)).head and name.part}
    told: dict[str, set[str]] = {}
    for name in names:
        if not name.number:
            told.setdefault(name.head, set()).add(name.part)
    return {name: name.part for name in names if len(told.get(name.head, ())) > 1}


def _sections(columns: Sequence[Column]) -> list[Column]:
    """章 | 節 | 施策: where a column of measures follows, sections stand above them; 区分 describes its project."""
    measures = sum(column.role == "measure" for column in columns)
    found: list[Column] = []
    for column in columns:
        role, name = column.role, fold(column.name)
        if role == "measure" and measures > 1 and _SECTION.fullmatch(name):
            role = "subgoal"
        elif role is None and name == "区分":
            role = "description"
        found.append(replace(column, role=role))
    return found


def _nested(columns: list[Column], body: Sequence[Row]) -> list[Column]:
    """基本施策 | 施策: of two columns of measures the second is what the first consists of, if the rows say so.

    They do where both are filled and differ, and what stands in the second never stands beside two of the first.
    """
    upper, lower, *more = [*(column for column in columns if column.role == "measure"), None, None][:3]
    if upper is None or lower is None or more != [None]:
        return columns
    pairs = {(row.cells[upper.index], row.cells[lower.index]) for row in body if len(row.cells) > lower.index}
    both = {(one, two) for one, two in pairs if one and two and fold(one) != fold(two)}
    if not both or len(both) * 2 <= len(pairs) or len({two for _, two in both}) < len(both):
        return columns
    deep = any(column.role == "initiative" for column in columns)
    changed, role = (upper, "section") if deep else (lower, "initiative")
    return [replace(column, role=role) if column is changed else column for column in columns]


def _role(names: list[_Name], *, within: bool) -> str | None:
    """The role by the lowest name that says one; a year or a number alone leaves it to the name above."""
    headed = within or any(name.head or name.number for name in names)
    for name in names:
        part = part_role(name.bare) if headed and name.bare else None
        if part or name.role:
            return part or name.role
        if name.bare and not is_column_group(name.bare):
            return None
        if name.head:
            return "indicator"
    return None


def _year_of(
    role: str | None, printed: str, names: Sequence[_Name], before: Sequence[str], after: str | None
) -> str | None:
    """Whether a year is of the value that it stands behind, or below whose name it stands; of both it is the row's."""
    over = next((part for name in names[1:] if (part := part_role(name.bare)) in _VALUES), None)
    if role == "year" and over:
        return f"{over}_year"
    # 指標1_最終目標年度, and 最終目標年度 below 指標1, is of the first indicator.
    bare = next((name.bare for name in names if value_year(name.bare)), printed)
    found = year_role(role, bare, before, after)
    return "year" if found == "values_year" else found


def _name(cell: str) -> _Name:
    text = re.sub(r"[①-⑩]", lambda match: f"({unicodedata.normalize('NFKC', match[0])})", cell)
    text = fold(text)
    year = parse_year(text)
    text = re.sub(r"[(_・:/-]?\(?年度\)?$", "", _YEAR.sub("", text)) if year else text
    text = re.sub(r"\(\)", "", text).strip("_・:/-")
    # KPI目標値 is a target, and not what stands below KPI.
    group = indicator_group(text) if part_role(text) not in _VALUES else None
    head, rest = group or ("", text)
    if rest[:1] in ("・", "/", "、") and head and register_role(text) == "indicator":  # 数値目標・KPI
        rest = ""
    number = ""
    match = (_NUMBER_FIRST.match(rest) if head else None) or _NUMBER_LAST.match(rest)
    if match and (head or part_role(match["rest"]) or not match["rest"]):
        number, rest = match["n"], match["rest"]
    bare = _BRACKET.sub("", rest).strip("_・:/-()")
    role = register_role(rest) or register_role(bare) if bare and not head else None
    inner = (each[0].strip("()") for each in _BRACKET.finditer(rest))
    part = next(
        (each for each in inner if not (part_role(each) or register_role(each) or column_unit(f"({each})"))), ""
    )
    return _Name(role, head, number, year, bare, part)
