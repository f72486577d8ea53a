"""`/api/v1/elements`."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query

from plangraph_api.routes.common import PROBLEM_RESPONSES, Held
from plangraph_api.schemas_element import ElementAnswer

__all__ = ["router"]

router = APIRouter(prefix="/api/v1", tags=["elements"], responses=PROBLEM_RESPONSES)


@router.get("/elements", response_model=ElementAnswer, response_model_exclude_unset=True)
def element(
    iri: Annotated[str, Query(min_length=1, max_length=2000, description="IRI of an element or indicator.")],
    library: Held,
) -> dict[str, Any]:
    """An element or indicator with its texts, charges, assessments, values and references, each with its lines."""
    found = library.element(iri)
    if found is None:
        raise HTTPException(404, f"there is no element or indicator {iri}")
    return found
