"""Bytes → Document: one reader a media type, chosen by the file's name and its first bytes."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from plangraph.errors import DocumentError
from plangraph.languages import guess_language
from plangraph.model import Document

if TYPE_CHECKING:
    from plangraph.documents.content import Content, Reader

__all__ = ["FORMATS", "MAX_BYTES", "read_document"]

# A plan of 300 pages with its pictures is under this; beyond it a file is not a plan but a mistake.
MAX_BYTES = 32 * 1024 * 1024


# Readers are imported when a file of theirs comes: starting stays cheap.
def _text(data: bytes, name: str) -> Content:
    from plangraph.documents.plaintext import read_text  # noqa: PLC0415 — lazy, as said above

    return read_text(data, name)


def _pdf(data: bytes, name: str) -> Content:
    from plangraph.documents.pdf import read_pdf  # noqa: PLC0415 — lazy, as said above

    return read_pdf(data, name)


def _html(data: bytes, name: str) -> Content:
    from plangraph.documents.html import read_html  # noqa: PLC0415 — lazy, as said above

    return read_html(data, name)


# File name endings that are read, with media type and reader. A further format is a reader and a line here.
FORMATS: dict[str, tuple[str, Reader]] = {
    ".txt": ("text/plain", _text),
    ".text": ("text/plain", _text),
    ".md": ("text/markdown", _text),
    ".markdown": ("text/markdown", _text),
    ".tsv": ("text/tab-separated-values", _text),
    ".pdf": ("application/pdf", _pdf),
    ".html": ("text/html", _html),
    ".htm": ("text/html", _html),
    ".xhtml": ("text/html", _html),
}
# First bytes that say what a file is, whatever its name says: the ending to read it by.
_SIGNATURES: dict[bytes, str] = {
    b"%PDF-": ".pdf",
    b"<!doctype html": ".html",
    b"<html": ".html",
}
# Endings of which every file begins with a signature of its own.
_SIGNED = frozenset({".pdf"})
_UNREADABLE: dict[bytes, str] = {
    b"PK\x03\x04": "a zipped office file (DOCX, XLSX) or archive",
    b"\xd0\xcf\x11\xe0": "an old office file (DOC, XLS)",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
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
    media_type, read = FORMATS[_ending(data, name)]
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
    )


def _ending(data: bytes, name: str) -> str:
    """The ending of `FORMATS` by which to read a file."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    for signature, what in _UNREADABLE.items():
        if start.startswith(signature):
            raise DocumentError(name, f"this is {what}, which cannot be read yet; save it as text (.txt) or Markdown")
    for signature, ending in _SIGNATURES.items():
        if start[: len(signature)].lower() == signature.lower():
            return ending
    ending = Path(name).suffix.lower()
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
