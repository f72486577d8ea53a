"""Titles typed whole: words within the name of an element or indicator are no conditions on it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Titles"]

_SHORTEST: Final = 6
"""Letters of a title that says more than a condition; 危機管理課 and 総合計画 alone are read as such."""
_END: Final = " 　?？。.!！」』\"'"


class Titles:
    """The titles on the cards of one index, without differences of blanks and letter case."""

    def __init__(self, labels: Iterable[str]) -> None:
        folded = {_fold(unicodedata.normalize("NFKC", label)) for label in labels}
        self._titles = frozenset(title for title in folded if len(title) >= _SHORTEST)
        self._longest = max(map(len, self._titles), default=0)

    def starts(self, text: str) -> Iterator[int]:
        """Where in a text in NFKC a title begins that goes on to its end, the longest first."""
        places = [at for at, letter in enumerate(text.rstrip(_END)) if not letter.isspace()]
        folded = _fold(text.rstrip(_END))
        if len(folded) != len(places):
            return  # a letter that folds to two, as ß does, is in no title of a plan
        for at in range(max(0, len(folded) - self._longest), len(folded) - _SHORTEST + 1):
            if folded[at:] in self._titles:
                yield places[at]


def _fold(text: str) -> str:
    return "".join(text.casefold().split()).rstrip(_END)
