"""Derived: how far from baseline to target the newest actual value of an indicator has come."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from rdflib import Graph, Literal, URIRef

from plangraph.namespaces import BASE, PG, PREFIXES, RDF, XSD, Iris

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rdflib.term import Node

__all__ = ["derive_attainment"]

_FOUR_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class _Value:
    node: Node
    kind: URIRef
    year: int
    group: str
    number: Decimal | None
    unit: str
    bound: Node | None


def derive_attainment(graph: Graph, base: str = BASE) -> Graph:
    """Attainment of the indicators of a plan's graph, under the name of the derived graph; pure.

    attainment = (actual − baseline) / (target − baseline), so 0 at the baseline and 1 at the target whichever way
    the indicator should move, negative where it moves away. Baseline is the oldest, target the last, actual the
    newest that has a number; all of the same group and unit. With one group the indicator carries the attainment,
    with several each group's actual value does. Where there is none, `pg:notComparable` says why.
    """
    derived = Graph(identifier=Iris(base).derived("attainment"))
    for prefix, iri in PREFIXES.items():
        derived.bind(prefix, iri, replace=True)
    for indicator in graph.subjects(RDF.type, PG.Indicator):
        _derive(graph, derived, indicator)
    return derived


def _derive(graph: Graph, derived: Graph, indicator: Node) -> None:
    groups: defaultdict[str, list[_Value]] = defaultdict(list)
    for node in graph.objects(indicator, PG.observation):
        value = _read(graph, node)
        groups[value.group].append(value)
    direction = graph.value(indicator, PG.direction)
    if len(groups) <= 1:
        _compare(derived, indicator, next(iter(groups.values()), []), direction)
        return
    derived.add((indicator, PG.notComparable, PG.SeveralGroups))
    for values in groups.values():
        actual = _pick(values, PG.Actual, newest=True)
        if actual is not None:
            _compare(derived, actual.node, values, direction)


def _read(graph: Graph, node: Node) -> _Value:
    number = graph.value(node, PG.value)
    year = graph.value(node, PG.fiscalYear) or graph.value(node, PG.calendarYear)
    kind = graph.value(node, PG.valueKind)
    return _Value(
        node=node,
        kind=kind if isinstance(kind, URIRef) else PG.Actual,
        year=int(str(year)) if year is not None else 0,
        group=str(graph.value(node, PG.group) or ""),
        number=Decimal(str(number)) if number is not None else None,
        unit=str(graph.value(node, PG.unitText) or ""),
        bound=graph.value(node, PG.bound),
    )


def _pick(values: Sequence[_Value], kind: URIRef, *, newest: bool) -> _Value | None:
    """The newest (or oldest) value of a kind, one with a number before one without."""
    of_kind = [value for value in values if value.kind == kind]
    sign = 1 if newest else -1
    return max(of_kind, key=lambda v: (v.number is not None, sign * v.year, str(v.node)), default=None)


def _compare(derived: Graph, subject: Node, values: Sequence[_Value], direction: Node | None) -> None:
    baseline = _pick(values, PG.Baseline, newest=False)
    target = _pick(values, PG.Target, newest=True)
    actual = _pick(values, PG.Actual, newest=True)
    for value, reason in ((baseline, PG.NoBaseline), (target, PG.NoTarget), (actual, PG.NoActual)):
        if value is None:
            derived.add((subject, PG.notComparable, reason))
    if baseline is None or target is None or actual is None:
        return
    if baseline.number is None or target.number is None or actual.number is None:
        derived.add((subject, PG.notComparable, PG.NoNumber))
        return
    if len({baseline.unit, target.unit, actual.unit}) > 1:
        derived.add((subject, PG.notComparable, PG.DifferentUnits))
        return
    distance = target.number - baseline.number
    # A baseline that is already within a bounded target has no way to go: moving towards the bound is no progress.
    within = (target.bound == PG.AtMost and distance >= 0) or (target.bound == PG.AtLeast and distance <= 0)
    if distance == 0 or within:
        derived.add((subject, PG.notComparable, PG.NoDistance))
        return
    way = PG.Increase if distance > 0 else PG.Decrease
    if direction is None:
        derived.add((subject, PG.inferredDirection, way))
    elif direction != way:
        derived.add((subject, PG.notComparable, PG.DirectionConflict))
        return
    attainment = ((actual.number - baseline.number) / distance).quantize(_FOUR_PLACES)
    derived.add((subject, PG.attainment, Literal(format(attainment, "f"), datatype=XSD.decimal)))
