"""Web pages → blocks with the lines of their source: the page's own text, without what the site prints around it."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, lookup
from typing import Final

from lxml import etree, html

from plangraph.documents.content import Content
from plangraph.documents.encoding import decode
from plangraph.documents.html.flow import read_flow
from plangraph.documents.html.tables import MAX_CELLS, TableLimitError
from plangraph.errors import DocumentError

__all__ = ["read_html"]

_DECLARED: Final = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s*=\s*[\"']?\s*([-\w]+)", re.IGNORECASE
)
# What browsers take these names for (WHATWG Encoding Standard, 4.2), in Python's names.
_SHIFT_JIS: Final = ("shift_jis", "shift-jis", "x-sjis", "sjis", "windows-31j", "ms_kanji")
_AS_BROWSERS: Final = {**dict.fromkeys(_SHIFT_JIS, "cp932"), "x-euc-jp": "euc_jp"}
_MOST_BROKEN: Final = 0.001  # of the letters: stray bytes of an editor, not another encoding


def read_html(data: bytes, name: str) -> Content:
    """Read a web page in the encoding that it declares, or else in the one it is in.

    Raises:
        DocumentError: empty, binary, nested too deep, with too large a table, or in an encoding that cannot be told.

    """
    text, encoding = _decode(data, name)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(text.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        raise DocumentError(name, "no web page could be read from it; save it as text (.txt)") from None
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise DocumentError(name, "its tags are nested deeper than those of any page (2,048); save it as text (.txt)")
    try:
        blocks, furniture = read_flow(root)
    except TableLimitError:
        raise DocumentError(name, f"one of its tables has more than {MAX_CELLS:,} cells; split the file") from None
    return Content(blocks, encoding, furniture)


def _decode(data: bytes, name: str) -> tuple[str, str]:
    """By byte order mark, by declaration, by content (HTML Standard, 13.2.3.2)."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace"), "utf-16"
    declared = _DECLARED.search(data[:4096])
    if declared and not data.startswith(BOM_UTF8):
        encoding = declared[1].decode("ascii", errors="replace").lower()
        encoding = _AS_BROWSERS.get(encoding, encoding)
        try:
            text = data.decode(lookup(encoding).name, errors="replace")
        except (LookupError, ValueError):  # a name that no encoding has, or one of bytes to bytes
            text = ""
        if "\x00" not in text and text.count("\ufffd") <= _MOST_BROKEN * len(text) and text:
            return text.replace("\ufffd", "〓"), encoding
    return decode(data, name)
