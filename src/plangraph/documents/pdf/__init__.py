"""PDF with a text layer → blocks with page and line: ISO 32000, read by pdfminer.six page by page."""

from __future__ import annotations

import logging
import re
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Final

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import int_value, resolve1
from pdfminer.utils import decode_text

from plangraph.documents.content import Content
from plangraph.documents.pdf.blocks import read_blocks
from plangraph.documents.pdf.marks import PdfLimitError, Scanner
from plangraph.documents.pdf.pages import WrittenPage, read_page
from plangraph.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MAX_PAGES", "read_pdf"]

# The longest comprehensive plans have some 300 pages; 12 (full tables) to 25 pages (prose) are read in a second.
MAX_PAGES: Final = 600
# What one compressed stream may unpack to: a page of a plan needs under 5 MB, and nothing reads the large pictures.
MAX_STREAM: Final = 64 * 1024 * 1024
_DEFLATE: Final = 1032  # times: deflate packs no tighter (RFC 1951: 258 bytes in two bits)
_STREAM: Final = re.compile(rb"stream\r?\n")
_AGAIN: Final = "get the file again, or save it anew as PDF"
_RECOGNISE: Final = "run a text recognition (OCR) over it and give its text (.txt) or the PDF with a text layer"

# What is broken is said in our errors; the parser's own notes on each broken object help nobody.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


def read_pdf(data: bytes, name: str) -> Content:
    """Read a PDF; spans have pages, and count lines of text and rows of tables within the page.

    Raises:
        DocumentError: truncated, encrypted, damaged, too large, or without a text layer; it says what to do.

    """
    if b"%%EOF" not in data[-2048:] and b"startxref" not in data[-2048:]:
        raise DocumentError(name, f"the end of the PDF is missing; {_AGAIN}")
    _refuse_bombs(data, name)
    try:
        document = PDFDocument(PDFParser(BytesIO(data)))
        pages = list(_iter_pages(document, name))
        title = _title(document)
    except DocumentError:
        raise
    except PDFPasswordIncorrect:
        raise DocumentError(name, "the PDF asks for a password; save it without one") from None
    except PDFEncryptionError:
        raise DocumentError(name, "the PDF is encrypted in a way that cannot be read; save it unencrypted") from None
    except PdfLimitError as error:
        raise DocumentError(name, f"a page of the PDF {error}; split the file, or save it as text (.txt)") from None
    except MemoryError:
        raise DocumentError(name, "the PDF needs too much memory; split the file") from None
    except Exception as error:  # noqa: BLE001 — pdfminer meets broken objects with any error there is
        raise DocumentError(name, f"the PDF is damaged ({type(error).__name__}); {_AGAIN}") from None
    _refuse_unreadable(pages, name)
    blocks, furniture = read_blocks(pages)
    return Content(blocks, furniture=furniture, file_title=title)


def _title(document: PDFDocument) -> str:
    """The title in the document's information (ISO 32000, 14.3.3); the last of a file that was saved again."""
    titles = [resolve1(each.get("Title")) for each in document.info if isinstance(each, dict)]
    return next((decode_text(title).strip() for title in reversed(titles) if isinstance(title, bytes)), "")


def _iter_pages(document: PDFDocument, name: str) -> Iterator[WrittenPage]:
    stated = int_value(resolve1((resolve1(document.catalog.get("Pages")) or {}).get("Count", 0)))
    if stated > MAX_PAGES:
        raise DocumentError(name, f"{stated:,} pages are too many; the limit is {MAX_PAGES}; split the file")
    scanner = Scanner()
    number = 0
    for number, page in enumerate(PDFPage.create_pages(document), 1):
        if number > MAX_PAGES:
            raise DocumentError(name, f"there are more than {MAX_PAGES} pages; split the file")
        yield read_page(scanner.scan(page, number))
    if number < stated:
        raise DocumentError(name, f"only {number} of its {stated} pages can be found; {_AGAIN}")


def _refuse_bombs(data: bytes, name: str) -> None:
    """Streams are unpacked whole by the parser, so their size is measured before, piece by piece."""
    for match in _STREAM.finditer(data):
        end = data.find(b"endstream", match.end())
        packed = memoryview(data)[match.end() : end if end > 0 else len(data)]
        if len(packed) * _DEFLATE <= MAX_STREAM or b"/Image" in data[max(0, match.start() - 1024) : match.start()]:
            continue
        inflate, size, rest = zlib.decompressobj(), 0, bytes(packed)
        try:
            while rest and not inflate.eof and size <= MAX_STREAM:
                size += len(inflate.decompress(rest, 1 << 20))
                rest = inflate.unconsumed_tail
        except zlib.error:
            continue
        if size > MAX_STREAM:
            raise DocumentError(name, f"a part of the PDF unpacks to more than {MAX_STREAM:,} bytes; split the file")


def _refuse_unreadable(pages: list[WrittenPage], name: str) -> None:
    letters = sum(page.letters for page in pages)
    pictures = sum(page.pictures > 0 and page.letters < 20 for page in pages)
    if not pages:
        raise DocumentError(name, f"the PDF has no pages; {_AGAIN}")
    if letters < 20 * len(pages) and pictures * 2 > len(pages):
        raise DocumentError(name, f"{pictures} of {len(pages)} pages are scanned pictures without text; {_RECOGNISE}")
    if not letters:
        raise DocumentError(name, f"the PDF has no text layer; {_RECOGNISE}")
    unknown = sum(page.unknown for page in pages)
    if unknown * 3 > letters:
        raise DocumentError(
            name, f"{unknown} of {letters} letters cannot be told, as its fonts do not say what they are; {_RECOGNISE}"
        )
