"""Numbering of headings: 第5章, 5-1, 1., (1), ①, 政策1, 公約Ⅱ, 01 — which system, which code, what title."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

__all__ = [
    "DASH",
    "HEADING_LEVELS",
    "ROMAN",
    "SUFFIX",
    "Marker",
    "counts_on",
    "is_quantity",
    "join_lines",
    "kanji_number",
    "numbered_title",
    "one_line",
    "parse_marker",
    "similar_key",
    "title_marker",
    "unquoted",
]

_REMEMBERED: Final = 200  # characters: a longer text is no title, and is not compared twice
_KANJI_DIGITS: Final = {c: i for i, c in enumerate("〇一二三四五六七八九")}
ROMAN: Final = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"
_ROMAN_ASCII: Final = {"I": "Ⅰ", "II": "Ⅱ", "III": "Ⅲ", "IV": "Ⅳ", "V": "Ⅴ", "VI": "Ⅵ", "VII": "Ⅶ", "VIII": "Ⅷ"}
# Headings that say themselves what they are, and the level of it.
HEADING_LEVELS: Final = {
    "chapter": "policy", "roman": "policy",
    "named:政策": "policy", "named:基本政策": "policy", "named:重点政策": "policy",
    "named:柱": "policy", "named:分野": "policy", "named:基本目標": "goal", "named:政策目標": "goal",
    "named:基本施策": "measure", "named:重点施策": "measure", "named:施策": "measure",
}  # fmt: skip
DASH: Final = r"[-‐‑‒–—―−－ー]"
_DIGITS: Final = r"[0-9０-９]{1,2}(?![0-9０-９])"
# What numbers within a number: the -1 of Ⅰ-1, the (1) of 1-(1) and of 1(1).
SUFFIX: Final = rf"(?:{DASH}{_DIGITS}|{DASH}?[(（]{_DIGITS}[)）])"
# 100%, 10件を, 200人(令和8年度): an amount with its unit, and no number of a heading.
_COUNTED: Final = (
    r"(?:ポイント|[千万億百]*[円人件回]|世帯|団体|[かカヶヵ箇]所|施設|事業所|社|組|校|園|戸|棟|台|本|冊|種類|地区|名|者|点|位|歳"
    r"|時間|日|か月|年|基|店舗?|路線|便|ha|㎡|km|㎞|k[WwＷ]h?|t(?:-CO2)?|ｔ|トン)"
)
_QUANTITY: Final = re.compile(
    rf"^[0-9０-９]+(?:[,，][0-9０-９]{{3}})*(?:[.．][0-9０-９]+)?(?:\s?[%％]|[,，][0-9０-９]|[.．][0-9０-９]+\s?{_COUNTED}"
    rf"|\s?{_COUNTED}(?:\s*[(（→/／]|以[上下内]|未満|程度|超)|年[間後度]"
    rf"|\s?\D{{0,6}}[(（](?:令和|平成|[RHＲＨ][0-9０-９]|(?:19|20)[0-9]{{2}})"
    rf"|{_COUNTED}(?:$|を|に?(?:達成|増|減|削減|拡大|縮小|実施|整備|開催|設置|育成)|まで|、|[\s\u3000]))"
)
# 3、目標14 behind 目標: goals of the SDGs side by side, and no number of a heading either.
_GOALS: Final = re.compile(r"^[0-9０-９]{1,2}(?:\s*[、，,・／/]\s*(?:目標|ゴール)\s*[0-9０-９]{1,2})+\s*$")
_STYLES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("chapter", re.compile(r"^第\s*(?P<n>[0-9０-９]+|[一二三四五六七八九十]+)\s*[章編部]\s*(?P<title>.*)$", re.DOTALL)),
    (
        "named",
        re.compile(
            r"^(?P<open>【)?(?P<name>基本政策|重点政策|政策目標|政策|基本施策|重点施策|主要施策|具体的施策|施策(?:の方向性?)?"
            r"|公約|基本目標|基本方針|目標|取組|柱|分野|視点|お?約束|事業)\s*"
            rf"(?P<n>[0-9０-９]+(?:[.．]{_DIGITS}(?=\s)|{SUFFIX}*)|[{ROMAN}]{SUFFIX}*|[IVX]{{1,4}}(?:(?=\s)|{SUFFIX}+))"
            r"(?(open)】)\s*[:：]?\s*(?P<title>\S.*)$",
            re.DOTALL,
        ),
    ),
    (
        "filed",
        re.compile(
            r"^(?:[NＮ][oOｏＯ]|№)[.．]?\s*(?P<n>[0-9０-９]{1,3}(?:-[0-9]{1,3})?)\s*[.．:：]?\s*(?P<title>\D.*)$",
            re.DOTALL,
        ),
    ),
    (
        "dotted",
        re.compile(
            rf"^(?P<n>[0-9０-９]{{1,2}}(?:\s?{DASH}\s?[0-9０-９]{{1,2}}){{1,3}}|(?:[0-9０-９]{{1,2}}|[{ROMAN}]){SUFFIX}+)"
            rf"\s*[.．]?\s*(?P<title>\D.*)$",
            re.DOTALL,
        ),
    ),
    ("number", re.compile(r"^(?P<n>[0-9０-９]{1,2})\s*[.．、]\s*(?P<title>\D.*)$", re.DOTALL)),
    (
        "parenthesised",
        re.compile(
            rf"^[(（](?P<n>[0-9０-９]{{1,2}}[)）]{SUFFIX}*|[一二三四五六七八九十]{{1,3}}[)）])\s*(?P<title>\S.*)$",
            re.DOTALL,
        ),
    ),
    ("circled", re.compile(r"^(?P<n>[①-⑳])\s*(?P<title>\S.*)$", re.DOTALL)),
    ("roman", re.compile(rf"^(?P<n>[{ROMAN}])\s*[.．、]?\s*(?P<title>\S.*)$", re.DOTALL)),
    ("bare", re.compile(r"^(?P<n>[0-9０-９]{1,2})\s+(?P<title>\D.*)$", re.DOTALL)),
    ("katakana", re.compile(r"^(?P<n>[ア-ン])[\s.．](?P<title>\S.*)$", re.DOTALL)),
    ("arrow", re.compile(r"^[▶▷►](?P<n>)\s*(?P<title>\S.*)$", re.DOTALL)),
)

# What a title may be counted by, a blank behind the number, or all of it in brackets: 主要施策1-1 …, 【柱2】….
_COUNTED_BY: Final = re.compile(
    rf"^[【〔\[［]?(?P<name>[^\s\d０-９（(、。]{{0,6}}?(?:政策|施策|目標|方針|取組|柱|分野|事業|公約|約束|戦略|課題|項目|方向性?|マニフェスト|プロジェクト))"
    rf"\s*(?P<n>[0-9０-９]{{1,3}}{SUFFIX}*|[{ROMAN}]{SUFFIX}*)(?:[】〕\]］][\s\u3000]*|[\s\u3000]*[:：][\s\u3000]*|[\s\u3000]+)(?P<title>\S.*)$",
    re.DOTALL,
)
# ⑴ and ⒈ number as (1) and 1. do.
_DRAWN: Final = re.compile("^[\u2474-\u249b]")
_AROUND: Final = ("【】", "「」")
_WIDE_CODE: Final = re.compile(r"^[０-９]{3,6}(?=\s+\S)")


@dataclass(frozen=True, slots=True)
class Marker:
    """A numbered heading taken apart: the numbering system, the code in it, and the title behind it."""

    style: str
    code: str
    title: str

    @property
    def next(self) -> tuple[str, str]:
        """The numbering and the code of the heading that counts on from this one."""
        return self.style, str(int(self.code) + 1).zfill(len(self.code)) if self.code.isdecimal() else ""


def parse_marker(text: str) -> Marker | None:
    """The marker a heading begins with, or None; the title keeps no line breaks."""
    stripped = _DRAWN.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text.strip())
    for style, pattern in _STYLES:
        match = pattern.match(stripped)
        if match:
            name = match.groupdict().get("name")
            if name and is_quantity(stripped[match.start("n") :]):
                return None
            code = _code(match["n"])
            if name and not code[:1].isdigit() and "-" not in code:  # 施策Ⅰ; Ⅰ-1 says by itself what it is in
                code = name + code
            return Marker(f"named:{name}" if name else style, code, join_lines(match["title"]))
    return None


def title_marker(text: str) -> Marker | None:
    """The marker that a title in a column or list begins with, whatever word it is counted by: 事務事業1-2　…."""
    marker = parse_marker(text)
    counted = _COUNTED_BY.match(text.strip()) if marker is None else None
    if counted is None or is_quantity(text.strip()[counted.start("n") :]):
        return marker
    return Marker(f"named:{counted['name']}", _code(counted["n"]), join_lines(counted["title"]))


def numbered_title(text: str) -> tuple[str | None, str]:
    """The code that a title begins with, or None, and the title behind it on one line."""
    marker = title_marker(text)
    return (marker.code, marker.title) if marker and marker.code else (None, join_lines(text))


def counts_on(marker: Marker, counted: tuple[str, int]) -> bool:
    """Whether a number is the next behind the last of a numbering, and of its style; the first is one in brackets."""
    style, last = counted
    return marker.style == (style or "parenthesised") and marker.code == str(last + 1)


def _code(printed: str) -> str:
    if re.match(r"[①-⑳]", printed):
        return printed
    if re.fullmatch(r"[一二三四五六七八九十]+[)）]?", printed):
        return str(kanji_number(printed.rstrip("）)")))
    first, *within = re.split(rf"\s?{DASH}?[(（]\s?|\s?[)）]?{DASH}\s?|[.．]", printed.rstrip("）)"))
    first = first if first[:1] in ROMAN else unicodedata.normalize("NFKC", first)
    return "-".join([_ROMAN_ASCII.get(first, first), *(unicodedata.normalize("NFKC", each) for each in within)])


def is_quantity(text: str) -> bool:
    """Whether a text begins with an amount and its unit, which is no number of a heading.

    >>> is_quantity("200人(令和8年度)"), is_quantity("1人ひとりが輝くまち")
    (True, False)
    """
    return bool(_QUANTITY.match(text) or _GOALS.match(text))


def kanji_number(text: str) -> int:
    """A number below 100 in kanji: 十二 → 12, 二〇 → 20."""
    if "十" not in text:
        return int("".join(str(_KANJI_DIGITS[c]) for c in text))
    tens, _, ones = text.partition("十")
    return (_KANJI_DIGITS[tens] if tens else 1) * 10 + (_KANJI_DIGITS[ones] if ones else 0)


def join_lines(text: str) -> str:
    r"""One line of a heading that was wrapped: between Japanese letters the break vanishes, else a space stays.

    So does one behind a code in wide digits, which nothing else would part from its title.

    >>> join_lines("危機管理体制の\\n強化"), join_lines("Smart\\ncity"), join_lines("１１０１\u3000道路")
    ('危機管理体制の強化', 'Smart city', '１１０１ 道路')
    """
    code = _WIDE_CODE.match(text.strip())
    if code:
        return f"{code[0]} {join_lines(text.strip()[code.end() :])}"
    letters = r"[^\x00-\x7F]"
    joined = re.sub(rf"(?<={letters})\s+(?={letters})", "", text.strip())
    joined = re.sub(rf"(?<={letters})\s*\n\s*|\s*\n\s*(?={letters})", "", joined)
    return re.sub(r"\s+", " ", joined)


def unquoted(title: str) -> str:
    """A title without brackets around all of it, or without their other half; those that close a part of it stay."""
    for opens, closes in _AROUND:
        inner = title.strip()
        if inner.startswith(closes) or (inner.startswith(opens) and closes not in inner):
            title = inner[1:]
        elif inner.endswith(opens) or (inner.endswith(closes) and opens not in inner):
            title = inner[:-1]
        elif inner.startswith(opens) and inner.find(closes) == len(inner) - 1:
            title = inner[1:-1]
    return title.strip()


def one_line(text: str) -> str:
    """A heading on one line with the spaces within it, behind which a number may stand."""
    return re.sub(r"\s*\n\s*", "", text.strip())


def similar_key(text: str) -> str:
    """A title for comparison: width folded, without spaces, marks and line breaks."""
    return _key(text) if len(text) <= _REMEMBERED else _key.__wrapped__(text)


@lru_cache(maxsize=16384)
def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()
