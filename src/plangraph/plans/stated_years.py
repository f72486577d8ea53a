"""The years of values that a text says for all tables below it: 現状値は令和4年度、目標値は令和9年度の値です."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.plans.numerals import fold_printed
from plangraph.plans.vocabulary import column_role
from plangraph.plans.years import parse_year

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plangraph.plans.columns import Column
    from plangraph.plans.years import Year

__all__ = ["date_by_text", "stated_years"]

# 前計画の目標値 is of another plan.
_ERA: Final = r"(?:令和|平成|[RH])\s*(?:元|\d{1,2})"
_YEAR: Final = rf"(?:{_ERA}(?:\(\d{{4}}年?\))?|20\d\d(?:\({_ERA}年?\))?)\s*年度"
_STATED: Final = re.compile(
    r"(?:^|(?<=[、。「」『』(),\s※・*])|(?<=指標の))(?P<name>(?:最終)?(?:現状|基準|現況|(?:計画)?策定時|当初|目標)の?(?:数?値)?)[」』]?"
    rf"は、?\s*(?:原則(?:として)?、?\s*)?(?P<year>{_YEAR})末?(?!\s*(?:対?比|から|より|以降|以前|又は|または|及び|[・,、~〜-]\s*{_YEAR}))"
)
_DATED: Final = frozenset({"baseline", "target"})
_MIDWAY: Final = re.compile("中間")


def stated_years(text: str) -> dict[str, Year]:
    """Which year a text says that the values of a role are of; a role of which it says two has none.

    >>> {role: year.value for role, year in stated_years("現状値は令和4年度、目標値は令和9年度の数値です。").items()}
    {'baseline': 2022, 'target': 2027}
    """
    found: dict[str, list[Year]] = {}
    for match in _STATED.finditer(fold_printed(text)):
        role, year = column_role(match["name"]), parse_year(match["year"])
        if role in _DATED and year is not None:
            found.setdefault(role or "", []).append(year)
    return {role: years[0] for role, years in found.items() if len({each.value for each in years}) == 1}


def date_by_text(columns: Sequence[Column], years: Mapping[str, Year]) -> tuple[Column, ...]:
    """The columns; the only one of its role without a year is of the year that the text above says, if it says one.

    Unless it is of values half way, or a column beside it says the years of its values.
    """
    roles = [column.role for column in columns]

    def of(column: Column) -> Year | None:
        others = [each for each in columns if each.role == column.role and each.year is None]
        told = f"{column.role}_year" in roles or "values_year" in roles or _MIDWAY.search(column.name)
        return None if column.year is not None or len(others) > 1 or told else years.get(column.role or "")

    return tuple(replace(each, year=of(each) or each.year) for each in columns)
