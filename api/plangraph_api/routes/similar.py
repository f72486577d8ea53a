"""`/api/v1/similar`: what is like an element or indicator elsewhere."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query

from plangraph_api.routes.common import PROBLEM_RESPONSES, Held
from plangraph_api.schemas_similar import SimilarAnswer

__all__ = ["router"]

router = APIRouter(prefix="/api/v1", tags=["elements"], responses=PROBLEM_RESPONSES)


@router.get("/similar", response_model=SimilarAnswer)
def similar(
    library: Held,
    iri: Annotated[str, Query(min_length=1, max_length=2000, description="IRI of an element or indicator.")],
    *,
    other_cities: Annotated[bool, Query(description="Of other cities only.")] = True,
    limit: Annotated[int, Query(ge=1, le=50, description="How many at most.")] = 5,
) -> dict[str, Any]:
    """The nearest of a like level, best first; each pair of indicators says whether it can be compared, or why not."""
    found = library.similar(iri, other_cities=other_cities, limit=limit)
    if found is None:
        raise HTTPException(404, f"there is no element or indicator {iri}")
    return found
