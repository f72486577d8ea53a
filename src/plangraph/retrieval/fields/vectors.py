"""Vectors of the thesaurus's labels, made once for a thesaurus and a pair of encoders and kept in the user's cache.

Three views of a concept: each single label by the small encoder of labels, which knows short everyday wordings best;
all labels of a language as one text by the encoder of passages, which knows long questions best; and the mean of what
people ask about it. Measured on the 28 answerable development topics of the corpus: labels alone .628 nDCG@10, texts
alone .666, both .679. Of questions that were held out of the thesaurus (tests/relevance/fields/questions.tsv) labels
and texts put the right one of 697 concepts first for 23 % and among eight for 58 %, with the questions 30 % and 67 %.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile

import numpy as np
from filelock import FileLock

from plangraph.errors import BuildError, WorkspaceError
from plangraph.model import Progress
from plangraph.retrieval.fields.encoding import encode_questions, encode_texts
from plangraph.retrieval.fields.packed import open_packed, text_key
from plangraph.retrieval.fields.thesaurus import LANGUAGES_OF_LABELS, iter_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from plangraph.retrieval.encoders import Encoder
    from plangraph.retrieval.fields.thesaurus import Concept

__all__ = ["LABELS", "LabelVectors", "make_vectors"]

LABELS: Final = "labels.npz"
"""Where an index keeps them."""

_JAPANESE: Final = LANGUAGES_OF_LABELS.index("ja")


@dataclass(frozen=True, slots=True)
class LabelVectors:
    """Unit vectors of labels and of texts, each with the position of its concept.

    `labels` has shape (labels, dimension of the encoder of labels), `texts` (texts, dimension of that of passages);
    of `texts` the row `japanese[c]` holds all Japanese labels of concept c. `questions` has a row a concept, see
    `encode_questions`. Half precision: cosines keep 3 digits.
    """

    labels: NDArray[np.float16]
    label_concepts: NDArray[np.int32]
    texts: NDArray[np.float16]
    text_concepts: NDArray[np.int32]
    japanese: NDArray[np.int32]
    questions: NDArray[np.float16]

    def save(self, path: Path) -> None:
        """Write all six arrays, under a temporary name first."""
        temporary = path.with_name(f"{path.name}.{os.getpid()}.part")
        with temporary.open("wb") as file:
            np.savez(file, **{name: getattr(self, name) for name in self.__slots__})
        temporary.replace(path)

    @classmethod
    def open(cls, path: Path) -> LabelVectors:
        """Read what `save` wrote. Raises WorkspaceError where it is missing or damaged."""
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
                return cls(**{name: stored[name] for name in cls.__slots__})
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise WorkspaceError(
                f"{path} holds no vectors of the thesaurus ({error}); build the index again"
            ) from error


def make_vectors(
    concepts: Sequence[Concept],
    encoder: Encoder,
    label_encoder: Encoder,
    cache: Path,
    progress: Callable[[Progress], None] | None = None,
) -> LabelVectors:
    """The vectors of all labels, out of the folder `cache` where they were made before.

    Raises BuildError where the folder cannot be written.
    """
    made = hashlib.sha256(f"{text_key(encoder.fingerprint)} {label_encoder.fingerprint}".encode())
    path = cache / f"thesaurus-{made.hexdigest()[:16]}.npz"
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / "thesaurus.lock"):
            if path.is_file():
                try:
                    return LabelVectors.open(path)
                except WorkspaceError:
                    path.unlink()  # damaged: all of it can be computed again
            vectors = _make(concepts, encoder, label_encoder, progress)
            vectors.save(path)
            return vectors
    except OSError as error:
        raise BuildError(
            f"{path}: the vectors of the thesaurus cannot be kept ({error}); free space on the disk, or set "
            "PLANGRAPH_CACHE_DIR to a folder that can be written"
        ) from error


def _make(
    concepts: Sequence[Concept], encoder: Encoder, label_encoder: Encoder, progress: Callable[[Progress], None] | None
) -> LabelVectors:
    labels = [
        (at, label) for at, concept in enumerate(concepts) for group in concept.labels.values() for label in group
    ]
    owned = [(at, text) for at, concept in enumerate(concepts) for text in iter_texts(concept)]
    owners, texts = [at for at, _ in owned], [text for _, text in owned]
    packed = open_packed(encoder.space)
    asked = sum(len(concept.questions) for concept in concepts)
    total = len(labels) + (len(owners) + asked if packed is None else 0)
    done = 0

    def step(more: int) -> None:
        nonlocal done
        done += more
        if progress:
            progress(Progress("thesaurus", done, total))

    return LabelVectors(
        encode_texts([label for _, label in labels], label_encoder, step).astype(np.float16),
        np.array([at for at, _ in labels], dtype=np.int32),
        encode_texts(texts, encoder, step).astype(np.float16) if packed is None else packed.texts,
        np.array(owners, dtype=np.int32),
        np.array(list(_japanese_rows(concepts)), dtype=np.int32),
        encode_questions(concepts, encoder, step).astype(np.float16) if packed is None else packed.questions,
    )


def _japanese_rows(concepts: Sequence[Concept]) -> Iterator[int]:
    row = 0
    for concept in concepts:
        yield row + _JAPANESE
        row += sum(1 for _ in iter_texts(concept))
