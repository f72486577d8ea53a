"""What no condition and no frame accounts for: a topic, if it stands where a topic stands, or a reason to stop."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from plangraph.questions.catalogue import read_words
from plangraph.questions.recognise import MASKS

if TYPE_CHECKING:
    from plangraph.questions.recognise import Masked
    from plangraph.questions.values import Language

__all__ = ["Rest", "left_over"]

_OPEN: Final = re.compile("[^\ue000-\uf8ff]+")
_PARTICLES: Final = "をがにのではと、"
# What a topic follows in English: pledges about tourism, the target for waiting children.
_PREPOSITION: Final = re.compile(r"\b(?:about|on|for|of|to|related|relating|regarding|concerning)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rest:
    """Words that nothing accounts for; `linked` where they stand in the sentence as a topic does."""

    words: str
    linked: bool


def left_over(masked: Masked, language: Language) -> list[Rest]:
    """Stretches of words that nothing accounts for, without what says nothing at their borders."""
    glue = _glue(language)
    between = re.compile(f"^{read_words('frames')['glue']['between']}$", re.IGNORECASE)
    rest = []
    for match in _OPEN.finditer(masked.masks):
        words = match[0]
        before, after = masked.masks[: match.start()][-1:], masked.masks[match.end() :][:1]
        if before and before == after and before != MASKS["mark"] and between.match(words):
            continue
        kept = glue.sub("", words).strip()
        if not kept:
            continue
        at = words.rindex(kept)
        lead, tail = words[:at], words[at + len(kept) :]
        if language == "ja":
            # At the start of a question stands its subject: nothing is taken off its front.
            kept = words[: at + len(kept)].strip() if not before else kept
            linked = _linked_ja(masked, match.end(), tail)
        else:
            linked = bool(_PREPOSITION.search(lead)) or (before == MASKS["mark"] and not after)
        rest.append(Rest(kept, linked))
    return rest


def _linked_ja(masked: Masked, end: int, tail: str) -> bool:
    """Whether a topic leads to something: by a particle (空き家の公約, 空き家を担当), or right to a value (…の目標値).

    新しい公約 and 公約は増えた say something of the pledges instead.
    """
    after = masked.masks[end:][:1]
    return bool(after) and bool(tail.strip() or after == MASKS["value"] or masked.text[end] in _PARTICLES)


@cache
def _glue(language: Language) -> re.Pattern[str]:
    """What may be taken off the borders of a stretch of words."""
    glue = read_words("frames")["glue"][language]
    if language == "ja":
        return re.compile(f"^{glue}+|{glue}+$")
    words = "|".join(glue.split())
    word = rf"(?:(?<!\w)(?:{words})(?!\w)|[?.!,:\s“”\"()])+"
    return re.compile(f"^{word}|{word}$", re.IGNORECASE)
