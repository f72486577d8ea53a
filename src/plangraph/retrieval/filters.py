"""Hard filters: which cards a caller wants, and a plain word where a value does not exist."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from plangraph.errors import QueryError
from plangraph.model import ElementKind, Status
from plangraph.retrieval.fields.thesaurus import above, names_of_fields
from plangraph.spellings import fold_spelling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from plangraph.model import Card, Filter

__all__ = ["ABSENT", "FIELDS", "INDICATOR", "UNMET", "Filters", "code_key", "department_key", "dropped", "goals"]

INDICATOR: Final = "Indicator"
"""The kind of a card that is no element but a KPI."""

_KINDS: Final = (*(kind.value for kind in ElementKind), INDICATOR)
_STATUSES: Final = tuple(status.value for status in Status)
_GOALS: Final = tuple(str(goal) for goal in range(1, 18))
_LISTED: Final = 20


UNMET: Final = "unmet"
"""Note of a filter from the words that was let go, because nothing meets it beside the others."""

ABSENT: Final = "absent"
"""Note of a filter from the words whose place is real, but has no plan in the index, and of a unit that is nobody's."""

# In this order conditions from the words are let go where nothing meets them all: whose plan it is, last.
_LET_GO: Final = ("code", "grade", "year", "sdg", "plan", "status", "kind", "department", "city", "prefecture")


def department_key(name: str) -> str:
    """A department's name without its closing 課, blanks and ways of spelling: 危機管理課 and 危機管理 are one."""
    return fold_spelling(name).removesuffix("課")


def code_key(code: str) -> str:
    """A printed code in one spelling: 3－1－①, ３-１-１ and 3-1-1 are one, and so are 07 and 7."""
    folded = re.sub(r"[-‐‑–—−ー]", "-", unicodedata.normalize("NFKC", code)).casefold()
    return re.sub(r"(?<!\d)0+(?=\d)", "", re.sub(r"\s", "", folded))


