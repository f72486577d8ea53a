"""Which concepts a query means: those whose labels and questions, in whichever language, stand nearest to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import torch
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
        self._labels = _table(vectors.labels)
        self._texts = _table(vectors.texts)
        self._questions = _table(vectors.questions)
        # Rows of one concept lie together, so that the best of each is one reduction.
        self._label_starts = np.flatnonzero(np.diff(vectors.label_concepts, prepend=-1))
        self._text_starts = np.flatnonzero(np.diff(vectors.text_concepts, prepend=-1))

    def recognise(self, query: NDArray[np.float32], label_query: NDArray[np.float32]) -> FieldWeights:
        """The concepts of a query, given its vectors by the encoder of passages and by that of labels."""
        by_label = np.maximum.reduceat(_cosines(self._labels, label_query), self._label_starts)
        by_text = np.maximum.reduceat(_cosines(self._texts, query), self._text_starts)
        views = [_standardise(by_label), _standardise(by_text)]
        # Who asks by a label is no asker of questions: 保活 sounds like questions about 生活保護.
        if by_label.max() <= SAME:
            views.append(_standardise(_cosines(self._questions, query)))
        scores = np.mean(views, axis=0)
        best = float(scores.max())
        weights = np.maximum(scores - (best - WIDTH), 0.0)
        order = np.lexsort((np.arange(len(weights)), -weights))[:MOST]
        order = order[weights[order] > 0]
        total = float(weights[order].sum())
        return FieldWeights(order, weights[order] / total, float(by_label.max()), float(by_text.max()), best)


def _table(vectors: NDArray[np.float16]) -> torch.Tensor:
    import torch  # noqa: PLC0415 — what is heavy is loaded when used

    return torch.from_numpy(vectors.astype(np.float32))


def _cosines(table: torch.Tensor, vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """The products of all rows with a vector, on the threads that encoded it: numpy's own ones would wait for them."""
    import torch  # noqa: PLC0415 — see _table

    with torch.inference_mode():
        products: NDArray[np.float32] = (table @ torch.from_numpy(vector)).numpy()
    return products


def _standardise(scores: NDArray[np.float32]) -> NDArray[np.float64]:
    wide = scores.astype(np.float64)
    standard: NDArray[np.float64] = (wide - wide.mean()) / max(float(wide.std()), 1e-9)
    return standard
