"""Linked data: `/id/…` names a thing, `/page/…` shows it, `/data/…` describes it (Cool URIs for the Semantic Web)."""

import json
from typing import Any, NoReturn
from urllib.parse import quote, unquote

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from rdflib import RDF as NAMES
from rdflib import Graph, URIRef

from plangraph.errors import NotAcceptableError
from plangraph.namespaces import PG
from plangraph.negotiation import negotiate
from plangraph.pipeline import NEAR_ENOUGH
from plangraph_api.addresses import HTML, JSON, RDF, SAFE, asked_path, iri_at, names_nothing, split_ending, tidied
from plangraph_api.context import CONTEXT_LINK, context_of
from plangraph_api.freshness import Freshness
from plangraph_api.glances import city_facts, plan_facts
from plangraph_api.library import Library
from plangraph_api.links import forms, link, links_of
from plangraph_api.pages import page_language, render
from plangraph_api.routes.common import Held
from plangraph_api.schemas_element import ElementAnswer
from plangraph_api.session import session_of
from plangraph_api.statements import PARTS_SHOWN, Statements, parts_of, read_there, statements_of

__all__ = ["choose", "elsewhere", "missing", "of_data", "read_path", "render_thing", "router", "write_graph"]

router = APIRouter(tags=["linked data"], include_in_schema=True)
_PATH = "{path:path}"


@router.get(f"/id/{_PATH}", status_code=303, response_class=RedirectResponse)
def identify(request: Request, library: Held) -> Response:
    """To the page of a thing or to its data, by `Accept` or by ending; 404 where nothing has the name."""
    asked = read_path(request)
    path, media_type = split_ending(asked)
    base = request.app.state.base
    if not library.knows(str(iri_at(base, path))):
        # The ending may belong to the name.
        if path == asked or not library.knows(str(iri_at(base, asked))):
            return elsewhere("/id/", asked) or missing(f"nothing is said here of {iri_at(base, path)}")
        path, media_type = asked, None
    if media_type is None:
        media_type = choose(request)
    query = f"?{request.url.query}" if request.url.query else ""
    target = f"/page/{path}" if media_type == HTML else f"/data/{path}.{_ending(media_type)}"
    links = [link(target, "describedby", media_type), *forms(f"/data/{path}", f"/page/{path}", media_type)]
    return RedirectResponse(target + query, 303, {"Vary": "Accept", "Link": ", ".join(links)})


@router.get(f"/data/{_PATH}", response_class=Response)
def data(request: Request, library: Held) -> Response:
    """What is said of a thing, in Turtle, JSON-LD, JSON, N-Triples or RDF/XML."""
    asked = read_path(request)
    path, media_type = split_ending(asked)
    if media_type == HTML:
        return RedirectResponse(f"/page/{path}", 303)
    media_type = of_data(request, media_type)
    fresh = Freshness(request, library.stamp(), media_type)
    unchanged = fresh.unchanged(request)
    if unchanged:
        return unchanged
    iri = iri_at(request.app.state.base, path)
    graph = library.describe(str(iri))
    if graph is None:
        # The ending may belong to the name.
        iri = iri_at(request.app.state.base, asked)
        graph = library.describe(str(iri))
    if graph is None:
        return elsewhere("/data/", asked) or missing(f"nothing is said here of {iri}")
    links = links_of(str(iri), _types(graph, iri), forms(f"/data/{path}", f"/page/{path}", media_type))
    return write_graph(request, graph, media_type, {**fresh.headers, "Link": links})


@router.get(f"/page/{_PATH}", response_class=Response)
def page(request: Request, library: Held) -> Response:
    """What is said of a thing, for people."""
    path = read_path(request)
    iri = iri_at(request.app.state.base, path)
    fresh = Freshness(request, library.stamp(), HTML)
    unchanged = None if session_of(request) else fresh.unchanged(request)
    if unchanged:
        return unchanged
    others = forms(f"/data/{path}", None)
    found = library.element(str(iri))
    if found is not None:
        # Elements and indicators differ in what they have; the schema knows all of it.
        near = library.similar(str(iri), limit=3)
        shown = [one for one in near["similar"] if one["score"] >= NEAR_ENOUGH] if near else []
        headers = {**fresh.headers, "Link": links_of(str(iri), [str(PG[found["kind"]])], others)}
        element = ElementAnswer.model_validate(found).model_dump()
        return render(request, "element.html", headers=headers, element=element, similar=shown)
    plan = library.plan(str(iri))
    if plan is not None:
        headers = {**fresh.headers, "Link": links_of(str(iri), [str(PG.Plan)], others)}
        return render(request, "plan.html", headers=headers, **plan_facts(request, plan))
    city = library.city(str(iri))
    if city is not None:
        headers = {**fresh.headers, "Link": links_of(str(iri), [str(PG.Municipality)], others)}
        return render(request, "city.html", headers=headers, **city_facts(request, city))
    graph = library.describe(str(iri))
    if graph is None:
        return elsewhere("/page/", path) or missing(f"nothing is said here of {iri}")
    headers = {**fresh.headers, "Link": links_of(str(iri), _types(graph, iri), others)}
    return render_thing(request, library, str(iri), graph, headers)


