"""Plans in words: by their titles, and by what people call their kind (総合戦略, 総合計画, マニフェスト)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from plangraph.model import Filter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Card
    from plangraph.retrieval.understanding.sentence import Sentence

__all__ = ["Plans"]

# What a kind of plan is called, as a pattern over the query, and how its plans are known: by title or last part of IRI.
_KINDS: Final = (
    (r"(?:地方版)?(?:まち・?ひと・?しごと創生)?総合戦略|comprehensive strateg(?:y|ies)", r"総合戦略|strategy-review"),
    (r"総合(?:振興)?計画|(?:前期|後期)基本計画|comprehensive plans?", r"総合(?:振興)?計画|基本計画|comprehensive-plan"),
    (r"(?:市長|町長|村長)?マニフェスト|manifestos?", r"マニフェスト|manifesto|pledge-sheets"),
    (r"(?:市長)?公約(?:実施目標|実施)シート|pledge sheets?", r"公約.*シート|pledge-sheets"),
    (r"事務事業評価", r"事務事業評価|project-review"),
)
# Where one looks: 総合戦略の子育て支援. A plan that something is done to is a topic: 総合戦略の策定.
_WHERE: Final = (
    r"(?:における|において|に(?:ある|書かれた|掲げる|掲げた|位置付けられた)|での?|の(?:うち|中で)|の)"
    r"(?!策定|推進|進行|進捗|見直し|改定|改訂|検証|評価|周知|作成|実施|着実|実現|体系|概要|期間|構成)\s*"
)


class Plans:
    """Reads plans with the titles on the cards of one index."""

    def __init__(self, cards: Sequence[Card]) -> None:
        self._plans = {card.plan: card for card in cards}
        titles: dict[str, list[str]] = {}
        for iri, card in sorted(self._plans.items()):
            title = re.sub(r"\s", "", unicodedata.normalize("NFKC", card.plan_label))
            own = title.removeprefix(unicodedata.normalize("NFKC", card.city_label))
            for name in {title, own} if len(own) >= 6 else {title}:
                titles.setdefault(name, []).append(iri)
        self._titles = titles
        listed = "|".join(_spaced(name) for name in sorted(titles, key=lambda name: (-len(name), name)) if name)
        self._title = re.compile(rf"(?P<name>{listed})(?:における|において|での?|の|は|が)?\s*") if listed else None

    def read_titles(self, sentence: Sentence) -> None:
        """A title is a hard filter, with the city and the years in it."""
        for match in self._title.finditer(sentence.open) if self._title else ():
            iris = self._titles[re.sub(r"\s", "", match["name"])]
            sentence.take(match.start(), match.end(), self._filters(iris, match["name"], soft=False))

    def read(self, sentence: Sentence) -> None:
        """A kind of plan in which something is looked up is a hard filter; else it only raises."""
        for words, known in _KINDS:
            iris = [iri for iri, card in sorted(self._plans.items()) if re.search(known, _of(card))]
            if not iris:
                continue
            for match in re.finditer(rf"(?P<name>{words})(?P<where>{_WHERE})?", sentence.open, re.IGNORECASE):
                filters = self._filters(self._here(iris, sentence), match["name"], soft=match["where"] is None)
                if match["where"] is None:
                    sentence.add(*filters)
                else:
                    sentence.take(match.start(), match.end(), filters)

    def _here(self, iris: list[str], sentence: Sentence) -> list[str]:
        """Those of the cities that the sentence names, where these have any."""
        cities = {each.value for each in sentence.filters if each.field == "city" and not each.soft}
        return [iri for iri in iris if self._plans[iri].city in cities] or iris

    def _filters(self, iris: Sequence[str], text: str, *, soft: bool) -> list[Filter]:
        return [Filter("plan", iri, text, soft=soft, label=self._plans[iri].plan_label) for iri in iris]


def _of(card: Card) -> str:
    return f"{card.plan_label} {card.plan.rsplit('/', 1)[-1]}"


def _spaced(name: str) -> str:
    return r"\s?".join(map(re.escape, name))
