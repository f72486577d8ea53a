"""`/api/v1/search` and `/api/v1/facets`."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import ConfigDict, Field

from plangraph.pipeline import search_json
from plangraph_api.parameters import SearchParameters
from plangraph_api.routes.common import PROBLEM_RESPONSES, Held
from plangraph_api.schemas import FacetAnswer, SearchAnswer

__all__ = ["router"]

router = APIRouter(prefix="/api/v1", tags=["search"], responses=PROBLEM_RESPONSES)


class Asked(SearchParameters):
    """A search that asks for something, and for nothing that there is not: a misspelt filter is no wider search."""

    model_config = ConfigDict(extra="forbid")

    q: str = Field(min_length=1, max_length=1000, pattern=r"\S", description="What to look for, in any language.")
    lang: str = Field("", description="Language of the page that links here; says nothing to a search.")


class AskedToExplain(Asked):
    """A search whose hits may say what found them."""

    explain: bool = Field(False, description="Say in `why` at which rank each leg found a hit, and by which words.")


@router.get("/search", response_model=SearchAnswer)
def search(asked: Annotated[AskedToExplain, Query()], library: Held) -> dict[str, Any]:
    """Elements and indicators that fit a question, best first, each with the passages and lines that say so."""
    return search_json(library.search(asked.query(explain=asked.explain)))


@router.get("/facets", response_model=FacetAnswer)
def facets(asked: Annotated[Asked, Query()], library: Held) -> dict[str, Any]:
    """How many hits of a search carry each city, kind, status, department, goal and plan."""
    answer = search_json(library.search(asked.query()))
    return {"query": answer["query"], "total": answer["total"], "facets": answer["facets"]}
