"""Printed values of indicators → numbers with unit, bound, group and year; what is no number stays raw and is marked.

The grammar, over text folded to NFKC, with wraps of the page undone:

    cell      := value | value (separator value)+ | range | word
    value     := [span] [group [":"]] [year ":"] prefix* number [scale] [unit] [bound] ["/年"] ["維持"] note*
    range     := number [unit] ("~" | "から") number [unit]
    span      := "5年間で"                     the value is a sum over years
    prefix    := "約" | "年" | "毎年" | "延べ" | "累計" …
    number    := [sign] digits | kanji numerals before a counter (三割, 二十団体)
    sign      := "-" | "▲" | "△" | "+"
    scale     := 千 | 万 | 百万 | 億 …         scaled into the number, always: 33万人 is 330000 人
    bound     := 以上 | 超 | 以内 | 以下 | 未満 | まで
    note      := "(" year | 累計 | 単年度 | any ")"
    word      := UP | 増加 | "-" | 未公表 | 廃止 | anything else, which is qualitative

Only a text that is wholly a value gives a number: none is picked out of a sentence, a date, a year or a name.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from plangraph.model import Bound, Missing
from plangraph.plans.outline import kanji_number
from plangraph.plans.years import YEAR, Year, find_years, parse_year

__all__ = ["Quantity", "parse_quantities"]

_SCALES: Final = {"十億": 10**9, "億": 10**8, "百万": 10**6, "千万": 10**7, "万": 10**4, "千": 10**3}
_NUMBER: Final = r"(?P<sign>[-+▲△−]|±(?=0))?\s*(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_SCALE: Final = r"(?P<scale>十億|百万|千万|億|万|千(?=[円人世件トt食]))(?:(?P<low>\d[\d,]*)(?P<lowscale>万|千)?)?"
_UNIT: Final = (
    r"(?P<unit>(?:k|c|m)?m[23²³](?:/[^\s\d]{1,4})?|(?:t|kg|g)-CO2(?:/[^\s\d]{1,4})?"
    r"|(?:(?!以上|以内|以下|未満|程度|ほど|前後|を?維持)[^\s\d()\[\],、。:~〜<>=「」『』]){0,14}?)"
)
_PREFIX: Final = (
    r"(?P<prefix>(?:(?:約|およそ|概ね|目標|実績|現状|基準|(?:年|月|日)?平均|年間?|毎年度?|各年度?|月|延べ|のべ"
    r"|累計で?|累積|通算|単年度?|合?計)\s*)*)"
)
_VALUE: Final = re.compile(
    rf"^(?P<span>\d{{1,2}}(?:か年|年間?)(?:で|に)\s*)?"
    rf"(?:(?P<group>[^\d\s()\[\],、。:・▲△+−±-]{{1,12}}?|\d{{1,2}}歳(?:代|以上|未満))\s*[::]?\s*)??"
    rf"(?:{YEAR.replace('?P<', '?P<lead_')}\s*末?\s*[::]\s*)?{_PREFIX}"
    rf"{_NUMBER}\s*(?:{_SCALE})?\s*{_UNIT}\s*(?P<bound>以上|以内|以下|未満|超|まで)?(?:程度|ほど|前後)?\s*(?P<per>/(?:年度?|月|日|週))?"
    r"(?:を?維持)?\s*(?P<notes>(?:\s*\([^()]*\))*)$",
)
_LEADING_YEAR: Final = re.compile(rf"^\(?{YEAR}末?\)?\s*[::]?\s*(?=\D*\d)")
_RANGE: Final = re.compile(
    r"^(?P<low>[▲△-]?[\d,.]+)\s*(?P<unit>[^\d\s~〜()]{0,6}?)\s*(?:[~〜]|から)\s*(?P<high>[\d,.]+[^\d()]{0,8})$",
)
_KANJI: Final = re.compile(
    r"^(?P<kanji>[一二三四五六七八九十]{1,4})(?P<rest>(?:割|団体|人|名|件|回|か所|カ所|箇所|校|社|倍|戸|棟|台|事業|地区|施設).*)$",
)
_ARROWS: Final = re.compile(r"[▶►▷→⇒➡⇨]+|[▲△](?!\s*\d)")
# A single letter or an era before a number, 第 or a year behind it: a name or a date, not a value.
_NOT_A_GROUP: Final = re.compile(r"^(?:第|令和|平成|昭和|[A-Za-z]|.*[年月第])$")
_NOT_A_UNIT: Final = re.compile(r"^(?:年度|月(?!額|間)|年(?!間|以|度|$)|次|号|日(?!間|/|以|$)|:|/\d)")
_LONGEST_NUMBER: Final = 24  # characters; beyond it stands noise, and arithmetic would lose digits
_PARTICLES: Final = re.compile(r"[のをにでがはとへも]|する|した")
_BOUNDS: Final = {
    "以上": Bound.AT_LEAST,
    "超": Bound.AT_LEAST,
    "以内": Bound.AT_MOST,
    "以下": Bound.AT_MOST,
    "未満": Bound.AT_MOST,
}
_SUMMED: Final = re.compile(r"累計|累積|通算|延べ|のべ")
_YEARLY: Final = re.compile(r"単年|毎年|各年|年間|年$")

_RISE: Final = re.compile(r"^(?:UP|アップ|↑|↗|増加|上昇|向上|増|増やす|増加させる|現状より増加)$", re.IGNORECASE)
_NONE: Final = re.compile(r"^[-‐‑‒–—―－ー−~〜/／*＊…]+$")
_NOT_APPLICABLE: Final = re.compile(r"^(?:該当なし|対象外|非該当|未設定|設定なし|N/?A)$", re.IGNORECASE)
_NOT_PUBLISHED: Final = re.compile(
    r"未公表|未確定|集計中|未集計|調査中|算出中|未定|公表前|データなし|調査未実施|確認中"
)
_ABOLISHED: Final = re.compile(r"廃止|中止|終了|休止")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One value read from a cell; `value` is None where there is no plain number, `missing` says why if it is known.

    `cumulative` is True for a sum over years (累計, 5年間で), False for one year's (年, 単年度), None where unsaid.
    """

    raw: str
    value: Decimal | None = None
    unit: str = ""
    bound: Bound | None = None
    group: str = ""
    fiscal_year: int | None = None
    calendar_year: int | None = None
    missing: Missing | None = None
    cumulative: bool | None = None

    @property
    def year(self) -> int | None:
        """The year in brackets, fiscal or calendar."""
        return self.fiscal_year if self.fiscal_year is not None else self.calendar_year


