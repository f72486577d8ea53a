"""`/api/v1/ask`."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query

from plangraph.pipeline import answer_json
from plangraph_api.answers import AskAnswer
from plangraph_api.routes.common import PROBLEM_RESPONSES, Held

__all__ = ["router"]

router = APIRouter(prefix="/api/v1", tags=["ask"], responses=PROBLEM_RESPONSES)


@router.get("/ask", response_model=AskAnswer)
def ask(
    q: Annotated[str, Query(min_length=1, max_length=1000, pattern=r"\S", description="What to count or compare.")],
    library: Held,
    lang: Annotated[Literal["ja", "en"] | None, Query(description="Language of the answer; else as asked.")] = None,
) -> dict[str, Any]:
    """A counting, listing or comparing question answered by an audited query, else what a search finds."""
    return answer_json(library.ask(q, lang))
