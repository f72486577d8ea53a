"""The dataset as a whole: its description (VoID, DCAT, examples), its named graphs, and its dumps."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse, StreamingResponse
from rdflib import RDF as NAMES
from rdflib import URIRef

from plangraph.errors import WorkspaceError
from plangraph.namespaces import Iris
from plangraph.negotiation import takes_gzip
from plangraph_api.addresses import HTML, JSON, RDF, SAFE, site_of, split_ending
from plangraph_api.downloads import Download
from plangraph_api.envelope import HEAD
from plangraph_api.freshness import Freshness
from plangraph_api.holdings import holdings_of
from plangraph_api.links import forms, link, links_of
from plangraph_api.overview import overview
from plangraph_api.pages import render
from plangraph_api.routes.common import Held, library_of
from plangraph_api.routes.things import choose, elsewhere, missing, of_data, read_path, write_graph
from plangraph_api.service import service_graph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rdflib import Graph

    from plangraph_api.library import Library

__all__ = ["describe_service", "router"]

router = APIRouter(tags=["linked data"])
_CHUNK = 1 << 16
_PATH = "{path:path}"


@router.get("/.well-known/void", response_class=Response)
def void(request: Request, library: Held) -> Response:
    """The dataset: VoID with its partitions, DCAT for each plan, the example queries (https://www.w3.org/TR/void/).

    Browsers are led to the page that shows it.
    """
    if choose(request) == HTML:
        return RedirectResponse("/dataset", 303, {"Vary": "Accept"})
    return _described(request, library, None)


@router.get("/dataset", response_class=Response)
@router.get("/dataset.{ending}", response_class=Response, include_in_schema=False)
@router.get("/catalogue", response_class=Response)
@router.get("/catalogue.{ending}", response_class=Response, include_in_schema=False)
def dataset(request: Request, library: Held) -> Response:
    """The same by the names that it gives itself, and as a page."""
    name, media_type = split_ending(request.url.path.strip("/"))
    if name not in {"dataset", "catalogue"}:
        raise HTTPException(404, f"there is no {request.url.path}; try /{name.partition('.')[0]}.ttl")
    media_type = media_type or choose(request)
    if media_type != HTML:
        return _described(request, library, media_type)
    fresh = Freshness(request, library.stamp(), HTML)
    unchanged = fresh.unchanged(request)
    if unchanged:
        return unchanged
    base: str = request.app.state.base
    iri = URIRef(f"{base}dataset")
    headers = {**fresh.headers, "Link": ", ".join([link(iri, "about"), *forms("/dataset", None)])}
    data = overview(library.description(base, site_of(request)), iri)
    return render(request, "dataset.html", headers=headers, iri=iri, data=data)


@router.get(f"/graph/{_PATH}", response_class=Response)
def named_graph(request: Request, library: Held) -> Response:
    """A named graph whole, in Turtle, N-Triples, JSON-LD or RDF/XML: all that one document says, or was computed.

    Browsers get a page of what it holds.
    """
    asked = read_path(request)
    path, media_type = split_ending(asked)
    media_type = media_type or choose(request)
    fresh = Freshness(request, library.stamp(), media_type)
    unchanged = fresh.unchanged(request)
    if unchanged:
        return unchanged
    iri = Iris(request.app.state.base).graph_at(unquote(path))
    stem = f"/graph/{quote(unquote(path), safe=SAFE)}"
    others = [link("/.well-known/void", "describedby", "text/turtle"), *forms(stem, f"{stem}.html", media_type)]
    headers = {**fresh.headers, "Link": ", ".join([link(iri, "about"), *others])}
    if media_type == HTML:
        held = holdings_of(library, str(iri))
        if held is not None:
            facts: dict[str, Any] = {"iri": iri, "name": str(iri).partition("/graph/")[2], "stem": stem, "held": held}
            return render(request, "graph.html", headers=headers, **facts)
    else:
        body = library.named_graph(str(iri), "json-ld" if media_type == JSON else RDF[media_type][1])
        if body is not None:
            return Response(body, headers=headers, media_type=media_type)
    return elsewhere("/graph/", asked) or missing(f"there is no graph {iri}; /.well-known/void lists them")


@router.get("/dumps", status_code=303, response_class=RedirectResponse, include_in_schema=False)
def dumps() -> Response:
    """To the description, which lists them."""
    return RedirectResponse("/dataset", 303)


@router.get("/dumps/{name}", response_class=Response)
def dump(request: Request, name: str, library: Held) -> Response:
    """Everything in one file: `plangraph.nq.gz` and `plangraph.trig.gz`, or without `.gz` as text."""
    files = library.dumps()
    packed = name in files
    found = files.get(name) or files.get(f"{name}.gz")
    if found is None:
        raise HTTPException(404, f"there is no dump {name!r}; there are {', '.join(files) or 'none'}")
    encoding = request.headers.get("accept-encoding")
    on_the_way = not packed and encoding is not None and takes_gzip(encoding)
    vary = "" if packed else "Accept-Encoding"
    fresh = Freshness(request, library.stamp(), str(on_the_way), vary=vary, strong=True)
    unchanged = fresh.unchanged(request)
    if unchanged:
        return unchanged
    headers = {**fresh.headers, "Link": link("/.well-known/void", "describedby", "text/turtle")}
    if packed:
        return Download(str(found.path), found.size, headers=headers, media_type="application/gzip")
    if on_the_way:
        headers["Content-Encoding"] = "gzip"
        return Download(str(found.path), found.size, headers=headers, media_type=found.media_type)
    headers["Accept-Ranges"] = "none"  # it is unpacked as it goes
    if request.scope.get(HEAD):
        return StreamingResponse(iter(()), headers=headers, media_type=found.media_type)  # nothing need be unpacked
    return StreamingResponse(_unpacked(found.path), headers=headers, media_type=found.media_type)


def describe_service(request: Request, *, writable: bool = False) -> Graph:
    """The service description of the endpoint at the address that a request came to, with the graphs it has now."""
    try:
        described = library_of(request).description(request.app.state.base, site_of(request))
    except WorkspaceError:
        described = None  # what it can do can be said before there is anything to ask
    return service_graph(
        f"{site_of(request)}sparql", described, writable=writable, remote=bool(request.app.state.settings.graph)
    )


def _unpacked(path: Path) -> Iterator[bytes]:
    with gzip.open(path) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _described(request: Request, library: Library, media_type: str | None) -> Response:
    fresh = Freshness(request, library.stamp(), media_type, request.headers.get("accept"))
    unchanged = fresh.unchanged(request)
    if unchanged:
        return unchanged
    graph = library.description(request.app.state.base, site_of(request))
    catalogue = request.url.path.startswith("/catalogue")
    stem = "/catalogue" if catalogue else "/dataset"
    iri = URIRef(f"{request.app.state.base}{stem[1:]}")
    types = [str(cls) for cls in graph.objects(iri, NAMES.type)]
    others = forms(stem, f"{stem}.html", media_type or of_data(request, None))
    return write_graph(request, graph, media_type, {**fresh.headers, "Link": links_of(str(iri), types, others)})
