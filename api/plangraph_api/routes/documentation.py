"""`/docs`: the API for people, without a script or a third party."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from plangraph_api.pages import render
from plangraph_api.problems import PROBLEMS

__all__ = ["router"]

router = APIRouter(include_in_schema=False)


@router.get("/docs", response_class=Response)
def documentation(request: Request) -> Response:
    """Every operation of openapi.json, and the types of problems."""
    operations = [
        {"method": method.upper(), "path": path, **operation}
        for path, methods in request.app.openapi()["paths"].items()
        for method, operation in methods.items()
    ]
    return render(request, "docs.html", operations=operations, problems=PROBLEMS)
