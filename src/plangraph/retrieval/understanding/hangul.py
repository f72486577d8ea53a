"""Names of Japanese places in Hangul, folded to what they share with romaji: 이세사키 and Isesaki are one key.

The rules of transcription (외래어 표기법, 표 4) write か as 가 at the beginning and as 카 elsewhere, つ as 쓰, and no
long vowels; people mix them. So the key tells no plain sound from an aspirated or a tense one, nor ㅈ from ㅊ.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["hangul_key", "romaji_key"]

_FIRST: Final = 0xAC00
_VOWELS, _FINALS = 21, 28
# In the order of Unicode (chapter 3.12, conjoining jamo).
_CONSONANT: Final = ("k", "k", "n", "t", "t", "r", "m", "p", "p", "s", "s", "", "j", "j", "j", "k", "t", "p", "h")
_VOWEL: Final = (
    *("a", "e", "ya", "e", "o", "e", "yo", "e", "o", "wa", "we"),
    *("we", "yo", "u", "wo", "we", "wi", "yu", "u", "i", "i"),
)
_NASAL: Final = {4: "n", 16: "n", 21: "n"}
_FOLDS: Final = (
    ("tsu", "su"),
    ("shi", "si"),
    ("sh", "sy"),
    ("chi", "ji"),
    ("ch", "j"),
    ("z", "j"),
    ("fu", "hu"),
    ("g", "k"),
    ("d", "t"),
    ("b", "p"),
)


def hangul_key(word: str) -> str:
    """The key of a word in Hangul; empty where a letter is none."""
    key = ""
    for letter in word:
        if not "가" <= letter <= "힣":
            return ""
        at = ord(letter) - _FIRST
        consonant, vowel, final = at // (_VOWELS * _FINALS), at // _FINALS % _VOWELS, at % _FINALS
        key += _CONSONANT[consonant] + _VOWEL[vowel] + _NASAL.get(final, "")
    return _once(key)


def romaji_key(name: str) -> str:
    """The key of a name in the folded romaji of `romaji`."""
    for old, new in _FOLDS:
        name = name.replace(old, new)
    return _once(name)


def _once(key: str) -> str:
    """Double letters once, and no glide where Hangul writes it either way (조, 죠)."""
    return re.sub(r"([a-z])\1+", r"\1", key.replace("jy", "j"))
