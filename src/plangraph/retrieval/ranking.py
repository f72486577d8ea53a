"""Scores of subjects into a ranking, and which of them still fit the query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from plangraph.model import Card

__all__ = ["child_credits", "parents", "rank"]

# How many of those directly below count.
_BELOW: Final = 3


def parents(cards: Sequence[Card]) -> NDArray[np.int64]:
    """By position, the position of the card directly above, -1 where there is none in the same plan."""
    at = {(card.plan, *card.path, card.label): position for position, card in enumerate(cards)}
    above = [at.get((card.plan, *card.path), -1) for card in cards]
    return np.array([parent if parent != own else -1 for own, parent in enumerate(above)], dtype=np.int64)


def child_credits(scores: NDArray[np.float64], above: NDArray[np.int64]) -> NDArray[np.float64]:
    """By position, the sum of the three best positive scores of the subjects directly below.

    A measure of whose initiatives several answer is an answer itself, even where its own words are general.
    """
    gained = np.zeros(len(scores))
    below = np.flatnonzero((above >= 0) & (scores > 0))
    below = below[np.lexsort((below, -scores[below], above[below]))]
    groups = above[below]
    starts = np.flatnonzero(np.diff(groups, prepend=-1))
    place = np.arange(len(below)) - np.repeat(starts, np.diff(starts, append=len(below)))
    counted = below[place < _BELOW]
    np.add.at(gained, above[counted], scores[counted])
    return gained


def rank(scores: NDArray[np.float64], allowed: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
    """Positions, best first, ties by position; only those that are true in `allowed`."""
    positions = np.arange(len(scores)) if allowed is None else np.flatnonzero(allowed)
    return positions[np.lexsort((positions, -scores[positions]))]
