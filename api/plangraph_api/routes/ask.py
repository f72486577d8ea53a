"""`/api/v1/ask`."""

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query

from plangraph.pipeline import answer_json
from plangraph_api.answers import AskAnswer
from plangraph_api.messages import complete
from plangraph_api.routes.common import PROBLEM_RESPONSES, Held

__all__ = ["router"]

router = APIRouter(prefix="/api/v1", tags=["ask"], responses=PROBLEM_RESPONSES)

Language = Literal["ja", "ja-simple", "en", "pt", "vi", "zh-Hans"]
_LANGUAGE: Final = "Language of the page that asks. Answers are in Japanese or English: the nearer one, else as asked."


@router.get("/ask", response_model=AskAnswer)
def ask(
    q: Annotated[str, Query(min_length=1, max_length=1000, pattern=r"\S", description="What to count or compare.")],
    library: Held,
    lang: Annotated[Language | None, Query(description=_LANGUAGE)] = None,
) -> dict[str, Any]:
    """A counting, listing or comparing question answered by an audited query, else what a search finds."""
    return answer_json(library.ask(q, complete(lang) if lang else None))
