"""The year of judgements that only the document's title says: 公約の進捗状況（令和6年度末）."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.plans.numerals import fold_printed
from plangraph.plans.years import YEAR, parse_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Assessment
    from plangraph.plans.layouts.draft import Draft
    from plangraph.plans.tree import Node

__all__ = ["date_judgements"]

_OF_A_YEAR: Final = re.compile(rf"[(]\s*(?P<year>{YEAR})\s*(?:末|末現在|末時点|実績|分|評価)?\s*[)]\s*$")


def date_judgements(draft: Draft) -> None:
    """Gives judgements without a year the fiscal year in brackets at the end of the title; a span of years is none."""
    match = _OF_A_YEAR.search(fold_printed(draft.title))
    year = parse_year(match["year"]) if match else None
    if year is not None and year.fiscal and not year.bare:
        _date(draft.elements, year.value)


def _date(nodes: Sequence[Node], year: int) -> None:
    for node in nodes:
        node.assessments = [_dated(each, year) for each in node.assessments]
        node.indicators = [
            replace(each, assessments=tuple(_dated(one, year) for one in each.assessments))
            if each.assessments
            else each
            for each in node.indicators
        ]
        _date(node.children, year)


def _dated(assessment: Assessment, year: int) -> Assessment:
    said = assessment.fiscal_year is not None or assessment.as_of is not None
    return assessment if said else replace(assessment, fiscal_year=year)
