"""`/healthz` and `/readyz`, for whatever watches over the server."""

from fastapi import APIRouter

from plangraph.errors import WorkspaceError
from plangraph_api.routes.common import PROBLEM_RESPONSES, Held

__all__ = ["router"]

router = APIRouter(tags=["health"])


@router.get("/healthz")
def healthy() -> dict[str, str]:
    """The process runs."""
    return {"status": "ok"}


@router.get("/readyz", responses=PROBLEM_RESPONSES)
def ready(library: Held) -> dict[str, str | int]:
    """A generation is open and answers; 503 until then."""
    generation = library.generation()
    if generation is None:
        raise WorkspaceError("the index is being opened")
    return {"status": "ready", "generation": generation}
