"""Years and dates of Japanese documents: eras, fiscal and calendar years kept apart.

令和4年度 is the fiscal year 2022 (April 2022 to March 2023, 地方自治法第208条); 令和4年 is the calendar year 2022.
A bare `2022` or `R4` says neither word; plans run by fiscal years, so it counts as fiscal, and `bare` tells.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plangraph.plans.numerals import fold_printed

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "YEAR",
    "Year",
    "deadline_of",
    "find_dates",
    "find_named_period",
    "find_period",
    "find_years",
    "parse_year",
    "start_of",
]

_ERA_START: Final = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988, "昭和": 1925, "S": 1925}
# One pattern for all spellings; `kind` is 年度, 年 or nothing.
YEAR: Final = (
    r"(?:(?P<era>令和|平成|昭和|(?<![A-Za-z])[RHS])\s*(?P<n>元|\d{1,2}(?!\d))"
    r"|(?<!\d)(?P<western>(?:19|20)\d{2})(?!\d))\s*(?P<kind>年度|年)?"
)
_YEAR: Final = re.compile(YEAR)
_VERSUS: Final = re.compile(r"\s*対?比(?!較)")
_DATE: Final = re.compile(YEAR + r"\s*(?P<month>\d{1,2})月\s*(?P<day>\d{1,2})日")
_BOTH: Final = r"(?:[(（][^)）]{1,12}[)）])?\s*"  # 2023(令和5)年度, 令和5年度(2023)
_MONTH: Final = r"\s*(?:(?P<{0}>\d{{1,2}})月(?:\d{{1,2}}日)?)?\s*"
_TO: Final = r"(?:~|〜|～|から|-|–|—)\s*"
_PERIOD: Final = re.compile(
    rf"(?P<a>(?:令和|平成|R|H)?\s*(?:元|\d{{1,4}}))\s*{_BOTH}(?:年度|年)?{_MONTH.format('from_month')}{_BOTH}{_TO}"
    rf"(?P<b>(?:令和|平成|R|H)?\s*(?:元|\d{{1,4}}))\s*{_BOTH}(?:年度|年(?!間)){_MONTH.format('to_month')}",
)
# 計画期間 R5-R9, 第2次計画（R5～R9）: eras alone, behind what they are the period of.
_BARE: Final = r"(?:[RH]\s*\d{1,2}|20\d{2})"
_ERAS: Final = re.compile(
    r"(?:計画|プラン|戦略|ビジョン|大綱)(?:の?期間)?(?:は、?)?\s*(?:\d{1,2}\s*(?:[かカヵヶケ]?年)間?)?\s*[:(]?\s*"
    rf"(?P<a>{_BARE})\s*{_TO}(?P<b>{_BARE})(?!\d)"
)
# 令和6年度を初年度とし、令和10年度を目標年度とする; 令和6年度を初年度とする5か年計画; 計画期間は、令和6年度から5年間.
_ONE: Final = rf"(?:令和|平成|[RH]|20(?=\d\d))\s*(?:元|\d{{1,2}})\s*{_BOTH}年度?\s*{_BOTH}"
_FROM_FIRST: Final = re.compile(
    rf"(?P<a>{_ONE})を?(?:計画の?|本計画の)?(?:初年度|開始年度|始期)\s*(?:とし|とする)?[、て]*\s*"
    rf"(?:(?P<b>{_ONE})を?(?:計画の?|本計画の)?(?:目標年度|最終年度|終期)|(?P<count>\d{{1,2}})\s*[かカヵヶケ]?年(?:間|計画|の))"
)
_COUNTED: Final = re.compile(rf"(?P<a>{_ONE})からの?(?P<count>\d{{1,2}})\s*(?:[かカヵヶケ]年間?|年間)")
_LASTS: Final = re.compile(r"計画|プラン|戦略|ビジョン|大綱|任期|^期間")  # what lasts the years that a line counts

_PLAN_BEFORE: Final = re.compile(r"(?:計画|プラン|戦略|ビジョン|大綱)」?(?:の?(?:計画)?期間(?:は、?)?)?\s*[(:]\s*$")
# 令和5年度から令和9年度を計画期間とする, and 本計画の期間は、令和5年度から令和9年度 at the start of a clause.
_CALLED: Final = r"(?:(?:本|この|当)?(?:計画|プラン|戦略|ビジョン|大綱)の?(?:計画)?期間|(?:推進|取組)期間)"
_PERIOD_BEHIND: Final = re.compile(
    rf"\s*(?:まで)?の?\s*(?:\d{{1,2}}\s*(?:[かカヵヶケ]?年)間?)?(?:を|が|と(?:した|する)|、|\s)*[(]?{_CALLED}"
)
_PERIOD_BEFORE: Final = re.compile(rf"(?:^|[。、\s(「]){_CALLED}は、?\s*$")
_OTHER_PLAN: Final = re.compile(
    r"前(?:計画|回|期|プラン|戦略|の)|旧|上位|次期|次の|これまで|現行"
)  # whose period is not asked for
_LONGEST: Final = 30  # years of a plan
# R6～, 令和6年度から: what goes on has no last year.
_OPEN: Final = re.compile(r"[~〜～]\s*$|以降|から$|継続")
_GOES_ON: Final = re.compile(rf"{_BOTH}(?:{_TO}|以降)")
_LEAN: Final = re.compile(r"(?P<era>令和|平成|R|H)\s*(?:元|\d{1,2})(?:年度?)?\s*[~〜～―-]\s*(?P<n>\d{1,2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Year:
    """A year as printed; `fiscal` False means a calendar year; `bare` that the text says neither."""

    value: int
    fiscal: bool
    bare: bool
    start: int
    end: int


def find_years(text: str) -> Iterator[Year]:
    """All years in a text, in order; widths are folded, so offsets are those of the folded form.

    A year that something is compared with, 2013年度比, is not one that the text is of.
    """
    folded = fold_printed(text)
    for match in _YEAR.finditer(folded):
        kind = match["kind"]
        if _VERSUS.match(folded, match.end()):
            continue
        if not kind and match["western"] is None and match["era"] in ("令和", "平成", "昭和"):
            continue  # 令和4 without 年 is a name, not a year
        yield Year(_value(match), kind != "年", kind is None, match.start(), match.end())


def parse_year(text: str) -> Year | None:
    """The first year in a text, if any."""
    return next(find_years(text), None)


def find_dates(text: str) -> Iterator[str]:
    """Full dates as ISO 8601: 令和5年3月31日 → 2023-03-31."""
    for match in _DATE.finditer(unicodedata.normalize("NFKC", text)):
        month, day = int(match["month"]), int(match["day"])
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield f"{_value(match):04d}-{month:02d}-{day:02d}"


def find_named_period(text: str) -> tuple[int, int] | None:
    """The first span of years said of a plan in running text: 第2期総合戦略（令和2年度～令和6年度）, …を計画期間とする.

    A sentence about a plan before, above or after this one says nothing of this one's period.
    """
    folded = unicodedata.normalize("NFKC", text).replace("\n", "")
    named = (match for match in _PERIOD.finditer(folded) if _is_of_plan(folded, match))
    told = next((found for match in named if (found := find_period(match[0]))), None)
    return told or next((found for clause in folded.split("。") if (found := _counted(clause))), None)


def _counted(clause: str) -> tuple[int, int] | None:
    """The years of a clause that says the first, and the last or how many they are; not of another plan's."""
    if _OTHER_PLAN.search(clause):
        return None
    match = _FROM_FIRST.search(clause)
    if match is None and (counted := _COUNTED.search(clause)):
        of_plan = _PERIOD_BEFORE.search(clause[: counted.start()]) or _PERIOD_BEHIND.match(clause, counted.end())
        match = counted if of_plan else None
    return _span_of(match) if match else None


