"""Bytes → Document: one reader a media type, chosen by the file's first bytes and its name."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from plangraph.documents.content import Content
from plangraph.documents.encoding import decode
from plangraph.documents.package import package_title
from plangraph.errors import DocumentError
from plangraph.languages import guess_language
from plangraph.model import Document

if TYPE_CHECKING:
    from plangraph.documents.content import Reader

__all__ = ["FORMATS", "MAX_BYTES", "read_document"]

# A plan of 300 pages with its pictures is under this; beyond it a file is not a plan but a mistake.
MAX_BYTES = 32 * 1024 * 1024
_OFFICE = "application/vnd.openxmlformats-officedocument."


def _lazy(module: str, function: str) -> Reader:
    """A reader that is imported when a file of its kind comes: starting stays cheap."""

    def read(data: bytes, name: str) -> Content:
        read: Any = getattr(import_module(f"plangraph.documents.{module}"), function)
        found = read(data, name)
        return found if isinstance(found, Content) else Content(found)

    return read


def _delimited(data: bytes, name: str) -> Content:
    blocks = _lazy("delimited", "read_blocks")(data, name).blocks
    return Content(blocks, encoding=decode(data, name)[1])


def _office(module: str, function: str) -> Reader:
    """A reader of a package, which has properties beside its main part."""

    def read(data: bytes, name: str) -> Content:
        return replace(_lazy(module, function)(data, name), file_title=package_title(data))

    return read


_text = _lazy("plaintext", "read_text")
_html = _lazy("html", "read_html")
# File name endings that are read, with media type and reader. A further format is a reader and a line here.
FORMATS: dict[str, tuple[str, Reader]] = {
    ".txt": ("text/plain", _text),
    ".text": ("text/plain", _text),
    ".md": ("text/markdown", _text),
    ".markdown": ("text/markdown", _text),
    ".csv": ("text/csv", _delimited),
    ".tsv": ("text/tab-separated-values", _delimited),
    ".html": ("text/html", _html),
    ".htm": ("text/html", _html),
    ".xhtml": ("text/html", _html),
    ".pdf": ("application/pdf", _lazy("pdf", "read_pdf")),
    ".docx": (f"{_OFFICE}wordprocessingml.document", _office("docx", "read_docx")),
    ".xlsx": (f"{_OFFICE}spreadsheetml.sheet", _office("xlsx", "read_blocks")),
}
# In these formats a table says which of its cells are merged: any other blank cell is blank.
_MERGES: Final = frozenset({".html", ".htm", ".xhtml", ".docx", ".xlsx"})
# First bytes that say what a file is, whatever its name says: the ending to read it by.
_SIGNATURES: dict[bytes, str] = {
    b"%PDF-": ".pdf",
    b"<!doctype html": ".html",
    b"<html": ".html",
}
# Endings of which every file begins with a signature of its own.
_SIGNED = frozenset({".pdf"})
# Packages, whose readers say themselves what is wrong with one that is none.
_PACKAGES = frozenset({".docx", ".xlsx"})
# First bytes that a file of another ending may have: what it is then, and what to do.
_UNREADABLE: dict[bytes, str] = {
    b"PK\x03\x04": "a zipped office file or archive; give it the ending that it should have (.docx, .xlsx)",
    b"\xd0\xcf\x11\xe0": "an old office file (DOC, XLS); open it and save it as .docx or .xlsx",
    b"\x89PNG": "an image, which cannot be read; give the text that it shows",
    b"\xff\xd8\xff": "an image, which cannot be read; give the text that it shows",
}


def read_document(source: Path | bytes, name: str = "") -> Document:
    """Read a file (or its bytes, with the name it goes by) into blocks that know their place.

    What the first bytes say goes before what the name says: a PDF that is called .txt is read as the PDF it is.

    Raises:
        DocumentError: the file is missing, empty, too large, of an unknown format or encoding; it names the file.

    """
    if isinstance(source, Path):
        name = name or source.name
        data = _read_bytes(source, name)
    else:
        data = source
    ending = _ending(data, name)
    media_type, read = FORMATS[ending]
    if len(data) > MAX_BYTES:
        raise DocumentError(name, f"{len(data):,} bytes are too many; the limit is {MAX_BYTES:,}; split the file")
    content = read(data, name)
    if not content.blocks:
        raise DocumentError(name, "the file has no text in it")
    return Document(
        name=name,
        sha256=sha256(data).hexdigest(),
        media_type=media_type,
        encoding=content.encoding,
        language=guess_language(_sample(content)),
        blocks=content.blocks,
        furniture=content.furniture,
        merges=ending in _MERGES,
        file_title=content.file_title,
    )


def _ending(data: bytes, name: str) -> str:
    """The ending of `FORMATS` by which to read a file."""
    ending = Path(name).suffix.lower()
    if ending in _PACKAGES:
        return ending
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    for signature, what in _UNREADABLE.items():
        if start.startswith(signature):
            raise DocumentError(name, f"this is {what}")
    for signature, signed in _SIGNATURES.items():
        if start[: len(signature)].lower() == signature.lower():
            return signed
    if ending not in FORMATS:
        raise DocumentError(name, f"the ending {ending or '(none)'} is not known; known are {', '.join(FORMATS)}")
    if not data.strip():
        raise DocumentError(name, "the file is empty")
    if ending in _SIGNED:
        raise DocumentError(name, f"its name says {ending}, but its bytes are of another kind; get the file again")
    return ending


def _sample(content: Content) -> str:
    """The beginning of the text, enough to tell its language."""
    texts = (block.text or "".join("".join(row.cells) for row in block.rows[:50]) for block in content.blocks[:200])
    return "\n".join(texts)[:20_000]


def _read_bytes(path: Path, name: str) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DocumentError(name, f"{path.stat().st_size:,} bytes are too many; the limit is {MAX_BYTES:,}")
        return path.read_bytes()
    except FileNotFoundError:
        raise DocumentError(str(path), "there is no such file") from None
    except IsADirectoryError:
        raise DocumentError(str(path), "this is a folder; give a file in it") from None
    except PermissionError:
        raise DocumentError(str(path), "the file may not be read; check its permissions") from None
