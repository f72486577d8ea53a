"""What each leg says of every subject, and all of it in one score.

Standardised scores keep what reciprocal ranks throw away: by how much a subject leads (figures beside `Settings`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from plangraph.retrieval.lexical import Matches
    from plangraph.retrieval.settings import Settings

__all__ = ["Evidence", "Leg", "contributions", "standardise", "weigh"]


@dataclass(frozen=True, slots=True)
class Leg:
    """What one retriever found, best first: row numbers, and its own scores."""

    rows: NDArray[np.int64]
    scores: NDArray[np.float64]

    def spread(self, size: int, missing: float) -> NDArray[np.float64]:
        """The scores by row, shape (size,), with `missing` where this leg found nothing."""
        spread = np.full(size, missing)
        spread[self.rows] = self.scores
        return spread


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the legs say of every subject, in arrays of shape (subjects,); None where a leg has no say.

    `passage` and `title` are cosines of the nearest passage and of the title; `wording` those of the encoder of labels;
    `fields` how near a subject stands to the fields that the query means, `named` how much it holds of their labels;
    `words` what it holds of the query's own words, 0 to 1; `literal` whether it holds the query word for word (see
    `Literal`).
    """

    passage: NDArray[np.float64]
    title: NDArray[np.float64]
    wording: NDArray[np.float64] | None = None
    fields: NDArray[np.float64] | None = None
    named: NDArray[np.float64] | None = None
    words: NDArray[np.float64] | None = None
    literal: NDArray[np.float64] | None = None


def standardise(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scores in standard deviations above the mean; zeros where they do not differ."""
    deviation = float(scores.std()) if len(scores) else 0.0
    if deviation < 1e-9:
        return np.zeros_like(scores)
    standard: NDArray[np.float64] = (scores - float(scores.mean())) / deviation
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


def contributions(evidence: Evidence, settings: Settings) -> dict[str, NDArray[np.float64]]:
    """What each leg adds to the score of every subject, by the leg's name; their sum is the score.

    Cosines and nearness are standardised over all subjects, so that a leg counts by how far its best stand out,
    whatever the language or the encoder. Words are not: they are a share already, and nearly all subjects hold none,
    which would make any match an outlier that outweighs every meaning.
    """
    legs = {"dense": settings.dense_weight * standardise(evidence.passage + evidence.title)}
    if evidence.wording is not None:
        legs["wording"] = settings.wording_weight * standardise(evidence.wording)
    if evidence.fields is not None:
        legs["field"] = settings.field_weight * standardise(evidence.fields)
    if evidence.named is not None:
        legs["named"] = settings.named_weight * standardise(evidence.named)
    if evidence.words is not None:
        legs["lexical"] = settings.lexical_weight * evidence.words
    if evidence.literal is not None:
        legs["literal"] = settings.literal_weight * evidence.literal
    return legs
