"""Files that are sent whole or in parts (RFC 9110, 14), so that who was cut off goes on where it was."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from fastapi import HTTPException
from fastapi.responses import FileResponse
from starlette.datastructures import MutableHeaders

from plangraph_api.envelope import HEAD

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

__all__ = ["Download"]

_ONE: Final = r"(?:\d+-\d*|-\d+)"
_RANGES: Final = re.compile(rf"bytes\s*=\s*({_ONE}(?:\s*,\s*{_ONE})*)", re.IGNORECASE)


class Download(FileResponse):
    """A file of `size` bytes. HEAD does not open it; ranges that cannot be read are passed over (14.2)."""

    def __init__(self, path: str, size: int, *, headers: dict[str, str], media_type: str) -> None:
        super().__init__(path, headers=headers, media_type=media_type)
        self._size = size

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it. Raises HTTPException (416) where it ends before what is asked for."""
        scope = {**scope, "headers": list(scope["headers"])}
        headers = MutableHeaders(scope=scope)
        asked = headers.get("range")
        ranges = _read(asked) if asked else None
        if scope.get(HEAD):
            scope["method"], ranges = "HEAD", None
        if ranges is None:
            del headers["range"]
        elif "if-range" not in headers and not any(self._reaches(*each) for each in ranges):
            raise HTTPException(416, f"there are {self._size:,} bytes", {"Content-Range": f"bytes */{self._size}"})
        await super().__call__(scope, receive, send)

    def _reaches(self, first: str, last: str) -> bool:
        return int(first) < self._size if first else int(last) > 0


def _read(header: str) -> list[tuple[str, str]] | None:
    """The ends of each range, "" for one left out; None for what is no ranges of bytes."""
    found = _RANGES.fullmatch(header.strip())
    if not found:
        return None
    ranges = []
    for each in found[1].split(","):
        first, _, last = each.strip().partition("-")
        if first and last and int(first) > int(last):
            return None
        ranges.append((first, last))
    return ranges
