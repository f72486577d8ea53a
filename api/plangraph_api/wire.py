"""How bytes on the wire become requests: uvicorn's reader, with bounds and refusals that say why.

What no application is asked about is answered here, with the same headers as all else and in the language asked for, so
that a page of any origin can read what was wrong. Nobody holds a connection for ever: a request has to come within its
time, and an answer has to be taken.
"""

from __future__ import annotations

import json
import re
import sys
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, cast

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from plangraph.negotiation import negotiate_language
from plangraph_api.clients import client_at
from plangraph_api.connections import connections_of
from plangraph_api.envelope import HEADERS
from plangraph_api.problems import FOR_PROGRAMS, Problem

if TYPE_CHECKING:
    import asyncio

    from plangraph_api.connections import Held

__all__ = ["LONGEST_HEAD", "LONGEST_TARGET", "Wire"]

LONGEST_TARGET: Final = 65_535
"""Bytes that the target of a request may have, percent-encoded; it is what the parser of addresses can take."""
LONGEST_HEAD: Final = 256 * 1024
"""Bytes of a request line and headers after which no more is read."""
HEAD_SECONDS: Final = 20.0
"""In which a request line and headers have to come whole."""
SLOW_SECONDS: Final = 20.0
"""In which a body has to come, and an answer to be taken, if they are small; large ones have longer."""
SLOWEST: Final = 4096
"""Bytes a second that a body has to come by, and an answer to be taken by, beyond those seconds."""
LINGER_SECONDS: Final = 5.0
"""In which the rest of a body is still read, and dropped, that was answered before its end: else nobody could read
the answer."""
_RETRY_SECONDS: Final = 5

_DETAILS: Final = {
    400: "this is no request of HTTP/1.1 that can be read; percent-encode what an address may not hold, spaces as %20",
    408: "the request did not come to its end in time; send it again, all of it at once",
    414: f"the address may have {LONGEST_TARGET:,} bytes; send a longer query by POST",
    431: f"the request line and headers may have {LONGEST_HEAD:,} bytes",
    501: "there is no such method here",
    503: "as many connections are open as there may be; try again shortly",
}
_LANGUAGE: Final = re.compile(rb"\naccept-language:([^\r\n]*)", re.IGNORECASE)
_END: Final = re.compile(rb"\n\r?\n")


