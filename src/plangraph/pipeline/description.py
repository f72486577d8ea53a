"""What is said of one thing: a bounded description for `/data/…`, as W3C's Concise Bounded Description does it.

https://www.w3.org/submissions/CBD/ — with two changes: nodes that exist only for their owner (charges, values, links,
sources) count as blank though they have IRIs, and what the thing points to comes with its label and class.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rdflib import BNode, Graph, URIRef

from plangraph.namespaces import DCTERMS, ORG, PG, PREFIXES, RDF, RDFS, SKOS
from plangraph.pipeline.opened import open_store
from plangraph.pipeline.triples import Triples

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib.term import Node

__all__ = ["describe"]

_OWNED: Final = {PG.responsibility, PG.assessment, PG.observation, PG.sdgLink, PG.fieldLink, PG.text, PG.source}
_POINTING: Final = (PG.parent, PG.indicator, PG.related, ORG.unitOf, SKOS.broader)
_NAMES: Final = (RDF.type, RDFS.label, SKOS.prefLabel, SKOS.notation, DCTERMS.identifier)


def describe(workspace: Path, iri: str) -> Graph | None:
    """The triples of `iri`, of the nodes it owns, and the names of what these point to; None if nothing is said of it.

    Elements and indicators that point to it (its parts, what it measures) come with that one triple and their names.
    """
    triples = Triples(open_store(workspace))
    subject = URIRef(iri)
    found = Graph()
    for prefix, namespace in PREFIXES.items():
        found.bind(prefix, namespace, replace=True)
    _take(triples, subject, found)
    if not found:
        return None
    for predicate in _POINTING:
        for other in triples.subjects(predicate, subject):
            found.add((other, predicate, subject))
    linked = {value for _, predicate, value in found if predicate != RDF.type} | set(found.subjects())
    for node in linked - {subject}:
        if isinstance(node, URIRef):
            for predicate in _NAMES:
                for value in triples.objects(node, predicate):
                    found.add((node, predicate, value))
    return found


def _take(triples: Triples, node: Node, found: Graph) -> None:
    for predicate, value in triples.about(node):
        new = (value, None, None) not in found
        found.add((node, predicate, value))
        if new and (isinstance(value, BNode) or predicate in _OWNED):
            _take(triples, value, found)
