"""`/healthz` and `/readyz`, for whatever watches over the server."""

from fastapi import APIRouter, Response

from plangraph.errors import WorkspaceError
from plangraph_api.routes.common import PROBLEM_RESPONSES, Held

__all__ = ["router"]

router = APIRouter(tags=["health"])


@router.get("/healthz")
def healthy(response: Response) -> dict[str, str]:
    """The process runs."""
    response.headers["Cache-Control"] = "no-store"
    return {"status": "ok"}


@router.get("/readyz", responses=PROBLEM_RESPONSES)
def ready(library: Held, response: Response) -> dict[str, str | int]:
    """A generation is open and answers; 503 until then."""
    response.headers["Cache-Control"] = "no-store"
    generation = library.generation()
    if generation is None:
        raise WorkspaceError("the index is being opened")
    return {"status": "ready", "generation": generation}
