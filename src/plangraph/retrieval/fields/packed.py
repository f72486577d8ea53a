"""Vectors of the thesaurus's texts and questions by the default encoder, shipped: encoding them takes minutes.

Eight bits a number and a scale a row: cosines with the vectors they were made from are .9999. The file says of which
texts and encoder they are; with any other, the texts are encoded. `make thesaurus` writes
it anew after a change of labels, definitions or questions (a test says when that is due) and encodes only what is new.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from plangraph.retrieval.fields.encoding import encode_questions, encode_texts
from plangraph.retrieval.fields.thesaurus import iter_texts, open_thesaurus

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from plangraph.retrieval.encoders import Encoder
    from plangraph.retrieval.fields.thesaurus import Concept

__all__ = ["Packed", "open_packed", "pack", "text_key"]

_NAME: Final = "texts.npz"


@dataclass(frozen=True, slots=True)
class Packed:
    """Unit vectors of all texts, and of all concepts' questions (see `encode_questions`), a row each."""

    texts: NDArray[np.float16]
    questions: NDArray[np.float16]


def text_key(space: str) -> str:
    """What the vectors depend on: concepts with their texts, and the encoder's weights, prompts and windows."""
    made = hashlib.sha256(space.encode())
    for concept in open_thesaurus():
        made.update("\0".join((concept.iri, *iter_texts(concept), _question_text(concept), "")).encode())
    return made.hexdigest()


def open_packed(space: str) -> Packed | None:
    """The shipped vectors; None where they are of another encoder or thesaurus."""
    file = files(__package__).joinpath(_NAME)
    if not file.is_file():
        return None
    with np.load(io.BytesIO(file.read_bytes()), allow_pickle=False) as stored:
        if str(stored["key"]) != text_key(space):
            return None
        rows = stored["numbers"].astype(np.float32) * stored["scales"][:, None]
    unit: NDArray[np.float16] = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float16)
    concepts = len(open_thesaurus())
    return Packed(unit[:-concepts], unit[-concepts:])


def pack(encoder: Encoder, path: Path) -> int:
    """Write all vectors and return how many rows had to be encoded: those that the file had not."""
    concepts = open_thesaurus()
    texts = [text for concept in concepts for text in iter_texts(concept)]
    known = _stored(path, encoder.space)
    new = [text for text in texts if _digest(text) not in known]
    asked = [concept for concept in concepts if _digest(_question_text(concept)) not in known]
    vectors = [*encode_texts(new, encoder), *encode_questions(asked, encoder)]
    for text, vector in zip([*new, *map(_question_text, asked)], vectors, strict=True):
        scale = np.float32(np.abs(vector).max() / 127)
        known[_digest(text)] = np.rint(vector / scale).astype(np.int8), scale
    digests = [_digest(text) for text in (*texts, *map(_question_text, concepts))]
    rows = [known[digest] for digest in digests]
    np.savez_compressed(
        path,
        key=np.array(text_key(encoder.space)),
        space=np.array(encoder.space),
        texts=np.array(digests, dtype=np.uint64),
        numbers=np.stack([numbers for numbers, _ in rows]),
        scales=np.array([scale for _, scale in rows], dtype=np.float32),
    )
    return len(vectors)


def _question_text(concept: Concept) -> str:
    """What the vector of a concept's questions depends on; no text of a concept looks like it."""
    return "\n".join(("?", *concept.questions))


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
