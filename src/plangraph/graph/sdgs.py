"""Derived: which goals elements address by the judgement of a classifier, as links that say how sure they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Graph, Literal, URIRef

from plangraph.namespaces import BASE, PG, PREFIXES, RDF, SDG, XSD, Iris

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plangraph.model import SdgInference

__all__ = ["derive_sdgs"]


def derive_sdgs(links: Iterable[SdgInference], model: str, base: str = BASE) -> Graph:
    """The links as a graph, under the name of the derived graph; `model` is the classifier's version. Pure."""
    derived = Graph(identifier=Iris(base).derived("sdgs"))
    for prefix, iri in PREFIXES.items():
        derived.bind(prefix, iri, replace=True)
    for link in links:
        subject = URIRef(link.subject)
        node = URIRef(f"{link.subject}/sdg/inferred-{link.goal}")
        derived.add((subject, PG.sdgLink, node))
        derived.add((node, RDF.type, PG.SdgLink))
        derived.add((node, PG.sdg, SDG[link.target]))
        derived.add((node, PG.basis, PG.Inferred))
        derived.add((node, PG.confidence, Literal(f"{link.confidence:.2f}", datatype=XSD.decimal)))
        derived.add((node, PG.evidence, Literal(link.evidence)))
        derived.add((node, PG.modelVersion, Literal(model)))
        derived.add((subject, PG.sdg, SDG[str(link.goal)]))
        derived.add((subject, PG.sdg, SDG[link.target]))
    return derived
