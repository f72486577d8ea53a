"""What is not to be among the hits: 本庄市以外, 公約を除く, 順調でない, except Isesaki."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from plangraph.model import Filter
    from plangraph.retrieval.understanding.sentence import Sentence

__all__ = ["read_exclusions"]

# What stands around an exclusion in brackets goes with it: 防災(関市以外).
_OPENED: Final = r"(?:[(\[「]\s*)?"
_CLOSED: Final = r"(?:\s*[)\]」])?"


def read_exclusions(sentence: Sentence) -> None:
    """Conditions whose words are said not to hold exclude what has them, and leave the topic with those words.

    To be called when all conditions are found. A guess (a misspelt name) excludes nothing: its filter goes.
    """
    by_words: dict[str, list[Filter]] = {}
    for each in sentence.filters:
        if each.text:
            by_words.setdefault(each.text, []).append(each)
    if not by_words:
        return
    denied: set[str] = set()
    listed = "|".join(re.escape(words) for words in sorted(by_words, key=len, reverse=True))
    for pattern in _patterns(listed):
        for match in pattern.finditer(sentence.text):
            denied.update(re.findall(listed, match["names"]))
            sentence.take(match.start(), match.end())
    if denied:
        sentence.filters = [
            replace(each, excluded=True, soft=False) if each.text in denied else each
            for each in sentence.filters
            if each.text not in denied or not each.note
        ]


def _patterns(listed: str) -> tuple[re.Pattern[str], ...]:
    words = _words()
    names = rf"(?P<names>(?:{listed})(?:{words['between']}(?:{listed}))*)"
    return (
        re.compile(rf"{_OPENED}{names}(?:市|町|村|課)?\s?{words['after']}{_CLOSED}\s*", re.IGNORECASE),
        re.compile(rf"{_OPENED}{words['before']}{names}{_CLOSED}\s*", re.IGNORECASE),
    )


@cache
def _words() -> dict[str, str]:
    return tomllib.loads(files(__package__ or "").joinpath("exclusions.toml").read_text(encoding="utf-8"))
