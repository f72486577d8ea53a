"""Vectors of the sentences of passages by the encoder of labels, so that a hit can show the one nearest to a query.

They are made at build time: a sentence takes 1.7 ms to encode, and ten hits have forty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from plangraph.errors import WorkspaceError
from plangraph.retrieval.highlight import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from plangraph.model import Passage

__all__ = ["Phrases", "phrases_of"]

_VECTORS: Final = "vectors.npy"
_STARTS: Final = "starts.npy"


def phrases_of(passage: Passage) -> list[str]:
    """The sentences of a passage among which there is a choice: none where there is one alone."""
    spans = sentences(passage.text)
    return [passage.text[start:end] for start, end in spans] if len(spans) > 1 else []


class Phrases:
    """Unit vectors of sentences, half precision, shape (sentences, dimension); those of row r start at `starts[r]`."""

    def __init__(self, vectors: NDArray[np.float16], starts: NDArray[np.int64]) -> None:
        self._vectors, self._starts = vectors, starts

    @staticmethod
    def save(folder: Path, passages: Sequence[Passage], vectors: NDArray[np.float32]) -> None:
        """Write the vectors of `phrases_of` each passage, in the order of the passages, into a folder it makes."""
        counts = [len(phrases_of(passage)) for passage in passages]
        folder.mkdir()
        np.save(folder / _VECTORS, vectors.astype(np.float16))
        np.save(folder / _STARTS, np.concatenate([[0], np.cumsum(counts)]).astype(np.int64))

    @classmethod
    def open(cls, folder: Path) -> Phrases:
        """Map what `save` wrote. Raises WorkspaceError where it is missing or damaged."""
        try:
            return cls(np.load(folder / _VECTORS, mmap_mode="r"), np.load(folder / _STARTS))
        except (OSError, ValueError, EOFError) as error:
            raise WorkspaceError(f"{folder} holds no vectors of sentences ({error}); build the index again") from error

    def nearest(self, row: int, vector: NDArray[np.float32]) -> int | None:
        """Which sentence of a passage is nearest to a vector, the first among equals; None where there is no choice."""
        held = self._vectors[self._starts[row] : self._starts[row + 1]]
        return int(np.argmax(held.astype(np.float32) @ vector)) if len(held) else None
