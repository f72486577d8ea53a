"""Validators of answers that bring none: a tag of what they hold, so that who has it already gets nothing."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response

from plangraph_api.freshness import holds
from plangraph_api.statics import KEPT

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Tagged"]

_MOST_BYTES: Final = 1024 * 1024
# What a 304 says, besides what every answer says (RFC 9110, 15.4.5).
_KEPT_HEADERS: Final = ("cache-control", "content-language", "etag", "vary")


class Tagged:
    """ASGI middleware: answers to GET that are sent in one piece get an ETag of their bytes, and 304 where it is held.

    Whatever says nothing of caches is kept by none without asking.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer with a tag back."""
        start: Message | None = None

        async def tagged(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = {**message, "headers": list(message.get("headers", ()))}
                return
            if start is not None:
                begun, start = start, None
                if await _answered(scope, receive, send, begun, message):
                    return
                await send(begun)
            await send(message)

        await self.app(scope, receive, tagged if scope["type"] == "http" else send)


async def _answered(scope: Scope, receive: Receive, send: Send, start: Message, body: Message) -> bool:
    """Tag what may be tagged; whether the client has it, and was told so."""
    headers = MutableHeaders(scope=start)
    content = body.get("body", b"")
    whole = start["status"] == 200 and not body.get("more_body") and len(content) <= _MOST_BYTES
    bare = scope["method"] == "GET" and "etag" not in headers and "cache-control" not in headers
    if not (whole and bare):
        headers.setdefault("Cache-Control", "no-cache")
        return False
    # Forms of one thing differ in bytes, and may still not be each other's.
    tag = sha256(headers.get("content-type", "").encode() + content).hexdigest()[:20]
    headers["ETag"], headers["Cache-Control"] = f'"{tag}"', KEPT
    held = Headers(scope=scope).get("if-none-match")
    if held is None or not holds(held, tag):
        return False
    kept = {name: headers[name] for name in _KEPT_HEADERS if name in headers}
    await Response(status_code=304, headers=kept)(scope, receive, send)
    return True
