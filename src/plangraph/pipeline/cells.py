"""Text for cells of spreadsheets, which take what begins with certain signs for a formula and would run it."""

from __future__ import annotations

from typing import Final

__all__ = ["plain_text"]

# What spreadsheets take for the start of a formula (OWASP: CSV Injection), in full width as Japanese ones do.
_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")
_BLANK: Final = " \u3000\u00a0\ufeff\u200b"


def plain_text(text: str) -> str:
    """The text as it may stand in a cell: with ' before it where it would be a formula, blanks before it or not."""
    return f"'{text}" if text.lstrip(_BLANK).startswith(_FORMULA) else text
