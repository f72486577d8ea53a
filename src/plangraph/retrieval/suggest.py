"""Suggestions while somebody types: names that an index holds, by the start of any of their words or its reading."""

from __future__ import annotations

import re
import threading
import unicodedata
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plangraph.areas import fold_latin, katakana, romaji
from plangraph.retrieval import index as files
from plangraph.retrieval.fields import Affinity, open_thesaurus
from plangraph.retrieval.fields.thesaurus import LANGUAGES_OF_LABELS
from plangraph.retrieval.records import open_cards
from plangraph.retrieval.tokens import readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["KINDS", "LONGEST", "Suggester", "Suggestion"]

KINDS: Final = (
    "City",
    "Department",
    "Indicator",
    "Policy",
    "Goal",
    "Measure",
    "Initiative",
    "Pledge",
    "Project",
    "Field",
)
"""Kinds of suggestions, in the order in which they come: what stands in the plans before what we say of it."""

LONGEST: Final = 50
"""Characters of what is typed that are looked at; what goes on beyond is no start of a name."""

# Each kind gets so many places before any gets more.
_FIRST: Final = 3
_KANA: Final = re.compile(r"[ァ-ヺー]+")
_LATIN: Final = re.compile(r"[a-z' -]*[a-z]{2}[a-z' -]*")
# What an input method shows of a syllable that is not finished: ぼうs.
_UNFINISHED: Final = re.compile(r"(?<=[ぁ-ゖァ-ヺー])[a-z]{1,2}$")
# What an input method shows while the second half of a word is typed: 公共こう.
_HALF: Final = re.compile(r"(?P<done>.*[一-龠々])(?P<kana>[ぁ-ゖァ-ヺー]+)")
_WORD: Final = re.compile(r"\w+")
_WITHOUT_BLANKS: Final = frozenset({"ja", "zh"})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that can be searched for; `count` is of how many subjects it is said, `language` a BCP 47 tag."""

    text: str
    kind: str
    count: int
    language: str = "ja"


class Suggester:
    """Suggests names of one index; read-only and thread-safe. Made ready when first asked, or by `prepare`."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._cards = open_cards(directory / files.CARDS)
        self._lock = threading.Lock()
        self._keys: list[str] | None = None
        self._owners: list[int] = []
        self._entries: list[_Entry] = []

    @classmethod
    def open(cls, directory: Path) -> Suggester:
        """Open what `build_index` wrote. Raises WorkspaceError where it is missing or damaged."""
        return cls(directory)

    def prepare(self) -> None:
        """Read the words of all names, once."""
        with self._lock:
            if self._keys is not None:
                return
            self._entries = sorted(self._names(), key=lambda each: each.order)
            keys = sorted(
                (key, 2 * at + (not whole)) for at, entry in enumerate(self._entries) for key, whole in _keys(entry)
            )
            self._owners = [owner for _, owner in keys]
            self._keys = [key for key, _ in keys]

    def suggest(self, typed: str, limit: int = 10, language: str | None = None) -> tuple[Suggestion, ...]:
        """Names of which a word, or its reading, starts with what was typed: by kind, and the most frequent first.

        Three of each kind come before a fourth of any, as far as `limit` goes. `language` keeps labels of fields to one
        language besides Japanese. What is empty, or too long to be the start of a name, gives nothing.
        """
        self.prepare()
        found: dict[int, int] = {}
        for sought in _sought(typed):
            self._collect(sought, found)
        for sought in () if found else _half_sought(typed):
            self._collect(sought, found)
        entries = [
            (self._entries[at], inside)
            for at, inside in found.items()
            if language is None or self._entries[at].suggestion.language in {"ja", language}
        ]
        return _chosen(entries, limit)

    def _collect(self, sought: str, found: dict[int, int]) -> None:
        """Add the entries of which a key starts so, each with whether it only has it inside."""
        assert self._keys is not None
        at = bisect_left(self._keys, sought)
        while at < len(self._keys) and self._keys[at].startswith(sought):
            entry, inside = divmod(self._owners[at], 2)
            found[entry] = min(found.get(entry, 1), inside)
            at += 1

    def _names(self) -> Iterator[_Entry]:
        names: Counter[tuple[str, str]] = Counter()
        for card in self._cards:
            names[card.kind, card.label] += 1
            names["City", card.city_label] += 1
            for department in card.departments:
                names["Department", department] += 1
        for (kind, text), count in names.items():
            if text:
                yield _Entry(Suggestion(text, kind, count), (kind, text), 0)
        yield from self._fields()

    def _fields(self) -> Iterator[_Entry]:
        """Labels of the fields that something in the index is said of."""
        if not (self._directory / files.FIELDS).exists():
            return
        held = (Affinity.open(self._directory / files.FIELDS).words > 0).sum(axis=1).tolist()
        for concept, count in zip(open_thesaurus(), held, strict=True):
            if count:
                for language in LANGUAGES_OF_LABELS:
                    for place, label in enumerate(concept.labels[language]):
                        reading = concept.reading if language == "ja" and place == 0 else ""
                        yield _Entry(
                            Suggestion(label, "Field", count, language), ("Field", concept.iri), place, reading
                        )


