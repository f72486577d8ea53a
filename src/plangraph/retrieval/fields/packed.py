"""Vectors of the thesaurus's texts by the default encoder, shipped with the package: encoding them takes minutes.

Eight bits a number and a scale a row: cosines with the vectors they were made from are .9999. The file says of which
texts and encoder they are; with any other, the texts are encoded. `make thesaurus` writes
it anew after a change of labels or definitions (a test says when that is due) and encodes only what is new.
"""

from __future__ import annotations

import hashlib
import io
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from plangraph.retrieval.fields.encoding import encode_texts
from plangraph.retrieval.fields.thesaurus import iter_texts, open_thesaurus

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from plangraph.retrieval.encoders import Encoder

__all__ = ["open_packed", "pack", "text_key"]

_NAME: Final = "texts.npz"


def text_key(space: str) -> str:
    """What the vectors depend on: concepts with their texts, and the encoder's weights, prompts and windows."""
    made = hashlib.sha256(space.encode())
    for concept in open_thesaurus():
        made.update("\0".join((concept.iri, *iter_texts(concept), "")).encode())
    return made.hexdigest()


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


def pack(encoder: Encoder, path: Path) -> int:
    """Write the vectors of all texts and return how many had to be encoded: those that the file had not."""
    texts = [text for concept in open_thesaurus() for text in iter_texts(concept)]
    digests = [_digest(text) for text in texts]
    known = _stored(path, encoder.space)
    new = [row for row, digest in enumerate(digests) if digest not in known]
    for row, vector in zip(new, encode_texts([texts[row] for row in new], encoder), strict=True):
        scale = np.float32(np.abs(vector).max() / 127)
        known[digests[row]] = np.rint(vector / scale).astype(np.int8), scale
    rows = [known[digest] for digest in digests]
    np.savez_compressed(
        path,
        key=np.array(text_key(encoder.space)),
        space=np.array(encoder.space),
        texts=np.array(digests, dtype=np.uint64),
        numbers=np.stack([numbers for numbers, _ in rows]),
        scales=np.array([scale for _, scale in rows], dtype=np.float32),
    )
    return len(new)


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])


def _stored(path: Path, space: str) -> dict[int, tuple[NDArray[np.int8], np.float32]]:
    """Numbers and scale by digest of the text, as they were packed."""
    if not path.is_file():
        return {}
    with np.load(path, allow_pickle=False) as stored:
        if str(stored["space"]) != space:
            return {}
        rows = zip(stored["numbers"], stored["scales"], strict=True)
        return dict(zip(stored["texts"].tolist(), rows, strict=True))


if __name__ == "__main__":
    import platformdirs

    from plangraph.retrieval import open_encoder

    # Whatever encoder is set: what is shipped is of the default one.
    encoder = open_encoder("multilingual-e5-small", platformdirs.user_cache_path("plangraph"))
    pack(encoder, Path(str(files(__package__).joinpath(_NAME))))
