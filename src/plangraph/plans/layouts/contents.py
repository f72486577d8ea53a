"""A chapter's list of what it holds: it gives numbers to headings that lost theirs, and headings that were lost."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from math import inf
from typing import TYPE_CHECKING, Final

from plangraph.model import BlockKind
from plangraph.plans.outline import Marker, parse_marker, similar_key
from plangraph.plans.vocabulary import section_role

if TYPE_CHECKING:
    from plangraph.model import Block, Document

__all__ = ["Contents", "Entry", "Places"]

# A list's heading comes among the next few of its number, if at all.
_NEAREST: Final = 40
_LAST: Final = chr(0x10FFFF)  # after any title


@dataclass(slots=True)
class Entry:
    """A title that the list announces, and whether its heading has come."""

    code: str
    title: str
    used: bool = False


@dataclass(slots=True)
class Contents:
    """The list of one chapter, in order."""

    places: Places
    _entries: deque[Entry] = field(default_factory=deque)
    _by_code: dict[str, deque[Entry]] = field(default_factory=dict)
    _by_title: dict[str, deque[Entry]] = field(default_factory=dict)

    def add(self, marker: Marker) -> Entry:
        """Announce a title."""
        entry = Entry(marker.code, marker.title)
        self._entries.append(entry)
        self._by_code.setdefault(entry.code, deque()).append(entry)
        self._by_title.setdefault(similar_key(entry.title), deque()).append(entry)
        return entry

    def next(self) -> Entry | None:
        """The first entry whose heading has not come."""
        return _first_unused(self._entries)

    def titled(self, text: str) -> Entry | None:
        """The entry that a heading without a number prints."""
        return _first_unused(self._by_title.get(similar_key(text))) if self._by_title else None

    def numbered(self, marker: Marker) -> Entry | None:
        """The entry with a heading's number, if its title is much the same (letters misread, a subtitle added)."""
        entry = _first_unused(self._by_code.get(marker.code))
        return entry if entry is not None and _alike(entry.title, marker.title) else None

    def comes(self, at: int, entry: Entry) -> bool:
        """Whether the heading of an entry stands further down the chapter: it was not lost."""
        return self.announces(at, Marker("number", entry.code, entry.title))

    def announces(self, at: int, marker: Marker) -> bool:
        """Whether a numbered line is an entry of a list: its heading comes again further down the chapter."""
        end = _after(self.places.chapters, at)
        if _after(self.places.plain.get(similar_key(marker.title), []), at) < end:
            return True
        others = self.places.numbered.get(marker.code, [])
        begin = bisect_right(others, (at, _LAST))
        return any(place < end and _alike(marker.title, title) for place, title in others[begin : begin + _NEAREST])

    def heads(self, at: int, block: Block) -> bool:
        """Whether what an item prints comes again further down the chapter, as a heading of the file."""
        headings = self.places.headed.get(similar_key(block.text), []) if block.kind is BlockKind.ITEM else []
        return _after(headings, at) < _after(self.places.chapters, at)

    def draws_on_measures(self, at: int) -> bool:
        """Whether what follows a heading lists measures of other chapters, as a cross-cutting plan does."""
        return _after(self.places.related, at) < _after(self.places.ends, at)


class Places:
    """Where in a document what stands that a list may announce: places in its blocks, in order.

    Found once for a document, since a long one asks for it thousands of times.
    """

    def __init__(self, document: Document) -> None:
        self.chapters: list[int] = []
        # Headings numbered 1. 2. 3. by their code, and blocks without any number by what they print.
        self.numbered: dict[str, list[tuple[int, str]]] = {}
        self.plain: dict[str, list[int]] = {}
        self.headed: dict[str, list[int]] = {}
        # Labels of measures drawn on, and where a measure's own text begins.
        self.related: list[int] = []
        self.ends: list[int] = []
        for at, block in enumerate(document.blocks):
            marker = parse_marker(block.text) if not block.rows else None
            role = section_role(block.text)
            if block.kind is BlockKind.HEADING:
                self.headed.setdefault(similar_key(block.text), []).append(at)
            if marker is None:
                self.plain.setdefault(similar_key(block.text), []).append(at)
            elif marker.style == "chapter":
                self.chapters.append(at)
            elif marker.style == "number":
                self.numbered.setdefault(marker.code, []).append((at, marker.title))
            if role == "related_measures":
                self.related.append(at)
            elif role == "vision" or (marker and marker.style == "chapter"):
                self.ends.append(at)


def _after(places: list[int], at: int) -> float:
    """The first of the places behind one, infinite where there is none."""
    found = bisect_right(places, at)
    return places[found] if found < len(places) else inf


def _first_unused(entries: deque[Entry] | None) -> Entry | None:
    while entries and entries[0].used:
        entries.popleft()
    return entries[0] if entries else None


def _alike(one: str, other: str) -> bool:
    a, b = (similar_key(re.split(r"[～~〜]", title)[0]) for title in (one, other))
    return SequenceMatcher(None, a, b).ratio() >= 0.6
