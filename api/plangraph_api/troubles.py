"""What is wrong with what was asked, in words for a page: fields have their names of the page, not of the address."""

from __future__ import annotations

from typing import Final

from plangraph_api.messages import messages
from plangraph_api.phrases import say

__all__ = ["field_label", "said_on_page"]

_LABELS: Final = {"q": "search.label", "drop": "search.understood"}
_CHOICES: Final = "use one of: "


def field_label(name: str, language: str) -> str:
    """What a page calls a parameter; the parameter itself where it is none that pages have."""
    words = messages(language).words
    keys = (_LABELS.get(name, ""), f"facet.{name}", f"parameter.{name}")
    return next((words[key] for key in keys if key in words), name)


def said_on_page(problem: str, language: str) -> str:
    """The sentence of an error of a search in a language of the pages; as it is where it has no words there."""
    name, colon, rest = problem.partition(": ")
    if not colon or field_label(name, language) == name:
        return say(problem, language) or problem
    words = messages(language)
    before, choices, values = rest.partition(_CHOICES)
    if choices:
        rest = before + choices + ", ".join(words.name(name, value) for value in values.split(", "))
    named = {"name": field_label(name, language), "problem": say(rest, language) or rest}
    return words("problem.detail.named", **named)
