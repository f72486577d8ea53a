"""`/api/v1/audit`: where printed judgements and figures disagree."""

from typing import Any

from fastapi import APIRouter

from plangraph_api.routes.common import PROBLEM_RESPONSES, Held
from plangraph_api.schemas_element import Disagreement

__all__ = ["router"]

router = APIRouter(prefix="/api/v1", tags=["elements"], responses=PROBLEM_RESPONSES)


@router.get("/audit", response_model=list[Disagreement])
def audit(library: Held) -> list[dict[str, Any]]:
    """Indicators whose printed judgement and figures disagree, all of them, by city and line; neither is corrected."""
    return library.audit()