def parse_quantities(text: str) -> list[Quantity]:
    """All values in one cell, such as `男性78.46歳<br>女性80.66歳` → two groups; empty for an empty cell.

    A range is two values, one at least and one at most. A text that is not wholly a value gives one quantity
    without a number.
    """
    folded = re.sub(r"<br\s*/?>", "\n", unicodedata.normalize("NFKC", text), flags=re.IGNORECASE)
    folded = _ARROWS.sub(" ", folded).strip()
    if not folded:
        return []
    raw = _ARROWS.sub("", text).strip()
    parts = _parts(folded)
    if len(parts) > 1:
        return [_parse_one(part) for part in parts]
    bounds = _range(parts[0])
    return [replace(each, raw=raw) for each in bounds or (_parse_one(parts[0]),)]


def _parts(text: str) -> list[str]:
    """A cell's lines, put together where a break only wrapped one value, or parted where it has two.

    Parts are only made where each of them is a value by itself.
    """
    joined: list[str] = []
    for line in (each.strip() for each in text.split("\n") if each.strip()):
        if joined and (line.startswith("(") or joined[-1].count("(") > joined[-1].count(")")):
            joined[-1] += line
        else:
            joined.append(line)
    if len(joined) > 1 and all(_matches(line) for line in joined):
        return joined
    whole = "".join(joined)
    if _matches(whole):
        return [whole]
    for separator in (r"\s+(?=\D)", r"[、,/／;](?!\d{3})", r"(?<=[%歳人件回点円])(?=[^\d\s()%以未])"):
        pieces = [piece.strip() for piece in re.split(separator, " ".join(joined)) if piece.strip()]
        if len(pieces) > 1 and all((m := _matches(piece)) and m["group"] for piece in pieces):
            return pieces
    return [whole]


