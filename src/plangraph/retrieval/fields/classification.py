"""Which fields of policy each subject of an index is of, how surely, and by which of its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from plangraph.model import FieldLink
from plangraph.retrieval.fields.affinity import find_labels, fold
from plangraph.retrieval.fields.coefficients import FIELD_MODEL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from plangraph.retrieval.fields.affinity import Affinity
    from plangraph.retrieval.fields.coefficients import FieldModel
    from plangraph.retrieval.fields.subjects import Subjects
    from plangraph.retrieval.fields.thesaurus import Concept
    from plangraph.retrieval.fields.vectors import LabelVectors

__all__ = ["Features", "classify", "measure"]

# Subjects at a time, so that the table of all labels against them stays small.
_AT_ONCE: Final = 256
# The weight of words in the first guess; 3 measures alike.
_NAMED: Final = 2.0
# What is inferred is never certain.
_SUREST: Final = 0.99


@dataclass(frozen=True, slots=True)
class Features:
    """Four tables of shape (concepts, subjects); concepts of the top level are too wide to be said of one subject.

    `meaning` and `words` are those of the affinity; `wording` is how near the title is to a label, in standard
    deviations over all concepts; `margin` how far a first guess (meaning + wording + 2 words) stands above the next
    concept, or below the first.
    """

    meaning: NDArray[np.float32]
    words: NDArray[np.float32]
    wording: NDArray[np.float32]
    margin: NDArray[np.float32]


def measure(concepts: Sequence[Concept], vectors: LabelVectors, affinity: Affinity, subjects: Subjects) -> Features:
    """The features of all concepts and subjects."""
    meaning, words = np.asarray(affinity.meaning, np.float32), np.asarray(affinity.words, np.float32)
    top = _top(concepts)
    near = _nearest_labels(vectors, subjects.wordings)
    below = near[~top]
    wording = (near - below.mean(axis=0)) / np.maximum(below.std(axis=0), 1e-6)
    guess = meaning + wording + _NAMED * words
    guess[top] = -np.inf
    first = np.sort(guess, axis=0)[-2:]
    margin = np.where(guess == first[1], first[1] - first[0], guess - first[1])
    margin[top] = 0.0
    return Features(meaning, words, wording, margin)


def classify(
    concepts: Sequence[Concept],
    vectors: LabelVectors,
    affinity: Affinity,
    subjects: Subjects,
    model: FieldModel = FIELD_MODEL,
) -> tuple[FieldLink, ...]:
    """Links in the order of the subjects, the surest first; a subject of which nothing is known has none.

    The evidence is the longest label that stands in the title, else in the further words, else the nearest passage.
    """
    held = find_labels(concepts, subjects.texts)
    found = measure(concepts, vectors, affinity, subjects)
    scores = model.intercept + sum(
        getattr(model, name) * getattr(found, name).astype(np.float64) for name in Features.__slots__
    )
    sure = 1.0 / (1.0 + np.exp(-scores))
    sure[_top(concepts)] = 0.0
    rows = _rows(subjects)
    links = []
    for subject, iri in enumerate(subjects.iris):
        column = sure[:, subject]
        for at in np.lexsort((np.arange(len(column)), -column))[: model.most].tolist():
            if column[at] >= model.kept:
                words = _label(concepts[at], held, subject) or _quote(vectors, at, subjects, rows[subject])
                confidence = min(round(float(column[at]), 2), _SUREST)
                links.append(FieldLink(iri, concepts[at].iri, confidence, words))
    return tuple(links)


def _top(concepts: Sequence[Concept]) -> NDArray[np.bool_]:
    return np.array([concept.broader is None for concept in concepts], dtype=np.bool_)


def _nearest_labels(vectors: LabelVectors, wordings: NDArray[np.float32]) -> NDArray[np.float32]:
    """The cosine of each subject's title with the nearest label of each concept."""
    labels = vectors.labels.astype(np.float32)
    starts = np.flatnonzero(np.diff(vectors.label_concepts, prepend=-1))
    blocks = [
        np.maximum.reduceat(labels @ wordings[start : start + _AT_ONCE].T, starts)
        for start in range(0, len(wordings), _AT_ONCE)
    ]
    return np.concatenate(blocks, axis=1) if blocks else np.empty((len(starts), 0), np.float32)


def _rows(subjects: Subjects) -> list[list[int]]:
    rows: list[list[int]] = [[] for _ in subjects.iris]
    for row, subject in enumerate(subjects.owners.tolist()):
        rows[subject].append(row)
    return rows


def _label(concept: Concept, held: Mapping[str, Mapping[int, float]], subject: int) -> str:
    standing = [
        (weight, len(label), label)
        for label in concept.labels["ja"]
        if (weight := held.get(fold(label), {}).get(subject, 0.0))
    ]
    return max(standing, default=(0.0, 0, ""))[2]


def _quote(vectors: LabelVectors, concept: int, subjects: Subjects, rows: Sequence[int]) -> str:
    if not rows:
        return ""
    cosines = subjects.passages[rows] @ vectors.texts[vectors.japanese[concept]].astype(np.float32)
    return subjects.quotes[rows[int(cosines.argmax())]]
