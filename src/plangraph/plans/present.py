"""Columns that only their order explains: 現在 alone is a start, behind 就任時 a result; 中間 and 最終 are goals."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.plans.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.plans.columns import Column

__all__ = ["name_milestones", "name_present"]

_NOW: Final = re.compile(r"(?:現在|直近)(?:の)?値?(?:\(|$)")
_AS_IT_IS: Final = re.compile(r"現(?:状|況)値?(?:\(|$)")
_THEN: Final = re.compile(r"基準|当初|策定時|就任時|(?:計画|任期)?開始時")
_AT_THE_START: Final = re.compile(r"当初|策定時|就任時|開始時")
_MILESTONE: Final = re.compile(r"(?:中間|最終)(?:年度?|時)?\((?:[RHS令平昭]|\d)[^()]*\)")


def name_milestones(columns: Sequence[Column]) -> list[Column]:
    """The columns; 中間(2029) and 最終(2034) hold targets, where a baseline stands before both of them.

    One of them alone may as well be of a result that was told half way.
    """
    begun = next((at for at, column in enumerate(columns) if column.role == "baseline"), len(columns))
    ahead = {c.index for c in columns[begun:] if c.role in {None, "year"} and _MILESTONE.fullmatch(fold(c.name))}
    return [replace(each, role="target") if len(ahead) > 1 and each.index in ahead else each for each in columns]


def name_present(columns: Sequence[Column]) -> list[Column]:
    """The columns; one of what is so now, behind another that says when it all began, holds results.

    就任時 | 現在 | 目標 gives a baseline, an actual value and a target; 現在 | 目標 a baseline and a target.
    So does 現状値 behind 当初値; beside 基準値 it stays a baseline, as the year of reference may lie before all plans.
    """
    found: list[Column] = []
    begun = started = False
    for column in columns:
        if column.role == "indicator":
            begun = started = False  # the columns of the next indicator
        name = fold(column.name) if column.role == "baseline" else ""
        if name and ((begun and _NOW.search(name)) or (started and _AS_IT_IS.search(name))):
            found.append(replace(column, role="actual"))
            continue
        begun = begun or bool(name and _THEN.search(name))
        started = started or bool(name and _AT_THE_START.search(name))
        found.append(column)
    return found
