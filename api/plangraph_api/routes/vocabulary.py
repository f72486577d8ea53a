"""`/ontology`, as a page or as RDF."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from plangraph.namespaces import PG
from plangraph.negotiation import negotiate
from plangraph_api.addresses import HTML
from plangraph_api.addresses import RDF as FORMATS
from plangraph_api.pages import render
from plangraph_api.routes.things import write_graph
from plangraph_api.statements import concepts_graph, ontology_graph

__all__ = ["router"]

router = APIRouter(tags=["linked data"])


@router.get("/ontology", response_class=Response)
def vocabulary(request: Request) -> Response:
    """The ontology: a page for browsers, Turtle, JSON-LD, N-Triples or RDF/XML for programs."""
    accept = request.headers.get("accept")
    if negotiate(accept, (*FORMATS, HTML)) != HTML:
        return write_graph(request, ontology_graph())
    concepts = _terms(concepts_graph(), {SKOS.Concept})
    classes = _terms(ontology_graph(), {OWL.Class, RDFS.Class})
    properties = _terms(
        ontology_graph(), {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDF.Property}
    )
    return render(request, "ontology.html", groups={"classes": classes, "properties": properties, "concepts": concepts})


@router.get("/ontology.{ending}", response_class=Response, include_in_schema=False)
def vocabulary_file(request: Request, ending: str) -> Response:
    """The ontology in the format of a file ending."""
    media_type = next((kind for kind, (known, _) in FORMATS.items() if known == ending), None)
    return write_graph(request, ontology_graph(), media_type)


def _terms(graph: Graph, classes: set[URIRef]) -> list[dict[str, object]]:
    """Our own terms of some classes, each with labels and definitions by language."""

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
        }
        for term in sorted(found)
    ]
