"""Question → template and slots. Every word must be accounted for; what is left over is the topic, or a reason to stop.

Precision before recall: a question that is declined is searched for, and nobody is misled.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from plangraph.questions.catalogue import read_words, templates
from plangraph.questions.recognise import MASKS, Masked, compiled, normalise, recognise
from plangraph.questions.values import Declined, Understood

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Interpretation
    from plangraph.questions.values import Language, Names, Slot, Template

__all__ = ["MAX_QUESTION", "understand"]

MAX_QUESTION: Final = 200
"""Characters of a question that a template may answer; a longer text says more than a template can hold."""
_PLACES: Final = frozenset({"city", "prefecture"})
_REST: Final = re.compile("[^\ue000-\uf8ff]+")
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
    doubtful = next((each.text for each in interpretation.filters if each.field in _PLACES and each.note), None)
    if doubtful:
        return Declined(text, language, "place", doubtful)
    masked = Masked(plain)
    marks = _marks(masked, "early")
    if "refused" in marks:
        return Declined(text, language, "refused", marks["refused"])
    slots = recognise(masked, interpretation, names)
    marks |= _marks(masked, "late")
    asked = frozenset(part for mark in marks for part in mark.split("+"))
    rest = _rest(masked, language)
    if len(rest) > 1 or (twice := _given_twice(slots)):
        return Declined(text, language, "words", "、".join(rest) if len(rest) > 1 else twice)
    return _chosen(Understood(text, language, templates()[0], tuple(slots), rest[0] if rest else ""), asked)


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


@cache
def _glue(language: Language) -> re.Pattern[str]:
    """What may be taken off the borders of a stretch of words."""
    glue = read_words("frames")["glue"][language]
    if language == "ja":
        return re.compile(f"^{glue}+|{glue}+$")
    words = "|".join(glue.split())
    word = rf"(?:(?<!\w)(?:{words})(?!\w)|[?.!,:\s“”\"()])+"
    return re.compile(f"^{word}|{word}$", re.IGNORECASE)


def _rest(masked: Masked, language: Language) -> list[str]:
    """Stretches of words that nothing accounts for, without what says nothing at their borders."""
    glue = _glue(language)
    between = re.compile(f"^{read_words('frames')['glue']['between']}$", re.IGNORECASE)
    rest = []
    for match in _REST.finditer(masked.masks):
        words = match[0]
        before, after = masked.masks[: match.start()][-1:], masked.masks[match.end() :][:1]
        if before and before == after and before != MASKS["mark"] and between.match(words):
            continue
        kept = glue.sub("", words).strip()
        # At the start of a question stands its subject: nothing is taken off its front in Japanese.
        if kept and not before and language == "ja":
            kept = words[: words.rindex(kept) + len(kept)].strip()
        if kept:
            rest.append(kept)
    return rest
