"""Spellings of one name: 子ども, こども and 子供; 障害 and 障がい; full and half width."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["fold_spelling", "number", "one_letter", "spelling_pattern"]

_WORDS: Final = (
    (re.compile(r"子ども|子供|こども|コドモ"), "子ども"),
    (re.compile(r"障がい|障碍|障害|しょうがい"), "障害"),
    (re.compile(r"まちづくり|街づくり|町づくり|街作り|まち作り"), "まちづくり"),
    (re.compile(r"(?<=[一-龠ァ-ヶー])(?:づくり|ずくり|つくり|作り|造り)"), "づくり"),
)
# Letters of names that are one, of which NFKC keeps both: 伊勢﨑, 髙山 (Unicode U+FA11 and others without a
# decomposition, and forms that official papers write as the others).
_LETTERS: Final = str.maketrans("﨑髙濵德𠮷桒栁", "崎高浜徳吉桑柳")
_DIGITS: Final = "〇一二三四五六七八九"
_SIGNS: Final = ((re.compile(r"[・･\s]"), ""), (re.compile(r"[ヶケヵカ](?=所)"), "か"))


def number(written: str) -> int:
    """A number below 100 in digits or in kanji: 6, 六, 十二, 三十. Raises ValueError for anything else."""
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    return (_DIGITS.index(tens) if tens else 1) * 10 * bool(ten) + (_DIGITS.index(ones) if ones else 0)


def one_letter(text: str) -> str:
    """A text with variant letters of names as they are mostly written: 伊勢﨑 as 伊勢崎; its length stays."""
    return text.translate(_LETTERS)


def fold_spelling(name: str) -> str:
    """A key that spellings of one name share."""
    folded = unicodedata.normalize("NFKC", name)
    for pattern, one in (*_WORDS, *_SIGNS):
        folded = pattern.sub(one, folded)
    return folded


def spelling_pattern(name: str) -> str:
    """A regular expression that finds a name in NFKC text however it is spelt."""
    found = re.escape(re.sub(r"\s", "", unicodedata.normalize("NFKC", name)))
    for pattern, _ in _WORDS:
        found = pattern.sub(f"(?:{pattern.pattern})", found)
    return found
