"""Numbering of headings: 第5章, 5-1, 1., (1), ①, 政策1, 公約Ⅱ, 01 — which system, which code, what title."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

__all__ = ["HEADING_LEVELS", "Marker", "join_lines", "kanji_number", "one_line", "parse_marker", "similar_key"]

_REMEMBERED: Final = 200  # characters: a longer text is no title, and is not compared twice
_KANJI_DIGITS: Final = {c: i for i, c in enumerate("〇一二三四五六七八九")}
_ROMAN: Final = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"
_ROMAN_ASCII: Final = {"I": "Ⅰ", "II": "Ⅱ", "III": "Ⅲ", "IV": "Ⅳ", "V": "Ⅴ", "VI": "Ⅵ", "VII": "Ⅶ", "VIII": "Ⅷ"}
# Headings that say themselves what they are, and the level of it.
HEADING_LEVELS: Final = {
    "chapter": "policy", "roman": "policy",
    "named:政策": "policy", "named:基本政策": "policy", "named:重点政策": "policy",
    "named:柱": "policy", "named:分野": "policy", "named:基本目標": "goal", "named:基本施策": "measure",
    "named:重点施策": "measure", "named:施策": "measure",
}  # fmt: skip
_DASH: Final = r"[-‐‑‒–—―−－ー]"
_STYLES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("chapter", re.compile(r"^第\s*(?P<n>[0-9０-９]+|[一二三四五六七八九十]+)\s*[章編部]\s*(?P<title>.*)$", re.DOTALL)),
    (
        "named",
        re.compile(
            rf"^(?P<name>基本政策|重点政策|政策|基本施策|重点施策|施策|公約|基本目標|基本方針|目標|取組|柱|分野)\s*"
            rf"(?P<n>[0-9０-９]+(?:{_DASH}[0-9０-９]+)*|[{_ROMAN}]|[IVX]{{1,4}}(?=\s))\s*(?P<title>\S.*)$",
            re.DOTALL,
        ),
    ),
    (
        "dotted",
        re.compile(
            rf"^(?P<n>[0-9０-９]{{1,2}}(?:\s?{_DASH}\s?[0-9０-９]{{1,2}}){{1,3}})\s*[.．]?\s*(?P<title>\D.*)$",
            re.DOTALL,
        ),
    ),
    ("number", re.compile(r"^(?P<n>[0-9０-９]{1,2})\s*[.．、]\s*(?P<title>\D.*)$", re.DOTALL)),
    ("parenthesised", re.compile(r"^[(（](?P<n>[0-9０-９]{1,2})[)）]\s*(?P<title>\S.*)$", re.DOTALL)),
    ("circled", re.compile(r"^(?P<n>[①-⑳])\s*(?P<title>\S.*)$", re.DOTALL)),
    ("roman", re.compile(rf"^(?P<n>[{_ROMAN}])\s*[.．、]?\s*(?P<title>\S.*)$", re.DOTALL)),
    ("bare", re.compile(r"^(?P<n>[0-9０-９]{1,2})\s+(?P<title>\D.*)$", re.DOTALL)),
    ("katakana", re.compile(r"^(?P<n>[ア-ン])[\s.．](?P<title>\S.*)$", re.DOTALL)),
    ("arrow", re.compile(r"^[▶▷►](?P<n>)\s*(?P<title>\S.*)$", re.DOTALL)),
)


@dataclass(frozen=True, slots=True)
class Marker:
    """A numbered heading taken apart: the numbering system, the code in it, and the title behind it."""

    style: str
    code: str
    title: str


def parse_marker(text: str) -> Marker | None:
    """The marker a heading begins with, or None; the title keeps no line breaks."""
    stripped = text.strip()
    for style, pattern in _STYLES:
        match = pattern.match(stripped)
        if match:
            name = match.groupdict().get("name")
            code = _code(match["n"])
            if name and not code[:1].isdigit():
                code = name + code
            return Marker(f"named:{name}" if name else style, code, join_lines(match["title"]))
    return None


def _code(printed: str) -> str:
    if printed in _ROMAN_ASCII:
        return _ROMAN_ASCII[printed]
    if (printed and printed[0] in _ROMAN) or re.match(r"[①-⑳]", printed):
        return printed
    if re.fullmatch(r"[一二三四五六七八九十]+", printed):
        return str(kanji_number(printed))
    return re.sub(rf"\s?{_DASH}\s?", "-", unicodedata.normalize("NFKC", printed))


def kanji_number(text: str) -> int:
    """A number below 100 in kanji: 十二 → 12, 二〇 → 20."""
    if "十" not in text:
        return int("".join(str(_KANJI_DIGITS[c]) for c in text))
    tens, _, ones = text.partition("十")
    return (_KANJI_DIGITS[tens] if tens else 1) * 10 + (_KANJI_DIGITS[ones] if ones else 0)


def join_lines(text: str) -> str:
    r"""One line of a heading that was wrapped: between Japanese letters the break vanishes, else a space stays.

    >>> join_lines("危機管理体制の\\n強化"), join_lines("Smart\\ncity")
    ('危機管理体制の強化', 'Smart city')
    """
    letters = r"[^\x00-\x7F]"
    joined = re.sub(rf"(?<={letters})\s+(?={letters})", "", text.strip())
    joined = re.sub(rf"(?<={letters})\s*\n\s*|\s*\n\s*(?={letters})", "", joined)
    return re.sub(r"\s+", " ", joined)


def one_line(text: str) -> str:
    """A heading on one line with the spaces within it, behind which a number may stand."""
    return re.sub(r"\s*\n\s*", "", text.strip())


def similar_key(text: str) -> str:
    """A title for comparison: width folded, without spaces, marks and line breaks."""
    return _key(text) if len(text) <= _REMEMBERED else _key.__wrapped__(text)


@lru_cache(maxsize=16384)
def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()
