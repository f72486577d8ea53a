"""The years of values that a text says for all tables below it: 現状値は令和4年度、目標値は令和9年度の値です."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.plans.numerals import fold_printed
from plangraph.plans.vocabulary import column_role, fold
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
    """Which year a text says that the values of a role are of, or, where it says two of a role, those of a name.

    >>> {role: year.value for role, year in stated_years("現状値は令和4年度、目標値は令和9年度の数値です。").items()}
    {'baseline': 2022, 'target': 2027}
    """
    found: dict[str, dict[str, list[Year]]] = {}
    for match in _STATED.finditer(fold_printed(text)):
        role, year = column_role(match["name"]), parse_year(match["year"])
        if role in _DATED and year is not None:
            found.setdefault(role or "", {}).setdefault(_name(match["name"]), []).append(year)
    said: dict[str, Year] = {}
    for role, names in found.items():
        years = [year for each in names.values() for year in each]
        alone = {role: years} if len({year.value for year in years}) == 1 else names
        said |= {key: each[0] for key, each in alone.items() if len({year.value for year in each}) == 1}
    return said


def _name(printed: str) -> str:
    """当初 of 当初値(人): the name of a column without what says that it is of values."""
    return re.sub(r"(?:の?数?値)?(?:\(.*)?$", "", fold(printed))


def date_by_text(columns: Sequence[Column], years: Mapping[str, Year]) -> tuple[Column, ...]:
    """The columns; the only one of its role, or of its name, without a year is of the year that the text above says.

    Unless it is of values half way, or a column beside it says the years of its values.
    """
    roles = [column.role for column in columns]

    def of(column: Column) -> Year | None:
        others = [each for each in columns if each.role == column.role and each.year is None]
        told = f"{column.role}_year" in roles or "values_year" in roles or _MIDWAY.search(column.name)
        if column.year is not None or told:
            return None
        return years.get(_name(column.name)) or (None if len(others) > 1 else years.get(column.role or ""))

    return tuple(replace(each, year=of(each) or each.year) for each in columns)
