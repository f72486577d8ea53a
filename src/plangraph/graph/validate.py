"""Validation by SHACL, with each result walked back to the document and lines that it was read from."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from rdflib import Graph, Literal, URIRef

from plangraph.model import Violation
from plangraph.namespaces import PG, RDF, RDFS, SH
from plangraph.resources import ontology

if TYPE_CHECKING:
    from rdflib.term import Node

__all__ = ["shapes_graph", "validate_graph"]

_SEVERITIES: Final = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}
_ORDER: Final = ("violation", "warning", "info")


@cache
def shapes_graph() -> Graph:
    """The shapes; one graph for the process, since parsing them costs more than a small validation."""
    return Graph().parse(data=ontology("shapes.ttl").read_text(encoding="utf-8"), format="turtle")


def validate_graph(graph: Graph, language: str = "en") -> tuple[Violation, ...]:
    """Every result of the shapes on a plan's graph (SHACL 1.0, section 3), worst first, then by line.

    `language` chooses the message, "ja" or "en". The graph is not changed.
    """
    import pyshacl  # noqa: PLC0415 — slow to import, and only ingestion validates

    data = Graph()
    for triple in graph:
        data.add(triple)
    # Subclass triples are all that the shapes need of the ontology: SHACL itself follows them (section 3.2).
    for triple in _subclasses():
        data.add(triple)
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes_graph(), inference="none", inplace=True)
    violations = [
        _violation(graph, report, result, language) for result in report.subjects(RDF.type, SH.ValidationResult)
    ]
    return tuple(
        sorted(
            set(violations),
            key=lambda v: (_ORDER.index(v.severity), v.start_line or 0, v.focus, v.shape, v.message),
        )
    )


@cache
def _subclasses() -> tuple[tuple[Node, Node, Node], ...]:
    graph = Graph().parse(data=ontology("plangraph.ttl").read_text(encoding="utf-8"), format="turtle")
    return tuple(graph.triples((None, RDFS.subClassOf, None)))


def _violation(graph: Graph, report: Graph, result: Node, language: str) -> Violation:
    focus = report.value(result, SH.focusNode)
    shape = report.value(result, SH.sourceShape)
    severity = report.value(result, SH.resultSeverity)
    document, start, end = _lines(graph, focus)
    return Violation(
        severity=_SEVERITIES.get(URIRef(str(severity)), "violation"),
        focus=str(focus),
        message=_message(report, result, language),
        shape=str(shape) if isinstance(shape, URIRef) else "",
        document=document,
        start_line=start,
        end_line=end,
    )


def _message(report: Graph, result: Node, language: str) -> str:
    messages = [m for m in report.objects(result, SH.resultMessage) if isinstance(m, Literal)]
    chosen = sorted(messages, key=lambda m: (m.language != language, m.language != "en", str(m)))
    text = str(chosen[0]) if chosen else "?"
    value = report.value(result, SH.value)
    if isinstance(value, Literal):
        return f"{text} ({str(value)[:80]})"
    return text


def _lines(graph: Graph, focus: Node | None) -> tuple[str, int | None, int | None]:
    """Document name and lines of a node; of the narrowest span of what points to it, where it has no source itself."""
    if focus is None:
        return "", None, None
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
