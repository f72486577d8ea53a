"""Static files, which a page names together with a digest of them: under that name they never change."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from starlette.staticfiles import StaticFiles

if TYPE_CHECKING:
    import os

    from starlette.responses import Response
    from starlette.types import Scope

__all__ = ["KEPT", "Statics", "static_address"]

KEPT: Final = "public, no-cache"
"""For caches: keep it, but ask each time whether it still holds (RFC 9111, 5.2.2.4)."""
_FOR_GOOD: Final = "public, max-age=31536000, immutable"


class Statics(StaticFiles):
    """The files of `static/`."""

    def __init__(self) -> None:
        super().__init__(directory=str(files("plangraph_api").joinpath("static")))

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """A file, to be kept for good under the address that pages have for it, else until it changes."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        named = static_address(PurePath(full_path).name).partition("?")[2]
        response.headers["Cache-Control"] = _FOR_GOOD if scope["query_string"].decode("latin-1") == named else KEPT
        return response


@cache
def static_address(name: str) -> str:
    """The address of a static file, which changes with its content, so that no browser keeps an old one."""
    content = files("plangraph_api").joinpath("static", name).read_bytes()
    return f"/static/{name}?{sha256(content).hexdigest()[:12]}"
