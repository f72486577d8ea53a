"""Linked data: `/id/…` names a thing, `/page/…` shows it, `/data/…` describes it (Cool URIs for the Semantic Web)."""

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from rdflib import Graph

from plangraph.errors import NotAcceptableError
from plangraph.negotiation import negotiate
from plangraph_api.addresses import HTML, RDF, asked_path, iri_at, split_ending
from plangraph_api.library import Library
from plangraph_api.pages import render
from plangraph_api.routes.common import Held
from plangraph_api.schemas_element import ElementAnswer
from plangraph_api.statements import PARTS_SHOWN, parts_of, statements_of

__all__ = ["render_thing", "router", "write_graph"]

router = APIRouter(tags=["linked data"], include_in_schema=True)
_PATH = "{path:path}"


@router.get(f"/id/{_PATH}", status_code=303, response_class=RedirectResponse)
def identify(request: Request) -> Response:
    """To the page of a thing or to its data, by `Accept` or by ending."""
    path, media_type = split_ending(asked_path(request))
    if media_type is None:
        accept = request.headers.get("accept", "").strip()
        # Who takes anything is a program; browsers name HTML.
        offered = (*RDF, HTML) if accept in {"", "*/*"} else (HTML, *RDF)
        media_type = negotiate(accept, offered)
        if media_type is None:
            raise NotAcceptableError(accept, offered)
    query = f"?{request.url.query}" if request.url.query else ""
    target = f"/page/{path}" if media_type == HTML else f"/data/{path}.{RDF[media_type][0]}"
    return RedirectResponse(target + query, 303, {"Vary": "Accept"})


@router.get(f"/data/{_PATH}", response_class=Response)
def data(request: Request, library: Held) -> Response:
    """What is said of a thing, in Turtle, JSON-LD, N-Triples or RDF/XML."""
    path, media_type = split_ending(asked_path(request))
    iri = iri_at(request.app.state.base, path)
    graph = library.describe(str(iri))
    if graph is None:
        raise HTTPException(404, f"nothing is said here of {iri}")
    return write_graph(request, graph, None if media_type == HTML else media_type)


@router.get(f"/page/{_PATH}", response_class=Response)
def page(request: Request, library: Held) -> Response:
    """What is said of a thing, for people."""
    iri = str(iri_at(request.app.state.base, asked_path(request)))
    found = library.element(iri)
    if found is not None:
        # Elements and indicators differ in what they have; the schema knows all of it.
        near = library.similar(iri, limit=3)
        shown = near["similar"] if near else []
        return render(request, "element.html", element=ElementAnswer.model_validate(found).model_dump(), similar=shown)
    graph = library.describe(iri)
    if graph is None:
        raise HTTPException(404, f"nothing is said here of {iri}")
    return render_thing(request, library, iri, graph)


def render_thing(request: Request, library: Library, iri: str, graph: Graph) -> Response:
    """The page of a thing that has none of its own kind: what `graph` says of it, and what belongs to it."""
    things = parts_of(library, iri)
    shown = things[:PARTS_SHOWN]
    statements = statements_of(graph, iri)
    return render(request, "thing.html", iri=iri, statements=statements, things=shown, cut=len(things) > len(shown))


def write_graph(request: Request, graph: Graph, media_type: str | None = None) -> Response:
    """A graph in the media type given, else in the one that the request prefers.

    Raises NotAcceptableError when the request takes none.
    """
    media_type = media_type or negotiate(request.headers.get("accept"), tuple(RDF))
    if media_type is None:
        raise NotAcceptableError(request.headers["accept"], tuple(RDF))
    # Only JSON-LD knows `auto_compact`, which gives it short names by the graph's prefixes; the others pass over it.
    body = graph.serialize(format=RDF[media_type][1], encoding="utf-8", auto_compact=True)
    return Response(body, headers={"Vary": "Accept"}, media_type=media_type)
