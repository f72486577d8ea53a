"""`/` and `/search`: the search page."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from plangraph.errors import QueryError
from plangraph.resources import read_query
from plangraph_api.pages import render
from plangraph_api.parameters import FACETS, SearchParameters
from plangraph_api.routes.common import Held
from plangraph_api.statements import rows_of

__all__ = ["router"]

router = APIRouter(include_in_schema=False)


@router.get("/", response_class=Response)
@router.get("/search", response_class=Response)
def search_page(request: Request, asked: Annotated[SearchParameters, Query()], library: Held) -> Response:
    """The question with what it found, or without a question what there is to be asked."""
    if not asked.q.strip():
        plans = rows_of(library, read_query("plangraph_api", "plans"))
        return render(request, "home.html", asked=asked, plans=plans)
    try:
        result = library.search(asked.query(explain=True))
    except QueryError as error:
        return render(request, "search.html", 400, asked=asked, result=None, trouble=error.problem, facets=FACETS)
    return render(request, "search.html", asked=asked, result=result, trouble=None, facets=FACETS)
