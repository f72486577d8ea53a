"""Whether words ask to count or compare, in whichever language: who asks so wants a figure, and no list of hits."""

from __future__ import annotations

import re
from functools import cache

from plangraph.questions.catalogue import read_words
from plangraph.questions.recognise import normalise

__all__ = ["counted_in"]


def counted_in(text: str) -> tuple[str, ...]:
    """The languages (BCP 47) in whose words a text asks to count or compare; none for one that does not."""
    plain = normalise(text)
    return tuple(tag for tag, pattern in _patterns().items() if pattern.search(plain))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {tag: re.compile(each, re.IGNORECASE) for tag, each in read_words("counting")["words"].items()}
