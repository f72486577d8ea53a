"""Which concepts a query means: those whose labels and questions, in whichever language, stand nearest to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from plangraph.retrieval.fields.thesaurus import Concept
    from plangraph.retrieval.fields.vectors import LabelVectors

__all__ = ["FieldWeights", "Recogniser"]

WIDTH: Final = 1.5
"""How far below the best a concept may stand, in standard deviations over all concepts; 1 to 2 measure alike."""

SAME: Final = 0.999
"""The cosine from which a query and a label are the same text; half precision leaves no more."""

MOST: Final = 8
"""How many concepts count; 3 to 12 measure alike."""


@dataclass(frozen=True, slots=True)
class FieldWeights:
    """Positions of the concepts that a query means, best first, and their weights, which sum to 1.

    `nearest` is the cosine of the label that is nearest to the query, 1 where the query is a label, `nearest_text` that
    of the nearest text of a concept; `certainty` how many standard deviations the best concept stands above all.
    """

    concepts: NDArray[np.int64]
    weights: NDArray[np.float64]
    nearest: float
    nearest_text: float
    certainty: float


class Recogniser:
    """Finds the concepts of queries; thread-safe."""

    def __init__(self, concepts: Sequence[Concept], vectors: LabelVectors) -> None:
        self.concepts = concepts
        self._labels = vectors.labels.astype(np.float32)
        self._texts = vectors.texts.astype(np.float32)
        self._questions = vectors.questions.astype(np.float32)
        # Rows of one concept lie together, so that the best of each is one reduction.
        self._label_starts = np.flatnonzero(np.diff(vectors.label_concepts, prepend=-1))
        self._text_starts = np.flatnonzero(np.diff(vectors.text_concepts, prepend=-1))

    def recognise(self, query: NDArray[np.float32], label_query: NDArray[np.float32]) -> FieldWeights:
        """The concepts of a query, given its vectors by the encoder of passages and by that of labels."""
        by_label = np.maximum.reduceat(self._labels @ label_query, self._label_starts)
        by_text = np.maximum.reduceat(self._texts @ query, self._text_starts)
        views = [_standardise(by_label), _standardise(by_text)]
        # Who asks by a label is no asker of questions: 保活 sounds like questions about 生活保護.
        if by_label.max() <= SAME:
            views.append(_standardise(self._questions @ query))
        scores = np.mean(views, axis=0)
        best = float(scores.max())
        weights = np.maximum(scores - (best - WIDTH), 0.0)
        order = np.lexsort((np.arange(len(weights)), -weights))[:MOST]
        order = order[weights[order] > 0]
        total = float(weights[order].sum())
        return FieldWeights(order, weights[order] / total, float(by_label.max()), float(by_text.max()), best)


def _standardise(scores: NDArray[np.float32]) -> NDArray[np.float64]:
    wide = scores.astype(np.float64)
    standard: NDArray[np.float64] = (wide - wide.mean()) / max(float(wide.std()), 1e-9)
    return standard
