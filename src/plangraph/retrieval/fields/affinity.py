"""How near each subject of an index stands to each concept: by meaning, and by the labels that its words hold."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from plangraph.errors import WorkspaceError
from plangraph.retrieval.fields.thesaurus import above

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from plangraph.model import FieldLink
    from plangraph.retrieval.fields.subjects import Subjects
    from plangraph.retrieval.fields.thesaurus import Concept
    from plangraph.retrieval.fields.vectors import LabelVectors

__all__ = ["Affinity", "build_affinity", "find_labels", "fold", "surest"]

# A label in a subject's title says twice as much as one in its text.
_TITLE: Final = 2.0
# How many of a concept's best subjects say what much is for it: common concepts do not outshout rare ones.
_BEST: Final = 5
_SHORTEST: Final = 2


@dataclass(frozen=True, slots=True)
class Affinity:
    """Two tables of shape (concepts, subjects), and what the subjects hold of the thesaurus's words.

    `meaning` holds standard deviations above a concept's mean over all subjects, `words` 0 to 1: the share of what the
    concept's best subjects hold of its labels. Rows are contiguous on disk, so a query reads the few that it needs.
    `held` counts the subjects that hold each Japanese label, in the order of the concepts and their labels; `sure` says
    of each concept how sure it is that any subject is of it, or of one below it (see `classify`), 0 to 1.
    """

    meaning: NDArray[np.float16]
    words: NDArray[np.float16]
    held: NDArray[np.int32]
    sure: NDArray[np.float32]

    def save(self, folder: Path) -> None:
        """Write all of it into a folder that is there."""
        for name in self.__slots__:
            temporary = folder / f"part-{name}.npy"
            np.save(temporary, getattr(self, name))
            temporary.replace(folder / f"{name}.npy")

    @classmethod
    def open(cls, folder: Path) -> Affinity:
        """Map what `save` wrote. Raises WorkspaceError where it is missing or damaged."""
        try:
            return cls(*(np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in cls.__slots__))
        except (OSError, ValueError, EOFError) as error:
            raise WorkspaceError(f"{folder} holds no table of fields ({error}); build the index again") from error


def build_affinity(
    concepts: Sequence[Concept], vectors: LabelVectors, subjects: Subjects, titles: NDArray[np.bool_]
) -> Affinity:
    """Affinities of subjects; `titles[row]` says whether a passage is its subject's title."""
    japanese = vectors.texts[vectors.japanese].astype(np.float32)
    cosines = subjects.passages @ japanese.T
    best = np.full((len(subjects.iris), len(concepts)), -1.0, dtype=np.float32)
    np.maximum.at(best, subjects.owners, cosines)
    title = np.zeros_like(best)
    title[subjects.owners[titles]] = cosines[titles]
    near = (best + title).astype(np.float64)
    spread = near.std(axis=0)
    meaning = (near - near.mean(axis=0)) / np.where(spread > 1e-9, spread, 1.0) if len(near) else near
    holders = find_labels(concepts, subjects.texts)
    held = [len(holders.get(fold(label), ())) for concept in concepts for label in concept.labels["ja"]]
    words = _words(concepts, holders, len(subjects.texts))
    sure = np.zeros(len(concepts), dtype=np.float32)
    return Affinity(np.ascontiguousarray(meaning.T, np.float16), words, np.array(held, dtype=np.int32), sure)


def surest(concepts: Sequence[Concept], links: Sequence[FieldLink]) -> NDArray[np.float32]:
    """Of each concept the highest confidence of a link to it or to one below it, 0 where there is none."""
    position = {concept.iri: at for at, concept in enumerate(concepts)}
    sure = np.zeros(len(concepts), dtype=np.float32)
    for link in links:
        for iri in above(link.field):
            sure[position[iri]] = max(sure[position[iri]], link.confidence)
    return sure


def fold(text: str) -> str:
    """A text as labels are looked for in it: width and case aside, without blanks."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def _words(concepts: Sequence[Concept], holders: Mapping[str, Mapping[int, float]], size: int) -> NDArray[np.float16]:
    table = np.zeros((len(concepts), size), dtype=np.float64)
    for at, concept in enumerate(concepts):
        for label in {fold(label) for label in concept.labels["ja"]}:
            held = holders.get(label, {})
            rarity = math.log((size + 1) / (len(held) + 1))
            for subject, weight in held.items():
                table[at, subject] += weight * rarity
    table = np.log1p(table)
    if size:
        most = np.sort(table, axis=1)[:, -_BEST:].mean(axis=1, keepdims=True)
        table = np.minimum(table / np.where(most > 0, most, 1.0), 1.0)
    return table.astype(np.float16)


def _labels(concepts: Sequence[Concept]) -> set[str]:
    return {folded for concept in concepts for label in concept.labels["ja"] if len(folded := fold(label)) >= _SHORTEST}


def find_labels(concepts: Sequence[Concept], texts: Sequence[tuple[str, str]]) -> Mapping[str, Mapping[int, float]]:
    """By folded Japanese label, the positions of the texts (title, further words) that hold it, with what counts."""
    labels = _labels(concepts)
    # Labels by their first two characters: each place of a text is asked for the few that can start there.
    starting: dict[str, list[str]] = defaultdict(list)
    for label in labels:
        starting[label[:_SHORTEST]].append(label)
    holders: dict[str, dict[int, float]] = defaultdict(dict)
    for subject, (title, words) in enumerate(texts):
        for text, weight in ((fold(words), 1.0), (fold(title), _TITLE)):
            for place in range(len(text) - _SHORTEST + 1):
                for label in starting.get(text[place : place + _SHORTEST], ()):
                    if text.startswith(label, place):
                        holders[label][subject] = weight
    return holders
