"""Text as it may be shown: in cells of spreadsheets, which would run a formula, and nowhere read backwards."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["plain_text", "shown_plainly"]

# What spreadsheets take for the start of a formula (OWASP: CSV Injection), in full width as Japanese ones do.
_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")
_BLANK: Final = " \u3000\u00a0\ufeff\u200b"


# Embeddings, overrides and isolates of the bidirectional algorithm (UAX #9, 2).
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")


def shown_plainly(text: str) -> str:
    r"""The text with each mark that turns the direction of writing named by its number.

    U+202E makes "live" of "evil" on a screen and on paper (UTR #36, 2.2).

    >>> shown_plainly("plan\u202efdp.exe")
    'plan[U+202E]fdp.exe'
    """
    return _TURNING.sub(lambda mark: f"[U+{ord(mark[0]):04X}]", text)


def plain_text(text: str) -> str:
    """The text as it may stand in a cell: with ' before it where it would be a formula, blanks before it or not."""
    text = shown_plainly(text)
    return f"'{text}" if text.lstrip(_BLANK).startswith(_FORMULA) else text
