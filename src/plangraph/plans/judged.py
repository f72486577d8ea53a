"""The year or the day of judgements that only the document's title says: 公約の進捗状況（令和6年度末）."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.plans.numerals import fold_printed
from plangraph.plans.years import YEAR, find_dates, parse_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Assessment
    from plangraph.plans.layouts.draft import Draft
    from plangraph.plans.tree import Node

__all__ = ["date_judgements"]

_OF_A_YEAR: Final = re.compile(rf"[(]\s*(?P<year>{YEAR})\s*(?:末|末現在|末時点|実績|分|評価)?\s*[)]\s*$")
_OF_A_DAY: Final = re.compile(r"[(]\s*(?P<day>[^()]*\d日)\s*(?:現在|時点)\s*[)]\s*$")


def date_judgements(draft: Draft) -> None:
    """Gives judgements without a year the fiscal year, or the day, in brackets at the end of the title.

    A span of years is none.
    """
    title = fold_printed(draft.title)
    day, match = _OF_A_DAY.search(title), _OF_A_YEAR.search(title)
    as_of = next(find_dates(day["day"]), None) if day else None
    year = parse_year(match["year"]) if match else None
    if as_of is not None:
        _date(draft.elements, None, as_of)
    elif year is not None and year.fiscal and not year.bare:
        _date(draft.elements, year.value, None)


def _date(nodes: Sequence[Node], year: int | None, as_of: str | None) -> None:
    for node in nodes:
        node.assessments = [_dated(each, year, as_of) for each in node.assessments]
        node.indicators = [
            replace(each, assessments=tuple(_dated(one, year, as_of) for one in each.assessments))
            if each.assessments
            else each
            for each in node.indicators
        ]
        _date(node.children, year, as_of)


def _dated(assessment: Assessment, year: int | None, as_of: str | None) -> Assessment:
    said = assessment.fiscal_year is not None or assessment.as_of is not None
    return assessment if said else replace(assessment, fiscal_year=year, as_of=as_of)
