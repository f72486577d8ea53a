"""Validation by SHACL, with each result walked back to the document and lines that it was read from."""

from __future__ import annotations

import itertools
from functools import cache
from typing import TYPE_CHECKING, Final

from rdflib import Graph, Literal

from plangraph.graph.constraints import iter_results
from plangraph.graph.shapes import shapes
from plangraph.graph.triple_index import TripleIndex
from plangraph.model import Violation
from plangraph.namespaces import PG, RDF, RDFS
from plangraph.resources import ontology

if TYPE_CHECKING:
    from rdflib import URIRef
    from rdflib.term import Node

    from plangraph.graph.shapes import Shape

__all__ = ["validate_graph"]

_ORDER: Final = ("violation", "warning", "info")


def validate_graph(graph: Graph, language: str = "en") -> tuple[Violation, ...]:
    """Every result of the shapes on a plan's graph (SHACL 1.0, section 3), worst first, then by line.

    `language` chooses the message, "ja" or "en". The graph is not changed.
    """
    # Subclass triples are all that the shapes need of the ontology: SHACL itself follows them (section 3.2).
    index = TripleIndex(itertools.chain(graph, _subclasses()))
    violations = {_violation(graph, *result, language) for result in iter_results(index, shapes())}
    return tuple(
        sorted(
            violations,
            key=lambda v: (_ORDER.index(v.severity), v.start_line or 0, v.focus, v.shape, v.message),
        )
    )


@cache
def _subclasses() -> tuple[tuple[Node, Node, Node], ...]:
    graph = Graph().parse(data=ontology("plangraph.ttl").read_text(encoding="utf-8"), format="turtle")
    return tuple(graph.triples((None, RDFS.subClassOf, None)))


def _violation(graph: Graph, focus: Node, value: Node | None, shape: Shape, language: str) -> Violation:
    document, start, end = _lines(graph, focus)
    message = shape.message(language)
    return Violation(
        severity=shape.severity,
        focus=str(focus),
        message=f"{message} ({str(value)[:80]})" if isinstance(value, Literal) else message,
        shape=shape.name,
        document=document,
        start_line=start,
        end_line=end,
    )


def _lines(graph: Graph, focus: Node) -> tuple[str, int | None, int | None]:
    """Document name and lines of a node; of the narrowest span of what points to it, where it has no source itself."""
    spans = [focus] if (focus, PG.document, None) in graph else list(graph.objects(focus, PG.source))
    if not spans:
        spans = [span for node in graph.subjects(None, focus) for span in graph.objects(node, PG.source)]
    found = [(_line(graph, span, PG.startLine), _line(graph, span, PG.endLine), str(span), span) for span in spans]
    if not found:
        return _document(graph, next(graph.subjects(RDF.type, PG.SourceDocument), None)), None, None
    start, end, _, span = min(found, key=lambda f: ((f[1] or 0) - (f[0] or 0), f[0] or 0, f[2]))
    return _document(graph, graph.value(span, PG.document)), start, end


def _document(graph: Graph, document: Node | None) -> str:
    return str(graph.value(document, RDFS.label) or "")


def _line(graph: Graph, span: Node, predicate: URIRef) -> int | None:
    value = graph.value(span, predicate)
    try:
        return int(str(value)) if value is not None else None
    except ValueError:
        return None
