"""Many short texts to vectors, with word of how far it has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from plangraph.retrieval.encoders import Encoder

__all__ = ["encode_texts"]

_AT_ONCE: Final = 64


def encode_texts(
    texts: Sequence[str], encode: Encoder, progress: Callable[[int], None] | None = None
) -> NDArray[np.float32]:
    """Unit vectors of texts, shape (len(texts), dimension); `progress` is told how many more are done."""
    vectors = np.empty((len(texts), encode.dimension), dtype=np.float32)
    # Like lengths together: a batch is padded to its longest.
    order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
    for start in range(0, len(order), _AT_ONCE):
        batch = order[start : start + _AT_ONCE]
        vectors[batch] = encode([texts[row] for row in batch], "passage")
        if progress:
            progress(len(batch))
    return vectors
