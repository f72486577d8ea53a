"""Departments in words: 障害福祉課, however it is spelt, and 障害福祉 where somebody is said to be in charge."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from plangraph.areas import katakana
from plangraph.model import Filter
from plangraph.retrieval.filters import ABSENT, department_key
from plangraph.retrieval.tokens import reading
from plangraph.retrieval.understanding.kinds import KIND_WORDS
from plangraph.spellings import spelling_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plangraph.retrieval.understanding.sentence import Sentence

__all__ = ["Departments"]

# These endings name a department and nothing else; 保健センター, 図書館 and 支所 are topics as well.
_OFFICE: Final = re.compile(r"[^\s]{2,}(?:課|室|部|局|係)$")
_ENDING: Final = re.compile(r"(?:課|室|係)$")
_DIVISION: Final = re.compile(r"^.*[部局]\s*(?=[^\s]{2,}(?:課|室|係)$)")
_CHARGE: Final = r"(?:担当|所管|主管)"
_CHARGED: Final = rf"(?:が|の|で|は)?{_CHARGE}(?:を?して(?:いる|います)?|する|課|部署)?(?:の|は)?"
_LINK: Final = r"(?:における|において|に関する|での?|の|が|は|と|、)?\s*"
# 総務部危機管理課 where plans write 危機管理課; 消防総務課 is no 総務課.
_NOT_INSIDE: Final = r"(?<![一-龠々ァ-ヶーA-Za-z])(?:[一-龠々ぁ-んァ-ヶー]{1,10}[部局]\s?)?"
# A name of a unit, where it can be nothing else: 財政課, 都市整備部; not 山間部, 図書室 or 郵便局, nor 担当課.
_WORK: Final = (
    "総務|企画|財務|財政|市民|環境|福祉|健康|保健|産業|経済|農林|農政|商工|観光|建設|都市|土木|水道|下水道|教育|消防"
    "|危機管理|文化|スポーツ|こども|子ども|政策|デジタル|まちづくり|交通|税務|整備|推進|管理|振興|戦略|秘書"
)
_NOBODY: Final = re.compile(
    r"(?:(?<=\x1f)|^|(?<=[\s、,の]))"
    r"(?P<name>(?!(?:担当|所管|関係|関連|当該|主管|各|全|本|同|他|複数|日|賦|公|放|学)課)[一-龠々ァ-ヶー]{2,12}課"
    rf"|[一-龠々ァ-ヶー]{{0,8}}(?:{_WORK})[部局室])"
    rf"(?=の|が|は|{_CHARGE}|[\s、,?？]|$)"
)

_IN_KANA: Final = re.compile(rf"(?<![ぁ-んァ-ヶー一-龠])(?P<name>[ぁ-ゖァ-ヺー]{{3,14}}[課室係])(?P<link>{_LINK})")


class Departments:
    """Reads departments with the names on the cards of one index."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: dict[str, list[str]] = {}
        names = sorted(set(names))
        for name in names:
            for written in {name, _DIVISION.sub("", name)}:
                self._names.setdefault(department_key(written), []).append(name)
        self._written = [unicodedata.normalize("NFKC", name) for name in names]
        spelt = {unicodedata.normalize("NFKC", each) for name in names for each in (name, _DIVISION.sub("", name))}
        self._sounds: dict[str, list[str]] = {}
        for name in names:
            if _ENDING.search(written := unicodedata.normalize("NFKC", name)):
                self._sounds.setdefault(_sound(reading(written[:-1]) + written[-1]), []).append(name)
        offices = [name for name in spelt if _OFFICE.match(name)]
        stems = [stem for name in spelt if len(stem := _ENDING.sub("", name)) >= 2]
        self._office = _any_of(offices, rf"(?P<link>{_CHARGED}|{_LINK})")
        # 障害福祉が担当する施策 and 障害福祉担当の施策; 障害福祉の担当は? may ask who it is.
        # 商工労働の公約 may be of the unit or about the matter.
        kinds = "|".join(sorted(map(re.escape, KIND_WORDS), key=len, reverse=True))
        self._matter = _any_of([name for name in stems if len(name) >= 3], rf"(?P<link>(?P<of>の)(?={kinds}))")
        self._stem = _any_of(
            stems, rf"(?P<link>(?P<of>の)?(?:が|は)?{_CHARGE}(?:を?して(?:いる|います)?|する)?(?:の|は)?)"
        )

    def read(self, sentence: Sentence) -> None:
        """A department becomes a hard filter and leaves the topic; in doubt a soft one that stays in it."""
        for match in _IN_KANA.finditer(sentence.open):
            if names := self._sounds.get(_sound(match["name"])):
                found = [Filter("department", name, match["name"], label=name) for name in names]
                sentence.take(match.start(), match.end(), found)
        for pattern in (self._office, self._stem, self._matter):
            for match in pattern.finditer(sentence.open) if pattern else ():
                text = match["name"]
                soft = pattern is not self._office and match["of"] is not None
                found = [
                    Filter("department", name, text, soft=soft, label=name)
                    for name in self._names.get(department_key(text), ())
                ]
                if soft:
                    sentence.add(*found)
                elif found:
                    sentence.take(match.start(), match.end(), found)
        if self._names and not any(found.field == "department" for found in sentence.filters):
            self._read_nobody(sentence)

    def _read_nobody(self, sentence: Sentence) -> None:
        """A unit that is nobody's here is asked for all the same; its words stay, a text may speak of it."""
        for match in _NOBODY.finditer(sentence.open):
            name = match["name"]
            # 総務部 is somebody where plans write 総務部総務課.
            known = any(name in each for each in self._written)
            if match.end("name") in sentence.borders and not known:
                sentence.add(Filter("department", name, name, label=name, note=ABSENT))


def _sound(name: str) -> str:
    """How a name sounds: づ and ず are one, and so are ぢ and じ."""
    return katakana(name).replace("ヅ", "ズ").replace("ヂ", "ジ")


def _any_of(names: Sequence[str], end: str) -> re.Pattern[str] | None:
    if not names:
        return None
    listed = "|".join(spelling_pattern(name) for name in sorted(set(names), key=lambda name: (-len(name), name)))
    return re.compile(f"{_NOT_INSIDE}(?P<name>{listed}){end}")
