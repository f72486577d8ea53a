"""The triples of a generation, all named graphs as one, in rdflib's terms.

rdflib's own Dataset could do this, at several times the cost for a page's many small look-ups.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from rdflib import XSD, BNode, Literal, URIRef

from plangraph.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["RememberedTriples", "Triples", "bind_prefixes"]


def bind_prefixes(graph: Graph, more: Mapping[str, str] | None = None) -> None:
    """Let a graph be written with the prefixes that we know, and more."""
    for prefix, namespace in {**PREFIXES, **(more or {})}.items():
        graph.bind(prefix, namespace, replace=True)


class Triples:
    """Read-only look-ups; each triple comes once, however many graphs say it."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def of(self, graph: ox.NamedNode) -> Iterator[tuple[Node, Node, Node]]:
        """The triples of one named graph."""
        for quad in self._store.quads_for_pattern(None, None, None, graph):
            yield _read(quad.subject), _read(quad.predicate), _read(quad.object)

    def about(self, subject: Node) -> Iterator[tuple[Node, Node]]:
        """(predicate, object) of a subject."""
        yield from dict.fromkeys((_read(quad.predicate), _read(quad.object)) for quad in self._find(subject))

    def objects(self, subject: Node | None, predicate: Node) -> Iterator[Node]:
        """The values of a property; none for None, so that steps can be chained."""
        if subject is not None:
            yield from dict.fromkeys(_read(quad.object) for quad in self._find(subject, predicate))

    def subjects(self, predicate: Node, value: Node) -> Iterator[Node]:
        """What has this value."""
        yield from dict.fromkeys(_read(quad.subject) for quad in self._find(None, predicate, value))

    def subjects_below(self, prefix: str, predicate: Node, value: Node) -> Iterator[Node]:
        """What has this value and an IRI that begins so; the others, of which there may be many, cost little."""
        for quad in self._find(None, predicate, value):
            subject = quad.subject
            if isinstance(subject, ox.NamedNode) and subject.value.startswith(prefix):
                yield URIRef(subject.value)

    def value(self, subject: Node | None, predicate: Node) -> Node | None:
        """One value of a property, of several the first by alphabet."""
        return min(self.objects(subject, predicate), key=str, default=None)

    def _find(
        self, subject: Node | None, predicate: Node | None = None, value: Node | None = None
    ) -> Iterable[ox.Quad]:
        try:
            return self._store.quads_for_pattern(_write(subject), _write(predicate), _write(value), None)
        except ValueError:  # not an IRI, so nothing can be said of it
            return ()


class RememberedTriples(Triples):
    """Look-ups that fetch what is said of a subject once, for a walk that asks for most of it, property by property.

    Only for as long as the walk lasts: nothing that was fetched is let go before.
    """

    def __init__(self, store: ox.Store) -> None:
        super().__init__(store)
        self._held: dict[Node, dict[Node, list[Node]]] = {}

    def objects(self, subject: Node | None, predicate: Node) -> Iterator[Node]:
        """The values of a property."""
        if subject is None:
            return iter(())
        held = self._held.get(subject)
        if held is None:
            held = self._held[subject] = {}
            for said, value in self.about(subject):
                held.setdefault(said, []).append(value)
        return iter(held.get(predicate, ()))


def _read(term: object) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    assert isinstance(term, ox.Literal)
    if term.language:
        return Literal(term.value, lang=term.language)
    # A string without a datatype and one of xsd:string are the same (RDF 1.1 Concepts, 3.3); the former reads well.
    datatype = URIRef(term.datatype.value)
    return Literal(term.value) if datatype == XSD.string else Literal(term.value, datatype=datatype, normalize=False)


def _write(node: Node | None) -> Any:
    if node is None:
        return None
    return ox.BlankNode(str(node)) if isinstance(node, BNode) else ox.NamedNode(str(node))
