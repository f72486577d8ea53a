"""A graph by predicate, so that a property of a node, or of thousands, is one look into a dict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plangraph.namespaces import RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rdflib.term import Node

    from plangraph.graph.shapes import Step

__all__ = ["TripleIndex"]


class TripleIndex:
    """The triples of a graph, forwards and backwards; each is given once."""

    def __init__(self, triples: Iterable[tuple[Node, Node, Node]]) -> None:
        self._forwards: dict[Node, dict[Node, list[Node]]] = {}
        self._backwards: dict[Node, dict[Node, list[Node]]] = {}
        self._instances: dict[Node, frozenset[Node]] = {}
        for subject, predicate, value in triples:
            self._forwards.setdefault(predicate, {}).setdefault(subject, []).append(value)

    def objects(self, subject: Node, predicate: Node) -> list[Node]:
        """The values of a property of a node."""
        return self._forwards.get(predicate, {}).get(subject, [])

    def having(self, predicate: Node) -> Iterable[Node]:
        """The nodes that have a property."""
        return self._forwards.get(predicate, {})

    def values(self, predicate: Node) -> Iterable[Node]:
        """What is a value of a property, each once."""
        return self._reverse(predicate)

    def along(self, node: Node, path: tuple[Step, ...]) -> list[Node]:
        """What a path leads to from a node, each once."""
        if len(path) == 1 and not path[0].inverse:
            return self.objects(node, path[0].predicate)
        found: dict[Node, None] = {}
        for step in path:
            reached = self._reverse(step.predicate) if step.inverse else self._forwards.get(step.predicate, {})
            found.update(dict.fromkeys(reached.get(node, ())))
        return list(found)

    def instances(self, cls: Node) -> frozenset[Node]:
        """The nodes of a class or of one below it (SHACL 1.0, 1.1: SHACL instance)."""
        if cls not in self._instances:
            types, below = self._reverse(RDF.type), self._reverse(RDFS.subClassOf)
            classes, new = {cls}, [cls]
            while new:
                new = [each for one in new for each in below.get(one, ()) if each not in classes]
                classes.update(new)
            self._instances[cls] = frozenset(node for each in classes for node in types.get(each, ()))
        return self._instances[cls]

    def of(self, subjects: Iterable[Node]) -> Iterator[tuple[Node, Node, Node]]:
        """The triples that say something of these nodes."""
        for subject in subjects:
            for predicate, having in self._forwards.items():
                for value in having.get(subject, ()):
                    yield subject, predicate, value

    def _reverse(self, predicate: Node) -> Mapping[Node, list[Node]]:
        if predicate not in self._backwards:
            turned: dict[Node, list[Node]] = {}
            for subject, values in self._forwards.get(predicate, {}).items():
                for value in values:
                    turned.setdefault(value, []).append(subject)
            self._backwards[predicate] = turned
        return self._backwards[predicate]