def _span_of(match: re.Match[str]) -> tuple[int, int] | None:
    """The first and last year of a span that says its first, and its last or how many years it has."""
    said = match.groupdict()
    first = _loose(said["a"], None)
    last = _loose(said["b"], said["a"]) if said.get("b") else None
    if first and said.get("count"):
        last = first + int(said["count"]) - 1
    return (first, last) if first and last and 1950 < first < last <= first + _LONGEST else None


def _is_of_plan(folded: str, match: re.Match[str]) -> bool:
    before = folded[: match.start()]
    if _PLAN_BEFORE.search(before):
        return True
    told = _PERIOD_BEFORE.search(before) or _PERIOD_BEHIND.match(folded, match.end())
    return bool(told) and not _OTHER_PLAN.search(before.rpartition("。")[2])


def find_period(text: str) -> tuple[int, int] | None:
    """The first span of years: 令和5年度～令和9年度 → (2023, 2027); the second may lean on the first's era.

    A month before April is of the fiscal year before: 平成31年4月～令和6年3月 → (2019, 2023). 計画期間 R5-R9
    counts where no span says 年.
    """
    folded = unicodedata.normalize("NFKC", text)
    for match in (*_PERIOD.finditer(folded), *_ERAS.finditer(folded)):
        said = match.groupdict()
        first, last = _loose(match["a"], None), _loose(match["b"], match["a"])
        first, last = _in_fiscal(first, said.get("from_month")), _in_fiscal(last, said.get("to_month"))
        if first and last and 1950 < first < last <= first + _LONGEST:
            return first, last
    lasting = (line for line in folded.split("\n") if _LASTS.search(line) and not _OTHER_PLAN.search(line))
    told = (_FROM_FIRST.search(line) or _COUNTED.search(line) for line in lasting)
    return next((found for match in told if match and (found := _span_of(match))), None)


def _in_fiscal(year: int | None, month: str | None) -> int | None:
    return year - 1 if year and month and int(month) < 4 else year


def deadline_of(text: str) -> int | None:
    """The last fiscal year of R6～R10, 令和8年度末 or 令和6～10年度; None for R6～ and for a calendar year."""
    folded = unicodedata.normalize("NFKC", text).strip()
    if _OPEN.search(folded):
        return None
    lean = _LEAN.search(folded)
    if lean:
        folded = f"{folded[: lean.start()]}{lean['era']}{lean['n']}年度"
    years = list(find_years(folded))
    return years[-1].value if years and years[-1].fiscal else None


def start_of(text: str) -> int | None:
    """The first fiscal year of R6～R10, R6～ or 令和6～10年度; None for a year alone, and for calendar years."""
    folded = fold_printed(text).strip()
    first = parse_year(folded)
    period = find_period(folded)
    if period is not None:
        return period[0] if first is None or first.fiscal or "月" in folded else None
    if first is None or not first.fiscal or first.start:
        return None
    return first.value if _GOES_ON.match(folded, first.end) else None


def _loose(text: str, lean: str | None) -> int | None:
    era = re.match(r"令和|平成|R|H", text.strip()) or (re.match(r"令和|平成|R|H", lean.strip()) if lean else None)
    number = re.search(r"元|\d+", text)
    if not number:
        return None
    n = 1 if number[0] == "元" else int(number[0])
    if n >= 1900:
        return n
    return _ERA_START[era[0]] + n if era else None


def _value(match: re.Match[str]) -> int:
    if match["western"]:
        return int(match["western"])
    n = 1 if match["n"] == "元" else int(match["n"])
    return _ERA_START[match["era"]] + n
