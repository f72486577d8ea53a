"""The shapes (SHACL) as their page shows them: of each class, what its things must have."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from rdflib import RDF, RDFS, Graph, Literal, URIRef

from plangraph.namespaces import SH, SHAPES
from plangraph.resources import ontology
from plangraph_api.statements import short_name

if TYPE_CHECKING:
    from rdflib.term import Node

__all__ = ["shapes_graph", "shapes_shown"]

# What a page says of a constraint by other means, or not at all.
_SAID: Final = {RDF.type, RDFS.label, SH.path, SH.message, SH.severity, SH.targetClass, SH.property}


@cache
def shapes_graph() -> Graph:
    """All shapes, read once. Do not change it."""
    return Graph().parse(data=ontology("shapes.ttl").read_text(encoding="utf-8"), format="turtle")


@cache
def shapes_shown() -> list[dict[str, Any]]:
    """Each node shape with the class that it is of and its constraints, by name."""
    graph = shapes_graph()
    return [
        {
            "name": _name(shape),
            "labels": _words(graph, shape, RDFS.label),
            "targets": [_term(target) for target in sorted(graph.objects(shape, SH.targetClass), key=str)],
            "constraints": [
                _constraint(graph, each) for each in (shape, *sorted(graph.objects(shape, SH.property), key=str))
            ],
        }
        for shape in sorted(graph.subjects(RDF.type, SH.NodeShape), key=str)
        if isinstance(shape, URIRef)
    ]


def _constraint(graph: Graph, shape: Node) -> dict[str, Any]:
    # What a query checks stands in a node of its own.
    said = [shape, *graph.objects(shape, SH.sparql)]
    return {
        "name": _name(shape),
        "paths": _paths(graph, graph.value(shape, SH.path)),
        "messages": {tag: text for node in said for tag, text in _words(graph, node, SH.message).items()},
        "warning": graph.value(shape, SH.severity) == SH.Warning,
        "facts": sorted(
            f"{short_name(str(predicate))} {short_name(str(value))}"
            for predicate, value in graph.predicate_objects(shape)
            if predicate not in _SAID and isinstance(value, URIRef | Literal)
        ),
    }


def _paths(graph: Graph, path: Node | None) -> list[dict[str, str]]:
    """The properties that a path takes, any of them; what is followed backwards has a ^ (SPARQL 1.1, 9.1)."""
    if isinstance(path, URIRef):
        return [_term(path)]
    backwards = graph.value(path, SH.inversePath)
    if backwards is not None:
        return [{**_term(backwards), "name": f"^{_term(backwards)['name']}"}]
    either = graph.value(path, SH.alternativePath)
    return [] if either is None else [found for each in graph.items(either) for found in _paths(graph, each)]


def _name(shape: Node) -> str:
    return str(shape).removeprefix(str(SHAPES))


def _term(term: Node) -> dict[str, str]:
    return {"iri": str(term), "name": short_name(str(term))}


def _words(graph: Graph, subject: Node, predicate: URIRef) -> dict[str, str]:
    return {o.language or "": str(o) for o in graph.objects(subject, predicate) if isinstance(o, Literal)}
