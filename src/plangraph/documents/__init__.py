"""Bytes → Document: one reader a media type, chosen by the file's name and its first bytes."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from plangraph.documents.encoding import decode
from plangraph.documents.plaintext import read_blocks
from plangraph.errors import DocumentError
from plangraph.languages import guess_language
from plangraph.model import Document

__all__ = ["MAX_BYTES", "MEDIA_TYPES", "read_document"]

# A plan of 300 pages is under 1 MB of text; beyond this a file is not a plan but a mistake.
MAX_BYTES = 32 * 1024 * 1024

# File name endings that are read, with their media types. A further format is a reader and a line here.
MEDIA_TYPES: dict[str, str] = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".tsv": "text/tab-separated-values",
}
_SIGNATURES: dict[bytes, str] = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zipped office file (DOCX, XLSX) or archive",
    b"\xd0\xcf\x11\xe0": "an old office file (DOC, XLS)",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
}


def read_document(source: Path | bytes, name: str = "") -> Document:
    """Read a file (or its bytes, with the name it goes by) into blocks that know their lines.

    Raises:
        DocumentError: the file is missing, empty, too large, of an unknown format or encoding; it names the file.

    """
    if isinstance(source, Path):
        name = name or source.name
        data = _read_bytes(source, name)
    else:
        data = source
    ending = Path(name).suffix.lower()
    for signature, what in _SIGNATURES.items():
        if data.startswith(signature):
            raise DocumentError(name, f"this is {what}, which cannot be read yet; save it as text (.txt) or Markdown")
    if ending not in MEDIA_TYPES:
        raise DocumentError(name, f"the ending {ending or '(none)'} is not known; known are {', '.join(MEDIA_TYPES)}")
    if len(data) > MAX_BYTES:
        raise DocumentError(name, f"{len(data):,} bytes are too many; the limit is {MAX_BYTES:,}; split the file")
    text, encoding = decode(data, name)
    blocks = read_blocks(text)
    if not blocks:
        raise DocumentError(name, "the file has no text in it")
    return Document(
        name=name,
        sha256=sha256(data).hexdigest(),
        media_type=MEDIA_TYPES[ending],
        encoding=encoding,
        language=guess_language(text[:20_000]),
        blocks=blocks,
    )


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
