"""Kana to Hepburn romaji, folded so that the ways of writing one name meet: Honjō, Honjou, Honjo; Gumma, Gunma."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["fold_latin", "katakana", "romaji"]

_ROWS: Final = {
    "ア": "a i u e o", "カ": "ka ki ku ke ko", "サ": "sa shi su se so", "タ": "ta chi tsu te to",
    "ナ": "na ni nu ne no", "ハ": "ha hi fu he ho", "マ": "ma mi mu me mo", "ラ": "ra ri ru re ro",
    "ガ": "ga gi gu ge go", "ザ": "za ji zu ze zo", "ダ": "da ji zu de do", "バ": "ba bi bu be bo",
    "パ": "pa pi pu pe po",
}  # fmt: skip
_LETTERS: Final = dict(
    zip(
        "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモラリルレロガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポ",
        " ".join(_ROWS.values()).split(),
        strict=True,
    )
) | {"ヤ": "ya", "ユ": "yu", "ヨ": "yo", "ワ": "wa", "ヲ": "o", "ン": "n", "ヴ": "vu"}
_SMALL: Final = {"ャ": "ya", "ュ": "yu", "ョ": "yo"}


def katakana(text: str) -> str:
    """Hiragana as katakana, half width as full width; other letters stay."""
    return "".join(
        chr(ord(letter) + 0x60) if "ぁ" <= letter <= "ゖ" else letter for letter in unicodedata.normalize("NFKC", text)
    )


def romaji(kana: str) -> str:
    """The folded Hepburn spelling of a name in kana; letters that are no kana are left out."""
    out = ""
    for letter in katakana(kana):
        if letter in _SMALL and out.endswith("i"):
            glide = _SMALL[letter]
            out = out[:-1] + (glide[1:] if out[:-1].endswith(("sh", "ch", "j")) else glide)
        elif letter == "ッ":
            out += "ッ"
        else:
            out += _LETTERS.get(letter, "")
    out = re.sub(r"ッ(?=ch)", "t", out)
    return fold_latin(re.sub(r"ッ(.)", r"\1\1", out))


def fold_latin(word: str) -> str:
    """Small letters without accents and marks, long vowels short, n before b, m, p: one spelling for many."""
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", word.casefold()) if mark.isalpha() and mark.isascii())
    bare = re.sub(r"m(?=[bmp])", "n", bare)
    return re.sub(r"([aeiou])\1+", r"\1", re.sub(r"ou", "o", bare))
