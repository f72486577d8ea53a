"""Printed values of indicators → numbers with unit, bound, group and year; what is no number stays raw and is marked.

The grammar, over text with widths folded (`numerals.fold_printed`) and wraps of the page undone:

    cell      := value | value (separator value)+ | range | change | year | word
    value     := [span] [group [":"]] [year [":" | "までに"]] prefix* number [unit] [bound] ["/年"] ["維持"] note* mark*
    range     := value ("~" | "から") value     two values, at least and at most: 年3~5回, ▲10~▲5%, 10~20万人
               | number "-" number unit         a hyphen parts them only where a unit shows that it is no code
               | value 以上 ["かつ"] value 未満  10人以上20人未満, 40%を超え60%以下; both have the text of the whole
               | value "~" | "~" value          one of the two
               | "±" value                      from -value to value; ±0 is 0
    change    := value "→" value                the value it goes to; both where both have years
    span      := "5年間で"                      the value is a sum over years
    group     := name | enumeration | school year   男性, ①, 小6 (never part of the number)
    prefix    := "約" | "年" | "毎年" | "延べ" | "累計" …
    number    := [sign] digits (scale digits)* [scale] | kanji numerals before a counter (三割, 百二十人, 五千万円)
               | 7割5分                         75 %
    sign      := "-" | "▲" | "△" | "マイナス" | "+" | "プラス"
    scale     := 百 | 千 | 万 | 百万 | 億 | 兆 … scaled into the number, always: 33万人 is 330000 人
    unit      := word                           3.5ポイント増 is 3.5 ポイント, 減 -3.5; any other 増 or 減 is no level
    bound     := 以上 | 超 | 以内 | 以下 | 未満 | まで
    note      := "(" year | day | 累計 | 単年度 | any ")"   2013年度比, 基準年 or R6:25% is not the value's year
    day       := 令和5年12月時点 | R5.10.1現在 | 9月末    of a calendar year; beside the value without brackets, too
    mark      := ※ | ※1 | * | 注1 | raised digits     of a footnote; dropped
    year      := R7 | (2022) | H28末            alone: no number, but the year
    word      := UP | 増加 | "-" | 未公表 | 廃止 | anything else, which is qualitative

Only a text that is wholly a value gives a number: none is picked out of a sentence, a date, a year or a name, and
10数件 or 10余人 has no number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from plangraph.model import Bound, Missing
from plangraph.plans import value_patterns as printed
from plangraph.plans.numerals import MARKS, fold_printed, scaled_value
from plangraph.plans.years import Year, deadline_of, find_years, parse_year

__all__ = ["Quantity", "parse_quantities"]

_LONGEST_NUMBER: Final = 24  # characters; beyond it stands noise, and arithmetic would lose digits
_NEGATIVE: Final = frozenset({"-", "▲", "△", "−", "マイナス"})
_LEAST: Final = dict.fromkeys(("以上", "超"), Bound.AT_LEAST)
_BOUNDS: Final = _LEAST | dict.fromkeys(("以内", "以下", "未満"), Bound.AT_MOST)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One value read from a cell; `value` is None where there is no plain number, `missing` says why if it is known.

    `cumulative` is True for a sum over years (累計, 5年間で), False for one year's (年, 単年度), None where unsaid:
    延べ counts heads or times, over whatever term. `approximate` is True where the text says so: 約, 程度.
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
    approximate: bool = False

    @property
    def year(self) -> int | None:
        """The year in brackets, fiscal or calendar."""
        return self.fiscal_year if self.fiscal_year is not None else self.calendar_year


def parse_quantities(text: str) -> list[Quantity]:
    """All values in one cell, such as `男性78.46歳<br>女性80.66歳` → two groups; empty for an empty cell.

    A range is two values, one at least and one at most. A text that is not wholly a value gives one quantity
    without a number.
    """
    folded = re.sub(r"<br\s*/?>", "\n", fold_printed(text), flags=re.IGNORECASE).strip()
    if printed.SIGN_ALONE.match(folded):
        return [Quantity(text.strip(), missing=Missing.NOT_APPLICABLE)]
    folded = printed.with_day_noted(printed.FOOTNOTE.sub("", printed.REMARK.sub(r"(\g<remark>)", folded)))
    change = printed.CHANGE.match(folded)
    if change:
        before, after = change["before"].strip(), change["after"].strip()
        to = _change(before, after)
        if _is_told(before) and _is_told(after):  # R4:15件→R7:20件
            folded = f"{before}\n{after}"
        elif to is not None:
            return [replace(to, raw=text.strip())]
    if not (folded := printed.ARROWS.sub(" ", folded).strip()):
        return []
    raw = printed.ARROWS.sub("", text).strip()
    parts = _parts(folded)
    if len(parts) > 1:
        return [each for part in parts for each in _read(part)]
    return [replace(each, raw=raw) for each in _read(parts[0])]


def _parts(text: str) -> list[str]:
    """A cell's lines, put together where a break only wrapped one value, or parted where it has two.

    Parts are only made where each of them is a value by itself.
    """
    joined: list[str] = []
    for line in (each.strip() for each in text.split("\n") if each.strip()):
        behind = line.startswith("(") and not _is_value(line)
        if joined and (behind or joined[-1].count("(") > joined[-1].count(")")):
            joined[-1] += line
        else:
            joined.append(line)
    if len(joined) > 1 and all(_is_value(line) for line in joined):
        return joined
    # Two numbers on two lines are not one.
    whole = re.sub(r"(?<!\d)\n|\n(?!\d)", "", "\n".join(joined)).replace("\n", " ")
    if _is_value(whole):
        return [whole]
    for separator in (
        rf"(?=[{MARKS}])",
        r"\s+(?=\D)",
        r"(?<=\))[、,/／;]|[、,/／;](?!\d{3})",
        r"(?<=[%歳人件回点円])(?=[^\d\s()%以未])",
    ):
        pieces = [piece.strip(" 、,;/") for piece in re.split(separator, " ".join(joined)) if piece.strip(" 、,;/")]
        if len(pieces) > 1 and all(_is_told(piece) for piece in pieces):
            return pieces
    return [whole]


def _is_told(text: str) -> bool:
    """Whether a value says by its group or its year which of several it is."""
    return all(each.value is not None and (each.group or each.year) for each in _read(text))


def _is_value(text: str) -> bool:
    return _matches(text) is not None or _between(text) is not None


def _matches(text: str) -> re.Match[str] | None:
    """The text as one value, unless its words show that it is a date, a name or part of a sentence."""
    bare = printed.LEADING_YEAR.sub("", printed.VERSUS.sub("", text))
    match = printed.VALUE.match(printed.in_digits(bare))
    if match is None or len(match["number"]) > _LONGEST_NUMBER or _value(match) is None:
        return None
    group, unit = match["group"] or "", match["unit"]
    year = unit == "年" and re.fullmatch(r"(?:19|20)\d\d", match["number"])
    # PM2.5, COP21 and COVID-19 are names.
    name = re.search(r"[A-Za-z]$", group) and re.match(r"-?\d", match.string[match.end("group") :])
    if printed.NOT_A_GROUP.match(group) or name or printed.NOT_A_UNIT.match(unit) or year:
        return None
    if printed.CHANGED.search(unit):  # not a level
        return None
    return None if any(printed.PARTICLES.search(word) for word in (group, unit)) else match


def _value(match: re.Match[str]) -> Decimal | None:
    value = scaled_value(re.sub(r"\s", "", match["number"]))
    return -value if value is not None and match["sign"] in _NEGATIVE else value


def _change(before: str, after: str) -> Quantity | None:
    """What a value goes to, 20件 of 15件→20件 or 15→20件; None where one of the two is no value of its own."""
    to = _parse_one(after)
    start = _parse_one(before + to.unit if before[-1:].isdigit() else before)
    return to if start.value is not None and to.value is not None and start.unit == to.unit else None


def _read(text: str) -> tuple[Quantity, ...]:
    return tuple(replace(each, raw=text) for each in _between(text) or (_parse_one(text),))


def _between(text: str) -> tuple[Quantity, ...] | None:
    """The two ends of a range, or the one that is printed."""
    text = printed.WITHIN.sub("", printed.OVER.sub("超", text))
    both = printed.PLUS_MINUS.match(text)
    if both:
        high = _parse_one(both["before"] + both["value"])
        if high.value is None or high.bound:
            return None
        return replace(high, value=-high.value, bound=Bound.AT_LEAST), replace(high, bound=Bound.AT_MOST)
    one = printed.OPEN.match(text)
    if one:
        end = _parse_one((one["above"] or one["below"] or "").strip())
        bound = Bound.AT_LEAST if one["above"] else Bound.AT_MOST
        return None if end.value is None or end.bound or not end.unit else (replace(end, bound=bound),)
    for pattern in (printed.FROM_AND_BELOW, printed.RANGE, printed.HYPHEN):
        match = pattern.match(text)
        if match:
            return _range(match["low"], match["high"], needs_unit=pattern is printed.HYPHEN)
    return None


def _range(first: str, last: str, *, needs_unit: bool) -> tuple[Quantity, Quantity] | None:
    shape = _matches(last)
    high = _parse_one(last)
    if shape is None or high.value is None or high.group or high.bound not in (None, Bound.AT_MOST):
        return None
    if not high.unit and (needs_unit or printed.YEAR_ALONE.match(first)):
        return None
    scale = re.sub(r"\s", "", shape["scale"] or "")
    low = _parse_one(first)
    if low.value is not None and not low.unit:
        # 10~20万人 is from 10万人, but 1,000~2万人 is not from 1,000万人.
        number = re.fullmatch(r"(?P<number>.*[\d兆億万千百])(?P<rest>\D*)", first)
        ends = [_parse_one(f"{number['number']}{s}{high.unit}{number['rest']}") for s in (scale, "")] if number else []
        below = high.value if high.value > 0 else Decimal(0)
        low = next((end for end in ends if end.value is not None and end.value < below), low)
    if low.value is None or low.unit != high.unit or low.bound not in (None, Bound.AT_LEAST):
        return None
    # △3~△5% goes by size.
    least, most = sorted((low.value, high.value)) if max(low.value, high.value) < 0 else (low.value, high.value)
    if least >= most:
        return None
    said = high if high.year is not None else low
    both = replace(
        low,
        fiscal_year=said.fiscal_year,
        calendar_year=said.calendar_year,
        cumulative=low.cumulative if low.cumulative is not None else high.cumulative,
        approximate=low.approximate or high.approximate,
    )
    return replace(both, value=least, bound=Bound.AT_LEAST), replace(both, value=most, bound=Bound.AT_MOST)


def _leading_year(text: str, match: re.Match[str]) -> Year | None:
    leads = printed.LEADING_YEAR.match(text) or match["lead_n"] or match["lead_western"]
    return parse_year(text) if leads else None


def _parse_one(text: str) -> Quantity:
    match = _matches(text)
    if match is None:
        return _without_number(text)
    notes = re.findall(r"\(([^()]*)\)", match["notes"])
    year = next((y for note in notes if (y := _own_year(note))), None) or _leading_year(text, match)
    return Quantity(
        raw=text,
        value=_value(match),
        unit=match["unit"].strip() + (match["per"] or printed.each_of(match)),
        bound=_BOUNDS.get(match["bound"] or ""),
        group=(match["group"] or "").strip(),
        fiscal_year=year.value if year and year.fiscal else None,
        calendar_year=year.value if year and not year.fiscal else None,
        cumulative=_cumulative(match, notes),
        approximate=printed.is_about(match),
    )


def _own_year(note: str) -> Year | None:
    """The year of a note, unless it is one of comparison or of another value; a sum over R7~R11 is that of the last."""
    years = list(find_years(note))
    if not years or printed.OTHER_YEAR.search(note) or re.search(r"\d", printed.DATED.sub("", note)):
        return None
    if years[0].bare and printed.A_DAY.match(note, years[0].end):
        return replace(years[0], fiscal=False)
    if re.search(r"[~〜]\s*\d", note) and years[0].fiscal and (last := deadline_of(note)):
        return replace(years[0], value=last)
    return years[-1] if len(years) == 2 and re.search(r"[~〜]|から", note) else years[0]


def _cumulative(match: re.Match[str], notes: list[str]) -> bool | None:
    # A bracketed year (令和4年) dates the value; it does not say that it is one year's.
    said = [match["group"] or "", *(note for note in notes if parse_year(note) is None)]
    words = " ".join([*said, match["prefix"]]).strip()
    if match["span"] or printed.SUMMED.search(" ".join([words, *notes])):
        return True
    return False if printed.YEARLY.search(words) or (match["per"] or "").startswith("/年") else None


def _without_number(text: str) -> Quantity:
    bare = re.sub(r"\([^()]*\)", "", text).strip()
    bound: Bound | None = None
    missing: Missing | None = Missing.QUALITATIVE
    if printed.RISE.match(bare):
        bound, missing = Bound.RISE, None
    elif printed.NONE.match(bare) or printed.NOT_APPLICABLE.match(bare):
        missing = Missing.NOT_APPLICABLE
    elif printed.NOT_MEASURED.search(bare):
        missing = Missing.NOT_MEASURED
    elif printed.NOT_PUBLISHED.search(bare) or printed.TO_COME.search(bare):
        missing = Missing.NOT_PUBLISHED
    elif printed.ABOLISHED.search(bare):
        missing = Missing.ABOLISHED
    # A year inside a sentence is part of the sentence, not the year of a value.
    alone = missing is not Missing.QUALITATIVE or printed.YEAR_ALONE.match(text)
    year = parse_year(text) if alone and not printed.OTHER_YEAR.search(text) else None
    return Quantity(
        text,
        bound=bound,
        missing=missing,
        fiscal_year=year.value if year and year.fiscal else None,
        calendar_year=year.value if year and not year.fiscal else None,
    )
