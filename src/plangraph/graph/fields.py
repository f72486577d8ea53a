"""Derived: which fields of policy elements and indicators are of, as links that say how sure they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Graph, Literal, URIRef

from plangraph.namespaces import BASE, PG, PREFIXES, RDF, XSD, Iris

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plangraph.model import FieldLink

__all__ = ["derive_fields"]


def derive_fields(links: Iterable[FieldLink], assigned: float, base: str = BASE) -> Graph:
    """The links as a graph, under the name of the derived graph; pure.

    Those of a confidence of at least `assigned` also stand as the shortcut `pg:field` on their subject.
    """
    derived = Graph(identifier=Iris(base).derived("fields"))
    for prefix, iri in PREFIXES.items():
        derived.bind(prefix, iri, replace=True)
    for link in links:
        subject, field = URIRef(link.subject), URIRef(link.field)
        node = URIRef(f"{link.subject}/field/{link.field.rsplit('/', 1)[-1]}")
        derived.add((subject, PG.fieldLink, node))
        derived.add((node, RDF.type, PG.FieldLink))
        derived.add((node, PG.field, field))
        derived.add((node, PG.basis, PG.Inferred))
        derived.add((node, PG.confidence, Literal(f"{link.confidence:.2f}", datatype=XSD.decimal)))
        if link.evidence:
            derived.add((node, PG.evidence, Literal(link.evidence)))
        if link.confidence >= assigned:
            derived.add((subject, PG.field, field))
    return derived
