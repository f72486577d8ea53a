"""Why a hit was found: each leg's share of its score, its place in that leg, and the words that this leg found."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from plangraph.model import Reason
from plangraph.retrieval.fields import open_thesaurus
from plangraph.retrieval.highlight import find_labels
from plangraph.retrieval.tokens import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from plangraph.model import Card, Passage
    from plangraph.retrieval.excerpts import Excerpts, Sought
    from plangraph.retrieval.legs import Found, Legs

__all__ = ["Reasons"]

# How many fields, labels or subjects below a reason names.
_NAMED: Final = 3


class Reasons:
    """Explains hits of one index; thread-safe."""

    def __init__(
        self,
        cards: Sequence[Card],
        passages: Sequence[Passage],
        above: NDArray[np.int64],
        legs: Legs,
        excerpts: Excerpts,
    ) -> None:
        self._cards, self._passages, self._above = cards, passages, above
        self._legs, self._excerpts = legs, excerpts
        self._heading = lru_cache(maxsize=4_096)(lambda position: frozenset(terms(_heading(cards[position]))))

    def of(
        self,
        position: int,
        parts: Mapping[str, NDArray[np.float64]],
        found: Found,
        sought: Sought,
        met: Iterable[str],
    ) -> tuple[Reason, ...]:
        """The reasons of the card at a position, in the order of the legs.

        `parts` are what each leg gives to every subject, `met` names the soft conditions that this one meets.
        """
        told = []
        for leg, scores in parts.items():
            score = float(scores[position])
            if score:
                rank = 1 + int(np.count_nonzero(scores > score))
                words = self._words(leg, position, parts, found=found, sought=sought, met=met)
                told.append(Reason(leg, score, rank, tuple(words)))
        return tuple(told)

    def _words(
        self,
        leg: str,
        position: int,
        parts: Mapping[str, NDArray[np.float64]],
        *,
        found: Found,
        sought: Sought,
        met: Iterable[str],
    ) -> Iterable[str]:
        match leg:
            case "lexical":
                return self._terms(position, sought)
            case "field":
                return self._fields(position, found)
            case "named":
                return self._labels(position, found)
            case "soft":
                return met
            case "children":
                total = np.sum([scores for name, scores in parts.items() if name != "children"], axis=0)
                below = [at for at in np.flatnonzero(self._above == position).tolist() if total[at] > 0]
                below.sort(key=lambda at: (-total[at], at))
                return [self._cards[at].label for at in below[:_NAMED]]
        return ()

    def _terms(self, position: int, sought: Sought) -> list[str]:
        """Which of the query's words stand in the subject: its title, the path above it, its texts."""
        held = set(self._heading(position))
        for row in self._excerpts.rows(position):
            held |= {token.form for token in self._excerpts.tokens(row)}
        return sorted(sought.words & held)

    def _fields(self, position: int, found: Found) -> list[str]:
        """The fields that bring most, by preferred labels."""
        if found.fields is None or self._legs.affinity is None:
            return []
        concepts = found.fields.concepts
        brought = found.fields.weights * self._legs.affinity.meaning[concepts, position].astype(np.float64)
        best = [at for at in np.argsort(-brought, kind="stable").tolist() if brought[at] > 0]
        return [open_thesaurus()[int(concepts[at])].preferred("ja") for at in best[:_NAMED]]

    def _labels(self, position: int, found: Found) -> list[str]:
        """The labels of those fields that stand in the subject's words, those of the heaviest field first."""
        if found.fields is None or self._legs.affinity is None:
            return []
        concepts = found.fields.concepts
        brought = found.fields.weights * self._legs.affinity.words[concepts, position].astype(np.float64)
        text = "\n".join(self._passages[row].text for row in self._excerpts.rows(position))
        named: dict[str, None] = {}
        for at in np.argsort(-brought, kind="stable").tolist():
            if brought[at] > 0:
                labels = (label for label in open_thesaurus()[int(concepts[at])].labels["ja"] if len(label) > 1)
                named |= dict.fromkeys(label for label, _, _ in find_labels(text, labels))
        return list(named)[: 2 * _NAMED]


def _heading(card: Card) -> str:
    return " ".join((card.notation or "", card.label, *card.path))
