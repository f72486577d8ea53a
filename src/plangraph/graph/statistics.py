"""Derived: which series of official statistics indicators may be, as links that say how sure they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Graph, Literal, URIRef

from plangraph.namespaces import BASE, PG, PREFIXES, RDF, XSD, Iris

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plangraph.model import StatisticsLink

__all__ = ["derive_statistics"]


def derive_statistics(links: Iterable[StatisticsLink], base: str = BASE) -> Graph:
    """The links as a graph, under the name of the derived graph; of an indicator's links the surest is 1. Pure."""
    derived = Graph(identifier=Iris(base).derived("statistics"))
    for prefix, iri in PREFIXES.items():
        derived.bind(prefix, iri, replace=True)
    numbers: dict[str, int] = {}
    for link in links:
        numbers[link.subject] = numbers.get(link.subject, 0) + 1
        subject, node = URIRef(link.subject), URIRef(f"{link.subject}/statistics/{numbers[link.subject]}")
        derived.add((subject, PG.statisticsLink, node))
        derived.add((node, RDF.type, PG.StatisticsLink))
        derived.add((node, PG.series, URIRef(link.series)))
        derived.add((node, PG.basis, PG.Inferred))
        derived.add((node, PG.confidence, Literal(f"{link.confidence:.2f}", datatype=XSD.decimal)))
        derived.add((node, PG.evidence, Literal(link.evidence)))
        if link.units_agree is not None:
            derived.add((node, PG.unitsAgree, Literal(link.units_agree)))
    return derived
