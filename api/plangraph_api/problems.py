"""Errors as responses: RFC 9457 problem documents for programs, pages for browsers. The one place that maps them."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from plangraph.errors import (
    ClientBusyError,
    EndpointBusyError,
    GraphNotFoundError,
    NotAcceptableError,
    PlanGraphError,
    QueryAbandonedError,
    QueryError,
    QueryTimeoutError,
    ServiceError,
    StoreUnavailableError,
    WorkspaceError,
)
from plangraph.negotiation import negotiate
from plangraph_api.pages import render

if TYPE_CHECKING:
    from fastapi import FastAPI, Request, Response

__all__ = ["MEDIA_TYPE", "PROBLEMS", "Problem", "install", "problem_of", "respond"]

MEDIA_TYPE: Final = "application/problem+json"
_RETRY_SECONDS: Final = 5
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong: `name` is its type within /docs, `more` its extension members (RFC 9457, 3.2)."""

    status: int
    name: str
    detail: str
    more: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The short form, the same for each problem of a type."""
        return PROBLEMS.get(self.name) or HTTPStatus(self.status).phrase

    def document(self) -> dict[str, Any]:
        """The members of the problem document."""
        kind = f"/docs#{self.name}" if self.name in PROBLEMS else "about:blank"
        return {"type": kind, "title": self.title, "status": self.status, "detail": self.detail, **self.more}


PROBLEMS: Final = {
    "parameters": "A parameter is missing or does not fit",
    "query": "The query is malformed or not allowed",
    "not-found": "There is no such thing",
    "not-acceptable": "The answer cannot take the form asked for",
    "timeout": "The query took too long",
    "busy": "Too many queries are waiting",
    "client-busy": "Too many queries of one client",
    "abandoned": "The query was given up",
    "service": "Another endpoint that the query calls failed",
    "not-ready": "There is nothing to answer from",
    "internal": "Something went wrong here",
}
"""The types of problems, as /docs lists them."""

_KINDS: Final[dict[type[PlanGraphError], tuple[int, str]]] = {
    QueryError: (400, "query"),
    GraphNotFoundError: (404, "not-found"),
    NotAcceptableError: (406, "not-acceptable"),
    QueryTimeoutError: (503, "timeout"),
    EndpointBusyError: (503, "busy"),
    ClientBusyError: (429, "client-busy"),
    # Nobody is there to read it; the number is the one that servers write into their logs for this.
    QueryAbandonedError: (499, "abandoned"),
    ServiceError: (502, "service"),
    StoreUnavailableError: (503, "not-ready"),
    WorkspaceError: (503, "not-ready"),
    PlanGraphError: (500, "internal"),
}


def problem_of(error: Exception) -> Problem:
    """The problem that an error means to whoever asked."""
    for kind, (status, name) in _KINDS.items():
        if isinstance(error, kind):
            retry = {"Retry-After": str(_RETRY_SECONDS)} if status in {429, 503} else {}
            return Problem(status, name, str(error), _facts(error), retry)
    if isinstance(error, RequestValidationError):
        return _validation(error)
    if isinstance(error, HTTPException):
        name = "not-found" if error.status_code == 404 else ""
        return Problem(error.status_code, name, str(error.detail), headers=dict(error.headers or {}))
    return Problem(500, "internal", "the error was logged; try again, and tell who runs this server")


def respond(request: Request, problem: Problem) -> Response:
    """A problem document, or for a browser outside the API a page that says the same."""
    if not request.url.path.startswith("/api/"):
        offered = (MEDIA_TYPE, "application/json", "text/html")
        if negotiate(request.headers.get("accept"), offered) == "text/html":
            return render(request, "error.html", problem.status, problem.headers, problem=problem)
    headers = {"Vary": "Accept", **problem.headers}
    return JSONResponse(problem.document(), problem.status, headers, MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Let every error of a route end in `respond`."""

    async def handle(request: Request, error: Exception) -> Response:
        problem = problem_of(error)
        # Other crashes are raised again by the framework once they are answered, and so logged by the server.
        if isinstance(error, PlanGraphError) and problem.status == 500:
            _log.error("%s %s", request.method, request.url.path, exc_info=error)
        return respond(request, problem)

    for kind in (PlanGraphError, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, handle)


def _facts(error: Exception) -> dict[str, Any]:
    """The facts of an error that a program can use."""
    names = {QueryError: ("line", "column"), NotAcceptableError: ("offered",), QueryTimeoutError: ("seconds",)}
    return {name: fact for name in names.get(type(error), ()) if (fact := getattr(error, name)) is not None}


def _validation(error: RequestValidationError) -> Problem:
    errors = [
        {"parameter": str(found["loc"][1] if len(found["loc"]) > 1 else found["loc"][0]), "detail": found["msg"]}
        for found in error.errors()
    ]
    detail = "; ".join(f"{found['parameter']}: {found['detail']}" for found in errors)
    return Problem(400, "parameters", detail, {"errors": errors})
