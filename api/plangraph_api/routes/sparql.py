"""`/sparql`: the SPARQL 1.1 Protocol, and for browsers a form that works without a script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qs

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool
from rdflib import Graph

from plangraph.errors import QueryError
from plangraph.negotiation import negotiate
from plangraph_api.addresses import HTML, RDF
from plangraph_api.editor import editor_page
from plangraph_api.routes.common import PROBLEM_RESPONSES, library_of
from plangraph_api.routes.things import write_graph
from plangraph_api.service import SERVICE

__all__ = ["router"]

router = APIRouter(tags=["sparql"])

_BODY_BYTES: Final = 1024 * 1024
# What an answer may be, before it is known whether it is a table or a graph.
_ANSWERS: Final = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
    "application/json",
    "application/xml",
    *RDF,
    HTML,
)
_PARAMETERS: Final = [
    {"name": name, "in": "query", "required": False, "description": text, "schema": schema}
    for name, text, schema in (
        ("query", "A SELECT, ASK, CONSTRUCT or DESCRIBE query.", {"type": "string"}),
        ("format", "json, xml, csv, tsv; turtle, jsonld, ntriples, rdfxml. Beats Accept.", {"type": "string"}),
        ("default-graph-uri", "Graphs that make the default graph.", {"type": "array", "items": {"type": "string"}}),
        ("named-graph-uri", "Graphs that GRAPH may name.", {"type": "array", "items": {"type": "string"}}),
    )
]
_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "Results, a graph, or without a query the service description",
        "content": {media_type: {} for media_type in _ANSWERS},
    },
    **PROBLEM_RESPONSES,
}


@dataclass(frozen=True, slots=True)
class _Asked:
    """The parameters of the protocol (SPARQL 1.1 Protocol, 2.1)."""

    query: str | None
    form: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


@router.get("/sparql", response_class=Response, responses=_RESPONSES, openapi_extra={"parameters": _PARAMETERS})
async def query_by_get(request: Request) -> Response:
    """Answer a query; without one, show the form to a browser and the service description to a program."""
    asked = _asked(request.query_params.multi_items())
    wants_page = negotiate(request.headers.get("accept"), _ANSWERS) == HTML and not asked.form
    if wants_page:
        return await run_in_threadpool(_page, request, asked)
    if asked.query is None:
        return _description(request)
    return await run_in_threadpool(_answer, request, asked)


@router.post(
    "/sparql",
    response_class=Response,
    responses=_RESPONSES,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/sparql-query": {"schema": {"type": "string"}},
                "application/x-www-form-urlencoded": {
                    "schema": {"type": "object", "properties": {"query": {"type": "string"}}, "required": ["query"]}
                },
            },
        }
    },
)
async def query_by_post(request: Request) -> Response:
    """Answer a query that comes as a form field or as the body itself."""
    asked = await _read_post(request)
    if asked.query is None:
        raise QueryError("there is no query: send it as the form field `query`, or as application/sparql-query")
    if negotiate(request.headers.get("accept"), _ANSWERS) == HTML and not asked.form:
        return await run_in_threadpool(_page, request, asked)
    return await run_in_threadpool(_answer, request, asked)


def _answer(request: Request, asked: _Asked) -> Response:
    media_type, body = _run(request, asked, request.headers.get("accept"), asked.form)
    return Response(body, headers={"Vary": "Accept"}, media_type=media_type)


def _run(request: Request, asked: _Asked, accept: str | None, form: str | None) -> tuple[str, bytes]:
    return library_of(request).sparql(asked.query or "", accept, form, asked.default_graphs, asked.named_graphs)


def _description(request: Request) -> Response:
    address = str(request.url.replace(query=""))
    return write_graph(request, Graph().parse(data=SERVICE, format="turtle", publicID=address))


def _page(request: Request, asked: _Asked) -> Response:
    """The page of the endpoint, for browsers."""

    def answer(accept: str) -> tuple[str, bytes]:
        return _run(request, asked, accept, None)

    return editor_page(request, answer, asked.query, asked.default_graphs, asked.named_graphs)


def _asked(pairs: list[tuple[str, str]]) -> _Asked:
    """The protocol's parameters. Raises QueryError for updates and for more than one query."""
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    if "update" in values:
        raise QueryError("updates are not allowed: the endpoint answers queries")
    queries = values.get("query", [])
    if len(queries) > 1:
        raise QueryError("there is more than one query")
    return _Asked(
        queries[0] if queries else None,
        next((form for form in values.get("format", []) if form), None),
        tuple(values.get("default-graph-uri", ())),
        tuple(values.get("named-graph-uri", ())),
    )


async def _read_post(request: Request) -> _Asked:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    in_address = request.query_params.multi_items()
    try:
        text = (await _body(request)).decode("utf-8")
    except UnicodeDecodeError:
        raise QueryError("the query is not UTF-8") from None
    match media_type:
        case "application/sparql-query":
            return _asked([*in_address, ("query", text)])
        case "application/x-www-form-urlencoded":
            fields = parse_qs(text, keep_blank_values=True)
            return _asked([*in_address, *((name, value) for name, values in fields.items() for value in values)])
        case "application/sparql-update":
            raise QueryError("updates are not allowed: the endpoint answers queries")
    raise HTTPException(415, "send application/x-www-form-urlencoded or application/sparql-query")


async def _body(request: Request) -> bytes:
    """The body, as long as it is not larger than a query may be."""
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > _BODY_BYTES:
            raise HTTPException(413, f"a query may have {_BODY_BYTES:,} bytes")
    return bytes(read)