def dropped(condition: Filter, names: Iterable[str]) -> bool:
    """Whether a condition is among those named by field ("city") or by field and value ("city:102041")."""
    return not {condition.field, f"{condition.field}:{condition.value}"}.isdisjoint(names)


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
    "prefecture": lambda card: (card.city[:2],),
    "year": lambda card: map(str, card.years),
    "period": lambda card: map(str, card.period),
    "grade": lambda card: card.grades,
    # A broader concept covers what is under it.
    "field": lambda card: (concept for field in card.fields for concept in above(field)),
    # What a code means depends on where a card stands: see `Filters`.
    "code": lambda card: () if card.notation is None else (card.notation,),
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
            "department": defaultdict(set),
            "period": defaultdict(set),
            "field": {name: set(iris) for name, iris in names_of_fields().items()},
        }
        for card in cards:
            for name in (card.city, card.city_label):
                self._known["city"][name.casefold()].add(card.city)
            for name in (card.plan, card.plan.rsplit("/", 1)[-1]):
                self._known["plan"][name.casefold()].add(card.plan)
            for year in map(str, card.period):
                self._known["period"][year].add(year)
            for name in card.departments:
                self._known["department"][department_key(name).casefold()].add(department_key(name))
        self._codes = _codes(cards)
        self._judged = np.array([bool(card.status) for card in cards], dtype=np.bool_)
        # What everybody asks for (one city, one status) is looked up once.
        self._having = lru_cache(maxsize=256)(self._look_up)
        self._printed: defaultdict[str, set[str]] = defaultdict(set)
        for card in cards:
            if card.notation:
                self._printed[code_key(card.notation)].add(card.notation)
        self._shown = {
            "city": sorted({f"{card.city} ({card.city_label})" for card in cards}),
            "kind": list(_KINDS),
            "status": list(_STATUSES),
            "sdg": list(_GOALS),
            "department": sorted({name for card in cards for name in card.departments}),
            "period": sorted({str(year) for card in cards for year in card.period}),
            "plan": sorted({card.plan.rsplit("/", 1)[-1] for card in cards}),
            "field": sorted({name.rsplit("/", 1)[-1] for card in cards for name in _VALUES["field"](card)}),
        }

    def resolve(self, condition: Filter) -> frozenset[str]:
        """The values that a condition means; a year or code that nobody has is one that nothing carries.

        Raises QueryError for a filter that does not exist, and for a city, kind, status, department, SDG, plan, year
        of a plan's period or field of policy that does not.
        """
        if condition.field not in FIELDS:
            raise QueryError(f"there is no filter {condition.field!r}; there are: {', '.join(FIELDS)}")
        value = condition.value.strip()
        if condition.field in {"prefecture", "year", "grade"} or condition.note == ABSENT:
            return frozenset({value})
        if condition.field == "code":
            kind, _, code = value.rpartition("/")
            printed = (
                {code} if code in self._printed.get(code_key(code), ()) else self._printed.get(code_key(code), {code})
            )
            return frozenset(f"{kind}/{each}" for each in printed)
        if condition.field == "sdg":
            value = value.rsplit("/", 1)[-1].lstrip("0")
        if condition.field == "department":
            value = department_key(value)
        found = self._known[condition.field].get(value.casefold())
        if not found:
            shown = self._shown[condition.field]
            more = f", … ({len(shown)} in all)" if len(shown) > _LISTED else ""
            raise QueryError(
                f"{condition.field}: nothing is called {condition.value!r} here; use one of: "
                f"{', '.join(shown[:_LISTED])}{more}"
            )
        return frozenset(found)

    def mask(self, condition: Filter) -> NDArray[np.bool_]:
        """Which cards meet one condition, shape (cards,). Raises QueryError as `resolve` does."""
        having = self._having(condition.field, self.resolve(condition))
        if not condition.excluded:
            return having
        # What nobody judged is not said to be anything but on track.
        return ~having & self._judged if condition.field == "status" else ~having

    def bearing(self, condition: Filter) -> NDArray[np.bool_]:
        """Which cards bear a code themselves, not only what they stand under; shape (cards,)."""
        codes = self.resolve(condition)
        own = ({f"/{card.notation}", f"{card.kind}/{card.notation}"} for card in self._cards)
        return np.array([not codes.isdisjoint(each) for each in own], dtype=np.bool_)

    def allowed(self, conditions: Iterable[Filter]) -> NDArray[np.bool_] | None:
        """Which cards pass all hard conditions, shape (cards,); None where there are none. Soft ones are left out.

        Values of one field are alternatives, fields must all hold, and so must each exclusion. Raises QueryError as
        `resolve` does.
        """
        wanted: dict[str, set[str]] = defaultdict(set)
        barred: list[Filter] = []
        for condition in conditions:
            if condition.soft:
                continue
            if condition.excluded:
                barred.append(condition)
            else:
                wanted[condition.field] |= self.resolve(condition)
        if not wanted and not barred:
            return None
        allowed = np.ones(len(self._cards), dtype=np.bool_)
        for condition in barred:
            allowed &= self.mask(condition)
        for field, values in wanted.items():
            allowed &= self._having(field, frozenset(values))
        return allowed

    def met(self, asked: Sequence[Filter], understood: Sequence[Filter]) -> tuple[Filter, ...]:
        """The conditions from the words, of which as few as need be are let go, so that something meets the others.

        What is let go comes back soft and noted as unmet. What the caller asked for always holds.
        """
        # A place without a plan here is met by nothing, whatever the other conditions.
        absent = {each.field for each in understood if each.note == ABSENT}
        alone = [{*absent, field} for field in _LET_GO]
        several = [{*absent, *_LET_GO[:count]} for count in range(2, len(_LET_GO) + 1)]
        kept = tuple(understood)
        for fields in (absent, *alone, *several):
            kept = tuple(_let_go(each) if each.field in fields else each for each in understood)
            allowed = self.allowed((*asked, *kept))
            if allowed is None or allowed.any():
                break
        return kept

    def _look_up(self, field: str, values: frozenset[str]) -> NDArray[np.bool_]:
        return np.array([not values.isdisjoint(self._values(field, card)) for card in self._cards], dtype=np.bool_)

    def _values(self, field: str, card: Card) -> Iterable[str]:
        return self._codes[card.iri] if field == "code" else _VALUES[field](card)


def _let_go(condition: Filter) -> Filter:
    """The condition as one that nothing meets; what was soft from the start dropped nothing, and stays."""
    return condition if condition.soft else replace(condition, soft=True, note=condition.note or UNMET)


def _codes(cards: Sequence[Card]) -> dict[str, frozenset[str]]:
    """By card, the codes of it and of all above it, alone (/5-2) and after their kinds (Measure/5-2)."""
    at = {(card.plan, *card.path, card.label): card for card in cards if card.notation}
    found = {}
    for card in cards:
        way = (card.plan, *card.path, card.label)
        above = [at[way[:depth]] for depth in range(2, len(way)) if way[:depth] in at]
        values = set()
        for each in (*above, card):
            if each.notation:
                values |= {f"{kind}/{each.notation}" for kind in ("", each.kind)}
        found[card.iri] = frozenset(values)
    return found
