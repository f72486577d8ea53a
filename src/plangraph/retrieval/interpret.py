"""What a query's text asks for: language, topic, and the conditions that stand in its words.

Conditions are recognised from the names of one index. What is sure becomes a hard filter and leaves the topic; what is
in doubt becomes a soft one and stays in it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from plangraph.languages import guess_language
from plangraph.model import Interpretation
from plangraph.retrieval.everyday import in_plan_words
from plangraph.retrieval.tokens import terms
from plangraph.retrieval.understanding.codes import Codes
from plangraph.retrieval.understanding.departments import Departments
from plangraph.retrieval.understanding.exclusions import read_exclusions
from plangraph.retrieval.understanding.frames import question_end, unframed
from plangraph.retrieval.understanding.goals import read_goals
from plangraph.retrieval.understanding.kinds import EVERYDAY_KINDS, KIND_WORDS, read_kinds
from plangraph.retrieval.understanding.places import Places
from plangraph.retrieval.understanding.plans import Plans
from plangraph.retrieval.understanding.readings import Readings
from plangraph.retrieval.understanding.sentence import TAKEN, Sentence
from plangraph.retrieval.understanding.statuses import Statuses
from plangraph.retrieval.understanding.titles import Titles
from plangraph.retrieval.understanding.years import read_years

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Card

__all__ = ["KIND_WORDS", "Interpreter"]

# Words that say that something is sought, and not what: where nothing else is left, there is no topic.
_NO_TOPIC: Final = (
    "施策 政策 取組 取り組み 取組み 事業 計画 公約 指標 項目 もの こと 一覧 すべて 全部 全て 内容 関連 について "
    "担当 担当課 所管 課 部署 進捗 状況 進捗状況 評価 いくつ どれ どこ どの 何 市 町 村 市町村 自治体 都市 まち "
    "期限 達成する 予定 まだ 既に 番号 "
    "all the a an are is which what that list show me how many of in for there ones"
)
_UNCUT: Final = re.compile(r"[가-힣]")

# What may stand before a title that is typed whole.
_WHOSE: Final = frozenset({"city", "prefecture", "plan"})
_BETWEEN: Final = " 　の:,、「『\"'"


class Interpreter:
    """Reads queries with the names on the cards of one index; thread-safe."""

    def __init__(self, cards: Sequence[Card]) -> None:
        self._places = Places({card.city: card.city_label for card in cards})
        self._codes = Codes(cards)
        self._departments = Departments(name for card in cards for name in card.departments)
        self._plans = Plans(cards)
        grades: defaultdict[str, set[str]] = defaultdict(set)
        for card in cards:
            for grade in card.grades:
                # A card with several judgements leaves open which of its statuses a grade stands for.
                grades[grade].update(card.status if len(card.grades) == 1 else ())
        self._statuses = Statuses(grades)
        self._titles = Titles(card.label for card in cards)
        self._readings = Readings(tuple(dict.fromkeys(card.label for card in cards)))
        # Where no plan names years or judges progress, these words are topics like any other.
        self._dated, self._judged = any(card.years for card in cards), any(card.status for card in cards)
        self._empty = frozenset(terms(" ".join((_NO_TOPIC, *EVERYDAY_KINDS))))

    def interpret(self, text: str) -> Interpretation:
        """How a query is understood; the topic is never empty where the text is not."""
        sentence = Sentence(text)
        if titled := self._titled(sentence):
            return titled
        self._read(sentence)
        topic = unframed(sentence.rest)
        hard = any(not found.soft for found in sentence.filters)
        # Hangul is not cut into terms; what is left of it is a topic all the same.
        bare = hard and not _UNCUT.search(topic) and all(term in self._empty for term in terms(topic))
        # An opening that holds words of a condition opens nothing: initiatives on of initiatives on track.
        topic = unframed(sentence.text, sentence.open.find(TAKEN)) if bare else topic or sentence.text or text.strip()
        topic = in_plan_words(self._readings.in_kanji(topic))
        return Interpretation(topic, guess_language(sentence.text), tuple(sentence.filters), bare)

    def _titled(self, sentence: Sentence) -> Interpretation | None:
        """A title of the index, typed whole, with whose it is before it; None for anything else."""
        for start in self._titles.starts(sentence.text):
            before = Sentence(sentence.text[:start])
            self._read(before)
            whose = all(found.field in _WHOSE and not found.soft for found in before.filters)
            if whose and not before.rest.strip(_BETWEEN):
                title = sentence.text[start:]
                return Interpretation(title, guess_language(sentence.text), tuple(before.filters))
        return None

    def _read(self, sentence: Sentence) -> None:
        """All conditions in the words, each recogniser after those whose words it must not take."""
        self._plans.read_titles(sentence)
        self._places.read(sentence)
        read_goals(sentence)
        if self._dated:
            read_years(sentence)
        self._codes.read(sentence)
        self._departments.read(sentence)
        self._plans.read(sentence)
        if self._judged:
            self._statuses.read(sentence)
        read_kinds(sentence, question_end(sentence.open))
        read_exclusions(sentence)
