"""Which entry of one edition of a plan is which of the other: by code and title, place, and what they say and hold."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from plangraph.pipeline.editions import Edition, Entry

__all__ = ["pair_entries"]

_AIMS: Final = ("Baseline ", "Target ")
# What measures of any matter end in: it does not tell one from another.
_ENDING: Final = re.compile(
    r"(?:の?(?:推進|充実|支援|整備|強化|促進|確保|拡充|向上|設置|運営|実施|確立|活用|育成|振興|導入|開催|対策|検討"
    r"|見直し|普及|拡大|創出|改善|事業|取組))+$"
)
_ALIKE: Final = 0.5  # of the pairs of letters of two titles, those that they share (Dice 1945)


def pair_entries(before: Edition, after: Edition) -> dict[str, Entry]:
    """By the IRI of each entry of the former edition, the entry that it has become; those that are gone are missing.

    A pair is made only where it is the only one possible. Elements are paired before indicators, and again as long as
    pairs of parents and children show further ones.
    """
    both = _Editions(before, after)
    found = -1
    while found < len(both.pairs):
        found = len(both.pairs)
        for key in both.element_keys():
            both.pair(key, indicators=False)
        both.pair_alike(indicators=False)
    for key in both.indicator_keys():
        both.pair(key, indicators=True)
    both.pair_alike(indicators=True)
    return both.pairs


@dataclass(slots=True)
class _Editions:
    """Two editions and the pairs made so far; a key is told whether its entry is of the former one."""

    before: Edition
    after: Edition
    pairs: dict[str, Entry] = field(default_factory=dict)
    below: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    codes: list[Counter[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for edition in (self.before, self.after):
            self.codes.append(Counter(each.code for each in edition.entries if not each.is_indicator))
        # Both editions may use one IRI, so that theirs are told apart.
        for former, edition in ((True, self.before), (False, self.after)):
            for entry in edition.entries:
                self.below[f"{former} {entry.owner}"].append(entry)

    def left(self, *, indicators: bool) -> tuple[list[Entry], list[Entry]]:
        """What has no partner yet."""
        taken = {partner.iri for partner in self.pairs.values()}
        return (
            [each for each in self.before.entries if each.is_indicator is indicators and each.iri not in self.pairs],
            [each for each in self.after.entries if each.is_indicator is indicators and each.iri not in taken],
        )

    def pair(self, key: Callable[[Entry, bool], Hashable], *, indicators: bool) -> None:
        """Pairs what is left over and has a key that one entry of each edition has."""
        old, new = self.left(indicators=indicators)
        groups: defaultdict[Hashable, tuple[list[Entry], list[Entry]]] = defaultdict(lambda: ([], []))
        for side, entries in enumerate((old, new)):
            for entry in entries:
                groups[key(entry, side == 0)][side].append(entry)
        for value, (olds, news) in groups.items():
            if value is not None and len(olds) == len(news) == 1:
                self.pairs[olds[0].iri] = news[0]

    def pair_alike(self, *, indicators: bool) -> None:
        """Pairs siblings of one kind whose titles are much the same, where each is like no other.

        Indicators start from the same values, too: their targets may have been set anew.
        """
        old, new = self.left(indicators=indicators)
        among: defaultdict[Hashable, list[Entry]] = defaultdict(list)
        for entry in new:
            among[entry.kind, entry.owner].append(entry)
        like = {one.iri: [each for each in among[one.kind, self.place(one, True)] if _alike(one, each)] for one in old}
        wanted = Counter(each.iri for found in like.values() for each in found)
        for iri, found in like.items():
            if len(found) == 1 and wanted[found[0].iri] == 1:
                self.pairs[iri] = found[0]

    def place(self, entry: Entry, former: bool) -> str | None:
        """What an entry stands under, as the later edition has it; "" on top, None where that is gone."""
        if not former or not entry.owner:
            return entry.owner
        partner = self.pairs.get(entry.owner)
        return None if partner is None else partner.iri

    def element_keys(self) -> Iterator[Callable[[Entry, bool], Hashable]]:
        """The surest first."""

        def below(entry: Entry, former: bool, *said: Hashable) -> Hashable:
            """What an entry is among its siblings; None where it says nothing, or its parent is gone."""
            place = self.place(entry, former)
            return (entry.kind, place, *said) if all(said) and place is not None else None

        yield lambda entry, _: (entry.code, entry.title, entry.local)
        yield lambda entry, _: (entry.code, entry.title)
        yield lambda entry, _: (entry.kind, entry.title)
        yield lambda entry, former: below(entry, former, entry.title)
        yield lambda entry, _: entry.code if entry.code and max(c[entry.code] for c in self.codes) == 1 else None
        yield lambda entry, former: below(entry, former, entry.code)
        kept = {partner.iri for partner in self.pairs.values()}

        def children(entry: Entry, former: bool) -> Hashable:
            """Those that both editions have, as the later one names them."""
            found = [each.iri for each in self.below[f"{former} {entry.iri}"] if not each.is_indicator]
            both = (self.pairs[iri].iri for iri in found if iri in self.pairs) if former else kept.intersection(found)
            return frozenset(both) or None

        yield children
        yield lambda entry, former: below(entry, former, entry.facets["texts"])
        yield lambda entry, former: below(entry, former, self._measured_by(entry, former))

    def _measured_by(self, entry: Entry, former: bool) -> Hashable:
        return frozenset(each.title for each in self.below[f"{former} {entry.iri}"] if each.is_indicator)

    def indicator_keys(self) -> Iterator[Callable[[Entry, bool], Hashable]]:
        """Name and element first; else the values, or at least where it starts and what it aims at."""

        def of(entry: Entry, former: bool, said: tuple[str, ...]) -> Hashable:
            place = self.place(entry, former)
            return (place, said) if place and said else None

        def aims(entry: Entry) -> tuple[str, ...]:
            """A later edition has later results beside the same of these."""
            return tuple(each for each in entry.facets["observations"] if each.startswith(_AIMS))

        yield lambda entry, former: (self.place(entry, former), entry.title)
        yield lambda entry, _: entry.title
        yield lambda entry, former: of(entry, former, entry.facets["observations"])
        yield lambda entry, former: of(entry, former, aims(entry))


def _alike(one: Entry, other: Entry) -> bool:
    if one.is_indicator and not (_starts(one) and _starts(one) == _starts(other)):
        return False
    left, right = _letters(one.title), _letters(other.title)
    shared = sum((left & right).values())
    return bool(shared) and 2 * shared >= _ALIKE * (left.total() + right.total())


def _starts(indicator: Entry) -> list[str]:
    return [each for each in indicator.facets["observations"] if each.startswith("Baseline ")]


def _letters(title: str) -> Counter[str]:
    """Pairs of letters that follow each other in what a title names."""
    text = re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", title))
    text = _ENDING.sub("", text) or text
    return Counter(text[at : at + 2] for at in range(len(text) - 1))
