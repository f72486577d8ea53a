"""Sustainable Development Goals in words: SDGs目標11, ゴール3, SDG 11.5, and 目標11 where SDGs are spoken of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plangraph.model import Filter

if TYPE_CHECKING:
    from plangraph.retrieval.understanding.sentence import Sentence

__all__ = ["read_goals"]

_NUMBER: Final = r"\d{1,2}(?:\.(?:\d{1,2}|[a-d]))?(?![\d年歳人件割%])"
_LIST: Final = (
    rf"{_NUMBER}(?:番目?)?(?:\s?(?:と|、|,|・|や|及び|および|and)\s?(?:目標|ゴール|goals?\s?)?{_NUMBER}(?:番目?)?)*"
)
_GLUE: Final = (
    r"(?P<link>\s?(?:に(?:関連|貢献|寄与|対応|関|資)(?:する|した|している)|につながる|の目標|の|に|へ)|\s?番)?"
)
_NAMED: Final = (
    r"(?:SDGs?|\bODS|持続可能な開発目標)\s?の?\s?(?:目標|ゴール|ターゲット|goals?|targets?|no\.?|#)?\s?"
    rf"(?P<list>{_LIST})"
)
_GOAL: Final = re.compile(rf"(?:{_NAMED}|ゴール\s?(?P<alone>{_LIST})){_GLUE}", re.IGNORECASE)
_AIM: Final = re.compile(rf"(?:目標|\bgoals?|\btargets?)\s?(?P<list>{_LIST}){_GLUE}", re.IGNORECASE)
_ABOUT_SDGS: Final = re.compile(r"SDG|持続可能な開発目標", re.IGNORECASE)


def read_goals(sentence: Sentence) -> None:
    """Goals become hard filters; of a target (11.5) the goal is what cards carry, and the filter's words say so."""
    for match in _GOAL.finditer(sentence.open):
        _take(sentence, match, match["list"] or match["alone"])
    if _ABOUT_SDGS.search(sentence.text):
        for match in _AIM.finditer(sentence.open):
            _take(sentence, match, match["list"])


def _take(sentence: Sentence, match: re.Match[str], listed: str) -> None:
    goals = dict.fromkeys(int(number.split(".")[0]) for number in re.findall(_NUMBER, listed, re.IGNORECASE))
    if goals and all(1 <= goal <= 17 for goal in goals):
        text = match[0].removesuffix(match["link"] or "").strip()
        sentence.take(match.start(), match.end(), [Filter("sdg", str(goal), text) for goal in goals])
