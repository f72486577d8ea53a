"""Progress in words: 進捗が遅れている, 達成した, おおむね順調, delayed, and the printed grades of an index (A評価)."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from plangraph.model import Filter, Status
from plangraph.retrieval.understanding.kinds import KIND_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from plangraph.retrieval.understanding.sentence import Sentence

__all__ = ["Statuses"]

_OTHER_THINGS: Final = (
    *("事業", "項目", "もの", "こと", "分野", "計画", "ところ", "目標"),
    *("ones", "goals", "items", "programs"),
)
_THINGS: Final = "|".join(sorted(map(re.escape, (*KIND_WORDS, *_OTHER_THINGS)), key=len, reverse=True))
# What is judged, or nothing before it: 発達が遅れている子ども is no judgement of a plan.
_JUDGED: Final = (
    r"(?:(?<=\x1f)|^|(?<=[\s、,で]))(?:最も|特に|大幅に|かなり|まだ)?"
    r"(?:(?:進捗(?:状況)?|進み(?:具合)?|計画|予定|目標|取組|取り組み|事業|施策|公約|指標|KPI|スケジュール)"
    r"(?:が|の|に|より|から|を|は)?)?(?:大幅に|やや|まだ)?"
)
# That how far something has come is spoken of: 進捗が順調な指標, 評価が未着手の公約.
_OF: Final = r"(?:(?:進捗(?:状況)?|進み具合|達成状況|評価|判定)(?:が|は|も|の)?)?"
# … and what it says it of comes next, or at the end: 達成した観光の指標.
_KINDS: Final = "|".join(sorted(map(re.escape, KIND_WORDS), key=len, reverse=True))
_GO_ON: Final = (
    rf"(?=\s*(?:の)?\s*(?:{_THINGS}|$|[はがをでも?？。、\x1f]|いくつ|どれ|一覧)"
    rf"|[^。、\s]{{1,20}}(?:の|に関する)(?:{_KINDS})(?:[\s?？。はをが]|$))"
)
_AFTER: Final = r"(?:の(?!うち)|な|で|、|が)?\s*"
_LETTER: Final = re.compile(
    r"(?:(?<![A-Za-z])(?P<a>[A-ES])\s?(?:評価|判定|ランク)"
    r"|(?:評価|判定|達成状況|進捗(?:状況)?)(?:結果)?(?:が|は|の|:)?\s?[「\"]?(?P<b>[A-ES])(?![A-Za-z])[」\"]?)(?P<link>の|は|が)?"
)
_BRACKETED: Final = re.compile(r"[(（](?P<why>[^()（）]{2,10})[)）]")
_DELAY: Final = (re.compile(rf"(?P<said>遅れ(?:て(?:い)?る|た|て)?|遅延した?){_AFTER}"), Status.DELAYED)


class Statuses:
    """Reads progress with the printed grades of one index: `grades` maps each to the statuses it stands for."""

    def __init__(self, grades: Mapping[str, Iterable[str]]) -> None:
        self._letters = {unicodedata.normalize("NFKC", grade): grade for grade in sorted(grades) if len(grade) == 1}
        self._causes: dict[str, list[tuple[str, frozenset[str]]]] = {}
        for grade, statuses in sorted(grades.items()):
            if part := _BRACKETED.search(grade):
                why = unicodedata.normalize("NFKC", part["why"])
                self._causes.setdefault(why, []).append((grade, frozenset(statuses)))

    def read(self, sentence: Sentence) -> None:
        """A status that is said surely becomes a hard filter and leaves the topic; a doubtful one only raises."""
        for match in _LETTER.finditer(sentence.open):
            if grade := self._letters.get(match["a"] or match["b"]):
                text = match[0].removesuffix(match["link"] or "")
                sentence.take(match.start(), match.end(), [Filter("grade", grade, text, label=grade)])
        for pattern, status in _patterns("denied"):
            for match in pattern.finditer(sentence.open):
                found = Filter("status", status.value, match["said"].strip(), excluded=True)
                sentence.take(match.start(), match.end(), [found])
        if self._read_cause(sentence):
            return
        for pattern, status in (*_patterns("sure"), *_patterns("here")):
            for match in pattern.finditer(sentence.open):
                sentence.take(match.start(), match.end(), [Filter("status", status.value, match["said"].strip())])
        for pattern, status in _patterns("doubtful"):
            for match in pattern.finditer(sentence.open):
                sentence.add(Filter("status", status.value, match["said"], soft=True))

    def _read_cause(self, sentence: Sentence) -> bool:
        """A grade with a cause in brackets, 進捗の遅れ(コロナ), where the query says both: コロナで遅れている指標."""
        for why, grades in self._causes.items():
            cause = _cause(why).search(sentence.open)
            if cause is None:
                continue
            for pattern, status in (*_patterns("sure"), *_patterns("doubtful"), _DELAY):
                found = [grade for grade, meant in grades if status.value in meant]
                match = pattern.search(sentence.open)
                if match and found:
                    first, last = sorted((cause, match), key=lambda each: each.start())
                    together = first.end() == last.start()
                    text = (first[0] + last[0] if together else match["said"]).strip()
                    sentence.take(cause.start(), cause.end())
                    sentence.take(match.start(), match.end(), [Filter("grade", g, text, label=g) for g in found])
                    return True
        return False


@cache
def _patterns(section: str) -> tuple[tuple[re.Pattern[str], Status], ...]:
    table = tomllib.loads(files(__package__ or "").joinpath("statuses.toml").read_text(encoding="utf-8"))[section]
    return tuple(
        (re.compile(f"(?P<said>{_filled(pattern)}){_AFTER}", re.IGNORECASE), Status(status))
        for status, patterns in table.items()
        for pattern in patterns
    )


def _filled(pattern: str) -> str:
    for name, value in (("{things}", _THINGS), ("{judged}", _JUDGED), ("{of}", _OF), ("{go_on}", _GO_ON)):
        pattern = pattern.replace(name, value)
    return pattern


@cache
def _cause(why: str) -> re.Pattern[str]:
    """A cause with what people say around it: 新型コロナウイルス感染症の影響で."""
    return re.compile(
        rf"(?:新型)?{re.escape(why)}(?:ウ[イィ]ルス)?(?:感染症)?(?:の?(?:感染)?(?:拡大|影響|流行|まん延))*"
        r"(?:により|によって|で|の(?:ため|せい)(?:に|で)?|が(?:原因|理由)で|を受けて?)?[、\s]*"
    )
