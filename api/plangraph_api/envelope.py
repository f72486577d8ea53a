"""What every response carries, errors included: who may read it, and what a page of it may load."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response

from plangraph_api.methods import methods_of
from plangraph_api.problems import Problem, respond

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.routing import BaseRoute
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["HEAD", "HEADERS", "Envelope"]

# Open data, read-only and without credentials: any origin may read it (Fetch standard, 3.2).
_CORS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Accept-Ranges, Allow, Content-Language, Content-Range, ETag, Link, Location, Retry-After, WWW-Authenticate"
    ),
}
_PREFLIGHT: Final = {
    "Access-Control-Allow-Headers": (
        "Accept, Accept-Language, Authorization, Content-Type, If-Modified-Since, If-None-Match, If-Range, Range, "
        "X-Requested-With"
    ),
    "Access-Control-Max-Age": "86400",
}
_SECURITY: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
HEADERS: Final = {**_CORS, **_SECURITY}
"""What stands on every response."""
# A name or an address, and a port (RFC 3986, 3.2.2).
_HOST: Final = re.compile(r"(?:[\w.~!$&'()*+,;=%-]+|\[[0-9A-Fa-f:.]+\])(?::(\d{0,5}))?", re.ASCII)
HEAD: Final = "plangraph.head"
"""Stands in the scope of a request whose answer goes without its body."""


class Envelope:
    """ASGI middleware, outermost: headers, CORS preflight, HEAD as GET without a body.

    It stands outside of FastAPI because the framework's answer to a crash passes no middleware of the app.
    `routes` are asked which methods a path takes; `writable` says whether those that write count,
    `staffed` and `administered` whether those of staff and of administrators do.
    """

    def __init__(
        self,
        app: ASGIApp,
        routes: Sequence[BaseRoute],
        *,
        writable: bool = False,
        staffed: bool = False,
        administered: bool = False,
    ) -> None:
        self.app, self._routes = app, routes
        self._on = {"writable": writable, "staffed": staffed, "administered": administered}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and what comes back through the envelope."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        bodiless = scope["method"] == "HEAD"
        asked = dict(scope)  # the router writes into the scope where something is mounted

        async def wrapped(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if message["status"] == 405:
                    # The framework names the methods of the first route alone. A route that takes the method
                    # and still refuses it knows better.
                    methods = self._methods(asked)
                    if scope["method"] not in methods or "Allow" not in headers:
                        headers["Allow"] = ", ".join(methods)
                for name, value in HEADERS.items():
                    headers[name] = value
            elif bodiless and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        answer = self._own_answer(scope)
        if answer is not None:
            await answer(scope, receive, wrapped)
            return
        if bodiless:
            scope = {**scope, "method": "GET", HEAD: True}
        await self.app(scope, receive, wrapped)

    def _own_answer(self, scope: Scope) -> Response | None:
        """The answer to what no route is asked about: a preflight, and a request for no host."""
        if scope["method"] == "OPTIONS":
            methods = ", ".join(self._methods(scope))
            options = {**_PREFLIGHT, "Access-Control-Allow-Methods": methods, "Allow": methods}
            return Response(status_code=204, headers=options)
        if not _has_host(scope):
            detail = "the header Host is missing, stands twice, or names no host"
            return respond(Request(scope), Problem(400, "", detail, headers={"Cache-Control": "no-cache"}))
        return None

    def _methods(self, scope: Scope) -> tuple[str, ...]:
        return methods_of(self._routes, scope, **self._on)


def _has_host(scope: Scope) -> bool:
    """Whether a request says rightly which host it is for, as HTTP/1.1 wants it to (RFC 9112, 3.2)."""
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    if not hosts:
        return bool(scope.get("http_version", "1.1") == "1.0")
    found = _HOST.fullmatch(hosts[0].decode("latin-1").strip())
    return len(hosts) == 1 and found is not None and int(found[1] or 0) <= 65535
