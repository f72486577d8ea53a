"""The legs of a search over one index: what each says of every subject, and of every passage."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, cast

import numpy as np

from plangraph.errors import WorkspaceError
from plangraph.languages import LANGUAGES
from plangraph.retrieval import index as files
from plangraph.retrieval.answerable import Clues
from plangraph.retrieval.dense import DenseIndex
from plangraph.retrieval.fields import Affinity, FieldWeights, Holdings, LabelVectors, Recogniser, open_thesaurus
from plangraph.retrieval.fields.recognition import MOST
from plangraph.retrieval.fields.vectors import LABELS
from plangraph.retrieval.fusion import Evidence, Leg, weigh
from plangraph.retrieval.lexical import LexicalIndex
from plangraph.retrieval.literal import Literal

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from plangraph.model import Encode, Passage
    from plangraph.retrieval.settings import Settings

__all__ = ["Found", "Legs"]

# One question is asked again for each page of hits, and for each city that is compared.
_QUERIES_KEPT: Final = 256


@dataclass(frozen=True, slots=True)
class Found:
    """What the legs found for one query.

    `cosines` and `words` are of shape (passages,), the second 0 to 1 as in `Evidence`; `vector` is the query's, and
    `label_vector` that by the encoder of labels.
    """

    evidence: Evidence
    cosines: NDArray[np.float64]
    words: NDArray[np.float64]
    vector: NDArray[np.float32]
    fields: FieldWeights | None
    label_vector: NDArray[np.float32] | None = None


class Legs:
    """Vectors, texts, and where there are, wordings and fields of one index; read-only and thread-safe.

    `subjects[row]` is the position of the card that a passage speaks for; rows of one subject lie together.
    """

    def __init__(
        self, directory: Path, passages: Sequence[Passage], subjects: NDArray[np.int64], encode: Encode, size: int
    ) -> None:
        self.dense, self.lexical = DenseIndex.open(directory / files.VECTORS), LexicalIndex.open(directory / files.TEXT)
        if not len(passages) == self.dense.rows == self.lexical.rows:
            raise WorkspaceError(
                f"{directory}: {len(passages)} passages, {self.dense.rows} vectors, {self.lexical.rows} texts; "
                "build it again"
            )
        self._subjects, self._size = subjects, size
        self._vector = lru_cache(_QUERIES_KEPT)(lambda text: encode([text], "query")[0])
        # The same topic is asked for in each of the cities that are compared.
        self._label = lru_cache(_QUERIES_KEPT)(lambda encode_label, text: encode_label([text], "query")[0])
        self._titles = np.array([passage.role == files.LABEL for passage in passages], dtype=np.bool_)
        self._literal = Literal(passages, subjects, self._titles, size)
        self.wording: DenseIndex | None = None
        self.affinity: Affinity | None = None
        if (directory / files.WORDING).exists():
            self.wording = DenseIndex.open(directory / files.WORDING)
            self._recogniser = Recogniser(open_thesaurus(), LabelVectors.open(directory / files.FIELDS / LABELS))
            self.affinity = Affinity.open(directory / files.FIELDS)
            if self.affinity.meaning.shape != (len(open_thesaurus()), size):
                raise WorkspaceError(f"{directory} was built with another thesaurus; run `plangraph build`")
            self._holdings = Holdings(open_thesaurus(), self.affinity.held)

    def find(
        self, topic: str, words: Sequence[str], language: str, settings: Settings, encode_label: Encode | None
    ) -> Found:
        """Everything that the legs say of a topic; `words` are its terms."""
        vector = self._vector(topic)
        cosines = self.dense.cosines(vector)
        passage, title = self._best(cosines)
        matched = self._match(words, language, settings)
        wording = fields = named = weights = label_vector = None
        if self.wording is not None and encode_label is not None and (settings.wording_weight or settings.has_fields):
            label_vector = self._label(cast("Hashable", encode_label), topic)
            near, near_title = self._best(self.wording.cosines(label_vector))
            wording = near + near_title / 2
            if settings.has_fields and self.affinity is not None:
                weights = self._recogniser.recognise(vector, label_vector)
                fields = weights.weights @ self.affinity.meaning[weights.concepts].astype(np.float64)
                named = weights.weights @ self.affinity.words[weights.concepts].astype(np.float64)
        held = literal = None
        if matched is not None:
            held = np.zeros(self._size)
            np.maximum.at(held, self._subjects, matched)
            literal = self._literal.find(topic, matched)
        evidence = Evidence(passage, title, wording, fields, named, held, literal)
        return Found(
            evidence, cosines, np.zeros(len(cosines)) if matched is None else matched, vector, weights, label_vector
        )

    def feedback(self, scores: NDArray[np.float64], count: int) -> NDArray[np.float64] | None:
        """How near each subject stands to the fields of the best `count` by scores; None where there are no fields.

        Relevance feedback without a person (Rocchio 1971), in the space of fields: what the first found are about says
        more of the topic than a query of few words, and no word or vector of theirs can lead astray alone.
        """
        if self.affinity is None:
            return None
        best = np.lexsort((np.arange(len(scores)), -scores))[:count]
        near = self.affinity.meaning[:, best].astype(np.float64) @ np.maximum(scores[best], 0.0)
        shared = np.lexsort((np.arange(len(near)), -near))[: MOST + 1]
        # Each counts by how far it stands above the first that is left out.
        weights = near[shared] - near[shared[-1]]
        found: NDArray[np.float64] = weights @ self.affinity.meaning[shared].astype(np.float64)
        return found

    def nearest(self, text: str) -> NDArray[np.float64]:
        """By subject, the best cosine that its passages have with a text, shape (size,); NaN where it has none."""
        near, _ = self._best(self.dense.cosines(self._vector(text)))
        near[np.bincount(self._subjects, minlength=self._size) == 0] = np.nan
        return near

    def clues(self, topic: str, found: Found) -> Clues:
        """What speaks for an answer in what was found for a topic."""
        passage = float(found.cosines.max(initial=-1.0))
        if found.fields is None or found.evidence.fields is None:
            return Clues(passage, literal=found.evidence.literal is not None)
        return Clues(
            passage,
            found.fields.nearest,
            found.fields.nearest_text,
            float(found.evidence.fields.max(initial=0.0)),
            self._holdings.mass(found.fields),
            self._holdings.lacks(topic),
            found.evidence.literal is not None,
            fields=True,
        )

    def _best(self, cosines: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """By subject, the best cosine of its passages, and that of its title (the former where it has none)."""
        best = np.full(self._size, -1.0)
        np.maximum.at(best, self._subjects, cosines)
        title = best.copy()
        title[self._subjects[self._titles]] = cosines[self._titles]
        return best, title

    def _match(self, words: Sequence[str], language: str, settings: Settings) -> NDArray[np.float64] | None:
        """What each passage holds of the query's words, 0 to 1; None where words cannot tell.

        A query in another language whose every word stands in the passages is an acronym or a name (DX, PFI).
        """
        known = LANGUAGES.get(language)
        if not words or not ((known and known.lexical) or all(map(self.lexical.frequency, words))):
            return None
        boosts = {"title": settings.title_boost, "context": settings.context_boost, "body": settings.body_boost}
        leg, trust = weigh(self.lexical.search(words, boosts, self.lexical.rows))
        if not len(leg.rows):
            return np.zeros(self.lexical.rows)
        return Leg(leg.rows, trust * leg.scores / leg.scores[0]).spread(self.lexical.rows, 0.0)
