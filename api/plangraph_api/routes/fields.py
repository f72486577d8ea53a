"""`/field/…`: the concepts of the policy fields, each as a page or as RDF, where their IRIs lead."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request, Response

from plangraph.namespaces import PGF
from plangraph.negotiation import negotiate
from plangraph_api.addresses import HTML, RDF, split_ending
from plangraph_api.routes.common import Held  # noqa: TC001 — FastAPI reads it at run time
from plangraph_api.routes.things import render_thing, write_graph

__all__ = ["router"]

router = APIRouter(tags=["linked data"])


@router.get("/field/{name}", response_class=Response)
def field(request: Request, name: str, library: Held) -> Response:
    """A field of policy: a page for browsers, Turtle, JSON-LD, N-Triples or RDF/XML for programs, or by ending."""
    slug, media_type = split_ending(name)
    iri = PGF[slug]
    graph = library.describe(str(iri))
    if graph is None:
        raise HTTPException(404, f"there is no field of policy {slug!r}; the facets of a search name some")
    if media_type == HTML or (media_type is None and negotiate(request.headers.get("accept"), (*RDF, HTML)) == HTML):
        return render_thing(request, library, str(iri), graph)
    return write_graph(request, graph, media_type)
