"""Question → template and slots. Every word must be accounted for; what is left over is the topic, or a reason to stop.

Precision before recall: a question that is declined is searched for, and nobody is misled.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.questions.catalogue import templates
from plangraph.questions.recognise import Masked, compiled, normalise, recognise
from plangraph.questions.rest import left_over
from plangraph.questions.values import Declined, Understood

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Interpretation
    from plangraph.questions.values import Names, Slot, Template

__all__ = ["MAX_QUESTION", "understand"]

MAX_QUESTION: Final = 200
"""Characters of a question that a template may answer; a longer text says more than a template can hold."""
# Whose name is in doubt, and how that is said.
_WHOSE: Final = {"city": "place", "prefecture": "place", "department": "unit"}
# Words of an English question around a name in Japanese letters.
_ENGLISH: Final = re.compile(r"^[^ぁ-ヿ]*[a-z]{2,}\s[a-z]{2,}[^ぁ-ヿ]*$", re.IGNORECASE)
_LISTED_TWICE: Final = frozenset({"city", "kind", "department", "value", "status", "code", "sdg", "grade"})


def understand(text: str, interpretation: Interpretation, names: Names) -> Understood | Declined:
    """The template that says what a question asks, with its slots and topic; else why none does.

    `interpretation` is how a search understands the same text, `names` what the graph calls its things.
    """
    plain = normalise(text)
    language = "ja" if interpretation.language == "ja" and not _ENGLISH.search(plain) else "en"
    if not plain or len(plain) > MAX_QUESTION:
        return Declined(text, language, "too-long" if plain else "no-question")
    for each in interpretation.filters:
        if each.excluded or (each.note and each.field in _WHOSE):
            return Declined(text, language, "excluded" if each.excluded else _WHOSE[each.field], each.text)
    masked = Masked(plain)
    marks = _marks(masked, "early")
    if "refused" in marks:
        return Declined(text, language, "refused", marks["refused"])
    slots = recognise(masked, interpretation, names)
    marks |= _marks(masked, "late")
    asked = frozenset(part for mark in marks for part in mark.split("+"))
    rest = left_over(masked, language)
    if len(rest) > 1 or any(not each.linked for each in rest):
        return Declined(text, language, "words", "、".join(each.words for each in rest))
    if twice := _given_twice(slots):
        return Declined(text, language, "words", twice)
    topic = "".join(each.words for each in rest)
    return _chosen(Understood(text, language, templates()[0], tuple(slots), topic), asked)


def _chosen(read: Understood, asked: frozenset[str]) -> Understood | Declined:
    """The question with the template that fits its marks, slots and topic."""
    given = {slot.field for slot in read.slots} | ({"topic"} if read.topic else set())
    fitting = _first(asked, given)
    if fitting is None and "department" in given:
        # 危機管理課が担当する公約: being in charge is what a department does to things anyway.
        fitting = _first(asked - {"charge"}, given)
    if fitting is None:
        return Declined(read.text, read.language, "no-template" if asked else "no-question", read.topic)
    if "Indicator" in read.values("kind") and "Achieved" in read.values("status"):
        # 目標を達成した指標 asks about values; the judgements of indicators say how they progress.
        return Declined(read.text, read.language, "achieved")
    return replace(read, template=fitting)


def _marks(masked: Masked, group: str) -> dict[str, str]:
    """Marks of a group with the words that made them, masked as they are found."""
    found = {}
    for entry, pattern in compiled(group):
        for match in masked.iter(pattern, "mark"):
            found[entry["mark"]] = match[0]
    return found


def _first(asked: frozenset[str], given: set[str]) -> Template | None:
    return next((each for each in templates() if _fits(each, asked, given)), None)


def _fits(template: Template, asked: frozenset[str], given: set[str]) -> bool:
    needs = [set(need.split("|")) for need in template.needs]
    return asked in template.frames and all(need & given for need in needs) and given <= template.allows.union(*needs)


def _given_twice(slots: Sequence[Slot]) -> str:
    """The words of a condition that is given twice where it can hold only once; "" where there is none."""
    seen: set[str] = set()
    for slot in slots:
        if slot.field in seen and slot.field not in _LISTED_TWICE:
            return slot.text
        seen.add(slot.field)
    return ""
