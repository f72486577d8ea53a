"""Errors as responses: RFC 9457 problem documents for programs, pages for browsers. The one place that maps them.

Either speaks the language of the request; programs that name none get English, pages Japanese.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from plangraph.errors import (
    AdditionError,
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
from plangraph.negotiation import negotiate, negotiate_language
from plangraph.pipeline import Call
from plangraph_api.access import ABANDONED, record
from plangraph_api.clients import client_of
from plangraph_api.messages import COMPLETE, messages
from plangraph_api.pages import page_language, render
from plangraph_api.phrases import ENGLISH, say
from plangraph_api.troubles import field_label

if TYPE_CHECKING:
    from fastapi import FastAPI, Request, Response

__all__ = ["FOR_PROGRAMS", "MEDIA_TYPE", "PROBLEMS", "Problem", "install", "problem_of", "respond"]

MEDIA_TYPE: Final = "application/problem+json"
_RETRY_SECONDS: Final = 5
FOR_PROGRAMS: Final = (ENGLISH, *(tag for tag in COMPLETE if tag != ENGLISH))
"""The languages of problem documents, the default first."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, in a language: `name` is its type within /docs, `more` its extension members (RFC 9457, 3.2)."""

    status: int
    name: str
    detail: str
    more: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    language: str = ENGLISH

    @property
    def title(self) -> str:
        """The short form, the same for each problem of a type."""
        words = messages(self.language).words
        if self.name in PROBLEMS:
            return words[f"problem.title.{self.name}"]
        return words.get(f"problem.status.{self.status}") or HTTPStatus(self.status).phrase

    def said_in(self, language: str, *, on_page: bool = False) -> Problem:
        """The same problem in a language of the pages; a detail that has no words there stands behind the title.

        On a page, parameters have the names that fields have there.
        """
        errors = [{**each, "detail": _said(each["detail"], language)} for each in self.more.get("errors", ())]
        told = replace(self, language=language, more={**self.more, **({"errors": errors} if errors else {})})
        if on_page:
            errors = [{**each, "parameter": field_label(each["parameter"], language)} for each in errors]
        return replace(told, detail=_listed(errors) if errors else _said(self.detail, language, told.title))

    def document(self) -> dict[str, Any]:
        """The members of the problem document."""
        kind = f"/docs#{self.name}" if self.name in PROBLEMS else "about:blank"
        return {"type": kind, "title": self.title, "status": self.status, "detail": self.detail, **self.more}


PROBLEMS: Final = (
    *("parameters", "query", "not-found", "not-acceptable", "timeout", "busy", "client-busy", "abandoned"),
    *("service", "addition", "not-ready", "internal"),
)
"""The types of problems, as /docs lists them."""

_KINDS: Final[dict[type[PlanGraphError], tuple[int, str]]] = {
    QueryError: (400, "query"),
    GraphNotFoundError: (404, "not-found"),
    NotAcceptableError: (406, "not-acceptable"),
    QueryTimeoutError: (503, "timeout"),
    EndpointBusyError: (503, "busy"),
    ClientBusyError: (429, "client-busy"),
    # Nobody is there to read it.
    QueryAbandonedError: (ABANDONED, "abandoned"),
    ServiceError: (502, "service"),
    AdditionError: (400, "addition"),
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
    """A problem document, or for a browser outside the API a page that says the same, in the request's language."""
    if not request.url.path.startswith("/api/"):
        offered = (MEDIA_TYPE, "application/json", "text/html")
        if negotiate(request.headers.get("accept"), offered) == "text/html":
            told = problem.said_in(page_language(request)[0], on_page=True)
            return render(request, "error.html", problem.status, problem.headers, problem=told)
    told = problem.said_in(negotiate_language(request.headers.get("accept-language"), FOR_PROGRAMS))
    headers = {"Vary": "Accept, Accept-Language", "Content-Language": told.language, **problem.headers}
    return JSONResponse(told.document(), problem.status, headers, MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Let every error of a route end in `respond`."""

    async def hung_up(request: Request, _: Exception) -> Response:
        # Whatever was being sent will never be whole: there is nobody to tell, and nothing that went wrong here.
        record(request, Call(client_of(request)), None, ABANDONED)
        return respond(request, problem_of(QueryAbandonedError()))

    async def handle(request: Request, error: Exception) -> Response:
        problem = problem_of(error)
        # Other crashes are raised again by the framework once they are answered, and so logged by the server.
        if isinstance(error, PlanGraphError) and problem.status == 500:
            _log.error("%s %s", request.method, request.url.path, exc_info=error)
        return respond(request, problem)

    app.add_exception_handler(ClientDisconnect, hung_up)
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
    return Problem(400, "parameters", _listed(errors), {"errors": errors})


def _listed(errors: list[dict[str, str]]) -> str:
    return "; ".join(f"{found['parameter']}: {found['detail']}" for found in errors)


def _said(text: str, language: str, title: str = "") -> str:
    """A sentence of an error in a language; where it has no words there, as it is, with what kind of error that is."""
    return say(text, language) or (f"{title}（{text}）" if title else text)
