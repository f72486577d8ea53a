"""What errors say, said again in another language.

Errors word themselves in English, wherever they arise: in the library, in a process of a query, in the framework. Those
sentences are the messages below `problem.detail`; the facts are what stands in their gaps, and none gets lost.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from plangraph_api.messages import messages

__all__ = ["ENGLISH", "say"]

ENGLISH: Final = "en"
"""The language that errors word themselves in."""
_SECTION: Final = "problem.detail."
_GAP: Final = re.compile(r"\{(\w+)\}")
# A gap of this name holds another sentence of the list.
_SENTENCE: Final = "problem"
# A gap of this name holds what there is to choose from.
_CHOICES: Final = frozenset({"choices"})
_DEPTH: Final = 4
# Longer ones hold what a client sent at length; it could be made to take time.
_LONGEST: Final = 2000


def say(text: str, language: str, depth: int = _DEPTH) -> str | None:
    """An error's English sentence in a language of the pages; None for one that is not listed."""
    if language == ENGLISH:
        return text
    if len(text) > _LONGEST or not depth:
        return None
    for key, pattern in _patterns():
        found = pattern.fullmatch(text)
        facts = dict(found.groupdict()) if found else None
        if facts and _SENTENCE in facts:
            inner = say(facts[_SENTENCE], language, depth - 1)
            if inner is None:
                continue
            facts[_SENTENCE] = inner
        if facts is not None:
            for gap in facts.keys() & _CHOICES:
                # The framework's words: 'a', 'b' or 'c'.
                facts[gap] = facts[gap].replace(" or ", messages(language).words["element.comma"])
            return messages(language)(key, **facts)
    return None


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """The sentences as patterns, those that say most first: what says little fits much.

    One that begins with a gap would take the place before another for what stands in it, so all such come last.
    """
    listed = [(key, text) for key, text in messages(ENGLISH).words.items() if key.startswith(_SECTION)]
    listed.sort(key=lambda pair: (pair[1].startswith("{"), -len(_GAP.sub("", pair[1])), pair[0]))
    return [(key, _pattern(text)) for key, text in listed]


def _pattern(text: str) -> re.Pattern[str]:
    pieces = _GAP.split(text)
    parts = [re.escape(piece) if at % 2 == 0 else f"(?P<{piece}>.+?)" for at, piece in enumerate(pieces)]
    return re.compile("".join(parts), re.DOTALL)
