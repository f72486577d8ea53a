"""What is like a subject elsewhere: by the vectors and fields of policy that an index holds, so nothing is encoded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from plangraph.model import ElementKind
from plangraph.retrieval import index as files
from plangraph.retrieval.dense import DenseIndex
from plangraph.retrieval.fields import Affinity
from plangraph.retrieval.records import open_cards, open_passages

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from plangraph.model import Card

__all__ = ["Likeness", "are_alike"]

# Depth in a plan. A pledge may be as wide as a measure or as narrow as an initiative.
_LEVELS: Final = {
    ElementKind.POLICY: 1.0,
    ElementKind.GOAL: 1.0,
    ElementKind.MEASURE: 2.0,
    ElementKind.PLEDGE: 2.5,
    ElementKind.INITIATIVE: 3.0,
    ElementKind.PROJECT: 3.0,
}
_APART: Final = 0.5
# Title and texts tell most; everyday wording and fields say the same in another way.
_WEIGHTS: Final = {"title": 1.0, "texts": 1.0, "wording": 0.5, "fields": 1.0}


def are_alike(kind: str, other: str) -> bool:
    """Whether two kinds stand at a like level of a plan; an indicator is like an indicator alone."""
    if "Indicator" in {kind, other}:
        return kind == other
    return abs(_LEVELS[ElementKind(kind)] - _LEVELS[ElementKind(other)]) <= _APART


class Likeness:
    """Compares the subjects of one index; read-only and thread-safe. Make it with `open`."""

    def __init__(self, directory: Path) -> None:
        self.cards = open_cards(directory / files.CARDS)
        passages = open_passages(directory / files.PASSAGES)
        self._positions = {card.iri: position for position, card in enumerate(self.cards)}
        self._subjects = np.array([self._positions[each.subject] for each in passages], dtype=np.int64)
        self._titles = np.full(len(self.cards), -1, dtype=np.int64)
        for row, passage in enumerate(passages):
            if passage.role == files.LABEL:
                self._titles[self._subjects[row]] = row
        # Passages are sorted by id, which begins with the subject's IRI, so that those of one subject lie together.
        self._starts = np.flatnonzero(np.diff(self._subjects, prepend=-1))
        self._dense = DenseIndex.open(directory / files.VECTORS)
        self._wording: DenseIndex | None = None
        self._profiles: NDArray[np.float32] | None = None
        if (directory / files.WORDING).exists():
            self._wording = DenseIndex.open(directory / files.WORDING)
            profiles = Affinity.open(directory / files.FIELDS).meaning.astype(np.float32)
            # What much is said of (many fields, a little of each) is not like everything.
            self._profiles = profiles / np.maximum(np.linalg.norm(profiles, axis=0), 1e-6)

    @classmethod
    def open(cls, directory: Path) -> Likeness:
        """Open what `build_index` wrote. Raises WorkspaceError where it is missing or damaged."""
        return cls(directory)

    def position(self, iri: str) -> int | None:
        """Where the card of an element or indicator stands, None for anything else."""
        return self._positions.get(iri)

    def nearest(self, position: int, limit: int, *, other_cities: bool) -> list[tuple[Card, float]]:
        """The subjects of a like level that are most like one, best first, ties by IRI; itself is left out.

        A score is in standard deviations over all subjects of the index.
        """
        own = self.cards[position]
        scores = self._scores(position)
        found = [
            at
            for at, card in enumerate(self.cards)
            if at != position and are_alike(own.kind, card.kind) and not (other_cities and card.city == own.city)
        ]
        found.sort(key=lambda at: (-scores[at], self.cards[at].iri))
        return [(self.cards[at], float(scores[at])) for at in found[:limit]]

    def titles(self, own: Sequence[str], other: Sequence[str]) -> NDArray[np.float64]:
        """Cosines of titles, shape (len(own), len(other)), by IRIs of subjects of the index; 0 for what has none."""
        index = self._wording or self._dense
        rows = [[self._title(iri) for iri in side] for side in (own, other)]
        left, right = (index.vectors(np.maximum(np.array(side, dtype=np.int64), 0)).astype(np.float64) for side in rows)
        known = (np.array(rows[0], dtype=np.int64) >= 0)[:, None] & (np.array(rows[1], dtype=np.int64) >= 0)[None, :]
        cosines: NDArray[np.float64] = np.where(known, left @ right.T, 0.0)
        return cosines

    def _title(self, iri: str) -> int:
        position = self._positions.get(iri)
        return -1 if position is None else int(self._titles[position])

    def _scores(self, position: int) -> NDArray[np.float64]:
        rows = np.flatnonzero(self._subjects == position)
        title, texts = self._cosines(self._dense, position, rows)
        parts = {"title": title, "texts": texts}
        if self._wording is not None:
            parts["wording"] = np.sum(self._cosines(self._wording, position, rows), axis=0)
        if self._profiles is not None:
            parts["fields"] = (self._profiles[:, position] @ self._profiles).astype(np.float64)
        total: NDArray[np.float64] = np.sum(
            [_WEIGHTS[name] * _standardise(part) for name, part in parts.items()], axis=0
        )
        return total

    def _cosines(
        self, index: DenseIndex, position: int, rows: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """By subject: the cosine of the titles, and the mean over this one's passages of the nearest of the other's."""
        size, subjects = len(self.cards), self._subjects[self._starts]
        near = np.zeros((size, len(rows)))
        for at, vector in enumerate(index.vectors(rows)):
            near[subjects, at] = np.maximum.reduceat(index.cosines(vector), self._starts)
        title, own = np.zeros(size), int(self._titles[position])
        if own >= 0:
            cosines = index.cosines(index.vectors(np.array([own], dtype=np.int64))[0])
            title[self._titles >= 0] = cosines[self._titles[self._titles >= 0]]
        return title, near.mean(axis=1)


def _standardise(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    standard: NDArray[np.float64] = (scores - scores.mean()) / max(float(scores.std()), 1e-9)
    return standard
