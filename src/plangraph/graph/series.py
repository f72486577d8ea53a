"""The values of an indicator parted into series that may be compared: one group each, sums over years apart."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from rdflib import URIRef

from plangraph.namespaces import PG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["Value", "is_range", "pick", "series_of"]


@dataclass(frozen=True, slots=True)
class Value:
    """One printed value; `year` is 0 where none is printed, `fiscal` says of which kind it is."""

    node: Node
    kind: URIRef
    year: int
    fiscal: bool
    group: str
    number: Decimal | None
    unit: str
    bound: Node | None
    raw: str
    missing: Node | None
    cumulative: bool

    @property
    def strict(self) -> bool:
        """Whether the limit itself lies outside: 未満 and 超, but not the 超 of 転入超過.

        Of 40%以上60%未満 the lower end lies inside.
        """
        above = "超" in self.raw.replace("超過", "")
        below = "未満" in self.raw
        return below if self.bound == PG.AtMost else above if self.bound == PG.AtLeast else below or above


def pick(values: Sequence[Value], kind: URIRef, *, newest: bool) -> Value | None:
    """The newest (or oldest) value of a kind, one with a number before one without."""
    of_kind = [value for value in values if value.kind == kind]
    sign = 1 if newest else -1
    return max(of_kind, key=lambda v: (v.number is not None, sign * v.year, str(v.node)), default=None)


def is_range(values: Sequence[Value]) -> bool:
    """Whether values are the two ends of what is printed once: 40%以上60%以下."""
    bounds = {value.bound for value in values}
    return len(values) == len(bounds) and bounds == {PG.AtLeast, PG.AtMost} and len({v.raw for v in values}) == 1


def series_of(graph: Graph, indicator: Node) -> list[list[Value]]:
    """The values by group, and within it sums over years apart from others where each has an actual and a target.

    A value without a group and without a number (a dash under the headings of men and women) speaks for every group.
    """
    groups: defaultdict[str, list[Value]] = defaultdict(list)
    for node in sorted(graph.objects(indicator, PG.observation), key=str):
        value = _read(graph, node)
        groups[value.group].append(value)
    if len(groups) > 1 and all(value.number is None for value in groups.get("", ())):
        shared = groups.pop("", [])
        groups = defaultdict(list, {group: [*values, *shared] for group, values in groups.items()})
    return [series for _, values in sorted(groups.items()) for series in _by_counting(values)]


def _by_counting(values: list[Value]) -> list[list[Value]]:
    parts = [[value for value in values if value.cumulative is counting] for counting in (False, True)]
    whole = [part for part in parts if {PG.Target, PG.Actual} <= {value.kind for value in part}]
    # Where neither is whole they stay together, and whoever compares them sees that they are counted differently.
    return whole or [values]


def _read(graph: Graph, node: Node) -> Value:
    number = graph.value(node, PG.value)
    fiscal, calendar = graph.value(node, PG.fiscalYear), graph.value(node, PG.calendarYear)
    year = fiscal or calendar
    kind = graph.value(node, PG.valueKind)
    return Value(
        node=node,
        kind=kind if isinstance(kind, URIRef) else PG.Actual,
        year=int(str(year)[:4]) if year is not None else 0,
        fiscal=fiscal is not None,
        group=str(graph.value(node, PG.group) or ""),
        number=Decimal(str(number)) if number is not None else None,
        unit=str(graph.value(node, PG.unitText) or ""),
        bound=graph.value(node, PG.bound),
        raw=str(graph.value(node, PG.rawValue) or ""),
        missing=graph.value(node, PG.missing),
        cumulative=str(graph.value(node, PG.cumulative) or "") == "true",
    )
