"""Forms with a file (multipart/form-data, RFC 7578): refused by size before they are read, and never held in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fastapi import HTTPException
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from plangraph.pipeline import MOST_BYTES
from plangraph_api.protocol import media_type_of

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from fastapi import Request

__all__ = ["NoFileError", "read_upload"]

_FORM: Final = "multipart/form-data"
_FIELDS: Final = 20
_FIELD_BYTES: Final = 16 * 1024
# What stands around the file: other fields, and the boundaries between them.
_AROUND: Final = 64 * 1024


class NoFileError(HTTPException):
    """A form without a file; `typed` is what its other fields hold."""

    def __init__(self, typed: dict[str, str]) -> None:
        super().__init__(400, "choose a file: the form has none")
        self.typed = typed


async def read_upload(request: Request) -> tuple[dict[str, str], UploadFile]:
    """The fields of a form and its one file.

    Raises HTTPException: 413 for more than a document may have, by what the request announces or else as it comes, 415
    for another kind of body, 400 for a form without a file or one that cannot be read.
    """
    if media_type_of(request) != _FORM:
        raise HTTPException(415, f"send one of {_FORM}")
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > MOST_BYTES + _AROUND:
        raise _too_large()
    parser = MultiPartParser(
        request.headers, _bounded(request), max_files=1, max_fields=_FIELDS, max_part_size=_FIELD_BYTES
    )
    try:
        form = await parser.parse()
    except MultiPartException as error:
        raise HTTPException(400, f"the form cannot be read: {error.message}") from None
    files = [value for value in form.values() if isinstance(value, UploadFile)]
    typed = {name: value for name, value in form.items() if isinstance(value, str)}
    if not files or not files[0].filename:
        raise NoFileError(typed)
    return typed, files[0]


async def _bounded(request: Request) -> AsyncGenerator[bytes, None]:
    read = 0
    async for chunk in request.stream():
        read += len(chunk)
        if read > MOST_BYTES + _AROUND:
            raise _too_large()
        yield chunk


def _too_large() -> HTTPException:
    return HTTPException(413, f"a document may have {MOST_BYTES:,} bytes; split the file")
