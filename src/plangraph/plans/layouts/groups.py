"""Measures under a wrong policy: the columns of a page were misread, and the fields that policies name show it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from plangraph.model import Reference, ReferenceKind, TextRole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.plans.tree import Ledger, Node

__all__ = ["settle_groups"]


def settle_groups(policies: Sequence[Node], ledger: Ledger) -> None:
    """Moves the boundary between two policies to where their fields put it; each measure moved keeps what it was under.

    A policy prints its fields in brackets (健康・福祉・子育て). Measures run on in the order of their codes, so that
    a misread page moves a boundary: measures at one end of a group speak of the neighbour's fields.
    """
    for before, after in pairwise(policies):
        measures = [*before.children, *after.children]
        printed = len(before.children)
        if not _in_order(measures):
            continue
        weights = [_fit(measure, before) - _fit(measure, after) for measure in measures]
        # Both keep a measure; among boundaries that fit as well, the one nearest to the printed one.
        best = max(
            range(1, len(measures)), key=lambda at: (sum(weights[:at]) - sum(weights[at:]), -abs(at - printed)),
            default=printed,
        )  # fmt: skip
        moved = measures[min(best, printed) : max(best, printed)]
        to, away = (before, after) if best > printed else (after, before)
        # The measure at the end of its group must itself name a field of the other policy.
        if not moved or not _names_field(moved[0] if to is before else moved[-1], to):
            continue
        before.children, after.children = measures[:best], measures[best:]
        for measure in moved:
            measure.parent_inferred = True
            measure.printed_parent = Reference(ReferenceKind.ELEMENT, away.title, measure.span, away.code)
            named = "names its field" if _names_field(measure, to) else "has the measures on both sides of it"
            ledger.warn(
                f"the measure {measure.code} {measure.title} is printed under policy {away.code}, "
                f"but policy {to.code} {named}; moved there",
                measure.span,
            )


def _in_order(measures: Sequence[Node]) -> bool:
    codes = [int(measure.code) if measure.code and measure.code.isdecimal() else None for measure in measures]
    return all(a is not None and b is not None and a < b for a, b in pairwise(codes))


def _fields(policy: Node) -> list[str]:
    texts = (text.text for text in policy.texts if text.role is TextRole.DESCRIPTION)
    return [word for text in texts for word in re.split(r"[・、\n]", text) if len(word) >= 2]


def _names_field(measure: Node, policy: Node) -> bool:
    return any(pair in measure.title for word in _fields(policy) for pair in _pairs(word))


def _fit(measure: Node, policy: Node) -> int:
    """2 where the measure names a field of the policy, 1 where it names something of the policy's title."""
    if _names_field(measure, policy):
        return 2
    return int(any(pair in measure.title for pair in _pairs(policy.title)))


def _pairs(word: str) -> list[str]:
    """All two letters in a row that carry meaning: 生活安全 has 安全 in it, which is enough to fit 交通安全."""
    pairs = (word[i : i + 2] for i in range(len(word) - 1))
    return [pair for pair in pairs if re.fullmatch(r"[\u4e00-\u9fff々ァ-ヶーA-Za-z]{2}", pair)]
