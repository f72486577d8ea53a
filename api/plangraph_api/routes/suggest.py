"""`/api/v1/suggest`: names that start with what was typed."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from plangraph_api.routes.common import PROBLEM_RESPONSES, Held

__all__ = ["router"]

router = APIRouter(prefix="/api/v1", tags=["search"], responses=PROBLEM_RESPONSES)


class Suggestion(BaseModel):
    """A name to search for."""

    text: str
    kind: str = Field(description="City, Field (of policy), Department, or a kind of hits.")
    count: int = Field(description="How many elements and indicators it is said of.")
    language: str = Field(description="BCP 47 tag.")


class SuggestAnswer(BaseModel):
    """Suggestions, by kind, the most frequent of each first."""

    query: str
    suggestions: list[Suggestion]


@router.get("/suggest", response_model=SuggestAnswer)
def suggest(
    library: Held,
    q: Annotated[str, Query(max_length=1000, description="What was typed: kanji, kana or Latin letters.")],
    limit: Annotated[int, Query(ge=1, le=50, description="How many at most.")] = 10,
    lang: Annotated[
        Literal["ja", "en", "ko", "pt", "vi", "zh"] | None,
        Query(description="Keep labels of policy fields to this language besides Japanese."),
    ] = None,
) -> dict[str, Any]:
    """Titles, indicators, departments, cities and fields of policy of which a word, or its reading, starts with `q`."""
    return {"query": q, "suggestions": library.suggest(q, limit, lang)}