def render_thing(
    request: Request, library: Library, iri: str, graph: Graph, headers: dict[str, str] | None = None
) -> Response:
    """The page of a thing that has none of its own kind: what `graph` says of it, and what belongs to it."""
    things = parts_of(library, iri)
    shown = things[:PARTS_SHOWN]
    is_place = (URIRef(iri), NAMES.type, PG.SourceSpan) in graph
    said = statements_of(graph, iri, page_language(request)[0])
    facts: dict[str, Any] = {
        "iri": iri,
        "place": _place(said) if is_place else None,
        "there": read_there(library, iri) if is_place else [],
        "statements": said,
        "things": shown,
        "cut": len(things) > len(shown),
    }
    return render(request, "thing.html", headers=headers, **facts)


def _place(said: Statements) -> dict[str, Any]:
    """A place of a document by the names that pages say it with."""
    told = {row.iri.removeprefix(str(PG)): row.values[0][0] for row in said.rows if row.iri.startswith(str(PG))}
    lines = {"start_line": told.get("startLine"), "end_line": told.get("endLine")}
    return {
        name: told.get(name) for name in ("document", "page", "sheet", "row", "column", "cell", "quotation")
    } | lines


def choose(request: Request) -> str:
    """The media type that a request prefers, a page among them. Raises NotAcceptableError when it takes none."""
    accept = request.headers.get("accept", "").strip()
    # Who takes anything is a program; browsers name HTML.
    offered = (*RDF, HTML, JSON) if accept in {"", "*/*"} else (HTML, *RDF, JSON)
    media_type = negotiate(accept, offered)
    if media_type is None:
        raise NotAcceptableError(accept, offered)
    return media_type


def write_graph(
    request: Request, graph: Graph, media_type: str | None = None, headers: dict[str, str] | None = None
) -> Response:
    """A graph in the media type given, else in the one that the request prefers; JSON-LD carries its context.

    JSON has a link to it instead. Raises NotAcceptableError when the request takes none.
    """
    media_type = media_type or of_data(request, None)
    sent = {"Vary": "Accept", **(headers or {})}
    if media_type == JSON:
        nodes = json.loads(_written(graph, "application/ld+json"))
        del nodes["@context"]
        sent["Link"] = ", ".join([CONTEXT_LINK, *filter(None, [sent.get("Link")])])
        return Response(json.dumps(nodes, ensure_ascii=False, indent=2), headers=sent, media_type=media_type)
    return Response(_written(graph, media_type), headers=sent, media_type=media_type)


def _written(graph: Graph, media_type: str) -> bytes:
    form = RDF[media_type][1]
    options: dict[str, Any] = {"context": context_of(graph)} if form == "json-ld" else {}
    return graph.serialize(None, form, None, "utf-8", **options)


def of_data(request: Request, media_type: str | None) -> str:
    """The form of data: that of the ending, unless it names the page, else what the request prefers."""
    if media_type and media_type != HTML:
        return media_type
    offered = (*RDF, JSON)
    chosen = negotiate(request.headers.get("accept"), offered)
    if chosen is None:
        raise NotAcceptableError(request.headers["accept"], offered)
    return chosen


def _types(graph: Graph, iri: URIRef) -> list[str]:
    return [str(cls) for cls in graph.objects(iri, NAMES.type)]


def _ending(media_type: str) -> str:
    return "json" if media_type == JSON else RDF[media_type][0]


def read_path(request: Request) -> str:
    """The path that was asked for, with letters that came bare percent-encoded; what was encoded stays as it is.

    Raises HTTPException (404) for one that nothing can have.
    """
    path = quote(asked_path(request), safe="%" + SAFE)
    if names_nothing(path):
        raise HTTPException(404, f"nothing is said here of {request.url.path}")
    return path


def elsewhere(door: str, asked: str) -> Response | None:
    """Where nothing has a name as it was written: to the same with its letters composed and no step empty."""
    tidy = tidied(asked).removesuffix(".html" if door == "/page/" else "")
    return None if unquote(tidy) == unquote(asked) else RedirectResponse(door + tidy, 303)


def missing(detail: str) -> NoReturn:
    """Raise HTTPException: there is no such thing."""
    raise HTTPException(404, detail)
