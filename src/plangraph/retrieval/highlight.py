"""What to mark in a passage: the query's words where they stand, else the sentence that says most of the topic."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from plangraph.retrieval.tokens import Token

__all__ = ["best_sentence", "mark_terms", "sentences"]

_SENTENCE: Final = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_BULLET: Final = re.compile(r"^[\s・○〇●◎◆■□▪*+-]+")


def mark_terms(tokens: Iterable[Token], wanted: Collection[str]) -> tuple[tuple[int, int], ...]:
    """(start, end) of every token whose form is wanted, in order; tokens that touch become one mark."""
    marks: list[tuple[int, int]] = []
    for token in tokens:
        if token.form not in wanted:
            continue
        if marks and marks[-1][1] >= token.start:
            marks[-1] = (marks[-1][0], max(marks[-1][1], token.end))
        else:
            marks.append((token.start, token.end))
    return tuple(marks)


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


def best_sentence(text: str, tokens: Sequence[Token], weights: Mapping[str, float]) -> tuple[int, int] | None:
    """The sentence whose distinct terms weigh most, for its length; the first among equals; None for a blank text.

    For a passage that was found by meaning alone, which may share no letter with the query: `weights` says which
    terms the topic has among the nearest passages.
    """
    best, best_weight = None, -1.0
    for start, end in sentences(text):
        forms = {token.form for token in tokens if start <= token.start < end}
        # Dividing by a root keeps a long sentence from winning by its length, and a heading by its shortness.
        weight = sum(weights.get(form, 0.0) for form in forms) / max(len(forms), 4) ** 0.5
        if weight > best_weight:
            best, best_weight = (start, end), weight
    return best
