"""The names of the Sustainable Development Goals as Japan prints them below their icons: 質の高い教育をみんなに."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Final

__all__ = ["number_goals"]

_BEFORE: Final = r"(?P<number>(?<![\d.])(?:1[0-7]|0?[1-9])(?!\d)[\s.:]*)?"


def number_goals(text: str) -> str:
    """The text with the number of each goal in place of its name: `4 質の高い教育をみんなに` and the name alone → 4.

    A number that is not the goal's stays before the name, so that the text is none of numbers alone.

    >>> number_goals("4 質の高い教育をみんなに　5 ジェンダー平等を実現しよう"), number_goals("海の豊かさを守ろう")
    ('4 5', '14')
    """
    folded = unicodedata.normalize("NFKC", text)
    return " ".join(_pattern().sub(_number, folded).split()) if _pattern().search(folded) else text


def _number(match: re.Match[str]) -> str:
    goal = next(int(name[1:]) for name, found in match.groupdict().items() if found and name != "number")
    printed = match["number"]
    wrong = printed is not None and int(re.sub(r"\D", "", printed)) != goal
    return match[0] if wrong else f" {goal} "


@cache
def _pattern() -> re.Pattern[str]:
    vocabulary = tomllib.loads(files("plangraph.plans").joinpath("vocabulary.toml").read_text(encoding="utf-8"))
    names = (f"(?P<g{goal}>{name})" for goal, name in enumerate(vocabulary["goals"]["names"], 1))
    return re.compile(rf"{_BEFORE}(?:{'|'.join(names)})")
