"""`/rdf-graph-store`: whole graphs over HTTP (SPARQL 1.1 Graph Store HTTP Protocol); writing takes the token."""

from __future__ import annotations

import uuid
from email import message_from_bytes
from typing import Any, Final, NamedTuple

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool

from plangraph.errors import QueryError
from plangraph_api.addresses import RDF
from plangraph_api.freshness import Freshness
from plangraph_api.methods import writes
from plangraph_api.protocol import base_of, media_type_of, parameters_of, read_body, see_may_write
from plangraph_api.queries import answer_in_turn
from plangraph_api.routes.common import PROBLEM_RESPONSES, library_of

__all__ = ["router"]

router = APIRouter(tags=["sparql"])
_STORE: Final = "/rdf-graph-store"
_MULTIPART: Final = "multipart/form-data"
_PARAMETERS: Final = [
    {"name": name, "in": "query", "required": False, "description": text, "schema": {"type": "string"}}
    for name, text in (
        ("graph", "The IRI of the graph."),
        ("default", "The default graph; takes no value."),
        ("format", "turtle, jsonld, ntriples, rdfxml. Beats Accept."),
    )
]
_READING: Final[dict[str, Any]] = {
    "response_class": Response,
    "responses": {
        200: {"description": "The graph", "content": {media_type: {} for media_type in RDF}},
        **PROBLEM_RESPONSES,
    },
    "openapi_extra": {"parameters": _PARAMETERS},
}
_WRITING: Final[dict[str, Any]] = {
    "status_code": 204,
    "response_class": Response,
    "responses": {
        200: {"description": "The triples joined the graph"},
        201: {"description": "The graph is new; where it has no name yet, Location gives it one"},
    }
    | PROBLEM_RESPONSES,
    "openapi_extra": {
        "parameters": _PARAMETERS[:2],
        "requestBody": {"required": True, "content": {media_type: {} for media_type in RDF}},
    },
}


class _Which(NamedTuple):
    """The graph that a request is about: its IRI, or None for the default graph."""

    graph: str | None
    form: str | None = None


@router.get(_STORE, **_READING)
@router.get(_STORE + "/{path:path}", include_in_schema=False)
async def read_graph(request: Request) -> Response:
    """A whole graph, in the form preferred; 404 where there is none."""
    which = _which(request)
    if which is None:
        raise QueryError("say which graph: ?graph= with its IRI, or ?default")
    accept = request.headers.get("accept")
    library = library_of(request)
    dataset = await run_in_threadpool(lambda: library.dataset)
    graph = which.graph
    # What is published stays until the next generation; the working dataset changes at any time.
    stamp = None if library.writable else await run_in_threadpool(library.stamp)
    form = (accept, which.form)
    unchanged = Freshness(request, stamp, *form).unchanged(request) if stamp and graph is None else None
    if unchanged:
        return unchanged
    answer = await answer_in_turn(
        request,
        f"GET <{graph}>" if graph else "GET DEFAULT",
        lambda call: dataset.fetch(graph, accept, which.form, call=call),
    )
    fresh = Freshness(request, stamp, *form, content=b"" if stamp else answer.body)
    held = fresh.unchanged(request)
    return held or Response(answer.body, headers=fresh.headers, media_type=answer.media_type)


@router.put(_STORE, **_WRITING)
@router.put(_STORE + "/{path:path}", include_in_schema=False)
@writes
async def replace_graph(request: Request) -> Response:
    """Put a graph in the place of what was there."""
    see_may_write(request)
    which = _which(request)
    if which is None:
        raise QueryError("say which graph: ?graph= with its IRI, or ?default")
    return await _write(request, which.graph, add=False)


@router.post(_STORE, **_WRITING)
@router.post(_STORE + "/{path:path}", include_in_schema=False)
@writes
async def add_to_graph(request: Request) -> Response:
    """Add triples to a graph; sent to the store itself, they make a new one, named in `Location`."""
    see_may_write(request)
    which = _which(request)
    if which is not None:
        return await _write(request, which.graph, add=True)
    graph = f"{base_of(request).rstrip('/')}/{uuid.uuid4()}"
    response = await _write(request, graph, add=True)
    response.headers["Location"] = graph
    return response


@router.delete(
    _STORE, response_class=Response, responses=PROBLEM_RESPONSES, openapi_extra={"parameters": _PARAMETERS[:2]}
)
@router.delete(_STORE + "/{path:path}", include_in_schema=False)
@writes
async def remove_graph(request: Request) -> Response:
    """Drop a graph; the default graph is emptied."""
    see_may_write(request)
    which = _which(request)
    if which is None:
        raise QueryError("say which graph: ?graph= with its IRI, or ?default")
    working = await run_in_threadpool(lambda: library_of(request).working)
    await run_in_threadpool(working.remove, which.graph)
    return Response(status_code=200)


def _which(request: Request) -> _Which | None:
    """The graph by its IRI in a parameter, else by the address itself (4.1, 4.2); None for the store as such.

    Raises QueryError for more than one.
    """
    pairs = parameters_of(request)
    form = next((value for name, value in pairs if name == "format" and value), None)
    named = [(name, value) for name, value in pairs if name in {"graph", "default"}]
    if len(named) > 1:
        raise QueryError("there is more than one graph")
    if named:
        name, value = named[0]
        return _Which(value if name == "graph" else None, form)
    return _Which(base_of(request), form) if request.path_params.get("path") else None


async def _write(request: Request, graph: str | None, *, add: bool) -> Response:
    media_type = media_type_of(request)
    body = await read_body(request)
    parts = _parts(request.headers["content-type"], body) if media_type == _MULTIPART else [(media_type, body)]
    for kind, _ in parts:
        if kind not in RDF:
            raise HTTPException(415, f"a graph comes as {', '.join(RDF)}")
    working = await run_in_threadpool(lambda: library_of(request).working)
    created = await run_in_threadpool(working.put, graph, parts, graph or base_of(request), add=add)
    return Response(status_code=201 if created else 200 if add else 204)


def _parts(content_type: str, body: bytes) -> list[tuple[str, bytes]]:
    """The files of a form by media type (RFC 7578), which MIME's parser reads as well."""
    message = message_from_bytes(f"Content-Type: {content_type}\r\n\r\n".encode() + body)
    found = []
    for part in message.walk():
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and not part.is_multipart():
            found.append((part.get_content_type(), content))
    if not found:
        raise QueryError("the form has no files")
    return found
