"""Units that stand apart from their numbers: behind an indicator's name, in a column's name or one of their own."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.plans.numerals import fold_printed
from plangraph.plans.unit_grammar import is_unit_name
from plangraph.plans.values import parse_quantities

if TYPE_CHECKING:
    from plangraph.model import Observation

__all__ = ["column_unit", "in_unit", "unit_in_brackets"]

_UNIT: Final = re.compile(
    r"^(?P<name>.+?)\s*[(（\[［]\s*(?:単位\s*[:：]\s*)?(?P<unit>[^()（）\[\]［］\d]{1,12}|[^()（）]{0,4}-?(?:CO2|m[23])[^()（）]{0,6})[)）\]］]$",
    re.DOTALL,
)
_NO_UNIT: Final = re.compile(
    r"累計|累積|年間|単年|延べ|平均|合計|以上|年度|年齢|時点|全体|市内|町内|再掲|新規|実数|見込|速報|目標|実績|KPI|再|※|男性|女性"
)
_NOTE: Final = re.compile(
    r"[(\[](?P<said>\s*単位\s*[:：]\s*)?"
    r"(?P<unit>[^()\[\]\d]{1,12}|[^()\[\]]{0,4}-?(?:CO2|m[23])[^()\[\]]{0,6})[)\]]"
)
# （単位：千円）, ※事業費の単位は千円: what it names beside the unit is money, since amounts are what takes it.
_MONEY: Final = (
    r"(?:[^()\s。:、]{0,6}(?:事業費|予算|決算|予算額|決算額|金額|額|費用?|経費|コスト|財源)(?:[・/](?=\S))?)+"
)
_LINE: Final = re.compile(
    rf"^(?:.*(?:[\s\u3000]|(?=[(\[])))?[※*]?[(\[]?\s*(?:(?:{_MONEY}|表中|本表|各年度|数値|表|いずれも)(?:の|は、?)?)?"
    r"単位\s*(?:[:：は]|\s)\s*"
    r"(?P<unit>[^()\[\]\s]{1,8}?)(?:です|である|とする)?。?\s*[)\]]?$"
)
_LONGEST_LINE: Final = 60  # letters
_PARTS: Final = re.compile(r"[・、,，\s]+")
_COUNTED: Final = re.compile(r"累計|累積|年間|単年度?|延べ|延べ数|合計|平均")
_OF_A_DATE: Final = frozenset({"年", "月", "日"})  # 目標(年): when, and not how much


def unit_in_brackets(name: str) -> tuple[str, str]:
    """An indicator's name without the unit in brackets behind it, and the unit; the name alone where there is none."""
    match = _UNIT.match(name.strip())
    if match is None:
        return name, ""
    # 誘致企業数（社・累計）: what is no unit says how it was counted, and stays in the name.
    printed = fold_printed(match["unit"]).strip()
    # g/人・日 is one unit, whatever parts others.
    parts = [printed] if _is_unit(printed) else [part.strip() for part in _PARTS.split(printed)]
    units = [part for part in parts if _is_unit(part)]
    counted = [part for part in parts if _COUNTED.fullmatch(part)]
    if len(units) != 1 or len(units) + len(counted) != len(parts):
        return name, ""
    return match["name"].strip() + "".join(f"({part})" for part in counted), units[0]


def column_unit(name: str) -> str:
    """The unit that a column's name gives to the bare numbers below it: R6実績(千人), 目標値(単位：トン); or ""."""
    for note in _NOTE.finditer(fold_printed(name)):
        unit = note["unit"].strip()
        known = _is_unit(unit) and unit not in _OF_A_DATE
        if note["said"] or known:
            return unit
    return ""


def unit_line(text: str) -> str:
    """The unit that a line above a table says of all of it: （単位：千円）; "" for any other line."""
    line = fold_printed(text.strip().rpartition("\n")[2])
    match = _LINE.match(line) if len(line) <= _LONGEST_LINE else None
    return match["unit"] if match else ""


def _is_unit(text: str) -> bool:
    return is_unit_name(text) and not _NO_UNIT.search(text)


def in_unit(observation: Observation, printed: str) -> Observation:
    """A bare number and the unit that stands apart from it: 98.5 in 万人 is 985000 人, as if printed in one cell.

    `raw` stays what its own cell prints, 98.5, whatever the unit makes of it.
    """
    if not printed or observation.value is None or observation.unit:
        return observation
    (whole,) = parse_quantities(f"{observation.value}{printed}") or (None,)
    if whole is None or whole.value is None:
        return replace(observation, unit=printed)
    return replace(observation, value=whole.value, unit=whole.unit)
