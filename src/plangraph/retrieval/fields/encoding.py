"""Many short texts to vectors, with word of how far it has come; and what people ask of a concept as one vector."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from plangraph.retrieval.encoders import Encoder
    from plangraph.retrieval.fields.thesaurus import Concept

__all__ = ["encode_questions", "encode_texts"]

_AT_ONCE: Final = 64


def encode_texts(
    texts: Sequence[str],
    encode: Encoder,
    progress: Callable[[int], None] | None = None,
    kind: Literal["query", "passage"] = "passage",
) -> NDArray[np.float32]:
    """Unit vectors of texts, shape (len(texts), dimension); `progress` is told how many more are done."""
    vectors = np.empty((len(texts), encode.dimension), dtype=np.float32)
    # Like lengths together: a batch is padded to its longest.
    order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
    for start in range(0, len(order), _AT_ONCE):
        batch = order[start : start + _AT_ONCE]
        vectors[batch] = encode([texts[row] for row in batch], kind)
        if progress:
            progress(len(batch))
    return vectors


def encode_questions(
    concepts: Sequence[Concept], encode: Encoder, progress: Callable[[int], None] | None = None
) -> NDArray[np.float32]:
    """The mean of the vectors of each concept's questions, of unit length; zeros where it has none.

    Shape (len(concepts), dimension). They are encoded as queries, so that a query is held against queries.
    """
    owners = np.array([at for at, concept in enumerate(concepts) for _ in concept.questions], dtype=np.int64)
    vectors = encode_texts([each for concept in concepts for each in concept.questions], encode, progress, "query")
    sums = np.zeros((len(concepts), encode.dimension), dtype=np.float32)
    np.add.at(sums, owners, vectors)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    sums /= np.where(lengths > 0, lengths, 1)
    return sums
