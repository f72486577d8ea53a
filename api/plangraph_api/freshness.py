"""Validators of what is answered from a generation: who has it already is told so and gets nothing (RFC 9110, 13).

Answers change with a new generation or a new version of this program, and at no other time. The tags are weak where the
same triples may be written in another order.
"""

from __future__ import annotations

from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from fastapi import Response

import plangraph
from plangraph_api.addresses import HTML
from plangraph_api.pages import page_language
from plangraph_api.statics import KEPT

if TYPE_CHECKING:
    from datetime import datetime

    from fastapi import Request

    from plangraph.pipeline import Stamp

__all__ = ["Freshness", "holds"]


class Freshness:
    """The validators of one representation: of which address, of which generation, in which form."""

    def __init__(
        self,
        request: Request,
        stamp: Stamp | None,
        *form: str | None,
        content: bytes = b"",
        vary: str = "Accept",
        strong: bool = False,
    ) -> None:
        """`form` is what was negotiated; of a page, its language belongs to it.

        Without a stamp the answer is of the program alone. `vary` names the headers that were looked at, and `strong`
        says that the same tag means the same bytes.
        """
        self._vary, self._strong = vary, strong
        if HTML in form:
            form = (*form, page_language(request)[0])
            self._vary = f"{vary}, Accept-Language"
        parts = (plangraph.__version__, stamp, request.url, *form)
        self.tag = sha256("\n".join(str(part) for part in parts).encode() + content).hexdigest()[:20]
        self.modified: datetime | None = stamp.modified_at if stamp else None

    @property
    def headers(self) -> dict[str, str]:
        """To be sent with the representation."""
        headers = {"ETag": f'"{self.tag}"' if self._strong else f'W/"{self.tag}"', "Cache-Control": KEPT}
        if self._vary:
            headers["Vary"] = self._vary
        if self.modified:
            headers["Last-Modified"] = format_datetime(self.modified, usegmt=True)
        return headers

    def unchanged(self, request: Request) -> Response | None:
        """304 where the client has this representation; If-None-Match beats If-Modified-Since (RFC 9110, 13.2.2)."""
        held = request.headers.get("if-none-match")
        if held is not None:
            return self._not_modified() if holds(held, self.tag) else None
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


def holds(held: str, tag: str) -> bool:
    """Whether an If-None-Match header has a tag, weak or strong (RFC 9110, 13.1.2)."""
    return bool({each.strip().removeprefix("W/").strip('"') for each in held.split(",")} & {tag, "*"})
