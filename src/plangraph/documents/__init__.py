"""Bytes → Document: one reader a media type, chosen by the file's name and its first bytes."""

from __future__ import annotations

from hashlib import sha256
from importlib import import_module
from pathlib import Path

from plangraph.documents.encoding import decode
from plangraph.documents.plaintext import read_blocks
from plangraph.errors import DocumentError
from plangraph.languages import guess_language
from plangraph.model import Block, Document

__all__ = ["ENDINGS", "MAX_BYTES", "MEDIA_TYPES", "READERS", "read_document"]

# A plan of 300 pages is under 1 MB of text; beyond this a file is not a plan but a mistake.
MAX_BYTES = 32 * 1024 * 1024

# File name endings of texts, with their media types.
MEDIA_TYPES: dict[str, str] = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
}
# Other endings: media type, and the module whose `read_blocks(data, name)` reads it, imported when it is needed.
# A further format is a module and a line here.
READERS: dict[str, tuple[str, str]] = {
    ".csv": ("text/csv", "plangraph.documents.delimited"),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "plangraph.documents.docx"),
    ".tsv": ("text/tab-separated-values", "plangraph.documents.delimited"),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "plangraph.documents.xlsx"),
}
ENDINGS: tuple[str, ...] = (*MEDIA_TYPES, *READERS)
# First bytes that a file of another ending may have: what it is then, and what to do.
_SIGNATURES: dict[bytes, str] = {
    b"%PDF": "a PDF, which cannot be read yet; save it as text (.txt) or Markdown",
    b"PK\x03\x04": "a zipped office file or archive; give it the ending that it should have (.docx, .xlsx)",
    b"\xd0\xcf\x11\xe0": "an old office file (DOC, XLS); open it and save it as .docx or .xlsx",
    b"\x89PNG": "an image, which cannot be read; give the text that it shows",
    b"\xff\xd8\xff": "an image, which cannot be read; give the text that it shows",
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
    if ending not in READERS:
        for signature, what in _SIGNATURES.items():
            if data.startswith(signature):
                raise DocumentError(name, f"this is {what}")
    if ending not in ENDINGS:
        raise DocumentError(name, f"the ending {ending or '(none)'} is not known; known are {', '.join(ENDINGS)}")
    if len(data) > MAX_BYTES:
        raise DocumentError(name, f"{len(data):,} bytes are too many; the limit is {MAX_BYTES:,}; split the file")
    if ending in READERS:
        media_type, module = READERS[ending]
        blocks: tuple[Block, ...] = import_module(module).read_blocks(data, name)
        encoding = decode(data, name)[1] if ending in (".csv", ".tsv") else ""
    else:
        media_type = MEDIA_TYPES[ending]
        text, encoding = decode(data, name)
        blocks = read_blocks(text)
    if not blocks:
        raise DocumentError(name, "the file has no text in it")
    return Document(
        name=name,
        sha256=sha256(data).hexdigest(),
        media_type=media_type,
        encoding=encoding,
        language=guess_language(_beginning(blocks)),
        blocks=blocks,
    )


def _beginning(blocks: tuple[Block, ...]) -> str:
    """Some 20,000 characters of text, enough to tell the language by."""
    pieces: list[str] = []
    length = 0
    for block in blocks:
        pieces.append(block.text or "\n".join("\n".join(row.cells) for row in block.rows[:200]))
        length += len(pieces[-1])
        if length > 20_000:
            break
    return "\n".join(pieces)[:20_000]


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
