"""How bytes on the wire become requests: uvicorn's reader, with bounds and refusals that say why.

What no application is asked about is answered here, with the same headers as all else, so that a page of any origin can
read what was wrong.
"""

from __future__ import annotations

import json
import sys
from http import HTTPStatus
from typing import Any, Final

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from plangraph_api.envelope import HEADERS

__all__ = ["LONGEST_HEAD", "LONGEST_TARGET", "Wire"]

LONGEST_TARGET: Final = 65_535
"""Bytes that the target of a request may have, percent-encoded; it is what the parser of addresses can take."""
LONGEST_HEAD: Final = 256 * 1024
"""Bytes of a request line and headers after which no more is read."""

_DETAILS: Final = {
    400: "this is no request of HTTP/1.1 that can be read; percent-encode what an address may not hold, spaces as %20",
    414: f"the address may have {LONGEST_TARGET:,} bytes; send a longer query by POST",
    431: f"the request line and headers may have {LONGEST_HEAD:,} bytes",
    501: "there is no such method here",
}


class Wire(HttpToolsProtocol):
    """One connection. Letters that stand bare in a request line are percent-encoded, as clients should have done."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._in_line = self._in_head = True
        self._head = 0
        self._status = 0

    def data_received(self, data: bytes) -> None:
        """Read on. Refuses a head that does not end."""
        if self._in_line:
            data = self._encoded(data)
        reading = self._in_head
        super().data_received(data)
        if reading and self._in_head and not self.transport.is_closing():
            self._head += len(data)
            if self._head > LONGEST_HEAD:
                self._refuse(431)

    def on_url(self, url: bytes) -> None:
        """A piece of the target. Raises ValueError for one that is too long, which the parser passes on as its own."""
        super().on_url(url)
        if len(self.url) > LONGEST_TARGET:
            self._status = 414
            raise ValueError(_DETAILS[414])

    def on_headers_complete(self) -> None:
        """The head is whole: what comes next is the body, or another request."""
        self._in_line = self._in_head = False
        self._head = 0
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The request is whole: another request line may follow."""
        super().on_message_complete()
        self._in_line = self._in_head = True

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 — the server's own words say less
        """Say what the parser could not take, and close."""
        unknown = isinstance(sys.exception(), httptools.HttpParserInvalidMethodError)
        self._refuse(self._status or (501 if unknown else 400))

    def _encoded(self, data: bytes) -> bytes:
        """The data with bytes beyond ASCII percent-encoded up to the end of the request line."""
        # Empty lines may stand before the request line (RFC 9112, 2.2).
        start = len(data) - len(data.lstrip(b"\r\n"))
        line, end, rest = data[start:].partition(b"\n")
        self._in_line = not (end and line)
        if not line.isascii():
            line = b"".join(b"%%%02X" % byte if byte > 0x7F else bytes((byte,)) for byte in line)
        return data[:start] + line + end + rest

    def _refuse(self, status: int) -> None:
        phrase = HTTPStatus(status).phrase
        problem = {"type": "about:blank", "title": phrase, "status": status, "detail": _DETAILS[status]}
        body = json.dumps(problem).encode()
        headers = [
            *((name.decode("latin-1"), value.decode("latin-1")) for name, value in self.server_state.default_headers),
            *HEADERS.items(),
            ("Cache-Control", "no-cache"),
            ("Content-Type", "application/problem+json"),
            ("Content-Language", "en"),  # what could not be read cannot say which other one it wants
            ("Content-Length", str(len(body))),
            ("Connection", "close"),
        ]
        head = "".join(f"{name}: {value}\r\n" for name, value in headers)
        self.transport.write(f"HTTP/1.1 {status} {phrase}\r\n{head}\r\n".encode("latin-1") + body)
        self.transport.close()