def _matches(text: str) -> re.Match[str] | None:
    """The text as one value, unless its words show that it is a date, a name or part of a sentence."""
    kanji = _KANJI.match(text)
    if kanji:
        text = f"{kanji_number(kanji['kanji'])}{kanji['rest']}"
    match = _VALUE.match(_LEADING_YEAR.sub("", text))
    if match is None:
        return None
    group, unit = match["group"] or "", match["unit"]
    year = unit == "年" and re.fullmatch(r"(?:19|20)\d\d", match["number"])
    if len(match["number"]) > _LONGEST_NUMBER:
        return None
    if _NOT_A_GROUP.match(group) or _NOT_A_UNIT.match(unit) or year:
        return None
    if unit.endswith(("増", "減")):  # a change, not a level
        return None
    return None if any(_PARTICLES.search(word) for word in (group, unit)) else match


def _range(text: str) -> tuple[Quantity, Quantity] | None:
    match = _RANGE.match(text)
    if match is None:
        return None
    high = _parse_one(match["high"])
    low = _parse_one(match["low"] + (match["unit"] or high.unit))
    if low.value is None or high.value is None or low.unit != high.unit or low.value >= high.value:
        return None
    return replace(low, bound=Bound.AT_LEAST), replace(high, bound=Bound.AT_MOST)


def _parse_one(text: str) -> Quantity:
    match = _matches(text)
    if match is None:
        return _without_number(text)
    notes = re.findall(r"\(([^()]*)\)", match["notes"])
    year = next((y for note in notes if (y := _last_year(note))), None)
    if year is None and (_LEADING_YEAR.match(text) or match["lead_n"] or match["lead_western"]):
        year = parse_year(text)
    value = Decimal(match["number"].replace(",", ""))
    if match["scale"]:
        value = (value * _SCALES[match["scale"]]).quantize(Decimal(1))
        if match["low"]:
            value += Decimal(match["low"].replace(",", "")) * _SCALES.get(match["lowscale"], 1)
    return Quantity(
        raw=text,
        value=-value if match["sign"] in ("-", "▲", "△", "−") else value,
        unit=match["unit"].strip() + (match["per"] or ""),
        bound=_BOUNDS.get(match["bound"] or ""),
        group=match["group"] or "",
        fiscal_year=year.value if year and year.fiscal else None,
        calendar_year=year.value if year and not year.fiscal else None,
        cumulative=_cumulative(match, notes),
    )


def _last_year(note: str) -> Year | None:
    """The year of a note; a sum over R7~R11 is that of the last."""
    years = list(find_years(note))
    return (years[-1] if len(years) == 2 and re.search(r"[~〜～]|から", note) else years[0]) if years else None


def _cumulative(match: re.Match[str], notes: list[str]) -> bool | None:
    # A bracketed year (令和4年) dates the value; it does not say that it is one year's.
    said = [match["group"] or "", *(note for note in notes if parse_year(note) is None)]
    words = " ".join([*said, match["prefix"]]).strip()
    if match["span"] or _SUMMED.search(" ".join([words, *notes])):
        return True
    return False if _YEARLY.search(words) or (match["per"] or "").startswith("/年") else None


def _without_number(text: str) -> Quantity:
    bare = re.sub(r"\([^()]*\)", "", text).strip()
    bound: Bound | None = None
    missing: Missing | None = Missing.QUALITATIVE
    if _RISE.match(bare):
        bound, missing = Bound.RISE, None
    elif _NONE.match(bare) or _NOT_APPLICABLE.match(bare):
        missing = Missing.NOT_APPLICABLE
    elif _NOT_PUBLISHED.search(bare):
        missing = Missing.NOT_PUBLISHED
    elif _ABOLISHED.search(bare):
        missing = Missing.ABOLISHED
    # A year inside a sentence is part of the sentence, not the year of a value.
    year = None if missing is Missing.QUALITATIVE else parse_year(text)
    return Quantity(
        text,
        bound=bound,
        missing=missing,
        fiscal_year=year.value if year and year.fiscal else None,
        calendar_year=year.value if year and not year.fiscal else None,
    )
