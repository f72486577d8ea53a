"""Columns of levels that no vocabulary names: what stands before the indicators, and covers their rows from above."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

from plangraph.model import ElementKind
from plangraph.plans.vocabulary import fold, named_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Row
    from plangraph.plans.columns import Column

__all__ = ["name_levels", "name_only_level", "number_levels"]

_ROLES: Final = {
    ElementKind.GOAL: "goal",
    ElementKind.POLICY: "policy",
    ElementKind.MEASURE: "measure",
    ElementKind.INITIATIVE: "initiative",
    ElementKind.PROJECT: "initiative",
}
_LEVELS: Final = ("policy", "goal", "subgoal", "measure", "initiative", "title", "pledge")
_TOPS: Final = frozenset({"policy", "goal", "subgoal"})
_VALUES: Final = frozenset({"baseline", "target", "actual"})
_SORTS: Final = re.compile(
    r"目的|内容|概要|理由|課題|区分|種[別類]|分類|性質|定義|説明|考え方|方法|出典|単位|年度|備考|番号|No|対象|方向"
)
_CODE: Final = re.compile(r"[(]?(?:\d{1,3}(?:[-.]\d{1,2}){0,2}|[IVX]{1,4}|[ア-ンA-Z])[)]?[.、]?")
_SHORTEST: Final = 4  # letters of a title
_LONGEST: Final = 60


def name_levels(columns: Sequence[Column], body: Sequence[Row]) -> list[Column]:
    """The columns; what stands before the indicators and holds titles is a level of elements.

    Its name says which (推進施策, 事前に備えるべき目標), or else its place: what covers several rows at a time is below
    a goal that stands left of it, and above the measures to its right.
    """
    at = next((n for n, column in enumerate(columns) if column.role == "indicator"), 0)
    if not at or not _VALUES & {column.role for column in columns}:
        return list(columns)
    found = list(columns)
    for n, column in enumerate(columns[:at]):
        if column.role is None and column.year is None and _holds_titles(column, body):
            kind = named_kind(fold(column.name))
            role = _ROLES.get(kind[0]) if kind else None
            roles = [each.role for each in found]
            if role in roles and role != "measure":
                role = None
            if role is None and _covers(column, body):
                role = _by_place(roles[:n], [_role(each) for each in columns[n + 1 : at]])
            if role is not None:
                found[n] = replace(column, role=role)
    return found


def name_only_level(columns: Sequence[Column], body: Sequence[Row]) -> tuple[Column, ...]:
    """The columns of a table below no heading; where no level is named, the titles before the indicators are one.

    取り組むこと | 指標 | 現状値 | 目標値: a title in each row, and nothing else that the indicators could be of.
    """
    roles = [column.role for column in columns]
    if "indicator" not in roles or not _VALUES & set(roles) or set(_LEVELS) & set(roles):
        return tuple(columns)
    before = columns[: roles.index("indicator")]
    found = [each for each in before if each.role is None and each.year is None and _holds_titles(each, body)]
    only = next(reversed(found), None)
    if only is None or not all(_cells(only, body)[:1]):
        return tuple(columns)
    return tuple(replace(each, role="measure") if each is only else each for each in columns)


def _role(column: Column) -> str | None:
    kind = named_kind(fold(column.name)) if column.role is None else None
    return _ROLES.get(kind[0]) if kind else column.role


def _by_place(before: Sequence[str | None], behind: Sequence[str | None]) -> str | None:
    """A level's role by those left and right of it; None where there is no room for it."""
    left = next((role for role in reversed(before) if role in _LEVELS), None)
    right = next((role for role in behind if role in _LEVELS), None)
    if left is None:
        return "policy" if right != "policy" else "goal"
    if left in _TOPS and right in ("measure", "initiative", None):
        return "measure"
    return "initiative" if left == "measure" and right is None else None


def number_levels(columns: Sequence[Column], body: Sequence[Row]) -> list[Column]:
    """The columns; 番号 right before a level that covers several rows holds its numbers, if each title has just one.

    So does a column of numbers of several parts (1-1) before a level that changes with each row.
    """
    found = list(columns)
    for n, (column, behind) in enumerate(pairwise(columns)):
        if column.role not in (None, "code") or behind.role not in _LEVELS:
            continue
        numbers, titles = (_cells(each, body) for each in (column, behind))
        beside = [bool(number) == bool(title) for number, title in zip(numbers, titles, strict=True)]
        pairs = {(fold(number), fold(title)) for number, title in zip(numbers, titles, strict=True) if number}
        single = len({one for one, _ in pairs}) == len({two for _, two in pairs}) == len(pairs)
        coded = all(_CODE.fullmatch(one) for one, _ in pairs)
        covers = len(pairs) < len(body) or all(re.search(r"\d[-.]\d", one) for one, _ in pairs)  # 1-1 counts no rows
        if pairs and coded and single and all(beside) and covers:
            found[n] = replace(column, role=f"{behind.role}_code")
    return found


def _cells(column: Column, body: Sequence[Row]) -> list[str]:
    return ["".join(row.cells[column.index : column.index + 1]) for row in body]


def _holds_titles(column: Column, body: Sequence[Row]) -> bool:
    """Whether cells are titles: words of some length, no sentences, and none that comes again after another one."""
    if not column.name or _SORTS.search(fold(column.name)):
        return False
    said = [fold(cell) for cell in _cells(column, body) if cell]
    runs = [cell for cell, _ in groupby(said)]
    plain = all(len(cell) <= _LONGEST and "。" not in cell and not cell.isdigit() for cell in said)
    return plain and len(set(runs)) == len(runs) and sum(map(len, runs)) >= _SHORTEST * len(runs) > 0


def _covers(column: Column, body: Sequence[Row]) -> bool:
    """Whether a title holds for several rows, as where its cell is merged over them or printed again."""
    said = [fold(cell) for cell in _cells(column, body)]
    return bool(said) and bool(said[0]) and len(set(filter(None, said))) < len(said)
