"""`/ontology` as a page or as RDF, where the IRIs of terms lead by `/ns`; the shapes; the JSON-LD context."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from plangraph.namespaces import DCTERMS, PG, SHAPES
from plangraph_api.addresses import HTML, split_ending
from plangraph_api.context import context
from plangraph_api.freshness import Freshness
from plangraph_api.links import forms, link
from plangraph_api.pages import render
from plangraph_api.routes.things import choose, write_graph
from plangraph_api.shapes import shapes_graph, shapes_shown
from plangraph_api.statements import concepts_graph, ontology_graph, short_name, terms_graph

if TYPE_CHECKING:
    from rdflib.term import Node

__all__ = ["router"]

router = APIRouter(tags=["linked data"])
_PROPERTIES: Final = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDF.Property}
_SD: Final = Namespace("http://www.w3.org/ns/sparql-service-description#")
# What a term is tied to, in the order in which the page says it.
_TIES: Final = {
    "broader": (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.broader),
    "domain": (RDFS.domain,),
    "range": (RDFS.range,),
    "scheme": (SKOS.inScheme,),
}


@router.get("/ontology", response_class=Response)
@router.get("/ontology.{ending}", response_class=Response, include_in_schema=False)
def vocabulary(request: Request) -> Response:
    """The ontology and its concepts: a page for browsers, Turtle, JSON-LD, N-Triples or RDF/XML for programs."""
    media_type = _form(request, "/ontology")
    fresh = Freshness(request, None, media_type)
    licence = terms_graph().value(URIRef(str(PG).rstrip("#")), DCTERMS.license)
    links = [link(str(PG).rstrip("#"), "about"), *forms("/ontology", "/ontology", media_type)]
    links += [link(str(licence), "license")] if licence else []
    headers = {**fresh.headers, "Link": ", ".join(links)}
    unchanged = fresh.unchanged(request)
    if unchanged:
        return unchanged
    if media_type != HTML:
        return write_graph(request, terms_graph(), media_type, headers)
    groups = {
        "classes": _terms(ontology_graph(), {OWL.Class, RDFS.Class}),
        "properties": _terms(ontology_graph(), _PROPERTIES),
        "functions": _terms(ontology_graph(), {_SD.Feature, _SD.Function}),
        "schemes": _terms(concepts_graph(), {SKOS.ConceptScheme}),
        "concepts": _terms(concepts_graph(), {SKOS.Concept}),
    }
    return render(request, "ontology.html", headers=headers, groups=groups)


@router.get("/ns", status_code=303, response_class=RedirectResponse)
@router.get("/ns.{ending}", status_code=303, response_class=RedirectResponse, include_in_schema=False)
@router.get("/ns/{version}", status_code=303, response_class=RedirectResponse, include_in_schema=False)
def namespace(request: Request) -> Response:
    """To the ontology: the IRIs of terms are this one with a fragment, which clients keep (RFC 9110, 10.2.2)."""
    query = f"?{request.url.query}" if request.url.query else ""
    name, media_type = split_ending(request.url.path)
    if media_type is None and name.startswith("/ns."):
        raise HTTPException(404, f"there is no {request.url.path}; try /ns.ttl")
    target = f"/ontology{request.url.path.removeprefix(name)}" if name == "/ns" else "/ontology"
    links = [link("/ontology", "describedby"), *forms("/ontology", "/ontology.html")]
    return RedirectResponse(target + query, 303, {"Vary": "Accept", "Link": ", ".join(links)})


@router.get("/shapes", response_class=Response)
@router.get("/shapes.{ending}", response_class=Response, include_in_schema=False)
def shapes(request: Request) -> Response:
    """What data of ours must look like (SHACL): a page for browsers, Turtle, JSON-LD, N-Triples or RDF/XML."""
    media_type = _form(request, "/shapes")
    fresh = Freshness(request, None, media_type)
    links = [link(str(SHAPES).rstrip("#"), "about"), *forms("/shapes", "/shapes.html", media_type)]
    headers = {**fresh.headers, "Link": ", ".join(links)}
    unchanged = fresh.unchanged(request)
    if unchanged:
        return unchanged
    if media_type == HTML:
        return render(request, "shapes.html", headers=headers, shapes=shapes_shown())
    return write_graph(request, shapes_graph(), media_type, headers)


@router.get("/context.jsonld", response_class=Response)
def json_ld_context(request: Request) -> Response:
    """The JSON-LD context: short names for all terms. JSON-LD carries the part that it uses, JSON a link to it."""
    body = json.dumps(context(), ensure_ascii=False, indent=1).encode()
    fresh = Freshness(request, None, content=body, vary="", strong=True)
    return fresh.unchanged(request) or Response(body, headers=fresh.headers, media_type="application/ld+json")


def _form(request: Request, stem: str) -> str:
    """The media type by ending, else by preference."""
    name, media_type = split_ending(request.url.path)
    if name != stem:
        raise HTTPException(404, f"there is no {request.url.path}; try {stem}.ttl")
    return media_type or choose(request)


def _terms(graph: Graph, classes: set[URIRef]) -> list[dict[str, object]]:
    """Our own terms of some classes, each with labels and definitions by language, and what it is tied to."""

    def by_language(term: URIRef, predicate: URIRef) -> dict[str, str]:
        return {o.language or "": str(o) for o in graph.objects(term, predicate) if isinstance(o, Literal)}

    found = {
        s for cls in classes for s in graph.subjects(RDF.type, cls) if isinstance(s, URIRef) and s in Namespace(PG)
    }
    return [
        {
            "name": str(term).removeprefix(str(PG)),
            "iri": str(term),
            "labels": by_language(term, RDFS.label),
            "definitions": by_language(term, SKOS.definition),
            "notes": by_language(term, SKOS.scopeNote),
            "ties": {name: _tied(graph, term, predicates) for name, predicates in _TIES.items()},
        }
        for term in sorted(found)
    ]


def _tied(graph: Graph, term: Node, predicates: tuple[URIRef, ...]) -> list[dict[str, str]]:
    """What a term leads to by some properties, each with its short name; of unions, what they unite."""
    ends = [end for predicate in predicates for end in graph.objects(term, predicate)]
    named = [end for end in ends if isinstance(end, URIRef)]
    for end in ends:
        united = graph.value(end, OWL.unionOf)
        if united is not None:
            named += [each for each in graph.items(united) if isinstance(each, URIRef)]
    return [{"iri": str(end), "name": short_name(str(end))} for end in sorted(set(named))]
