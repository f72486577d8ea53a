"""A chapter's list of what it holds: it gives numbers to headings that lost theirs, and headings that were lost."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from plangraph.plans.outline import Marker, parse_marker, similar_key
from plangraph.plans.vocabulary import section_role

if TYPE_CHECKING:
    from plangraph.model import Document

__all__ = ["Contents", "Entry"]


@dataclass(slots=True)
class Entry:
    """A title that the list announces, and whether its heading has come."""

    code: str
    title: str
    used: bool = False


@dataclass(slots=True)
class Contents:
    """The list of one chapter, in order."""

    document: Document
    entries: list[Entry] = field(default_factory=list)

    def add(self, marker: Marker) -> Entry:
        """Announce a title."""
        entry = Entry(marker.code, marker.title)
        self.entries.append(entry)
        return entry

    def next(self) -> Entry | None:
        """The first entry whose heading has not come."""
        return next((entry for entry in self.entries if not entry.used), None)

    def titled(self, text: str) -> Entry | None:
        """The entry that a heading without a number prints."""
        key = similar_key(text)
        return next((e for e in self.entries if not e.used and similar_key(e.title) == key), None)

    def numbered(self, marker: Marker) -> Entry | None:
        """The entry with a heading's number, if its title is much the same (letters misread, a subtitle added)."""
        entry = next((e for e in self.entries if e.code == marker.code and not e.used), None)
        return entry if entry is not None and _alike(entry.title, marker.title) else None

    def announces(self, at: int, marker: Marker) -> bool:
        """Whether a numbered line is an entry of a list: its heading comes again further down the chapter."""
        for block in self.document.blocks[at + 1 :]:
            other = parse_marker(block.text) if not block.rows else None
            if other and other.style == "chapter":
                return False
            if other and other.style == "number" and other.code == marker.code and _alike(marker.title, other.title):
                return True
            if not other and similar_key(block.text) == similar_key(marker.title):
                return True
        return False

    def draws_on_measures(self, at: int) -> bool:
        """Whether what follows a heading lists measures of other chapters, as a cross-cutting plan does."""
        for block in self.document.blocks[at + 1 :]:
            marker = parse_marker(block.text) if not block.rows else None
            role = section_role(block.text)
            if role == "related_measures":
                return True
            if role == "vision" or (marker and marker.style == "chapter"):
                return False
        return False


def _alike(one: str, other: str) -> bool:
    a, b = (similar_key(re.split(r"[～~〜]", title)[0]) for title in (one, other))
    return SequenceMatcher(None, a, b).ratio() >= 0.6
