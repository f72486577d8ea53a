"""`/field/…`: the concepts of the policy fields, each as a page or as RDF, where their IRIs lead."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request, Response

from plangraph.namespaces import PGF, SKOS
from plangraph_api.addresses import HTML, split_ending
from plangraph_api.freshness import Freshness
from plangraph_api.links import forms, links_of
from plangraph_api.routes.common import Held  # noqa: TC001 — FastAPI reads it at run time
from plangraph_api.routes.things import choose, render_thing, write_graph

__all__ = ["router"]

router = APIRouter(tags=["linked data"])


@router.get("/field/{name}", response_class=Response)
def field(request: Request, name: str, library: Held) -> Response:
    """A field of policy: a page for browsers, Turtle, JSON-LD, N-Triples or RDF/XML for programs, or by ending."""
    slug, media_type = split_ending(name)
    media_type = media_type or choose(request)
    fresh = Freshness(request, library.stamp(), media_type)
    unchanged = fresh.unchanged(request)
    if unchanged:
        return unchanged
    iri = PGF[slug]
    graph = library.describe(str(iri))
    if graph is None:
        raise HTTPException(404, f"there is no field of policy {slug!r}; the facets of a search name some")
    stem = f"/field/{slug}"
    links = links_of(str(iri), [str(SKOS.Concept)], forms(stem, f"{stem}.html", media_type))
    headers = {**fresh.headers, "Link": links}
    if media_type == HTML:
        return render_thing(request, library, str(iri), graph, headers)
    return write_graph(request, graph, media_type, headers)
