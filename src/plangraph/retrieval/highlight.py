"""What to mark in a passage: the query's words where they stand, the labels of what it means, else a sentence."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from plangraph.retrieval.tokens import Token

__all__ = ["bound_letters", "find_labels", "mark_labels", "mark_terms", "sentences", "weightiest"]

_SENTENCE: Final = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_BULLET: Final = re.compile(r"^[\s・○〇●◎◆■□▪*+-]+")


def mark_terms(
    tokens: Iterable[Token], wanted: Collection[str], bound: Collection[str] = ()
) -> tuple[tuple[int, int], ...]:
    """(start, end) of every token whose form is wanted, in order; tokens that touch become one mark.

    A form of `bound` is marked only where it touches another: see `bound_letters`.
    """
    marks: list[tuple[int, int]] = []
    alone: set[int] = set()
    for token in tokens:
        if token.form not in wanted:
            continue
        if marks and marks[-1][1] >= token.start:
            alone.discard(len(marks) - 1)
            marks[-1] = (marks[-1][0], max(marks[-1][1], token.end))
            continue
        if token.form in bound:
            alone.add(len(marks))
        marks.append((token.start, token.end))
    return tuple(mark for at, mark in enumerate(marks) if at not in alone)


def bound_letters(tokens: Sequence[Token]) -> frozenset[str]:
    """Forms of one letter that stand in a query only beside another word: 者 of 不審者 says nothing alone."""
    ends = {token.end for token in tokens}
    starts = {token.start for token in tokens}
    free = {token.form for token in tokens if token.start not in ends and token.end not in starts}
    return frozenset(token.form for token in tokens if len(token.form) == 1) - free


def find_labels(text: str, labels: Iterable[str]) -> list[tuple[str, int, int]]:
    """(label, start, end) of each place where a label stands in a text, width, case and blanks aside, by place.

    Of labels that overlap the longest stands.
    """
    folded, places = _folded(text)
    found: list[tuple[str, int, int]] = []
    taken: set[int] = set()
    for label in sorted(set(labels), key=lambda each: (-len(each), each)):
        sought = _folded(label)[0]
        at = folded.find(sought) if sought else -1
        while at >= 0:
            here = range(at, at + len(sought))
            if taken.isdisjoint(here):
                taken.update(here)
                found.append((label, places[at], places[here[-1]] + 1))
            at = folded.find(sought, at + 1)
    return sorted(found, key=lambda each: each[1:])


def mark_labels(text: str, labels: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """(start, end) of every label that stands in a text; labels that touch become one mark."""
    marks: list[tuple[int, int]] = []
    for _, start, end in find_labels(text, labels):
        if marks and marks[-1][1] >= start:
            marks[-1] = (marks[-1][0], max(marks[-1][1], end))
        else:
            marks.append((start, end))
    return tuple(marks)


@lru_cache(maxsize=8_192)
def _folded(text: str) -> tuple[str, tuple[int, ...]]:
    """A text as labels are looked for in it, with the place that each letter has in the original."""
    letters, places = [], []
    for place, letter in enumerate(text):
        for each in unicodedata.normalize("NFKC", letter).casefold():
            if not each.isspace():
                letters.append(each)
                places.append(place)
    return "".join(letters), tuple(places)


def sentences(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence or line of a text, without bullets and blanks around it."""
    found = []
    for match in _SENTENCE.finditer(text):
        lead = _BULLET.match(match[0])
        start = match.start() + (lead.end() if lead else 0)
        end = match.start() + len(match[0].rstrip())
        if start < end:
            found.append((start, end))
    return found


def weightiest(
    spans: Sequence[tuple[int, int]], tokens: Sequence[Token], weights: Mapping[str, float]
) -> tuple[int, int] | None:
    """The sentence whose distinct terms weigh most, for its length; the first among equals; None where there is none.

    For a passage that was found by meaning alone, which may share no letter with the query: `weights` says which
    terms the topic has among the nearest passages.
    """
    best, best_weight = None, -1.0
    for start, end in spans:
        forms = {token.form for token in tokens if start <= token.start < end}
        # Dividing by a root keeps a long sentence from winning by its length, and a heading by its shortness.
        weight = sum(weights.get(form, 0.0) for form in forms) / max(len(forms), 4) ** 0.5
        if weight > best_weight:
            best, best_weight = (start, end), weight
    return best
