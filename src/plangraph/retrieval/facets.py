"""Facets: which values the hits carry, and how many of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from plangraph.model import Facet
from plangraph.retrieval.fields.thesaurus import above, concepts_by_iri
from plangraph.retrieval.filters import goals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from plangraph.model import Card

__all__ = ["Facets"]

# Fields and their groups: with single subjects besides, a facet would be a list of them.
_LEVELS: Final = 2


def _fields(card: Card) -> list[tuple[str, str]]:
    """The fields and groups that a card's concepts lie in, named in Japanese."""
    known = concepts_by_iri()
    wide = dict.fromkeys(iri for field in card.fields for iri in above(field)[-_LEVELS:])
    return [(iri, known[iri].preferred("ja") if iri in known else iri) for iri in wide]


# Each facet's (value, label) pairs of one card. Labels of kinds, statuses and goals are the doors' to translate.
_PAIRS: Final[dict[str, Callable[[Card], Iterable[tuple[str, str]]]]] = {
    "city": lambda card: [(card.city, card.city_label)],
    "kind": lambda card: [(card.kind, card.kind)],
    "status": lambda card: [(status, status) for status in card.status],
    "department": lambda card: [(name, name) for name in card.departments],
    "sdg": lambda card: [(goal, goal) for goal in goals(card)],
    "field": _fields,
    "plan": lambda card: [(card.plan, card.plan_label)],
    "year": lambda card: [(str(year), str(year)) for year in card.period],
}


class Facets:
    """The values of all cards, laid out so that those of any choice of cards are counted at once; thread-safe."""

    def __init__(self, cards: Sequence[Card]) -> None:
        self._size = len(cards)
        self._columns = {name: _Column(name, cards) for name in _PAIRS}

    def count(self, positions: NDArray[np.int64]) -> dict[str, tuple[Facet, ...]]:
        """Values by facet of the cards at some positions, each given once.

        The most frequent comes first, ties go by value (goals by number); a card counts once for a value.
        """
        chosen = np.zeros(self._size, dtype=np.bool_)
        chosen[positions] = True
        return {name: column.count(chosen) for name, column in self._columns.items()}


class _Column:
    """One facet's values, in the order in which ties stand, and which card carries which."""

    def __init__(self, name: str, cards: Sequence[Card]) -> None:
        carried = [dict(_PAIRS[name](card)) for card in cards]
        labels = {value: label for each in carried for value, label in each.items()}
        values = sorted(labels, key=lambda value: (len(value) if name == "sdg" else 0, value))
        numbers = {value: number for number, value in enumerate(values)}
        self._named = [(value, labels[value]) for value in values]
        self._cards = np.repeat(np.arange(len(cards)), [len(each) for each in carried])
        self._numbers = np.array([numbers[value] for each in carried for value in each], dtype=np.int64)

    def count(self, chosen: NDArray[np.bool_]) -> tuple[Facet, ...]:
        counts = np.bincount(self._numbers[chosen[self._cards]], minlength=len(self._named))
        order = np.argsort(-counts, kind="stable")
        found = [(*self._named[at], int(counts[at])) for at in order.tolist() if counts[at]]
        return tuple(Facet(value, label, count) for value, label, count in found)
