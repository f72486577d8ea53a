"""The names of an index's municipalities and their prefectures, each in kanji, kana, romaji and Hangul."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import DamerauLevenshtein

from plangraph.areas import fold_latin, katakana, municipalities, romaji
from plangraph.retrieval.tokens import reading
from plangraph.retrieval.understanding.hangul import hangul_key, romaji_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Gazetteer", "prefecture_names"]

_ENDINGS: Final = {
    "市": ("シ",),
    "区": ("ク",),
    "町": ("チョウ", "マチ"),
    "村": ("ムラ", "ソン"),
}
# In the order of their codes (JIS X 0401), without 都, 府 and 県.
_PREFECTURES_KANA: Final = (
    *("ホッカイドウ", "アオモリ", "イワテ", "ミヤギ", "アキタ", "ヤマガタ"),
    *("フクシマ", "イバラキ", "トチギ", "グンマ", "サイタマ", "チバ"),
    *("トウキョウ", "カナガワ", "ニイガタ", "トヤマ", "イシカワ", "フクイ"),
    *("ヤマナシ", "ナガノ", "ギフ", "シズオカ", "アイチ", "ミエ"),
    *("シガ", "キョウト", "オオサカ", "ヒョウゴ", "ナラ", "ワカヤマ"),
    *("トットリ", "シマネ", "オカヤマ", "ヒロシマ", "ヤマグチ", "トクシマ"),
    *("カガワ", "エヒメ", "コウチ", "フクオカ", "サガ", "ナガサキ"),
    *("クマモト", "オオイタ", "ミヤザキ", "カゴシマ", "オキナワ"),
)


@cache
def prefecture_names() -> tuple[str, ...]:
    """The 47 prefectures as written, in the order of their codes."""
    return tuple(dict.fromkeys(prefecture for _, _, _, prefecture in municipalities()))


class Gazetteer:
    """Names of the municipalities that an index has plans of, by code."""

    def __init__(self, cities: Mapping[str, str]) -> None:
        self._labels = {code: label for code, label in sorted(cities.items()) if label}
        listed = {code: (kana, prefecture) for code, _, kana, prefecture in municipalities()}
        self._codes: dict[str, list[str]] = {}
        self._kana: dict[str, list[str]] = {}
        self._latin: dict[str, list[str]] = {}
        self._hangul: dict[str, list[str]] = {}
        self.prefectures: dict[str, str] = {}
        for code, label in self._labels.items():
            kana, prefecture = listed.get(code, ("", ""))
            if prefecture:
                self.prefectures[code[:2]] = prefecture
            self._codes.setdefault(label, []).append(code)
            # A municipality that no list knows, as those of invented plans, is read by the dictionary.
            self._enter(code, label, kana or reading(label))
        # 伊勢崎の… stands for 伊勢崎市; a name of one letter (関) would be found everywhere.
        self._short = {
            label[:-1]: label
            for label in self._codes
            if len(label) > 2 and label[-1] in _ENDINGS and label[:-1] not in self._codes
        }
        self.full = sorted(self._codes, key=lambda name: (-len(name), name))
        self.short = sorted(self._short, key=lambda name: (-len(name), name))
        self._prefecture_latin = {romaji(_PREFECTURES_KANA[int(code) - 1]): code for code in self.prefectures}

    def _enter(self, code: str, label: str, kana: str) -> None:
        ending = next((each for each in _ENDINGS.get(label[-1], ()) if kana.endswith(each)), "")
        stem = kana.removesuffix(ending)
        self._kana.setdefault(kana, []).append(code)
        if len(stem) >= 4:
            self._kana.setdefault(stem, []).append(code)
        for name in {stem, kana} - {""}:
            self._latin.setdefault(romaji(name), []).append(code)
        self._hangul.setdefault(romaji_key(romaji(stem)), []).append(code)

    def label(self, code: str) -> str:
        """The name of a municipality as its plans write it."""
        return self._labels[code]

    def codes(self, name: str) -> tuple[str, ...]:
        """Whose name it is, with or without the closing 市; several where they share it."""
        return tuple(self._codes[self._short.get(name, name)])

    def kana(self, name: str, *, closed: bool) -> tuple[str, ...]:
        """Whose name a word in katakana is; `closed` where a 市 in kanji follows it, so that the rest is the stem."""
        if not closed:
            return tuple(self._kana.get(name, ()))
        endings = {ending for each in _ENDINGS.values() for ending in each}
        return tuple(dict.fromkeys(code for ending in endings for code in self._kana.get(name + ending, ())))

    def latin(self, word: str) -> tuple[str, ...]:
        """Whose name a word in Latin letters is, however its long vowels are written."""
        return tuple(self._latin.get(fold_latin(word), ()))

    def hangul(self, word: str) -> tuple[str, ...]:
        """Whose name, without its 市, a word in Hangul is."""
        return tuple(self._hangul.get(hangul_key(word), ()))

    def hangul_prefecture(self, word: str) -> str | None:
        """The code of the prefecture of the index that a word in Hangul names."""
        key = hangul_key(word)
        return next((code for name, code in self._prefecture_latin.items() if romaji_key(name) == key), None)

    def latin_prefecture(self, word: str) -> str | None:
        """The code of the prefecture of the index that a word in Latin letters names."""
        return self._prefecture_latin.get(fold_latin(word))

    def near(self, name: str) -> tuple[str, ...]:
        """Whose name is one letter away from a word that is nobody's name; names of two letters have too many."""
        if name in {each for _, each, _, _ in municipalities()}:
            return ()
        found = self._close(name, self._codes, 3)
        return found or self._close(katakana(name), self._kana, 4)

    def near_latin(self, word: str) -> tuple[str, ...]:
        """Whose romaji is one letter away from a word."""
        return self._close(fold_latin(word), self._latin, 5)

    @staticmethod
    def _close(name: str, names: Mapping[str, Iterable[str]], shortest: int) -> tuple[str, ...]:
        if len(name) < shortest:
            return ()
        near = sorted(each for each in names if len(each) >= shortest and DamerauLevenshtein.distance(name, each) == 1)
        return tuple(dict.fromkeys(code for each in near for code in names[each]))
