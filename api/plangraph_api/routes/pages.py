"""`/` and `/search`: the search page, and what it shows as a file for spreadsheets."""

from http import HTTPStatus
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from plangraph.errors import EndpointBusyError, QueryError, QueryTimeoutError
from plangraph.model import SearchResult
from plangraph.pipeline import MOST_CITIES, Answer
from plangraph.resources import read_query
from plangraph_api.exports import csv_file
from plangraph_api.found import about, to_sheet
from plangraph_api.messages import complete, messages
from plangraph_api.pages import Links, page_language, render
from plangraph_api.parameters import FACETS, LONGEST, ORDERS, SearchedOnPage, SearchParameters
from plangraph_api.routes.common import Held
from plangraph_api.statements import rows_of
from plangraph_api.steps import Steps
from plangraph_api.troubles import said_on_page

__all__ = ["router"]

router = APIRouter(include_in_schema=False)
ROWS_SHOWN: Final = 20
"""How many rows of an answer stand above the hits."""
MOST_EXPLAINED: Final = 50
"""How many hits a page says the reasons of, which are two fifths of its size."""
COUNTED: Final = (("ja", "市ごとの指標の数は？"), ("en", "How many indicators are there by city?"))
"""Questions that are answered whatever is held here, by the language that they are in."""


@router.get("/", response_class=Response)
@router.get("/search", response_class=Response)
def search_page(request: Request, asked: Annotated[SearchedOnPage, Query()], library: Held) -> Response:
    """The question with what it found, or without a question what there is to be asked."""
    if asked.without:
        return RedirectResponse(_links(request).to("/search", asked.left()), HTTPStatus.SEE_OTHER)
    if not asked.q.strip():
        plans = rows_of(library, read_query("plangraph_api", "plans"))
        return render(request, "home.html", asked=asked, plans=plans)
    try:
        if len(asked.q) > LONGEST:
            raise QueryError(f"q: {len(asked.q)} characters are too many; the most is {LONGEST}")  # noqa: TRY301 — told as others are
        result = library.search(asked.query(explain=asked.limit <= MOST_EXPLAINED))
    except QueryError as error:
        trouble = said_on_page(error.problem, page_language(request)[0])
        steps = Steps(asked, _links(request))
        return render(
            request, "search.html", 400, asked=asked, steps=steps, result=None, trouble=trouble, facets=FACETS
        )
    answer = _answer(request, asked, library)
    beside = _beside(result, library)
    facts: dict[str, Any] = {"beside": beside, "result": result, "trouble": None, "answer": answer, "shown": ROWS_SHOWN}
    facts |= {"counted": COUNTED, "orders": ORDERS, "steps": Steps(asked, _links(request))}
    return render(request, "search.html", asked=asked, facets=FACETS, **facts)


def _links(request: Request) -> Links:
    language, chosen = page_language(request)
    return Links(request.app.state.base, language if chosen else None)


@router.get("/search.csv", response_class=Response)
def search_csv(request: Request, asked: Annotated[SearchParameters, Query()], library: Held) -> Response:
    """The hits that the page shows, as CSV. Raises QueryError as a search does."""
    found, words = library.search(asked.query()), messages(page_language(request)[0])
    return csv_file("search", about(found, words), [to_sheet(found, words)], words.language)


def _beside(result: SearchResult, library: Held) -> list[tuple[str, str]]:
    """The comparison of cities on the topic of a search: those found first, filled up with others; else []."""
    topic = result.interpretation.topic
    found = [facet.value for facet in result.facets.get("city", ())]
    cities = list(dict.fromkeys((*found, *library.cities())))[:MOST_CITIES]
    return [("q", topic), *(("city", each) for each in cities)] if topic and len(cities) > 1 else []


def _answer(request: Request, asked: SearchedOnPage, library: Held) -> Answer | None:
    """The answer to the question on its first page; a filter that is set beside the words asks something else."""
    if asked.pairs() or asked.offset:
        return None
    try:
        return library.answer(asked.q.strip(), complete(page_language(request)[0]))
    except (EndpointBusyError, QueryTimeoutError, QueryError):
        # The hits are an answer as well.
        return None