class Wire(HttpToolsProtocol):
    """One connection. Letters that stand bare in a request line are percent-encoded, as clients should have done."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._in_line = self._in_head = True
        self._head = 0
        self._status = 0
        self._left = b""  # of a head that is refused: what has come of it
        self.since = 0.0
        self._come = 0  # bytes of the body, since then
        self._untaken: tuple[float, int] | None = None  # since when how much of an answer was not taken

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a place among the connections, or say that there is none."""
        super().connection_made(transport)
        self.since = self.loop.time()
        # This server has connections of no other kind.
        if not connections_of(self.server_state, cast("set[Held]", self.connections)).admit(self):
            self._refuse(503)

    def data_received(self, data: bytes) -> None:
        """Read on. Refuses a head that does not end."""
        if self._status:
            self._refuse_whole(data)
            return
        if self._in_line:
            data = self._encoded(data)
        reading = self._in_head
        self._left = data
        super().data_received(data)
        if reading and self._in_head and not self.transport.is_closing():
            self._head += len(data)
            if self._head > LONGEST_HEAD:
                self._refuse(431)
        if not self._status:
            self._left = b""

    def on_url(self, url: bytes) -> None:
        """A piece of the target. Raises ValueError for one that is too long, which the parser passes on as its own."""
        super().on_url(url)
        if len(self.url) > LONGEST_TARGET:
            self._status = 414
            raise ValueError(_DETAILS[414])

    def on_headers_complete(self) -> None:
        """The head is whole: what comes next is the body, or another request."""
        self._in_line = self._in_head = False
        self._head = self._come = 0
        self.since = self.loop.time()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A piece of the body."""
        self._come += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is whole: another request line may follow."""
        super().on_message_complete()
        self._in_line = self._in_head = True
        if self._answered:
            self.since = self.loop.time()

    def on_response_complete(self) -> None:
        """The answer is given: the client may ask on."""
        self.since, self._come = self.loop.time(), 0
        super().on_response_complete()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 — the server's own words say less
        """Say what the parser could not take, and close."""
        if self._status:
            self._refuse_whole(b"")
            return
        unknown = isinstance(sys.exception(), httptools.HttpParserInvalidMethodError)
        self._refuse(501 if unknown else 400)

    @property
    def client_name(self) -> str:
        """Who opened the connection."""
        return client_at(self.client[0] if self.client else "")

    @property
    def open(self) -> bool:
        """Whether the connection takes a place: it is not closed, or an answer has yet to be taken."""
        return not self.transport.is_closing() or self.transport.get_write_buffer_size() > 0

    @property
    def rank(self) -> int | None:
        """0 with no request under way, 1 in one that waits for its client, None while it is worked at."""
        if self.transport.get_write_buffer_size():
            return 1
        if self._in_head:
            return 0 if self._answered else None
        return 1

    def overdue(self, now: float) -> bool:
        """Whether the client has kept the server waiting for too long: for a request, or to take an answer."""
        size = self.transport.get_write_buffer_size()
        if size:
            if self._untaken is None or size > self._untaken[1]:
                self._untaken = now, size
            begun, before = self._untaken
            return now - begun > SLOW_SECONDS + (before - size) / SLOWEST
        self._untaken = None
        if self.transport.is_closing():
            return False
        if self._in_head:
            return self._answered and now - self.since > HEAD_SECONDS
        if self._answered:
            return now - self.since > LINGER_SECONDS
        if self.flow.read_paused:
            # It is we who have yet to read.
            self.since, self._come = now, 0
        return now - self.since > SLOW_SECONDS + self._come / SLOWEST

    def end(self) -> None:
        """Close a connection that is overdue; who has begun a request and got no answer is told why."""
        begun = self._head if self._in_head else not self._answered
        if self.transport.get_write_buffer_size():
            self.transport.abort()
        elif self._status:
            self._refuse(self._status)
        elif begun and not (self.cycle and not self._answered and self.cycle.response_started):
            self._refuse(408)
        else:
            self.transport.close()

    def give_way(self) -> None:
        """Close the connection at once."""
        self.transport.abort()

    @property
    def _answered(self) -> bool:
        """Whether no request is under way that was read so far as to be worked at."""
        return self.cycle is None or self.cycle.response_complete

    def _encoded(self, data: bytes) -> bytes:
        """The data with bytes beyond ASCII percent-encoded up to the end of the request line."""
        # Empty lines may stand before the request line (RFC 9112, 2.2).
        start = len(data) - len(data.lstrip(b"\r\n"))
        line, end, rest = data[start:].partition(b"\n")
        self._in_line = not (end and line)
        if not line.isascii():
            line = b"".join(b"%%%02X" % byte if byte > 0x7F else bytes((byte,)) for byte in line)
        return data[:start] + line + end + rest

    def _refuse_whole(self, data: bytes) -> None:
        """Refuse a head that the parser no longer reads, once it is whole: it says in which language."""
        self._left += data
        if _END.search(self._left) or len(self._left) > LONGEST_HEAD:
            self._refuse(self._status)

    def _language(self) -> str:
        """The language that a head asks for, as far as it was read."""
        named = [value for name, value in self.headers or () if name == b"accept-language"]
        found = _LANGUAGE.search(self._left)
        asked = b",".join([*named, *([found[1]] if found else [])])
        return negotiate_language(asked.decode("latin-1"), FOR_PROGRAMS)

    def _refuse(self, status: int) -> None:
        told = Problem(status, "", _DETAILS[status]).said_in(self._language())
        body = json.dumps(told.document(), ensure_ascii=False).encode()
        headers = [
            *((name.decode("latin-1"), value.decode("latin-1")) for name, value in self.server_state.default_headers),
            *HEADERS.items(),
            ("Cache-Control", "no-cache"),
            ("Content-Type", "application/problem+json"),
            ("Content-Language", told.language),
            ("Content-Length", str(len(body))),
            *([("Retry-After", str(_RETRY_SECONDS))] if status == 503 else []),
            ("Connection", "close"),
        ]
        head = "".join(f"{name}: {value}\r\n" for name, value in headers)
        phrase = HTTPStatus(status).phrase
        self.transport.write(f"HTTP/1.1 {status} {phrase}\r\n{head}\r\n".encode("latin-1") + body)
        self.transport.close()
        if self.cycle and not self.cycle.response_complete:
            # Whatever works at it has nobody to answer.
            self.cycle.disconnected = True
            self.cycle.message_event.set()
