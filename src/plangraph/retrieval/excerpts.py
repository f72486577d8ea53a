"""The passages that a hit shows, with what to mark in them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from plangraph.model import PassageHit
from plangraph.retrieval import index as files
from plangraph.retrieval.highlight import best_sentence, mark_terms
from plangraph.retrieval.tokens import analyse

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from plangraph.model import Passage
    from plangraph.retrieval.legs import Found
    from plangraph.retrieval.lexical import LexicalIndex
    from plangraph.retrieval.settings import Settings

__all__ = ["Excerpts"]


class Excerpts:
    """Chooses and marks passages; thread-safe."""

    def __init__(
        self, passages: Sequence[Passage], subjects: NDArray[np.int64], lexical: LexicalIndex, settings: Settings
    ) -> None:
        self._passages, self._lexical, self._settings = passages, lexical, settings
        order = np.argsort(subjects, kind="stable")
        positions = np.arange(int(subjects.max(initial=-1)) + 2)
        self._order, self._bounds = order, np.searchsorted(subjects[order], positions)
        self._tokens = lru_cache(maxsize=4_096)(lambda row: analyse(passages[row].text))

    def clear(self) -> None:
        """Let go of cached texts."""
        self._tokens.cache_clear()

    def of(
        self, position: int, found: Found, words: Collection[str], topic: Mapping[str, float]
    ) -> tuple[PassageHit, ...]:
        """The best passages of the card at a position, best first, ties by row.

        Where none of `words` stands in a passage, its sentence that says most of `topic` (see `topic_weights`) is
        marked.
        """
        rows = self._order[self._bounds[position] : self._bounds[position + 1]]
        mean, deviation = float(found.cosines.mean()), max(float(found.cosines.std()), 1e-9)
        near = (found.cosines[rows] - mean) / deviation
        scores = near + self._settings.lexical_weight * found.words[rows]
        shown = []
        for at in np.lexsort((rows, -scores))[: self._settings.shown_passages].tolist():
            row = int(rows[at])
            marks = mark_terms(self._tokens(row), words)
            if not marks and self._passages[row].role != files.LABEL:
                best = best_sentence(self._passages[row].text, self._tokens(row), topic)
                marks = (best,) if best else ()
            shown.append(PassageHit(self._passages[row], float(scores[at]), marks))
        return tuple(shown)

    def topic_weights(self, found: Found) -> dict[str, float]:
        """The terms of the nearest passages, each weighed by in how many it stands, and by rarity."""
        weights: dict[str, float] = {}
        rows = np.lexsort((np.arange(len(found.cosines)), -found.cosines))[: self._settings.feedback]
        for row in rows.tolist():
            for form in {token.form for token in self._tokens(row)}:
                weights[form] = weights.get(form, 0.0) + self._lexical.rarity(form)
        return weights