@dataclass(frozen=True, slots=True)
class _Entry:
    """A suggestion; of those with one `group` (labels of one concept) the one with the least `place` stands."""

    suggestion: Suggestion
    group: tuple[str, str]
    place: int
    reading: str = ""

    @property
    def order(self) -> tuple[int, int, str, str]:
        """By kind, the most frequent first; ties by text and language."""
        told = self.suggestion
        return KINDS.index(told.kind), -told.count, told.text, told.language


def _chosen(entries: Iterable[tuple[_Entry, int]], limit: int) -> tuple[Suggestion, ...]:
    """In order, one of each group, whose name begins with it before whose name has it inside."""
    best: dict[tuple[str, str], tuple[_Entry, int]] = {}
    for entry, inside in sorted(entries, key=lambda each: (each[0].place, each[0].order)):
        best.setdefault(entry.group, (entry, inside))
    ordered = sorted(
        best.values(), key=lambda each: (*each[0].order[:2], each[1], len(each[0].suggestion.text), each[0].order)
    )
    texts: dict[str, int] = {}
    kinds: Counter[str] = Counter()
    ranked = []
    for place, (entry, _) in enumerate(ordered):
        if texts.setdefault(_fold(entry.suggestion.text), place) == place:
            kinds[entry.suggestion.kind] += 1
            ranked.append((kinds[entry.suggestion.kind] > _FIRST, place, entry.suggestion))
    kept = sorted(ranked, key=lambda each: each[:2])[:limit]
    return tuple(suggestion for _, _, suggestion in sorted(kept, key=lambda each: each[1]))


def _keys(entry: _Entry) -> set[tuple[str, bool]]:
    """What finds a name, each with whether the name begins with it.

    The sign before a key says in which writing it is: s as written, k in kana, r in Latin letters.
    """
    text, language = entry.suggestion.text, entry.suggestion.language
    if language != "ja":
        starts = [0] if language in _WITHOUT_BLANKS else [match.start() for match in _WORD.finditer(text)]
        return {("s" + _fold(text[start:])[:LONGEST], start == 0) for start in starts}
    ways = readings(text)
    if entry.reading:
        ways = [(0, entry.reading), *((start, read) for start, read in ways if start)]
    keys = {("s" + _fold(text)[:LONGEST], True)}
    for start, read in ways:
        kana = katakana(read)
        keys |= {
            ("s" + _fold(text[start:])[:LONGEST], start == 0),
            ("k" + kana[:LONGEST], start == 0),
            ("r" + romaji(kana)[:LONGEST], start == 0),
        }
    return keys


def _sought(typed: str) -> list[str]:
    """The starts of keys that what was typed stands for."""
    folded = _fold(typed)
    if not folded or len(folded) > LONGEST:
        return []
    sought = ["s" + folded]
    kana = katakana(_UNFINISHED.sub("", folded))
    if _KANA.fullmatch(kana):
        sought.append("k" + kana)
    elif _LATIN.fullmatch(folded):
        sought.append("r" + fold_latin(folded))
    return sought


def _half_sought(typed: str) -> list[str]:
    """The start of a key for kanji that go on in kana: 公共こう is read コウキョウコウ."""
    folded = _UNFINISHED.sub("", _fold(typed))
    half = _HALF.fullmatch(folded[:LONGEST])
    read = next((read for start, read in readings(half["done"]) if start == 0), "") if half else ""
    return ["k" + katakana(read + half["kana"])] if half and read else []


def _fold(text: str) -> str:
    """A text without differences of width, case, accents and blanks."""
    marked = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold()).replace("đ", "d")
    # Accents of Latin letters go; the voicing marks of kana (U+3099, U+309A) are letters of their own kind and stay.
    bare = "".join(letter for letter in marked if not "\u0300" <= letter <= "\u036f")
    return "".join(unicodedata.normalize("NFC", bare).split())
