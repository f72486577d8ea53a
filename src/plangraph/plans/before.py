"""What a plan starts from, where it is called 実績値: the only value of a year before the plan, beside its targets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from plangraph.model import ValueKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Indicator
    from plangraph.plans.tree import Node

__all__ = ["start_before"]


def start_before(nodes: Sequence[Node], first: int) -> None:
    """Make baselines of results of a year before `first`, where a target is the only other value of the indicator."""
    for node in nodes:
        node.indicators[:] = [_started(each, first) for each in node.indicators]
        start_before(node.children, first)


def _started(indicator: Indicator, first: int) -> Indicator:
    kinds = {each.kind for each in indicator.observations}
    results = [each for each in indicator.observations if each.kind is ValueKind.ACTUAL]
    if kinds != {ValueKind.ACTUAL, ValueKind.TARGET} or len(results) != 1:
        return indicator
    (result,) = results
    if result.fiscal_year is None or result.fiscal_year >= first:
        return indicator
    observations = tuple(
        replace(each, kind=ValueKind.BASELINE) if each is result else each for each in indicator.observations
    )
    return replace(indicator, observations=observations)
