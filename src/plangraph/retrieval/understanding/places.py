"""Municipalities and prefectures in words, by kanji, kana and romaji, and what is probably a misspelling of one."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from plangraph.areas import katakana, municipalities
from plangraph.model import Filter
from plangraph.retrieval.filters import ABSENT
from plangraph.retrieval.understanding.gazetteer import Gazetteer, prefecture_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plangraph.retrieval.understanding.sentence import Sentence

__all__ = ["MISSPELT", "Places"]

MISSPELT: Final = "misspelt"
"""Note of a soft filter that stands for a name one letter away from what is written."""

# What links a place to the rest, before it or after it, and goes with it.
_BEFORE: Final = r"(?:\b(?:in|at|of|for|by|from|em|no|na|de|do|da|ở|tại|của)\s+)?"
_AFTER: Final = (
    r"(?:における|において|に関する|での|では|にて|内の|役所の|への?|(?:[の的でにはがもと、,]|に(?=お|あ))|'s\b)?\s*"
)
# A short name, without its 市, is one only where the sentence goes on like this.
_ENDS: Final = r"(?=の|的|で|じゃ|以外|を除|をのぞ|における|において|、|と|\s|$|\x1f)"
# 群馬県との連携 speaks of another body, not of whose plan it is.
_OTHERS: Final = r"と(?:の(?:連携|協|共同|広域|交流)|(?:連携|協力|協議|共同))"
_WITHIN: Final = r"(?=の(?!うち)|で|内|下|における|において|は|$|[\s、,])"
_LATIN: Final = re.compile(
    r"(?P<before>\b(?:in|at|of|for|by|from|except|excluding|than|em|no|na|de|do|da|ở|tại|của)\s+)?"
    r"(?P<kind1>(?:(?:city|town|village)\s+of|cidade\s+de|munic[ií]pio\s+de|thành\s+phố|thị\s+trấn)\s+)?"
    r"(?<![A-Za-zÀ-ÖØ-öø-ÿĀ-ž])(?P<name>[A-Za-zÀ-ÖØ-öø-ÿĀ-ž]{2,20}?)(?P<suffix>[\s-]?(?:shi|cho|machi|mura|son|ku|ken))?"
    r"(?P<kind2>\s+(?:city|town|village|ward|prefecture))?(?![A-Za-zÀ-ÖØ-öø-ÿĀ-ž-])(?:['’]s\b)?(?:\s*,(?=\s))?",
    re.IGNORECASE,
)
_HANGUL: Final = re.compile(
    r"(?<![가-힣])(?P<name>[가-힣]{2,8}?)(?P<kind>\s?(?:시|정|초|마치|촌|무라|구|현|도|부))?"
    r"(?:에서의|에서는|에서|에는|의|에|은|는|내)?(?:\s+|$)"
)
_KANA: Final = re.compile(r"(?<![ぁ-んァ-ヶー一-龠])(?P<name>[ぁ-んァ-ヶー]{2,12}?)(?P<kind>[市区町村])?" + _ENDS)
_UNKNOWN: Final = re.compile(r"(?<![一-龠ヶケ])(?P<name>[一-龠ヶケノぁ-んァ-ヶ]{2,7}?[市区町村])" + _ENDS)
# Names of cities in romaji that are words of English as well, which a capital alone does not tell apart.
_ENGLISH: Final = frozenset(
    {"ami", "date", "hale", "kate", "make", "mine", "nose", "oh", "oi", "same", "sue", "take", "tome", "use"}
)
# Cities by government ordinance (地方自治法 第252条の19): known without their 市.
_GREAT: Final = (
    *("札幌", "仙台", "さいたま", "千葉", "横浜", "川崎", "相模原", "新潟", "静岡", "浜松"),
    *("名古屋", "京都", "大阪", "堺", "神戸", "岡山", "広島", "北九州", "福岡", "熊本"),
)
_PLACE_FIRST: Final = r"(?:の|における|において|での|では|で)"


class Places:
    """Reads places with the names of one index: `cities` maps municipality codes to names."""

    def __init__(self, cities: Mapping[str, str]) -> None:
        self._names = Gazetteer(cities)
        alternatives = [re.escape(name) for name in self._names.full]
        alternatives += [f"{re.escape(name)}{_ENDS}" for name in self._names.short]
        inside = "|".join(re.escape(name) for name in prefecture_names())
        self._kanji = (
            re.compile(f"{_BEFORE}(?:{inside})?({'|'.join(alternatives)})(?!{_OTHERS}){_AFTER}")
            if alternatives
            else None
        )

    def read(self, sentence: Sentence) -> None:
        """Places become hard filters and leave the topic; a misspelt one becomes a soft filter with a note."""
        self._read_kanji(sentence)
        self._read_latin(sentence)
        self._read_kana(sentence)
        self._read_hangul(sentence)
        self._read_prefectures(sentence)
        if not any(found.field in {"city", "prefecture"} for found in sentence.filters):
            _read_absent(sentence)
        if not any(found.field in {"city", "prefecture"} for found in sentence.filters):
            self._read_misspelt(sentence)

    def _read_kanji(self, sentence: Sentence) -> None:
        if self._kanji is None:
            return
        for match in self._kanji.finditer(sentence.open):
            name = match[1]
            if match.start(1) in sentence.borders and match.end(1) in sentence.borders:
                sentence.take(match.start(), match.end(), self._filters(self._names.codes(name), name))

    def _read_latin(self, sentence: Sentence) -> None:
        for match in _LATIN.finditer(sentence.open):
            word, said = match["name"], match["before"] or match["kind1"] or match["kind2"] or match["suffix"]
            # Short names are words of other languages as well (Date, Mine, Oi): a capital and a preposition tell.
            if not (word[0].isupper() or match["suffix"] or match["kind2"] or len(word) >= 6):
                continue
            if len(word) <= 4 and not (said or (word.istitle() and word.casefold() not in _ENGLISH)):
                continue
            text = match[0][len(match["before"] or "") :].strip(" ,")
            if (match["suffix"] or "").strip(" -").casefold() != "ken" and (codes := self._names.latin(word)):
                sentence.take(match.start(), match.end(), self._filters(codes, text))
            elif prefecture := self._names.latin_prefecture(word):
                sentence.take(match.start(), match.end(), [self._prefecture(prefecture, text)])

    def _read_kana(self, sentence: Sentence) -> None:
        for match in _KANA.finditer(sentence.open):
            codes = self._names.kana(katakana(match["name"]), closed=bool(match["kind"]))
            if codes:
                link = re.compile(_AFTER).match(sentence.open, match.end())
                end = link.end() if link else match.end()
                sentence.take(match.start(), end, self._filters(codes, match[0]))

    def _read_hangul(self, sentence: Sentence) -> None:
        for match in _HANGUL.finditer(sentence.open):
            name, kind = match["name"], (match["kind"] or "").strip()
            # A short word may be one of the language (세기 and 세키 are one key): what kind of place it is tells.
            codes = self._names.hangul(name) if kind or len(name) > 2 else ()
            prefecture = self._names.hangul_prefecture(name) if kind in {"현", "도", "부"} else None
            if prefecture:
                sentence.take(match.start(), match.end(), [self._prefecture(prefecture, f"{name}{kind}")])
            elif codes and kind not in {"현", "도", "부"}:
                sentence.take(match.start(), match.end(), self._filters(codes, f"{name}{kind}"))

    def _read_prefectures(self, sentence: Sentence) -> None:
        for code, name in self._names.prefectures.items():
            short = _short_prefecture(name)
            pattern = f"{_BEFORE}({name}{_WITHIN}|{short}{_WITHIN})(?:内|下)?{_AFTER}"
            for match in re.finditer(pattern, sentence.open):
                if match.start(1) in sentence.borders and match.end(1) in sentence.borders:
                    sentence.take(match.start(), match.end(), [self._prefecture(code, match[1])])

    def _read_misspelt(self, sentence: Sentence) -> None:
        for match in (*_UNKNOWN.finditer(sentence.open), *_KANA.finditer(sentence.open)):
            self._soften(sentence, match, self._names.near(match["name"]))
        for match in _LATIN.finditer(sentence.open):
            # ISESAKIe is a name of something; a city's is written Isesaki.
            if match["name"].istitle():
                self._soften(sentence, match, self._names.near_latin(match["name"]))

    def _soften(self, sentence: Sentence, match: re.Match[str], codes: tuple[str, ...]) -> None:
        if codes:
            name = match["name"]
            found = [
                Filter("city", code, name, soft=True, label=self._names.label(code), note=MISSPELT) for code in codes
            ]
            sentence.take(match.start(), match.end(), found)

    def _filters(self, codes: tuple[str, ...], text: str) -> list[Filter]:
        return [Filter("city", code, text, label=self._names.label(code)) for code in codes]

    def _prefecture(self, code: str, text: str) -> Filter:
        return Filter("prefecture", code, text, label=self._names.prefectures[code])


@cache
def _known() -> re.Pattern[str]:
    names = sorted({name for _, name, _, _ in municipalities()}, key=len, reverse=True)
    inside = "|".join(prefecture_names())
    return re.compile(f"(?:{inside})?({'|'.join(names)}){_PLACE_FIRST}")


@cache
def _known_wide() -> re.Pattern[str]:
    """Great cities and prefectures by the short names that people give them, and prefectures by the whole ones."""
    names = sorted({*_GREAT, *prefecture_names(), *map(_short_prefecture, prefecture_names())}, key=len, reverse=True)
    return re.compile(f"({'|'.join(names)})(?:内|下)?{_PLACE_FIRST}")


def _short_prefecture(name: str) -> str:
    return name if name == "北海道" else name[:-1]


def _read_absent(sentence: Sentence) -> None:
    """A real place that a question begins with, and that has no plan here, is asked for all the same."""
    match = _known().match(sentence.open)
    if match and match.end(1) in sentence.borders:
        found = [
            Filter("city", code, match[1], label=name, note=ABSENT)
            for code, name, _, prefecture in municipalities()
            if name == match[1] and (match.start(1) == 0 or sentence.open.startswith(prefecture))
        ]
        # The words stay: no plan here is of the place, but a text may speak of it.
        sentence.add(*found)
        return
    match = _known_wide().match(sentence.open)
    if match and match.end(1) in sentence.borders:
        name = match[1]
        wide = [
            Filter("prefecture", f"{at:02}", name, label=prefecture, note=ABSENT)
            for at, prefecture in enumerate(prefecture_names(), start=1)
            if name in {prefecture, _short_prefecture(prefecture)}
        ]
        great = [
            Filter("city", code, name, label=city, note=ABSENT)
            for code, city, _, _ in municipalities()
            if name in _GREAT and city == f"{name}市"
        ]
        sentence.add(*(wide or great))
