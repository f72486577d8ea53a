"""The rules by which lines of a document were understood, in words of people: what `rules.toml` says of them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from plangraph_api.wording import Wording

__all__ = ["say_rule"]

_LANGUAGES: Final = ("ja", "en")
_SLOT: Final = re.compile(r"\\\{(\w+)\\\}")


def say_rule(rule: str, language: str, wording: Wording) -> tuple[str, str]:
    """A rule as people call it, and the language that this is in: English where a part of it has no words.

    `language` is one of those that pages are complete in; doubts stand behind the rule, each after a semicolon.
    """
    parts = rule.split("; ")
    said = [_said(part, language, wording) for part in parts]
    if None in said:
        return rule, "en"
    return ("、" if language == "ja" else "; ").join(part for part in said if part), language


def _said(rule: str, language: str, wording: Wording) -> str | None:
    at = _LANGUAGES.index(language)
    for pattern, words in _patterns():
        if match := pattern.fullmatch(rule):
            slots = {name: _filled(name, value, at, wording) for name, value in match.groupdict().items()}
            return words[at].format(**slots)
    return None


def _filled(name: str, value: str, at: int, wording: Wording) -> str:
    """What stands in a slot, in words; as it is where it has none, as words of the document have."""
    value = value.removeprefix("named:") if name == "style" else value
    if value in (named := _data().get(name, {})):
        return named[value][at]
    return wording.read_as(value) if name == "role" else value


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("plangraph_api").joinpath("rules.toml").read_text(encoding="utf-8"))


@cache
def _patterns() -> list[tuple[re.Pattern[str], list[str]]]:
    """Each rule as a pattern, those without a slot first; the order of the file is that of the more special."""
    rules = sorted(_data()["rules"].items(), key=lambda item: "{" in item[0])
    return [(re.compile(_SLOT.sub(r"(?P<\1>.+)", re.escape(rule))), words) for rule, words in rules]
