"""Periods, places and marks as official tables write them."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import Final

from plangraph.areas import PREFECTURE, area_of, areas, check_digit, find_areas
from plangraph.statistics.table import Period, Place

__all__ = [
    "COMMON_MARKS",
    "LARGEST",
    "is_mark",
    "is_number",
    "place_of_code",
    "place_of_name",
    "read_number",
    "read_period",
]

COMMON_MARKS: Final = {
    "-": "該当する数値がない",
    "－": "該当する数値がない",
    "***": "数値が得られない",
    "…": "数値が得られない",
    "...": "数値が得られない",
    "X": "秘匿されている",
    "x": "秘匿されている",
    "": "値が記されていない",
}
"""What marks in place of numbers mean by the common legend of official statistics, for tables without their own."""
_NUMBER: Final = re.compile(r"[-+]?(?:\d+(?:,\d{3})*|\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?")
# Official tables write what is below zero with a triangle, or with a minus that is no hyphen.
_BELOW_ZERO: Final = "▲△−－﹣"
_WIDE: Final = str.maketrans("０１２３４５６７８９，．＋", "0123456789,.+")
LARGEST: Final = 20
"""A number is below 10 to this power: SPARQL engines reckon xsd:decimal in 128 bits."""
_SMALLEST: Final = -30
_BOUND: Final = re.compile(r"[<>≤≥]=?\s*[\d.,]+")
_ERAS: Final = {"令和": 2018, "平成": 1988, "昭和": 1925, "R": 2018, "H": 1988, "S": 1925}
_YEAR: Final = re.compile(
    r"(?:FY\s*)?(?:(?P<western>\d{4})|(?P<era>令和|平成|昭和|[RHS])(?P<number>元|\d{1,2}))\s*"
    r"(?:(?P<fiscal>年度)|年?\s*(?:(?P<month>\d{1,2})月)?|[-/](?P<iso>\d{1,2}))?"
)
_CODE: Final = re.compile(r"(\d{4})(00|10)(\d{2})(\d{2})")
_JAPAN: Final = frozenset({"全国", "日本", "日本国", "japan"})


def is_number(text: str) -> bool:
    """Whether a cell holds a number, of whatever size, with or without commas; ▲5, △5 and −5 are -5."""
    text = _plain(text)
    return bool(re.search(r"\d", text)) and bool(_NUMBER.fullmatch(text))


def read_number(text: str) -> str | None:
    """A number as xsd:decimal has it (XSD 1.1, 3.3.3), without commas and exponent.

    None for what is no number, and for one of 10^20 or more, or of an exponent below -30.

    >>> read_number("▲1,234.5"), read_number("1e3"), read_number("1e999")
    ('-1234.5', '1000', None)
    """
    if not is_number(text):
        return None
    bare = _plain(text).replace(",", "")
    if "e" not in bare.lower() and len(bare) <= LARGEST:
        return bare
    number = Decimal(bare)
    if not number:
        return "0"
    if not _SMALLEST <= number.adjusted() < LARGEST:
        return None
    return f"{number:f}"


def _plain(text: str) -> str:
    """A number in the signs of ASCII."""
    if text.isascii():
        return text
    text = text.translate(_WIDE)
    return f"-{text[1:].lstrip()}" if text[:1] in _BELOW_ZERO else text


def is_mark(text: str) -> bool:
    """Whether a cell holds signs that stand for no number, or a bound such as <5; letters but X make a mistake."""
    return text in COMMON_MARKS or bool(_BOUND.fullmatch(text)) or not re.search(r"\w", text)


@lru_cache(maxsize=4096)
def read_period(label: str, code: str = "") -> Period | None:
    """A year, fiscal year or month by its name, else by e-Stat's code of ten digits; None where neither says it.

    >>> read_period("2020年度"), read_period("2020年4月").value
    (Period(value='2020', label='2020年度', fiscal=True), '2020-04')
    """
    text = unicodedata.normalize("NFKC", label).strip()
    if match := _YEAR.fullmatch(text):
        if match["western"]:
            year = int(match["western"])
        else:
            year = _ERAS[match["era"]] + (1 if match["number"] == "元" else int(match["number"]))
        fiscal = bool(match["fiscal"]) or text.upper().startswith("FY")
        return _period(year, match["month"] or match["iso"], label, fiscal=fiscal)
    if match := _CODE.fullmatch(code):
        first, last = int(match[3]), int(match[4])
        # Months have the same number twice; quarters and halves span several, and no year is theirs.
        if first == last:
            return _period(int(match[1]), match[3] if first else None, label or code, fiscal=match[2] == "10")
    return None


def _period(year: int, month: str | None, label: str, *, fiscal: bool) -> Period | None:
    if month is None:
        return Period(str(year), label, fiscal=fiscal)
    return Period(f"{year}-{int(month):02}", label) if 1 <= int(month) <= 12 else None


@lru_cache(maxsize=8192)
def place_of_code(code: str, label: str) -> Place:
    """A place by e-Stat's code of five digits, or by six with check digit; one that is not known keeps what is said.

    Six digits that check are taken for a city that plans may be of, whether or not the register has it.
    """
    if code in {"00000", "000000"}:
        return Place(code, label, "japan")
    if len(code) == 6:
        right = code.isdigit() and int(code[5]) == check_digit(code[:5])
        return Place(code, label, code if right else "")
    area = area_of(code) if len(code) == 5 else None
    return Place(code, label, area.code if area else "")


@lru_cache(maxsize=8192)
def place_of_name(text: str) -> Place | tuple[str, ...]:
    """A place by its code or name; of a name that several have or none, the choices as "132063 東京都府中市"."""
    given = unicodedata.normalize("NFKC", text).strip()
    if given.isdigit():
        place = place_of_code(given, given)
        return place if place.known else ()
    if given.casefold() in _JAPAN:
        return Place(given, given, "japan")
    prefecture = next((area for area in areas() if area.kind == PREFECTURE and area.name == given), None)
    found = (prefecture,) if prefecture else find_areas(given)
    if len(found) == 1:
        return Place(given, given, found[0].code)
    return tuple(f"{area.code} {area.prefecture}{area.name}" for area in found)
