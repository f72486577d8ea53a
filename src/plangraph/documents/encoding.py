"""What the bytes mean: UTF-8 with or without BOM, Shift_JIS as CP932; anything else is named and refused."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from charset_normalizer import from_bytes

from plangraph.errors import DocumentError

__all__ = ["decode"]

_HALF_WIDTH_KATAKANA = re.compile(r"[｡-ﾟ]")
_JAPANESE = re.compile(r"[ぁ-ゖァ-ヺ一-鿿]")


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text and the name of its encoding, one of "utf-8", "utf-8-sig", "cp932".

    Raises:
        DocumentError: empty, binary, or in another encoding, with what to do.

    """
    if not data.strip(b" \t\r\n\x00" + BOM_UTF8):
        raise DocumentError(name, "the file is empty")
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        raise DocumentError(name, "the text is in UTF-16; save it as UTF-8")
    if b"\x00" in data:
        raise DocumentError(name, "this is a binary file, not text")
    if data.startswith(BOM_UTF8):
        return _decode_utf8(data, name, "utf-8-sig")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        utf8_error = error
    try:
        text = data.decode("cp932")
    except UnicodeDecodeError:
        raise DocumentError(name, _advice(data), line=_line(data, utf8_error.start)) from None
    # EUC-JP bytes are mostly valid CP932, but come out as half-width katakana, which plans hardly use.
    if len(_HALF_WIDTH_KATAKANA.findall(text)) > len(_JAPANESE.findall(text)):
        raise DocumentError(name, _advice(data))
    return text, "cp932"


def _decode_utf8(data: bytes, name: str, encoding: str) -> tuple[str, str]:
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as error:
        line = _line(data, error.start)
        raise DocumentError(name, "the file says it is UTF-8 but is broken here; save it again", line=line) from None


def _line(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1


def _advice(data: bytes) -> str:
    best = from_bytes(data[:65_536]).best()
    guess = f" (it looks like {best.encoding})" if best else ""
    return f"the text is neither UTF-8 nor Shift_JIS{guess}; save it as UTF-8"
