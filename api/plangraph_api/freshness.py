"""Validators of what is answered from a generation: who has it already is told so and gets nothing (RFC 9110, 13).

Answers change with a new generation or a new version of this program, and at no other time. The tags are weak: the same
triples may be written in another order.
"""

from __future__ import annotations

from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from fastapi import Response

import plangraph

if TYPE_CHECKING:
    from datetime import datetime

    from fastapi import Request

    from plangraph.pipeline import Stamp

__all__ = ["Freshness"]


class Freshness:
    """The validators of one representation: of which address, of which generation, in which form."""

    def __init__(self, request: Request, stamp: Stamp | None, *form: str | None, content: bytes = b"") -> None:
        """`form` is what was negotiated; without a stamp the answer is of the program alone."""
        parts = (plangraph.__version__, stamp, request.url, *form)
        self.tag = sha256("\n".join(str(part) for part in parts).encode() + content).hexdigest()[:20]
        self.modified: datetime | None = stamp.modified_at if stamp else None

    @property
    def headers(self) -> dict[str, str]:
        """To be sent with the representation: keep it, but ask each time whether it still holds."""
        headers = {"ETag": f'W/"{self.tag}"', "Cache-Control": "public, no-cache", "Vary": "Accept"}
        if self.modified:
            headers["Last-Modified"] = format_datetime(self.modified, usegmt=True)
        return headers

    def unchanged(self, request: Request) -> Response | None:
        """304 where the client has this representation; If-None-Match beats If-Modified-Since (RFC 9110, 13.2.2)."""
        held = request.headers.get("if-none-match")
        if held is not None:
            tags = {tag.strip().removeprefix("W/").strip('"') for tag in held.split(",")}
            return self._not_modified() if tags & {self.tag, "*"} else None
        since = request.headers.get("if-modified-since")
        if since and self.modified:
            try:
                asked = parsedate_to_datetime(since)
            except ValueError:
                return None
            if asked.tzinfo and self.modified <= asked:
                return self._not_modified()
        return None

    def _not_modified(self) -> Response:
        return Response(status_code=304, headers=self.headers)
