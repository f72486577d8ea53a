"""The passages that a hit shows, with what to mark in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from plangraph.model import PassageHit
from plangraph.retrieval import index as files
from plangraph.retrieval.fields import open_thesaurus
from plangraph.retrieval.highlight import bound_letters, mark_labels, mark_terms, sentences, weightiest
from plangraph.retrieval.tokens import analyse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from plangraph.model import Passage
    from plangraph.retrieval.legs import Found
    from plangraph.retrieval.lexical import LexicalIndex
    from plangraph.retrieval.phrases import Phrases
    from plangraph.retrieval.settings import Settings
    from plangraph.retrieval.tokens import Token

__all__ = ["Excerpts", "Sought"]

# A concept whose weight is less than this share of the best one's is a neighbour of what is meant.
_MEANT: Final = 0.5


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for in the passages of one query's hits.

    `words` are the query's, `bound` those that only count beside another; `labels` are Japanese ones of the fields that
    it means; `meant` is false where the query has conditions and no topic, so that no text is what it means; `topic`
    weighs the terms of the nearest passages, once it is asked for; `mean` and `deviation` are those of the cosines of
    all passages.
    """

    words: frozenset[str]
    bound: frozenset[str]
    labels: tuple[str, ...]
    meant: bool
    topic: Callable[[], Mapping[str, float]]
    mean: float
    deviation: float


class Excerpts:
    """Chooses and marks passages; thread-safe."""

    def __init__(
        self,
        passages: Sequence[Passage],
        subjects: NDArray[np.int64],
        lexical: LexicalIndex,
        settings: Settings,
        phrases: Phrases | None = None,
    ) -> None:
        self._passages, self._lexical, self._settings, self._phrases = passages, lexical, settings, phrases
        order = np.argsort(subjects, kind="stable")
        positions = np.arange(int(subjects.max(initial=-1)) + 2)
        self._order, self._bounds = order, np.searchsorted(subjects[order], positions)
        self._tokens = lru_cache(maxsize=4_096)(lambda row: analyse(passages[row].text))

    def clear(self) -> None:
        """Let go of cached texts."""
        self._tokens.cache_clear()

    def rows(self, position: int) -> list[int]:
        """The rows of the passages that speak for the card at a position."""
        rows: list[int] = self._order[self._bounds[position] : self._bounds[position + 1]].tolist()
        return rows

    def tokens(self, row: int) -> tuple[Token, ...]:
        """The terms of a passage."""
        return self._tokens(row)

    def sought(self, topic: str, found: Found, *, meant: bool = True) -> Sought:
        """What to look for in the hits of a query on a topic; `meant` says whether it is one."""
        tokens = analyse(topic)
        words = frozenset(token.form for token in tokens)
        weights = cache(lambda: self._topic_weights(found))  # few hits need it, and it looks through ten passages
        mean, deviation = float(found.cosines.mean()), max(float(found.cosines.std()), 1e-9)
        labels = tuple(_labels(found)) if meant else ()
        return Sought(words, bound_letters(tokens), labels, meant, weights, mean, deviation)

    def of(self, position: int, found: Found, sought: Sought) -> tuple[PassageHit, ...]:
        """The best passages of the card at a position, best first, ties by row; of a topic, one at least is marked."""
        rows = np.array(self.rows(position), dtype=np.int64)
        near = (found.cosines[rows] - sought.mean) / sought.deviation
        scores = near + self._settings.lexical_weight * found.words[rows]
        shown = []
        for at in np.lexsort((rows, -scores))[: self._settings.shown_passages].tolist():
            row = int(rows[at])
            shown.append(PassageHit(self._passages[row], float(scores[at]), self._marks(row, found, sought)))
        if shown and sought.meant and not any(each.highlights for each in shown):
            # Titles alone, found by meaning: the best is what made the hit.
            shown[0] = replace(shown[0], highlights=tuple(sentences(shown[0].passage.text)[:1]))
        return tuple(shown)

    def _marks(self, row: int, found: Found, sought: Sought) -> tuple[tuple[int, int], ...]:
        """The query's words; where none stands there, labels of its fields; else the sentence nearest to it."""
        passage = self._passages[row]
        marks = mark_terms(self._tokens(row), sought.words, sought.bound) or mark_labels(passage.text, sought.labels)
        if marks or passage.role == files.LABEL or not sought.meant:
            return marks
        spans = sentences(passage.text)
        if self._phrases is not None and found.label_vector is not None:
            nearest = self._phrases.nearest(row, found.label_vector)
            if nearest is not None:
                return (spans[nearest],)
        if len(spans) < 2:
            return tuple(spans)
        best = weightiest(spans, self._tokens(row), sought.topic())
        return (best,) if best else ()

    def _topic_weights(self, found: Found) -> dict[str, float]:
        """The terms of the nearest passages, each weighed by in how many it stands, and by rarity."""
        weights: dict[str, float] = {}
        rows = np.lexsort((np.arange(len(found.cosines)), -found.cosines))[: self._settings.topic_passages]
        for row in rows.tolist():
            for form in {token.form for token in self._tokens(row)}:
                weights[form] = weights.get(form, 0.0) + self._lexical.rarity(form)
        return weights


def _labels(found: Found) -> Iterable[str]:
    """Japanese labels of the concepts that the query means most."""
    if found.fields is None:
        return
    concepts = open_thesaurus()
    least = _MEANT * float(found.fields.weights.max(initial=0.0))
    for at, weight in zip(found.fields.concepts.tolist(), found.fields.weights.tolist(), strict=True):
        if weight >= least:
            yield from (label for label in concepts[at].labels["ja"] if len(label) > 1)
