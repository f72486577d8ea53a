"""What a query gave, told by any client, in one form that can be compared.

ASK is a bool. SELECT is the list of its solutions, each a dict of terms; CONSTRUCT and DESCRIBE are a graph up to the
names of its blank nodes. Terms are rdflib's, as they were written: 12.50 is not 12.5.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.compare import to_isomorphic
from rdflib.namespace import XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rdflib.term import Node

__all__ = ["Answer", "from_rows", "graph_of", "read_graph", "read_results", "term"]

Answer = bool | list[dict[str, Any]] | Graph


def term(kind: str, value: str, language: str = "", datatype: str = "") -> Node:
    """A term from its parts, by what SPARQL results in JSON or RDF/JS call its kind."""
    match kind:
        case "uri" | "NamedNode":
            return URIRef(value)
        case "bnode" | "BlankNode":
            return BNode(value)
    if language:
        return Literal(value, lang=language)
    # RDF 1.1 knows no literal without a datatype: one that is not written is that of strings.
    return Literal(value, datatype=URIRef(datatype) if datatype else XSD.string)


def from_rows(rows: Iterable[Mapping[str, Node]]) -> list[dict[str, Any]]:
    """Solutions in which a blank node is its place in the order in which they name them."""
    found, seen = [], {}
    for row in rows:
        bound = {str(name): value for name, value in sorted(row.items()) if value is not None}
        for name, value in bound.items():
            if isinstance(value, BNode):
                bound[name] = seen.setdefault(value, f"blank node {len(seen)}")
            elif isinstance(value, Literal):
                tag = value.language.lower() if value.language else str(value.datatype or XSD.string)
                bound[name] = (str(value), tag)
        found.append(bound)
    return found


def read_results(body: str | bytes) -> bool | list[dict[str, Any]]:
    """SPARQL 1.1 Query Results JSON."""
    answer = json.loads(body)
    if "boolean" in answer:
        return bool(answer["boolean"])
    return from_rows(
        {
            name: term(part["type"], part["value"], part.get("xml:lang", ""), part.get("datatype", ""))
            for name, part in row.items()
        }
        for row in answer["results"]["bindings"]
    )


def read_graph(body: str | bytes, form: str) -> Graph:
    """A graph as it was written."""
    return graph_of(Graph().parse(data=body, format=form))


def graph_of(triples: Iterable[tuple[Node, Node, Node]]) -> Graph:
    """A graph that equals another if they differ in names of blank nodes alone."""
    graph = Graph()
    for subject, predicate, value in triples:
        plain = isinstance(value, Literal) and value.datatype is None and not value.language
        graph.add((subject, predicate, Literal(str(value), datatype=XSD.string) if plain else value))
    return to_isomorphic(graph)
