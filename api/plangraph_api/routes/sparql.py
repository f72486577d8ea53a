"""`/sparql`: the SPARQL 1.1 Protocol, and for browsers a form that works without a script."""

from __future__ import annotations

import time
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from plangraph.errors import PlanGraphError, QueryError
from plangraph.negotiation import negotiate
from plangraph.pipeline import graph_media_type
from plangraph_api.addresses import HTML, RDF
from plangraph_api.editor import SHOWN_AS, editor_page
from plangraph_api.protocol import ProtocolRequest, read_protocol, see_may_write
from plangraph_api.queries import answer_query
from plangraph_api.routes.common import PROBLEM_RESPONSES, library_of
from plangraph_api.routes.dataset import describe_service
from plangraph_api.routes.things import write_graph

__all__ = ["router"]

router = APIRouter(tags=["sparql"])

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
        (
            "format",
            "json, xml, csv, tsv; of graphs turtle, jsonld, ntriples, rdfxml, or endings of files. Beats Accept.",
            {"type": "string"},
        ),
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


@router.get("/sparql", response_class=Response, responses=_RESPONSES, openapi_extra={"parameters": _PARAMETERS})
async def query_by_get(request: Request) -> Response:
    """Answer a query; without one, show the form to a browser and the service description to a program."""
    asked = await read_protocol(request)
    wants_page = negotiate(request.headers.get("accept"), _ANSWERS) == HTML and not asked.form
    if wants_page:
        return await _page(request, asked)
    if asked.query is None:
        return await run_in_threadpool(_description, request, asked.form)
    return await _answer(request, asked)


@router.post(
    "/sparql",
    response_class=Response,
    responses=_RESPONSES,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/sparql-query": {"schema": {"type": "string"}},
                "application/sparql-update": {"schema": {"type": "string"}},
                "application/x-www-form-urlencoded": {
                    "schema": {
                        "type": "object",
                        "properties": {"query": {"type": "string"}, "update": {"type": "string"}},
                    }
                },
            },
        }
    },
)
async def query_by_post(request: Request) -> Response:
    """Answer a query that comes as a form field or as the body itself; run an update, where that is on, likewise."""
    asked = await read_protocol(request)
    if asked.update is not None:
        return await _update(request, asked)
    if asked.query is None:
        raise QueryError("there is no query: send it as the form field `query`, or as application/sparql-query")
    if negotiate(request.headers.get("accept"), _ANSWERS) == HTML and not asked.form:
        return await _page(request, asked)
    return await _answer(request, asked)


async def _update(request: Request, asked: ProtocolRequest) -> Response:
    see_may_write(request)
    if asked.default_graphs or asked.named_graphs:
        raise QueryError("an update takes using-graph-uri and using-named-graph-uri")
    working = await run_in_threadpool(lambda: library_of(request).working)
    await run_in_threadpool(working.update, asked.update or "", asked.base, asked.using, asked.using_named)
    return Response(status_code=204)


async def _answer(request: Request, asked: ProtocolRequest) -> Response:
    media_type, body = await _run(request, asked, request.headers.get("accept"), asked.form)
    return Response(body, headers={"Vary": "Accept"}, media_type=media_type)


async def _run(request: Request, asked: ProtocolRequest, accept: str | None, form: str | None) -> tuple[str, bytes]:
    return await answer_query(
        request,
        asked.query or "",
        accept,
        form,
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
        base=asked.base,
    )


def _description(request: Request, form: str | None) -> Response:
    media_type = graph_media_type(form) if form else None
    graph = describe_service(request, writable=library_of(request).writable)
    return write_graph(request, graph, media_type)


async def _page(request: Request, asked: ProtocolRequest) -> Response:
    """The page of the endpoint for browsers, with what the query gave or why it gave nothing."""
    outcome: tuple[str, bytes] | PlanGraphError | None = None
    began = time.perf_counter()
    if asked.query and asked.query.strip():
        try:
            outcome = await _run(request, asked, SHOWN_AS, None)
        except PlanGraphError as error:
            outcome = error
    seconds = time.perf_counter() - began
    dataset = [
        *(("default-graph-uri", iri) for iri in asked.default_graphs),
        *(("named-graph-uri", iri) for iri in asked.named_graphs),
    ]
    return await run_in_threadpool(editor_page, request, asked.query or "", outcome, seconds, dataset, row=asked.row)
