"""Which column of a table stands above which: by their usual order, unless places and cells say the other way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plangraph.plans.vocabulary import fold, is_no_level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Row
    from plangraph.plans.columns import Column

__all__ = ["level_order"]

_UPPER: Final = ("policy", "goal", "subgoal", "measure")
_PLEDGED: Final = ("pledge", "initiative")  # what is done for a pledge, and never the other way round
_ALIKE: Final = frozenset({"policy", "goal"})  # either stands above the other, by the plan's own words


def level_order(usual: Sequence[str], columns: Sequence[Column], body: Sequence[Row]) -> tuple[str, ...]:
    """Roles from the top: 基本目標 before 政策 stands above it, where each policy has one goal.

    A column further left comes before one that usually stands above it, if what stands in that one never stands
    beside two of its own. Where neither says more than the other, policies and goals go by their places.
    """
    order = list(usual)
    # A role of several columns (施策 | 具体的施策) is settled elsewhere.
    roles = [column.role for column in columns]
    alone = sorted(
        (c for c in columns if c.role in order and c.role in (*_UPPER, *_PLEDGED) and roles.count(c.role) == 1),
        key=lambda c: c.index,
    )
    for at, left in enumerate(alone):
        for right in alone[at + 1 :]:
            one, two = order.index(left.role or ""), order.index(right.role or "")
            if two < one and _comparable(left, right) and _above(left, right, body):
                order.insert(two, order.pop(one))
    return tuple(order)


def _comparable(left: Column, right: Column) -> bool:
    return {left.role, right.role} <= set(_UPPER) or (left.role, right.role) == _PLEDGED


def _above(left: Column, right: Column, body: Sequence[Row]) -> bool:
    """Whether the left of two columns is constant while the right one varies, and not the other way round."""
    pairs = _pairs(left, right, body)
    uppers, lowers = {one for one, _ in pairs}, {two for _, two in pairs}
    if not pairs or len(pairs) > len(lowers):  # one of the right stands beside two of the left
        return False
    return len(uppers) < len(lowers) or {left.role, right.role} <= _ALIKE


def _pairs(left: Column, right: Column, body: Sequence[Row]) -> set[tuple[str, str]]:
    """What stands side by side; a cell that is left empty goes on with the one above it."""
    found: set[tuple[str, str]] = set()
    one = two = ""
    for row in body:
        first, second = (fold("".join(row.cells[c.index : c.index + 1])) for c in (left, right))
        two = second or ("" if first and first != one else two)
        one = first or one
        if one and two and not is_no_level(one) and not is_no_level(two):
            found.add((one, two))
    return found
