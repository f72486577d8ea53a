"""`/sparql/terms`: what the editor of the SPARQL page completes names from."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef

from plangraph.namespaces import PREFIXES
from plangraph_api.messages import complete, messages
from plangraph_api.pages import page_language
from plangraph_api.statements import concepts_graph, ontology_graph

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

# Those that queries over plans meet elsewhere; the endpoint asks for their declaration.
_KNOWN: Final = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "ic": "http://imi.go.jp/ns/core/rdf#",
    "oa": "http://www.w3.org/ns/oa#",
    "schema": "http://schema.org/",
    "time": "http://www.w3.org/2006/time#",
    "void": "http://rdfs.org/ns/void#",
}
_CLASSES: Final = {OWL.Class, RDFS.Class}
_PROPERTIES: Final = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDF.Property}
_USED: Final = ("rdf:type", "rdfs:label", "skos:notation", "skos:definition", "skos:broader", "dcterms:identifier")


@router.get("/sparql/terms")
def terms(request: Request) -> JSONResponse:
    """Prefixes, and the classes, properties and concepts of the ontology with their labels in the page's language."""
    language = complete(page_language(request)[0])
    return JSONResponse(_terms(language), headers={"Content-Language": language, "Vary": "Accept-Language"})


@cache
def _terms(language: str) -> dict[str, Any]:
    found: dict[str, dict[str, str]] = {name: {"name": name, "kind": "property"} for name in _USED}
    for graph in (ontology_graph(), concepts_graph()):
        for term in sorted(set(graph.subjects()), key=str):
            kind = _kind(graph, term)
            name = _name(str(term))
            if kind and name:
                found[name] = {
                    "name": name,
                    "kind": kind,
                    "label": _said(graph, term, (RDFS.label, SKOS.prefLabel), language),
                    "about": _said(graph, term, (SKOS.definition,), language),
                }
    for number in range(1, 18):
        name = f"sdg:{number}"
        found[name] = {"name": name, "kind": "concept", "label": messages(language).name("sdg", str(number))}
    return {"prefixes": {**PREFIXES, **_KNOWN}, "terms": list(found.values())}


def _kind(graph: Graph, term: object) -> str:
    classes = set(graph.objects(term, RDF.type)) if isinstance(term, URIRef) else set()
    if classes & _CLASSES:
        return "class"
    if classes & _PROPERTIES:
        return "property"
    return "concept" if SKOS.Concept in classes else ""


def _name(iri: str) -> str:
    """A term by the longest prefix that fits."""
    fitting = [(len(space), prefix) for prefix, space in PREFIXES.items() if iri.startswith(space) and iri != space]
    if not fitting:
        return ""
    length, prefix = max(fitting)
    return f"{prefix}:{iri[length:]}"


def _said(graph: Graph, term: object, predicates: tuple[URIRef, ...], language: str) -> str:
    for predicate in predicates:
        for value in graph.objects(term, predicate):  # type: ignore[arg-type]
            if isinstance(value, Literal) and value.language == language:
                return str(value)
    return ""
