"""Two legs into one score a passage, and passages into one score a subject.

Standardised scores keep what reciprocal ranks throw away: by how much a passage leads (figures beside `Settings`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from plangraph.retrieval.lexical import Matches
    from plangraph.retrieval.settings import Settings

__all__ = ["Leg", "fold", "fuse", "weigh"]


@dataclass(frozen=True, slots=True)
class Leg:
    """What one retriever found, best first: row numbers, and its own scores."""

    rows: NDArray[np.int64]
    scores: NDArray[np.float64]

    def among(self, allowed: NDArray[np.bool_] | None) -> Leg:
        """Only the rows that are true in `allowed`, shape (all rows,); all where it is None."""
        if allowed is None:
            return self
        keep = allowed[self.rows]
        return Leg(self.rows[keep], self.scores[keep])

    def spread(self, size: int, missing: float) -> NDArray[np.float64]:
        """The scores by row, shape (size,), with `missing` where this leg found nothing."""
        spread = np.full(size, missing)
        spread[self.rows] = self.scores
        return spread


def _standardise(scores: NDArray[np.float64], candidates: NDArray[np.int64]) -> NDArray[np.float64]:
    """Scores in standard deviations above the candidates' mean; zeros where the candidates do not differ."""
    among = scores[candidates]
    deviation = float(among.std())
    if deviation < 1e-9:
        return np.zeros_like(scores)
    standard: NDArray[np.float64] = (scores - float(among.mean())) / deviation
    return standard


def weigh(matches: Matches) -> tuple[Leg, float]:
    """The lexical leg: BM25 times coverage, best first; and how far it can be trusted, 0 to 1.

    BM25 alone lets one common word of a paraphrase (確保 of お年寄りの足の確保) lead over everything that is meant. A
    passage's score is therefore taken by the share of the query that it holds, and the leg as a whole by the share
    that its best passage holds: where no passage speaks the asker's words, meaning decides.
    """
    scores = matches.scores * matches.coverage
    order = np.lexsort((matches.rows, -scores))
    return Leg(matches.rows[order], scores[order]), float(matches.coverage.max(initial=0.0))


def fuse(dense: Leg, lexical: Leg | None, trust: float, size: int, settings: Settings) -> NDArray[np.float64]:
    """The fused score of every row, shape (size,): weighted standardised dense plus lexical score.

    Both are standardised over the same candidates, the best `window` of either leg: over all rows, BM25's many zeros
    would make any match an outlier that outweighs the dense leg (sib200 en→ja fell from .995 to .784 that way).
    A row that the dense leg did not reach counts as its last; one that shares no word has a lexical score of 0.
    """
    if not len(dense.rows):
        return np.zeros(size)
    cosines = dense.spread(size, float(dense.scores[-1]))
    if lexical is None or not len(lexical.rows):
        return settings.dense_weight * _standardise(cosines, dense.rows[: settings.window])
    candidates = np.union1d(dense.rows[: settings.window], lexical.rows[: settings.window])
    words = lexical.spread(size, 0.0)
    meaning = settings.dense_weight * _standardise(cosines, candidates)
    return meaning + settings.lexical_weight * trust * _standardise(words, candidates)


def fold(scores: Sequence[float], settings: Settings) -> float:
    """The score of a subject from those of its passages, best first: the best, and a small credit for further ones.

    Only what stands above the candidates' mean (0) earns credit, so that many poor passages do not pass a good one.
    """
    further = scores[1 : 1 + settings.further_passages]
    return scores[0] + settings.further_credit * sum(max(score, 0.0) for score in further)
