"""The way in which an indicator should move, inferred where none is printed; never from what was achieved."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rdflib import RDF, RDFS

from plangraph.graph.series import pick
from plangraph.namespaces import PG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rdflib import Graph, URIRef
    from rdflib.term import Node

    from plangraph.graph.series import Value

__all__ = ["infer_direction"]

_OF_BOUNDS: Final = {PG.AtLeast: PG.Increase, PG.Rise: PG.Increase, PG.AtMost: PG.Decrease}
_RISE: Final = "増加|拡大|向上|引き?上げ|増大"
_FALL: Final = "減少|低減|削減|縮小|抑制|引き?下げ"
# What is aimed for, not what happened: 「…の増加を図る」, but neither 「…の減少が課題」 nor 「…は増加している」.
_AIM: Final = (
    r"(?:の(?:さらなる|更なる|一層の)?(?:{words})(?:を(?:図|目指|促進|推進|進め)|に(?:努|取り組|つなげ))|を(?:{verbs}))"
)
# 相談件数 is not meant by 創業相談件数.
_ALONE: Final = r"(?<![一-龥ァ-ヶーA-Za-z])"
_WORDS: Final = {
    PG.Increase: _AIM.format(words=_RISE, verbs="増や|高め|引き上げ"),
    PG.Decrease: _AIM.format(words=_FALL, verbs="減ら|抑え|引き下げ"),
}


def infer_direction(
    graph: Graph, indicator: Node, series: Sequence[Sequence[Value]]
) -> tuple[URIRef, URIRef] | URIRef | None:
    """(direction, what it was inferred from), `pg:DirectionConflict` where the grounds disagree, or None.

    Grounds are, all groups taken together: a printed bound of a target (以上, 以下); the document's own words about the
    indicator; the way from baseline to target, or without a baseline that of the targets over the years. Values that
    do not differ say `pg:Maintain`, which any other ground outweighs. A target with a bound says more than its
    distance from the baseline, so with one the ways are not looked at.
    """
    found = [(way, PG.FromBound) for values in series for way in _bounds(values)]
    found += [(way, PG.FromWords) for way in _words(graph, indicator)]
    if not any(ground == PG.FromBound for _, ground in found):
        for values in series:
            from_baseline = [(way, PG.FromBaseline) for way in _from_baseline(values)]
            found += from_baseline or [(way, PG.FromTargets) for way in _from_targets(values)]
    moving = [(way, ground) for way, ground in found if way != PG.Maintain]
    if len({way for way, _ in moving}) > 1:
        return PG.DirectionConflict
    return next(iter(moving or found), None)


def _bounds(values: Sequence[Value]) -> list[URIRef]:
    bounds = {value.bound for value in values if value.kind == PG.Target}
    return [way for bound, way in _OF_BOUNDS.items() if bound in bounds]


def _words(graph: Graph, indicator: Node) -> list[URIRef]:
    label = str(graph.value(indicator, RDFS.label) or "")
    said = "\n".join(
        str(words) for text in graph.objects(indicator, PG.text) for words in graph.objects(text, RDF.value)
    )
    return [way for way, aim in _WORDS.items() if label and re.search(_ALONE + re.escape(label) + aim, said)]


def _from_baseline(values: Sequence[Value]) -> list[URIRef]:
    baseline, target = pick(values, PG.Baseline, newest=False), pick(values, PG.Target, newest=True)
    return _ways([value for value in (baseline, target) if value is not None])


def _from_targets(values: Sequence[Value]) -> list[URIRef]:
    targets = [value for value in values if value.kind == PG.Target and value.year]
    return _ways(sorted(targets, key=lambda value: (value.year, str(value.node))))


def _ways(values: Sequence[Value]) -> list[URIRef]:
    """The way of two or more numbers that go no way back; nothing where they cannot be set beside one another."""
    numbers = [value.number for value in values if value.number is not None]
    if len(numbers) < 2 or len({(value.unit, value.cumulative) for value in values if value.number is not None}) > 1:
        return []
    if numbers[0] == numbers[-1]:
        return [PG.Maintain] if len(set(numbers)) == 1 else []
    rising = numbers[0] < numbers[-1]
    return [PG.Increase if rising else PG.Decrease] if numbers == sorted(numbers, reverse=not rising) else []
