"""What every response carries, errors included: who may read it, and what a page of it may load."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.datastructures import MutableHeaders
from starlette.responses import Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["HEAD", "HEADERS", "Envelope"]

# Open data, read-only and without credentials: any origin may read it (Fetch standard, 3.2).
_CORS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Allow, Content-Language, ETag, Link, Location, Retry-After, WWW-Authenticate",
}
_READING: Final = "GET, HEAD, POST, OPTIONS"
_WRITING: Final = "GET, HEAD, POST, PUT, DELETE, OPTIONS"
_PREFLIGHT: Final = {
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Authorization, Content-Type, X-Requested-With",
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
HEAD: Final = "plangraph.head"
"""Stands in the scope of a request whose answer goes without its body."""


class Envelope:
    """ASGI middleware, outermost: headers, CORS preflight, HEAD as GET without a body.

    It stands outside of FastAPI because the framework's answer to a crash passes no middleware of the app.
    `writable` says whether anything here takes PUT and DELETE.
    """

    def __init__(self, app: ASGIApp, *, writable: bool = False) -> None:
        methods = _WRITING if writable else _READING
        self.app, self._options = app, {**_PREFLIGHT, "Access-Control-Allow-Methods": methods, "Allow": methods}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and what comes back through the envelope."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        bodiless = scope["method"] == "HEAD"

        async def wrapped(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            elif bodiless and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        if scope["method"] == "OPTIONS":
            await Response(status_code=204, headers=self._options)(scope, receive, wrapped)
            return
        if bodiless:
            scope = {**scope, "method": "GET", HEAD: True}
        await self.app(scope, receive, wrapped)
