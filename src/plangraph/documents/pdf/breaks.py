"""Two lines of a column, one below the other → how likely they are of one name, and how likely of two."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from math import inf, log
from typing import TYPE_CHECKING, Final

from plangraph.documents.plaintext import NUMBERED
from plangraph.documents.wrapped import heads_group, is_measured, is_unended

if TYPE_CHECKING:
    from plangraph.documents.pdf.segments import Segment

__all__ = ["Odds", "break_odds", "may_go_on", "whole_odds"]

_NEVER_FIRST: Final = re.compile(r"[ー、。，．,.)）］\]」』】〕っゃゅょッャュョぁぃぅぇぉァィゥェォ々・：:]")
# What goes on with a name begins so, and に, が, で, と, へ, は, や before a kanji: にぎわい and がん begin one.
_GOES_ON: Final = re.compile(r"[のを等]|する|した|され|から|まで|など|及び|又は|(?:[にがでとへはや])[一-鿿]")
_NOTE: Final = re.compile(r"[(（［\[].*[)）］\]]")
_RUN: Final = re.compile(r"[0-9A-Za-z,.%]+|.")
_SHORT: Final = 0.5  # of the column's breadth
_SLACK: Final = 0.1  # times the size


@dataclass(frozen=True, slots=True)
class Odds:
    """Natural logarithms: of one name if cells are wrapped where the column ends, if by hand; of two names."""

    filled: float
    by_hand: float
    parted: float


def break_odds(above: Segment, below: Segment, edge: float) -> Odds:
    """How likely a break between lines is within a name, or between two; `edge` is where the longest line ends."""
    full, ends = _is_full(above, below, edge), is_measured(above.text)
    goes_on = bool(_GOES_ON.match(below.text) or _NEVER_FIRST.match(below.text) or _NOTE.fullmatch(below.text))
    narrow = above.x1 - above.x0 < _SHORT * (edge - above.x0)
    joined = (log(0.01) if NUMBERED.match(below.text) else 0.0) + (log(0.1) if ends and not goes_on else 0.0)
    joined += log(0.02) if heads_group(above.text) and not full and not goes_on else 0.0
    parted = log(0.08 if full else 0.92) + log(0.8 if ends else 0.25)
    parted += (log(0.03) if is_unended(above.text) else 0.0) + (log(0.03) if goes_on else 0.0)
    return Odds(
        joined + log(0.95 if full else 0.02),
        joined + log(0.4 if full else 0.04 if narrow else 0.3),
        -inf if _is_open(above.text) or _NEVER_FIRST.match(below.text) else parted,
    )


def whole_odds(first: Segment, last: Segment) -> float:
    """The same for what a column begins and ends with, between which there are whole names."""
    begun = _GOES_ON.match(first.text) or _NEVER_FIRST.match(first.text)
    return log(0.03 if begun else 1.0) + log(0.03 if is_unended(last.text) else 0.8 if is_measured(last.text) else 0.25)


def may_go_on(last: Segment, edge: float) -> bool:
    """Whether the line that a page ends with may be no end of its name."""
    return last.x1 + last.size > edge - _SLACK * last.size or is_unended(last.text) or _is_open(last.text)


def _is_full(above: Segment, below: Segment, edge: float) -> bool:
    """Whether the least that could have stood on the line above would not have fitted there."""
    text = below.text
    first = _RUN.match(text)
    end = first.end() if first else 1
    while end < len(text) and _NEVER_FIRST.match(text[end]):
        end += 1
    least = (below.x1 - below.x0) * _places(text[:end]) / max(1, _places(text))
    return above.x1 + least > edge - _SLACK * above.size


def _places(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


def _is_open(text: str) -> bool:
    folded = unicodedata.normalize("NFKC", text)
    return any(folded.count(left) > folded.count(right) for left, right in ("()", "[]", "「」", "『』", "【】"))
