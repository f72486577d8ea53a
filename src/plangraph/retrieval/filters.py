"""Hard filters: which cards a caller wants, and a plain word where a value does not exist."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from plangraph.errors import QueryError
from plangraph.model import ElementKind, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from plangraph.model import Card, Filter

__all__ = ["FIELDS", "INDICATOR", "Filters", "department_key", "goals"]

INDICATOR: Final = "Indicator"
"""The kind of a card that is no element but a KPI."""

_KINDS: Final = (*(kind.value for kind in ElementKind), INDICATOR)
_STATUSES: Final = tuple(status.value for status in Status)
_GOALS: Final = tuple(str(goal) for goal in range(1, 18))
_LISTED: Final = 20


def department_key(name: str) -> str:
    """A department's name without its closing 課 and without blanks: 危機管理課 and 危機管理 are one."""
    return re.sub(r"\s+", "", name).removesuffix("課")


def goals(card: Card) -> tuple[str, ...]:
    """The SDG goals of a card that nobody rejected, as text, each once."""
    return tuple(dict.fromkeys(str(goal) for goal, basis, _ in card.sdgs if basis != "Rejected"))


_VALUES: Final[dict[str, Callable[[Card], Iterable[str]]]] = {
    "city": lambda card: (card.city,),
    "kind": lambda card: (card.kind,),
    "status": lambda card: card.status,
    "department": lambda card: map(department_key, card.departments),
    "sdg": goals,
    "plan": lambda card: (card.plan,),
}
FIELDS: Final = tuple(_VALUES)
"""What hits can be filtered by."""


class Filters:
    """Resolves filter values against the cards of an index, and says which cards fit."""

    def __init__(self, cards: Sequence[Card]) -> None:
        self._cards = cards
        # What a caller may write → the values meant. Cities of one name, or plans of one slug, are all meant.
        self._known: dict[str, dict[str, set[str]]] = {
            "city": defaultdict(set),
            "kind": {kind.casefold(): {kind} for kind in _KINDS},
            "status": {status.casefold(): {status} for status in _STATUSES},
            "sdg": {goal: {goal} for goal in _GOALS},
            "plan": defaultdict(set),
        }
        for card in cards:
            for name in (card.city, card.city_label):
                self._known["city"][name.casefold()].add(card.city)
            for name in (card.plan, card.plan.rsplit("/", 1)[-1]):
                self._known["plan"][name.casefold()].add(card.plan)
        self._shown = {
            "city": sorted({f"{card.city} ({card.city_label})" for card in cards}),
            "kind": list(_KINDS),
            "status": list(_STATUSES),
            "sdg": list(_GOALS),
            "plan": sorted({card.plan.rsplit("/", 1)[-1] for card in cards}),
        }

    def resolve(self, condition: Filter) -> frozenset[str]:
        """The values that a condition means; a department that nobody has is a value that nothing carries.

        Raises QueryError for a field that does not exist, and for a city, kind, status, SDG or plan that does not.
        """
        if condition.field not in FIELDS:
            raise QueryError(f"there is no filter {condition.field!r}; there are: {', '.join(FIELDS)}")
        value = condition.value.strip()
        if condition.field == "department":
            return frozenset({department_key(value)})
        if condition.field == "sdg":
            value = value.rsplit("/", 1)[-1].lstrip("0")
        found = self._known[condition.field].get(value.casefold())
        if not found:
            shown = self._shown[condition.field]
            more = f", … ({len(shown)} in all)" if len(shown) > _LISTED else ""
            raise QueryError(
                f"{condition.field}: nothing is called {condition.value!r} here; use one of: "
                f"{', '.join(shown[:_LISTED])}{more}"
            )
        return frozenset(found)

    def meets(self, card: Card, condition: Filter) -> bool:
        """Whether a card has the value of one condition. Raises QueryError as `resolve` does."""
        return not self.resolve(condition).isdisjoint(_VALUES[condition.field](card))

    def fitting(self, conditions: Iterable[Filter]) -> frozenset[str] | None:
        """IRIs of the cards that pass all hard conditions; None where there are none. Soft ones are left out.

        Values of one field are alternatives, fields must all hold. Raises QueryError as `resolve` does.
        """
        wanted: dict[str, set[str]] = defaultdict(set)
        for condition in conditions:
            if not condition.soft:
                wanted[condition.field] |= self.resolve(condition)
        if not wanted:
            return None
        return frozenset(
            card.iri
            for card in self._cards
            if all(not values.isdisjoint(_VALUES[name](card)) for name, values in wanted.items())
        )
