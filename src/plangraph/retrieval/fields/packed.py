"""Vectors of the thesaurus's texts by the default encoder, shipped with the package: encoding them takes minutes.

Eight bits a number and a scale a row: cosines with the vectors they were made from are .9999. The file says of which
thesaurus and encoder they are; with any other, the texts are encoded. `make thesaurus`
writes it anew after a change of the thesaurus (a test says when that is due).
"""

from __future__ import annotations

import hashlib
import io
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from plangraph.resources import ontology
from plangraph.retrieval.fields.thesaurus import FILE

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["open_packed", "pack", "text_key"]

_NAME: Final = "texts.npz"


def text_key(space: str) -> str:
    """What the vectors depend on: the thesaurus, and the encoder's weights, prompts and windows."""
    return hashlib.sha256(ontology("vocabularies", FILE).read_bytes() + space.encode()).hexdigest()


def open_packed(space: str) -> NDArray[np.float16] | None:
    """The shipped vectors of all texts, a unit vector a row; None where they are of another encoder or thesaurus."""
    file = files(__package__).joinpath(_NAME)
    if not file.is_file():
        return None
    with np.load(io.BytesIO(file.read_bytes()), allow_pickle=False) as stored:
        if str(stored["key"]) != text_key(space):
            return None
        rows = stored["numbers"].astype(np.float32) * stored["scales"][:, None]
    unit: NDArray[np.float16] = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float16)
    return unit


def pack(vectors: NDArray[np.float32], space: str) -> None:
    """Write the vectors of all texts beside this module."""
    scales = np.abs(vectors).max(axis=1) / 127
    numbers = np.rint(vectors / scales[:, None]).astype(np.int8)
    path = Path(str(files(__package__).joinpath(_NAME)))
    np.savez_compressed(path, key=np.array(text_key(space)), numbers=numbers, scales=scales.astype(np.float32))
