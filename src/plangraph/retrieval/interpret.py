"""What a query's text asks for: language, topic, and the filters that stand in its words.

Thin on purpose: cities by the names that the index knows, kinds by a short list, frame words at the end.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from plangraph.languages import guess_language
from plangraph.model import ElementKind, Filter, Interpretation
from plangraph.retrieval.everyday import in_plan_words
from plangraph.retrieval.filters import INDICATOR
from plangraph.retrieval.tokens import starts

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["KIND_WORDS", "Interpreter"]

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
    "成果指標": INDICATOR,
    "数値目標": INDICATOR,
    "目標値": INDICATOR,
    "指標": INDICATOR,
    "KPI": INDICATOR,
}
"""Everyday words for kinds. They raise and never drop: 施策 in a question means measures in the wide sense."""

_KIND: Final = re.compile("|".join(sorted(map(re.escape, KIND_WORDS), key=len, reverse=True)), re.IGNORECASE)
# What links a city's name to the rest, before it or after it, and goes with it.
_BEFORE_CITY: Final = r"(?:\b(?:in|at|of|for|em|de|ở|tại)\s+)?(?:[一-龠]{2,3}[都道府県])?"
_AFTER_CITY: Final = r"(?:における|において|に関する|での|では|にて|内の|役所の|[のでにはがもと、,])?\s*"
# What asks, at the end of an everyday query, and says nothing of the topic; taken off again and again.
_FRAME: Final = re.compile(
    r"(?:[\s?？。!！、]+"
    r"|(?:を|について|は)?(?:教えて(?:ください|下さい|ほしい)?|知りたい(?:です)?|調べて(?:ください|下さい)?)"
    r"|(?:に(?:関|かん)する|について(?:の)?|に係る|に対する|をめぐる|分野の|関連の|の)"
    r"(?:施策|政策|取組み?|取り組み|公約|指標|成果指標|事業|計画|内容|こと|もの)(?:は|を|が)?"
    r"|(?:に(?:関|かん)する|について(?:の)?|に係る|関連の)"
    r"|(?:は|には|が)?(?:何|なに)が?(?:ありますか|ある|あるか|ですか)"
    r"|(?:は|が|も)?(?:あります|ある|ない)(?:か|の)?"
    r"|(?:は|を)?(?:どう|どのように)(?:なって(?:いる|いますか|ますか|る)|進める(?:のか|の|か)|して(?:いる|いますか))(?:か|の|のか)?"
    r"|(?:は|とは)?(?:何|なに|なん)(?:ですか|か)?"
    r"|のために(?:何|なに)を?して(?:いる|いますか|ますか|る)(?:か|の|のか)?"
    r")$"
)


class Interpreter:
    """Reads queries with the names of one index: `cities` maps municipality codes to names."""

    def __init__(self, cities: Mapping[str, str]) -> None:
        self._codes: dict[str, list[str]] = {}
        for code, label in sorted(cities.items()):
            self._codes.setdefault(label, []).append(code)
        names = sorted((re.escape(label) for label in self._codes if label), key=len, reverse=True)
        # 伊勢崎の… stands for 伊勢崎市; a name of one letter (関) would be found everywhere.
        self._short = {label[:-1]: label for label in self._codes if len(label) > 2 and label[-1] in "市区町村"}
        short = sorted((re.escape(name) for name in self._short if name not in self._codes), key=len, reverse=True)
        alternatives = [*names, *(f"{name}(?=の|で|における|\\s|$)" for name in short)]
        self._city = re.compile(f"{_BEFORE_CITY}({'|'.join(alternatives)}){_AFTER_CITY}") if alternatives else None

    def interpret(self, text: str) -> Interpretation:
        """How a query is understood; the topic is never empty where the text is not."""
        text = unicodedata.normalize("NFKC", text).strip()
        filters: list[Filter] = []
        topic = self._without_cities(text, filters)
        borders = starts(text)
        seen = set()
        for match in _KIND.finditer(text):
            word = match[0]
            kind = KIND_WORDS.get(word.upper(), KIND_WORDS.get(word, ""))
            if kind and kind not in seen and match.start() in borders and match.end() in borders:
                seen.add(kind)
                filters.append(Filter("kind", kind, text=word, soft=True))
        topic = in_plan_words(_unframed(topic) or topic or text)
        return Interpretation(topic, guess_language(text), tuple(filters))

    def _without_cities(self, text: str, filters: list[Filter]) -> str:
        """The text less the names of cities; each name found is added to `filters`."""
        if self._city is None:
            return text
        borders = starts(text)
        kept, end = [], 0
        for match in self._city.finditer(text):
            name = match[1]
            if match.start(1) not in borders or match.end(1) not in borders:
                continue
            for code in self._codes[self._short.get(name, name)]:
                condition = Filter("city", code, text=name)
                if all(other.value != code for other in filters):
                    filters.append(condition)
            kept.append(text[end : match.start()])
            end = match.end()
        return "".join((*kept, text[end:])).strip()


def _unframed(topic: str) -> str:
    """The topic without what frames a question, as long as something remains."""
    while (shorter := _FRAME.sub("", topic)) != topic and shorter:
        topic = shorter
    return topic.strip("　 ?？。!！、")
