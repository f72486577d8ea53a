"""Whether a query says something at all: signs, keys struck along a row and lines of code have a vector like any text.

An encoder puts them near to something by chance, so how near that is says nothing.
"""

from __future__ import annotations

import re
from typing import Final

from plangraph.retrieval.tokens import terms

__all__ = ["says_something"]

# Letters and figures in a row of one sign, from three on: ああああ, 0000, xxxxx.
_REPEATED: Final = re.compile(r"^(.)\1{2,}$")
_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_STRUCK: Final = 5
"""Neighbouring keys that no word strikes in a row: `tyu`, `wert` (Schwert) and `poi` stand in words."""

# Neither a word nor an acronym has six consonants and no vowel: sdkfjhskdjfh; LGBTQ and rhythm are words.
_VOWELLESS: Final = re.compile(r"^[b-df-hj-np-tv-xz]{6,}$")

# 8050, 2030 and DX name something; 1, 22 and b do not.
_SHORT: Final = re.compile(r"^(?:\d{1,2}|[A-Za-z])$")

_SYNTAX: Final = re.compile(r"[{}<>;=*|\\^~$#@'\"`]|\?(?!\s*$)")
# Terms are of Japanese and of Latin letters: a Korean query has none, and says something.
_KANA: Final = re.compile(r"^[\u3041-\u309f\s]+$")

_SHARE: Final = 0.15
"""The share of such signs, of all but blanks, from which a text is code; a question with a quoted name has less."""


def says_something(topic: str) -> bool:
    """Whether a topic has a word, not a pattern of keys, a letter or a figure or two, and is not written as code.

    Particles alone (のがはに) say nothing either.
    """
    written = [letter for letter in topic if not letter.isspace()]
    if not written or len(_SYNTAX.findall(topic)) >= max(_SHARE * len(written), 3):
        return False
    if _KANA.match(topic) and not terms(topic):
        return False
    return any(not _is_pattern(word) and not _SHORT.match(word) for word in re.findall(r"\w+", topic))


def _is_pattern(word: str) -> bool:
    folded = word.casefold()
    if _REPEATED.match(folded) or _VOWELLESS.match(folded):
        return True
    return any(
        row[at : at + _STRUCK] in folded or row[::-1][at : at + _STRUCK] in folded
        for row in _ROWS
        for at in range(len(row) - _STRUCK + 1)
    )
