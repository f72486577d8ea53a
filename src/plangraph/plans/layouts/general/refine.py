"""Columns that only their neighbours explain: years of values, whom an indicator's values are of, aims in words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.model import Missing
from plangraph.plans.directions import name_directions
from plangraph.plans.headers import name_goals
from plangraph.plans.listed_titles import is_list
from plangraph.plans.present import name_milestones, name_present
from plangraph.plans.unit_grammar import is_unit_name
from plangraph.plans.value_years import date_columns
from plangraph.plans.values import parse_quantities
from plangraph.plans.vocabulary import fold, section_role, value_year
from plangraph.plans.years import YEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Row
    from plangraph.plans.columns import Column

__all__ = ["FIGURES", "NUMBER", "name_pledges", "name_titles", "refine"]

NUMBER: Final = re.compile(r"^[-▲△+]?[\d,.]+\s*[%a-zA-Z人件回円㎡]?$")
_YEAR_BELOW: Final = re.compile(rf"^[(]?{YEAR}(?:末|時点)?[)]?$")
_GROUPS: Final = r"(?:対象者?|性別|年代|年齢(?:区分|層|階級)?|男女(?:別)?)"
_WHOM: Final = re.compile(rf"{_GROUPS}(?:[・、/]{_GROUPS})*(?:等|など)?")
_PARTED: Final = re.compile(r"区分|内訳|属性|種別")
_PARTS: Final = re.compile(r"(?:.{0,4}(?:区分|内訳|属性|種別|部門|分野|地区|地域|校種|学年|種類|項目|細目))(?:別)?")
FIGURES: Final = re.compile(r"(?:数値|達成)目標")  # names of aims, or the aims themselves in figures
_ITEMS: Final = re.compile(r"(?:政策|公約)?項目名?")  # a name of anything
_ELEMENTS: Final = frozenset({"policy", "goal", "subgoal", "measure", "initiative", "title", "pledge"})
_TOLD: Final = frozenset({"department", "grade", "result", "nextStep", "deadline", "action"})
_VALUES: Final = frozenset({"indicator", "baseline", "target", "actual"})
_CRITERIA: Final = re.compile(r"視点|観点|項目|区分|基準|種別|年度|分類")
_SENTENCE: Final = re.compile(r"(?:。|ます|する)\s*$")
_COUNTS: Final = re.compile(
    r"\d(?!\d*(?:[.-~]\d+)?(?:歳|代|年生|級|種|類|期|号|丁目))(?<![小中高]\d)"
)  # and names no group: 20歳以上, 小6
_LONGEST: Final = 14  # letters of a group: 20歳以上の女性


def refine(columns: Sequence[Column], body: Sequence[Row]) -> list[Column]:
    """The columns, with those of years (基準年 beside 基準値), groups (対象: 男性, 女性) and aims told in words."""
    columns = name_directions([_measured(column, body) for column in _in_figures(columns, body)], body)
    roles = {column.role for column in columns}
    if "indicator" not in roles:
        return [replace(column, role="initiative") if _aim(column, roles, body) else column for column in columns]
    found = [_year(column, roles) for column in date_columns(name_goals(name_present(name_milestones(columns))))]
    names = {column.index for column in found if column.role == "indicator"}
    over = {at for row in body for at in names if row.merged[at : at + 1] not in ((), ("",))}
    return [replace(c, role="whom") if _whom(c, names, over, body) or _beside(c, found, body) else c for c in found]


def _measured(column: Column, body: Sequence[Row]) -> Column:
    """進捗 over R5 | R6, over numbers: results of years, and no judgements; a share of the target is none."""
    if column.role != "grade" or column.year is None or not _YEAR_BELOW.search(fold(column.name.split("\n")[-1])):
        return column
    cells = [row.cells[column.index] for row in body if column.index < len(row.cells) and row.cells[column.index]]
    told = [q for cell in cells for q in parse_quantities(cell) if q.missing in (None, Missing.QUALITATIVE)]
    numbers = sum(q.value is not None and q.unit != "%" for q in told)
    return replace(column, role="actual") if numbers * 2 > len(told) else column


def _in_figures(columns: Sequence[Column], body: Sequence[Row]) -> Sequence[Column]:
    """数値目標 over 10億円, beside the names of what it is the aim of: a target; what 項目 names is to reach it."""
    roles = [column.role for column in columns]
    at = next((n for n, c in enumerate(columns) if c.role == "indicator" and FIGURES.fullmatch(fold(c.name))), None)
    if at is None or "target" in roles or not any(role in (*_ELEMENTS, "indicator") for role in roles[:at]):
        return columns
    cells = [row.cells[columns[at].index] for row in body if row.cells[columns[at].index : columns[at].index + 1]]
    cells = [cell for cell in cells if cell]
    told = sum(any(each.value is not None for each in parse_quantities(cell)) for cell in cells)
    if not told or told * 2 < len(cells):
        return columns
    found = [replace(column, role="target") if n == at else column for n, column in enumerate(columns)]
    return [
        replace(c, role="initiative") if c.role == "indicator" and _ITEMS.fullmatch(fold(c.name)) else c for c in found
    ]


def name_pledges(columns: Sequence[Column]) -> tuple[Column, ...]:
    """In a list of pledges, what is only called an item is a pledge, if the table says who is in charge or how far."""
    roles = {column.role for column in columns}
    if "pledge" in roles or not roles & _TOLD:
        return tuple(columns)
    if any(column.role == "indicator" and not _ITEMS.fullmatch(fold(column.name)) for column in columns):
        return tuple(columns)
    return tuple(replace(c, role="pledge") if _ITEMS.fullmatch(fold(c.name)) else c for c in columns)


def name_titles(columns: list[Column], body: Sequence[Row]) -> list[Column]:
    """The column of titles where none is called so: the first of unknown name before what is done by whom, or how.

    So is 主な事業 as the first of them, where each row names one: the rows are projects.
    """
    roles = {column.role for column in columns}
    first = next((column for column in columns if column.role != "code"), None)
    projects = first is not None and first.role == "project"
    said = {"description", "action"} | ({"result", "nextStep"} if projects else set())
    done = "department" in roles and said & roles
    judged = {"result", "grade"} <= roles and not roles & _VALUES
    if roles & _ELEMENTS or not (done or judged) or first is None or first.role not in (None, "project"):
        return columns
    if not done and _CRITERIA.search(fold(first.name)):  # 評価の視点 | 結果 | 判定: of one thing
        return columns
    cells = [row.cells[first.index] for row in body if first.index < len(row.cells) and row.cells[first.index]]
    if not cells or any("。" in cell or NUMBER.match(fold(cell)) for cell in cells):
        return columns
    if all(section_role(cell) == "indicators" for cell in cells):  # 数値目標, KPI: of what sort the indicators are
        return columns
    if first.role == "project" and any(is_list(cell) and "\n" in cell for cell in cells):
        return columns
    role = "title" if first.role == "project" else "initiative"
    return [replace(column, role=role, year=None) if column is first else column for column in columns]


def _year(column: Column, roles: set[str | None]) -> Column:
    of = value_year(column.name)
    return replace(column, role=f"{of}_year") if of and of in roles else column


def _aim(column: Column, roles: set[str | None], body: Sequence[Row]) -> bool:
    """目標 over sentences, beside who is to do it or how far it came: what is to be done, and no value."""
    if column.role != "target" or column.year is not None or roles & _ELEMENTS or not roles & _TOLD:
        return False
    cells = [row.cells[column.index] for row in body if column.index < len(row.cells) and row.cells[column.index]]
    return sum(bool(_SENTENCE.search(cell)) for cell in cells) * 2 > len(cells)


def _whom(column: Column, names: set[int], over: set[int], body: Sequence[Row]) -> bool:
    """Behind the indicators: 対象 and the like, or any short words where an indicator is merged over its rows."""
    before = column.index - 1
    if before not in names:
        return False
    word = fold(column.name)
    called = bool(_WHOM.fullmatch(word)) or (before in over and bool(_PARTED.fullmatch(word)))
    cells = [row.cells[column.index] for row in body if column.index < len(row.cells) and row.cells[column.index]]
    return called and bool(cells) and all(len(cell) <= _LONGEST and "。" not in cell for cell in cells)


def _beside(column: Column, columns: Sequence[Column], body: Sequence[Row]) -> bool:
    """健康寿命 | 男性, and below it nothing | 女性: a word of its own in each row that a name holds for.

    The column has no name of its own, as where that of the indicators is over both, or one of what parts things: 部門.
    """
    name = next((each for each in columns if each.index == column.index - 1 and each.role == "indicator"), None)
    word = fold(column.name)
    if name is None or column.role is not None or not (word in ("", fold(name.name)) or _PARTS.fullmatch(word)):
        return False
    runs: list[list[str]] = []
    before = ""
    for row in body:
        said, group = (row.cells[at] if at < len(row.cells) else "" for at in (name.index, column.index))
        if not runs or (said and said != before):
            runs.append([])
        before = said or before
        runs[-1].append(group)
    groups = [group for run in runs for group in run if group]
    parted = [run for run in runs if len(run) > 1 and any(run)]
    return (
        bool(parted)
        and all(all(run) and len(set(run)) == len(run) for run in parted)
        and not any(len(each) > _LONGEST or "。" in each or _COUNTS.search(fold(each)) for each in groups)
        and not any(is_unit_name(fold(each)) for each in groups)
    )
