"""What is said of one thing: a bounded description for `/data/…`, as W3C's Concise Bounded Description does it.

https://www.w3.org/submissions/CBD/ — with three changes: nodes that exist only for their owner (charges, values, links,
sources) count as blank though they have IRIs, what the thing points to comes with its label and class, and there is an
end to it, which is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rdflib import FOAF, VOID, BNode, Graph, Literal, URIRef

from plangraph.namespaces import DCTERMS, ORG, PG, RDF, RDFS, SKOS
from plangraph.pipeline.opened import current_generation, open_store
from plangraph.pipeline.triples import Triples, bind_prefixes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rdflib.term import Node

__all__ = ["LIMIT", "describe", "is_described"]

LIMIT: Final = 5000
"""Triples after which a description takes up no further thing that points to its subject."""

_OWNED: Final = (
    *(PG.responsibility, PG.assessment, PG.observation, PG.sdgLink, PG.fieldLink, PG.statisticsLink),
    *(PG.text, PG.source),
)
_POINTING: Final = (
    *(PG.parent, PG.indicator, PG.related, ORG.unitOf, SKOS.broader),
    # From an owned node to its owner, from a whole to its parts.
    *_OWNED,
    *(PG.plan, PG.responsibleUnit, PG.field),
)
_NAMES: Final = (RDF.type, RDFS.label, SKOS.prefLabel, SKOS.notation, DCTERMS.identifier)
_CUT: Final = {
    "ja": "全てではない: これを指すもののうち{shown:,}件までを示す（全{count:,}件）。残りは SPARQL で問い合わせる。",
    "en": "Not all: of the {count:,} things that point here {shown:,} are shown. Ask for the others by SPARQL.",
}


def is_described(workspace: Path, iri: str) -> bool:
    """Whether anything is said of `iri`, which `describe` would give."""
    return next(Triples(open_store(workspace)).about(URIRef(iri)), None) is not None


def describe(workspace: Path, iri: str, *, limit: int = LIMIT) -> Graph | None:
    """The triples of `iri`, of the nodes it owns, and the names of what these point to; None if nothing is said of it.

    What points to it (parts, owners, charges) comes with that one triple and its names, until there are `limit`
    triples; where some is left out, an rdfs:comment of the description itself says how much.
    """
    triples = Triples(open_store(workspace))
    subject = URIRef(iri)
    found = Graph()
    bind_prefixes(found, {"foaf": str(FOAF), "void": str(VOID)})
    _take(triples, subject, found)
    if not found:
        return None
    _name(triples, {value for _, predicate, value in found if predicate != RDF.type} | set(found.subjects()), found)
    pointing = list(_pointing(triples, subject, found))
    shown = 0
    for other, predicate in pointing:
        if len(found) >= limit:
            break
        found.add((other, predicate, subject))
        _name(triples, {other}, found)
        shown += 1
    base = current_generation(workspace).manifest.base_iri
    _say(found, subject, base if base.endswith("/") else base + "/", shown, len(pointing))
    return found


def _take(triples: Triples, node: Node, found: Graph) -> None:
    for predicate, value in triples.about(node):
        new = (value, None, None) not in found
        found.add((node, predicate, value))
        if new and (isinstance(value, BNode) or predicate in _OWNED):
            _take(triples, value, found)


def _name(triples: Triples, nodes: set[Node], found: Graph) -> None:
    for node in nodes:
        if isinstance(node, URIRef):
            for predicate in _NAMES:
                for value in triples.objects(node, predicate):
                    found.add((node, predicate, value))


def _pointing(triples: Triples, subject: URIRef, found: Graph) -> Iterator[tuple[Node, URIRef]]:
    """What points to the subject and is not there yet, in the order of names; of a city only its plans."""
    for predicate in _POINTING:
        for other in sorted(triples.subjects(predicate, subject), key=str):
            if (other, predicate, subject) not in found:
                yield other, predicate
    if (subject, RDF.type, PG.Municipality) in found:
        for other in sorted(triples.subjects(PG.municipality, subject), key=str):
            if PG.Plan in triples.objects(other, RDF.type):
                yield other, PG.municipality


def _say(found: Graph, subject: URIRef, base: str, shown: int, count: int) -> None:
    """What the description itself is: of which dataset, and whether it is whole."""
    things = base + "id/"
    inside = subject.startswith(things)
    document = URIRef(f"{base}data/{subject.removeprefix(things)}" if inside else f"{subject}#description")
    found.add((document, RDF.type, FOAF.Document))
    found.add((document, FOAF.primaryTopic, subject))
    found.add((document, VOID.inDataset, URIRef(f"{base}dataset")))
    if shown < count:
        for language, text in _CUT.items():
            found.add((document, RDFS.comment, Literal(text.format(shown=shown, count=count), lang=language)))
