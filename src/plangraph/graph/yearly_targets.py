"""Derived: whether an actual value met the target of its own year; this needs no baseline."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from plangraph.graph.series import is_range, pick
from plangraph.namespaces import PG

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rdflib import URIRef
    from rdflib.term import Node

    from plangraph.graph.series import Value

__all__ = ["Verdict", "held", "judge"]

_FOUR_PLACES: Final = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be said of an actual value: `met` and perhaps `ratio` (actual by target), or else `reason`."""

    actual: Node
    target: Node | None = None
    met: bool | None = None
    ratio: Decimal | None = None
    reason: URIRef | None = None


def judge(values: Sequence[Value], direction: Node | None) -> Iterator[Verdict]:
    """A verdict for each actual value of a series that has a target for its year; else for the newest, why not."""
    if not any(value.kind == PG.Target for value in values):
        return
    newest = pick(values, PG.Actual, newest=True)
    for actual in values:
        if actual.kind != PG.Actual:
            continue
        targets = [
            value
            for value in values
            if value.kind == PG.Target and value.year and (value.year, value.fiscal) == (actual.year, actual.fiscal)
        ]
        if len(targets) == 1:
            yield _against(actual, targets[0], values, direction)
        elif is_range(targets):
            yield _within(actual, targets, values)
        elif targets:
            yield Verdict(actual.node, reason=PG.SeveralTargets)
        elif actual is newest:
            yield Verdict(actual.node, reason=PG.NoNumber if actual.number is None else PG.NoTargetOfYear)


def held(actual: Decimal, target: Value, direction: Node | None) -> bool | None:
    """Whether a number lies where the target wants it: by its bound, else by the direction; None: nobody says."""
    assert target.number is not None, "the target has a number"
    if target.bound == PG.AtLeast:
        return actual > target.number if target.strict else actual >= target.number
    if target.bound == PG.AtMost:
        return actual < target.number if target.strict else actual <= target.number
    if actual == target.number:
        return True
    if direction == PG.Increase:
        return actual > target.number
    return actual < target.number if direction == PG.Decrease else None


def _against(actual: Value, target: Value, values: Sequence[Value], direction: Node | None) -> Verdict:
    met, ratio, reason = None, None, None
    if actual.number is None and target.number is None and _same_words(actual, target):
        met = True
    elif actual.cumulative != target.cumulative:
        reason = PG.DifferentCounting
    elif actual.number is None or actual.bound is not None:
        reason = PG.NoNumber
    elif target.number is None:
        baseline = pick(values, PG.Baseline, newest=False)
        if target.bound == PG.Rise and baseline is not None and baseline.number is not None:
            met = actual.number > baseline.number if baseline.unit == actual.unit else None
            reason = PG.DifferentUnits if met is None else None
        else:
            reason = PG.NoNumber
    elif actual.unit != target.unit:
        reason = PG.DifferentUnits
    else:
        met = held(actual.number, target, direction)
        if met is None:
            reason = PG.DirectionConflict if direction == PG.DirectionConflict else PG.UnknownDirection
        elif direction in {PG.Increase, PG.Decrease} and target.number > 0 and actual.number >= 0:
            ratio = (actual.number / target.number).quantize(_FOUR_PLACES)
    return Verdict(actual.node, target.node, met, ratio, reason)


def _within(actual: Value, ends: Sequence[Value], values: Sequence[Value]) -> Verdict:
    """A value against both ends of a range: that of the end that it misses, else of the first; a range has no ratio."""
    verdicts = [_against(actual, end, values, None) for end in ends]
    missed = next((verdict for verdict in verdicts if not verdict.met), verdicts[0])
    return replace(missed, ratio=None)


def _same_words(actual: Value, target: Value) -> bool:
    """待機児童なし where 待機児童なし was aimed for. A dash, or a figure that is still to come, says nothing."""
    words = ["".join(unicodedata.normalize("NFKC", value.raw).split()) for value in (actual, target)]
    return actual.missing == target.missing == PG.Qualitative and words[0] == words[1]
