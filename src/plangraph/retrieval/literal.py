"""What holds the query word for word: names (群書類従, ISECA) and titles, which no encoder knows better."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from plangraph.retrieval.fields.affinity import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from plangraph.model import Passage

__all__ = ["Literal"]

# Two letters in a row at least: a digit or a sign stands anywhere.
_TELLING: Final = re.compile(r"[^\W\d_]{2}")
# What a place is worth: the whole title, within a title, within a text.
_WHOLE, _TITLE, _TEXT = 1.0, 0.75, 0.5
# The passages that share most words are looked at; of those that hold the whole query none is missed.
_LOOKED_AT: Final = 1_000


class Literal:
    """Looks for a topic in the passages of one index, width, case and blanks aside; thread-safe."""

    def __init__(
        self, passages: Sequence[Passage], subjects: NDArray[np.int64], titles: NDArray[np.bool_], size: int
    ) -> None:
        self._subjects, self._titles, self._size = subjects, titles, size
        self._text = lru_cache(maxsize=8_192)(lambda row: fold(passages[row].text))

    def find(self, topic: str, matched: NDArray[np.float64]) -> NDArray[np.float64] | None:
        """By subject, 0 where it does not hold the topic, else by place and rarity, at most 1.

        `matched` says of each passage what it holds of the topic's words. None where nothing holds it, or where the
        topic says too little (`1`, `%`).
        """
        text = fold(topic)
        if not _TELLING.search(text):
            return None
        rows = np.flatnonzero(matched)
        rows = rows[np.lexsort((rows, -matched[rows]))][:_LOOKED_AT]
        found = np.zeros(self._size)
        for row in rows.tolist():
            held = self._text(row)
            if text in held:
                place = _TEXT if not self._titles[row] else _WHOLE if held == text else _TITLE
                subject = self._subjects[row]
                found[subject] = max(found[subject], place)
        holders = int(np.count_nonzero(found))
        if not holders:
            return None
        # Squared, so that a name of two subjects lifts them, and a common word (防災) hardly lifts what names it over
        # what is of it without naming it.
        rarity = math.log((self._size + 1) / (holders + 1)) / math.log(self._size + 1)
        return found * rarity**2
