"""Kinds of things in words: 公約 and 成果指標 at the end of a question say what is sought, 施策 is an everyday word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plangraph.model import ElementKind, Filter
from plangraph.retrieval.filters import INDICATOR

if TYPE_CHECKING:
    from plangraph.retrieval.understanding.sentence import Sentence

__all__ = ["EVERYDAY_KINDS", "KIND_WORDS", "kind_of", "read_kinds"]

KIND_WORDS: Final[dict[str, str]] = {
    "基本目標": ElementKind.GOAL.value,
    "政策": ElementKind.POLICY.value,
    "施策": ElementKind.MEASURE.value,
    "取り組み": ElementKind.INITIATIVE.value,
    "取組み": ElementKind.INITIATIVE.value,
    "取組": ElementKind.INITIATIVE.value,
    "公約": ElementKind.PLEDGE.value,
    "マニフェスト": ElementKind.PLEDGE.value,
    "事務事業": ElementKind.PROJECT.value,
    "重要業績評価指標": INDICATOR,
    "成果指標": INDICATOR,
    "数値目標": INDICATOR,
    "目標値": INDICATOR,
    "指標": INDICATOR,
    "KPIs": INDICATOR,
    "KPI": INDICATOR,
    "indicators": INDICATOR,
    "indicator": INDICATOR,
    "pledges": ElementKind.PLEDGE.value,
    "pledge": ElementKind.PLEDGE.value,
    "measures": ElementKind.MEASURE.value,
    "policies": ElementKind.POLICY.value,
    "initiatives": ElementKind.INITIATIVE.value,
    "projects": ElementKind.PROJECT.value,
    "indicadores": INDICATOR,
    "promessas": ElementKind.PLEDGE.value,
    "chỉ số": INDICATOR,
    "chỉ tiêu": INDICATOR,
    "指标": INDICATOR,
    "지표": INDICATOR,
    "공약": ElementKind.PLEDGE.value,
}
"""Words for kinds, as people and plans say them."""

EVERYDAY_KINDS: Final = frozenset(
    {"政策", "施策", "取り組み", "取組み", "取組", "目標値", "measures", "policies", "initiatives", "projects"}
)
"""Words that mean any measure (政策, 施策, 取組) or a value that measures have too (目標値): never a hard filter."""

_BY_FOLD: Final = {word.casefold(): kind for word, kind in KIND_WORDS.items()}
_EVERYDAY_FOLD: Final = frozenset(map(str.casefold, EVERYDAY_KINDS))
_LISTED: Final = "|".join(sorted(map(re.escape, KIND_WORDS), key=len, reverse=True))
_KIND: Final = re.compile(_LISTED, re.IGNORECASE)
_HEAD: Final = re.compile(
    r"(?P<link>に(?:関|かん)(?:する|係)|についての?|に(?:係る|対する)|をめぐる|に関した|(?:関連|分野)の|の|についての)?\s*"
    rf"(?P<kind>{_LISTED})(?:の?一覧|名)?\s*$",
    re.IGNORECASE,
)
_LONGEST_HEAD: Final = 40
# English, Portuguese and Vietnamese name the kind first: indicators for crime prevention.
_FIRST: Final = re.compile(
    rf"^\s*(?:(?:list|show(?:\sme)?|which|what|all|the|are|os|as|quais|các|những)\s)*(?P<kind>{_LISTED})\b\s*"
    r"(?P<link>(?:for|of|on|about|in|that|related\sto|with|are|de|da|do|para|sobre|về|cho|của)\b\s*)?",
    re.IGNORECASE,
)


def kind_of(word: str) -> str:
    """The kind that a word in any letter case names; empty where it names none."""
    return _BY_FOLD.get(word.casefold(), "")


def read_kinds(sentence: Sentence, end: int) -> None:
    """The kind sought is a hard filter and leaves the topic; kinds that are only mentioned raise and stay.

    `end` is where the question ends, its frame (はありますか?) not counted.
    """
    head = _HEAD.search(sentence.open, max(0, end - _LONGEST_HEAD), end) or _FIRST.match(sentence.open)
    if head and _stands_alone(sentence, head) and head["kind"].casefold() not in _EVERYDAY_FOLD:
        sentence.take(
            head.start(), max(head.end(), head.end("kind")), [Filter("kind", kind_of(head["kind"]), head["kind"])]
        )
        return
    for match in _KIND.finditer(sentence.open):
        if match.start() in sentence.borders and match.end() in sentence.borders:
            sentence.add(Filter("kind", kind_of(match[0]), match[0], soft=True))


def _stands_alone(sentence: Sentence, match: re.Match[str]) -> bool:
    return match.start("kind") in sentence.borders and match.end("kind") in sentence.borders
