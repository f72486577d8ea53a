"""Derived: how far from baseline to target the newest actual value of an indicator has come, and yearly targets met."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from rdflib import Graph, Literal

from plangraph.graph.directions import infer_direction
from plangraph.graph.series import is_range, pick, series_of
from plangraph.graph.yearly_targets import held, judge
from plangraph.namespaces import BASE, PG, PREFIXES, RDF, XSD, Iris

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rdflib import URIRef
    from rdflib.term import Node

    from plangraph.graph.series import Value
    from plangraph.graph.yearly_targets import Verdict

__all__ = ["derive_attainment"]

_FOUR_PLACES = Decimal("0.0001")


def derive_attainment(graph: Graph, base: str = BASE) -> Graph:
    """Attainment of the indicators of a plan's graph, under the name of the derived graph; pure.

    attainment = (actual − baseline) / (target − baseline), so 0 at the baseline and 1 at the target whichever way
    the indicator should move, negative where it moves away. Baseline is the oldest, target the last, actual the
    newest that has a number; all of the same group, unit and counting. Where there is no way to go because the
    baseline is at (or within) the target, it is 1 while the target is held and 0 when it is not. With one series of
    values the indicator carries the attainment, with several each one's actual value does. Where there is none,
    `pg:notComparable` says why.

    Beside it, whether each actual value met the target of its own year (`pg:targetMet`), which needs no baseline; or
    why nobody can say (`pg:targetNotComparable`). What is meant by all this: docs/ATTAINMENT.md.
    """
    derived = Graph(identifier=Iris(base).derived("attainment"))
    for prefix, iri in PREFIXES.items():
        derived.bind(prefix, iri, replace=True)
    for indicator in graph.subjects(RDF.type, PG.Indicator):
        _derive(graph, derived, indicator)
    return derived


def _derive(graph: Graph, derived: Graph, indicator: Node) -> None:
    series = series_of(graph, indicator)
    directions = _directions(graph, derived, indicator, series)
    found = [_attainment(values, direction) for values, direction in zip(series, directions, strict=True)]
    for values, direction, share in zip(series, directions, found, strict=True):
        for verdict in judge(values, direction):
            # Where the way from the baseline is known, a year without a target of its own lacks nothing.
            if verdict.reason != PG.NoTargetOfYear or not isinstance(share, Decimal):
                _add_verdict(derived, verdict)
    if len(series) <= 1:
        _add_attainment(derived, indicator, next(iter(found), {PG.NoBaseline, PG.NoTarget, PG.NoActual}))
        return
    several = len({values[0].group for values in series}) > 1
    derived.add((indicator, PG.notComparable, PG.SeveralGroups if several else PG.SeveralCountings))
    for values, share in zip(series, found, strict=True):
        actual = pick(values, PG.Actual, newest=True)
        if actual is not None:
            _add_attainment(derived, actual.node, share)
        elif any(value.kind == PG.Target for value in values):
            derived.add((indicator, PG.notComparable, PG.NoActual))


def _directions(graph: Graph, derived: Graph, indicator: Node, series: Sequence[Sequence[Value]]) -> list[Node | None]:
    """The direction of each series, `pg:DirectionConflict` where its grounds disagree; what is inferred is added."""
    printed = graph.value(indicator, PG.direction)
    if printed is not None:
        return [printed] * len(series)
    inferred = infer_direction(graph, indicator, series)
    if isinstance(inferred, tuple):
        _add_direction(derived, indicator, *inferred)
        return [inferred[0]] * len(series)
    if inferred is None or len(series) == 1:
        return [inferred] * len(series)
    # What goes up for some and down for others has no way of its own, but each group has.
    directions: list[Node | None] = []
    for values in series:
        own = infer_direction(graph, indicator, [values])
        actual = pick(values, PG.Actual, newest=True)
        if isinstance(own, tuple) and actual is not None:
            _add_direction(derived, actual.node, *own)
        directions.append(own[0] if isinstance(own, tuple) else own)
    return directions


def _add_verdict(derived: Graph, verdict: Verdict) -> None:
    _add(derived, verdict.actual, PG.targetOfYear, verdict.target)
    _add(derived, verdict.actual, PG.targetMet, None if verdict.met is None else Literal(verdict.met))
    _add(derived, verdict.actual, PG.targetRatio, _decimal(verdict.ratio))
    _add(derived, verdict.actual, PG.targetNotComparable, verdict.reason)


def _add_direction(derived: Graph, subject: Node, way: URIRef, ground: URIRef) -> None:
    derived.add((subject, PG.inferredDirection, way))
    derived.add((subject, PG.directionGround, ground))


def _add_attainment(derived: Graph, subject: Node, found: Decimal | set[URIRef]) -> None:
    if isinstance(found, Decimal):
        _add(derived, subject, PG.attainment, _decimal(found))
        return
    for reason in found:
        derived.add((subject, PG.notComparable, reason))


def _attainment(values: Sequence[Value], direction: Node | None) -> Decimal | set[URIRef]:
    baseline = pick(values, PG.Baseline, newest=False)
    target = pick(values, PG.Target, newest=True)
    actual = pick(values, PG.Actual, newest=True)
    named = ((baseline, PG.NoBaseline), (target, PG.NoTarget), (actual, PG.NoActual))
    lacking = {reason for value, reason in named if value is None}
    if any(value is not None and value.number is None for value, _ in named):
        lacking.add(PG.NoNumber)
    if lacking or baseline is None or target is None or actual is None:
        return lacking
    units, countings = ({(v.unit, v.cumulative)[at] for v in (baseline, target, actual)} for at in (0, 1))
    if len(units) > 1 or len(countings) > 1:
        return {PG.DifferentUnits if len(units) > 1 else PG.DifferentCounting}
    assert baseline.number is not None
    assert target.number is not None
    assert actual.number is not None
    same = (target.kind, target.year, target.fiscal, target.raw)
    ends = [each for each in values if (each.kind, each.year, each.fiscal, each.raw) == same]
    if is_range(ends):
        return _within(baseline.number, actual.number, ends)
    distance = target.number - baseline.number
    # A baseline that is already within a bounded target has no way to go: moving towards the bound is no progress.
    if distance == 0 or (target.bound is not None and held(baseline.number, target, None)):
        kept = held(actual.number, target, direction)
        return {PG.NoDistance} if kept is None else Decimal(int(kept)).quantize(_FOUR_PLACES)
    way = PG.Increase if distance > 0 else PG.Decrease
    if direction not in {None, way}:
        return {PG.DirectionConflict}
    return ((actual.number - baseline.number) / distance).quantize(_FOUR_PLACES)


def _within(baseline: Decimal, actual: Decimal, ends: Sequence[Value]) -> Decimal | set[URIRef]:
    """Whether a range is held from within, 1 or 0; from outside, its ends lead two ways."""
    inside, kept = (all(held(each, end, None) for end in ends) for each in (baseline, actual))
    return Decimal(int(kept)).quantize(_FOUR_PLACES) if inside else {PG.DirectionConflict}


def _decimal(number: Decimal | None) -> Literal | None:
    return None if number is None else Literal(format(number, "f"), datatype=XSD.decimal)


def _add(derived: Graph, subject: Node, predicate: Node, value: Node | None) -> None:
    if value is not None:
        derived.add((subject, predicate, value))
