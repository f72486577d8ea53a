"""The orders that hits can stand in: the most relevant first, or by city, plan or year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from plangraph.model import Card

__all__ = ["ORDERS", "Orders"]

_KEYS: Final[dict[str, Callable[[Card], tuple[str | int, ...]]]] = {
    "city": lambda card: (card.city,),
    "plan": lambda card: (card.city, card.plan_label, card.plan),
    # The newest plan first; one that names no years comes last.
    "year": lambda card: (-max(card.period, default=0),),
}
ORDERS: Final = ("relevance", *_KEYS)
"""Their names."""


class Orders:
    """The place of each card in each order, worked out once; thread-safe."""

    def __init__(self, cards: Sequence[Card]) -> None:
        self._places = {name: _places([key(card) for card in cards]) for name, key in _KEYS.items()}

    def put(self, positions: NDArray[np.int64], order: str) -> NDArray[np.int64]:
        """Positions of cards in an order of `ORDERS`; those that are equal in it stay as they stood."""
        if order not in self._places:
            return positions
        return positions[np.argsort(self._places[order][positions], kind="stable")]


def _places(keys: Sequence[tuple[str | int, ...]]) -> NDArray[np.int64]:
    places = {key: place for place, key in enumerate(sorted(set(keys)))}
    return np.array([places[key] for key in keys], dtype=np.int64)
