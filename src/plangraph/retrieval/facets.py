"""Facets: which values the hits carry, and how many of them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from plangraph.model import Facet
from plangraph.retrieval.fields.thesaurus import above, concepts_by_iri
from plangraph.retrieval.filters import goals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from plangraph.model import Card

__all__ = ["count_facets"]

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
}


def count_facets(cards: Sequence[Card]) -> dict[str, tuple[Facet, ...]]:
    """Values by facet, the most frequent first, ties by value (goals by number); a card counts once for a value."""
    facets = {}
    for name, pairs in _PAIRS.items():
        labels: dict[str, str] = {}
        counts: Counter[str] = Counter()
        for card in cards:
            found = dict(pairs(card))
            labels.update(found)
            counts.update(found.keys())
        ordered = sorted(counts, key=lambda value: (-counts[value], len(value) if name == "sdg" else 0, value))
        facets[name] = tuple(Facet(value, labels[value], counts[value]) for value in ordered)
    return facets
