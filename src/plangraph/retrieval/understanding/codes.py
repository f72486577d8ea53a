"""Printed codes in words: 3-1-1, 施策5-2, 政策4, 公約Ⅱ; what stands below a code in its plan is found by it as well."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from plangraph.model import Filter
from plangraph.retrieval.filters import code_key
from plangraph.retrieval.understanding.kinds import KIND_WORDS, kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Card
    from plangraph.retrieval.understanding.sentence import Sentence

__all__ = ["Codes"]

_DASH: Final = "[-‐‑–—−ー]"
_NUMBERS: Final = rf"\d{{1,3}}(?:{_DASH}\d{{1,3}}){{0,4}}|[IVX]{{1,5}}"
# 0-2歳児, 4-5月 and 10-20% count something.
_COUNTED: Final = r"(?![\d.歳才年人件割%月日時回代号か箇ヶ度万千億円丁組種以]|-|\s?(?:years?|people))"
_LINK: Final = r"(?:における|において|に関する|での?|の|が|は|と|、)?\s*"
# What a keyboard has, in either width: no sign that is typed to tell it from another.
_PLAIN: Final = re.compile(r"[\dA-Za-zＡ-Ｚａ-ｚ\s‐‑–—−ー－-]*")
_ROMAN: Final = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


class Codes:
    """Reads codes that the cards of one index carry."""

    def __init__(self, cards: Sequence[Card]) -> None:
        self._kinds: defaultdict[str, set[str]] = defaultdict(set)
        self._printed: defaultdict[str, set[str]] = defaultdict(set)
        for card in cards:
            if card.notation:
                self._kinds[code_key(card.notation)].add(card.kind)
                self._printed[code_key(card.notation)].add(card.notation)
        words = "|".join(
            sorted(map(re.escape, (*KIND_WORDS, "目標", "事業", "policy", "measure", "goal")), key=len, reverse=True)
        )
        self._named = re.compile(
            rf"(?P<word>{words})\s?(?:番号|No\.?)?\s?(?P<code>{_NUMBERS}){_COUNTED}(?P<link>{_LINK})", re.IGNORECASE
        )
        self._plain = re.compile(
            rf"(?:(?:番号|\bNo\.)\s?|(?<![\w.]|-))(?P<code>\d{{1,3}}(?:{_DASH}\d{{1,3}}){{1,4}})(?!\w*[A-Za-z]){_COUNTED}(?P<link>{_LINK})"
        )

    def read(self, sentence: Sentence) -> None:
        """A code of three levels, or with the word for its kind, is a hard filter; one of two levels alone is soft."""
        for match in self._named.finditer(sentence.open):
            if values := self._values(kind_of(match["word"]), match["word"], match["code"], sentence.raw):
                text = match[0][: len(match[0]) - len(match["link"])]
                sentence.take(match.start(), match.end(), [Filter("code", value, text) for value in values])
        for match in self._plain.finditer(sentence.open):
            key = code_key(match["code"])
            if key not in self._kinds:
                continue
            found = self._as_printed(key, sentence.raw)
            alone = not sentence.open[: match.start()].strip("\x1f ") and not sentence.open[match.end() :].strip()
            if key.count("-") >= 2 or alone:
                sentence.take(match.start(), match.end(), [Filter("code", each, match["code"]) for each in found])
            else:
                sentence.add(*(Filter("code", each, match["code"], soft=True) for each in found))

    def _values(self, kind: str, word: str, code: str, raw: str) -> tuple[str, ...]:
        """Values of the filter: a code as printed where it says its kind itself, else after its kind (Measure/5-2)."""
        codes = [code, _ROMAN[int(code)]] if code.isdecimal() and int(code) < len(_ROMAN) else [code]
        for each in codes:
            if (key := code_key(word + each)) in self._kinds:
                return self._as_printed(key, raw)
        for each in codes:
            key = code_key(each)
            if kind and kind in self._kinds.get(key, ()):
                return tuple(f"{kind}/{printed}" for printed in self._as_printed(key, raw))
            if "-" in key and key in self._kinds:
                return self._as_printed(key, raw)
        return ()

    def _as_printed(self, key: str, raw: str) -> tuple[str, ...]:
        """3-1-① written as such is not 3-1-1; either is meant where it is typed in plain digits, as everybody does."""
        printed = self._printed[key]
        signed = [each for each in printed if each in raw and not _PLAIN.fullmatch(each)]
        # 1 where plans print both 1 and 01 is the one without the naught.
        exact = signed or [each for each in printed if _keyed(each) in _keyed(raw)]
        forms = {_keyed(each) for each in exact}
        longest = {each for each in exact if not any(_keyed(each) in form and _keyed(each) != form for form in forms)}
        return tuple(sorted(longest or printed))


def _keyed(text: str) -> str:
    """A text as a keyboard writes it: ３－１－① as 3-1-1; unlike `code_key`, 07 is not 7."""
    return re.sub(_DASH, "-", unicodedata.normalize("NFKC", text)).casefold()
