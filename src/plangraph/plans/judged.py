"""The year or the day of judgements that only the document's title says: 公約の進捗状況（令和6年度末）."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.model import ValueKind
from plangraph.plans.numerals import fold_printed
from plangraph.plans.stated_dates import stated_date
from plangraph.plans.years import YEAR, find_dates, find_years, parse_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Assessment
    from plangraph.plans.columns import Column
    from plangraph.plans.layouts.draft import Draft
    from plangraph.plans.years import Year

__all__ = ["date_judgements", "reviewed_year", "year_beside"]

_OF_A_YEAR: Final = re.compile(
    rf"[(]\s*(?P<year>{YEAR})\s*の?(?:末|末現在|末時点|実績|(?:実施|取組|対象|実績)?(?:分|事業分?)|評価|対象|決算|実施)?\s*[)]\s*$"
)
_OF_A_DAY: Final = re.compile(
    rf"(?:[(]\s*(?P<noted>[^()]*\d日)|(?P<day>{YEAR}\s*\d{{1,2}}月\s*\d{{1,2}}日))\s*(?:現在|時点)\s*[)]?\s*$"
)
# 令和5年度事務事業評価表: the year of a review, where no bracket says another.
_REVIEW: Final = re.compile(r"年度\s*の?(?:実施|実績)?[^\s年()~]{0,12}(?:評価|検証|点検|進捗|達成状況|実施状況)")


def date_judgements(draft: Draft) -> None:
    """Gives judgements without a year the fiscal year, or the day, that the title says.

    In brackets at its end, or before the word that calls it a review; there, results of the year before show that
    this is the year that was judged. A span of years is none. Where the title says nothing, a line above all elements
    may: 令和8年3月末時点; that it is the judgements' is inferred, and a warning says so. A day behind a title, without
    brackets (進捗管理表 令和7年3月31日現在), is no part of it.
    """
    title = fold_printed(draft.title)
    day = _OF_A_DAY.search(title)
    as_of = next(find_dates(day["noted"] or day["day"]), None) if day else None
    year = _in_brackets(title)
    if as_of is not None:
        _date(draft, None, as_of)
        behind = _OF_A_DAY.search(draft.title)
        if behind and behind["day"]:
            draft.title = draft.title[: behind.start()].rstrip() or draft.title
    elif year is not None:
        _date(draft, year, None)
    elif (reviewed := reviewed_year(title)) is not None:
        _date(draft, _judged_year(draft, reviewed), None)
    elif (stated := stated_date(draft)) is not None and _date(draft, stated.fiscal_year, stated.as_of):
        said = stated.as_of or f"the fiscal year {stated.fiscal_year}"
        draft.ledger.warn(
            f"that judgements without a date are of {said} is inferred from the document's head", stated.span
        )


def reviewed_year(title: str) -> int | None:
    """The fiscal year that the (folded) title of a review says; None where it says none, or several."""
    years = {each.value for each in find_years(title) if each.fiscal and not each.bare}
    alone = years.pop() if len(years) == 1 and _REVIEW.search(title) else None
    said = _in_brackets(title)
    return alone if said is None else said


def _in_brackets(title: str) -> int | None:
    match = _OF_A_YEAR.search(title)
    year = parse_year(match["year"]) if match else None
    return year.value if year is not None and year.fiscal and not year.bare else None


def _judged_year(draft: Draft, year: int) -> int:
    """The year of a review, or the one before where its results end there."""
    results = [
        each.fiscal_year
        for root in draft.elements
        for node in root.walk()
        for indicator in node.indicators
        for each in indicator.observations
        if each.kind is ValueKind.ACTUAL and each.value is not None and each.fiscal_year is not None
    ]
    return year - 1 if results and max(results) == year - 1 else year


def _date(draft: Draft, year: int | None, as_of: str | None) -> bool:
    """Date what has no date; whether anything has none."""
    undated = False
    for node in (node for root in draft.elements for node in root.walk()):
        judged = (*node.assessments, *(each for one in node.indicators for each in one.assessments))
        undated = undated or any(each.fiscal_year is None and each.as_of is None for each in judged)
        node.assessments = [_dated(each, year, as_of) for each in node.assessments]
        node.indicators = [
            replace(each, assessments=tuple(_dated(one, year, as_of) for one in each.assessments))
            if each.assessments
            else each
            for each in node.indicators
        ]
    return undated


def _dated(assessment: Assessment, year: int | None, as_of: str | None) -> Assessment:
    said = assessment.fiscal_year is not None or assessment.as_of is not None
    return assessment if said else replace(assessment, fiscal_year=year, as_of=as_of)


def year_beside(columns: Sequence[Column]) -> Year | None:
    """The year of a judgement beside actual values: its own column's, else theirs where all are of one year."""
    own = next((each.year for each in columns if each.role == "grade" and each.year), None)
    actual = {each.year.value: each.year for each in columns if each.role == "actual" and each.year}
    return own or (next(iter(actual.values())) if len(actual) == 1 else None)
