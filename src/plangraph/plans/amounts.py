"""Amounts of money that columns and labels name: R5予算額（千円）, 決算額, 事業費 → yen of a fiscal year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plangraph.model import Amount, AmountKind
from plangraph.plans.outline import join_lines
from plangraph.plans.value_units import column_unit
from plangraph.plans.values import Quantity, parse_quantities
from plangraph.plans.vocabulary import fold
from plangraph.plans.years import parse_year

if TYPE_CHECKING:
    from plangraph.model import Span
    from plangraph.plans.years import Year

__all__ = ["amount_kind", "read_amounts"]

_YEAR: Final = re.compile(r"(?:令和|平成|[RH])(?:元|\d{1,2})(?:年度?)?(?:の)?|\d{4}年?度?(?:の)?")
_NOTE: Final = re.compile(r"[(]([^()]*)[)]")
# All of a name but its year and its notes; 人件費, 一般財源 and 決算見込額 are parts or other things, and stay texts.
_KINDS: Final = {
    AmountKind.SETTLED: re.compile(r"決算額?|(?:総|直接)?事業費[・_]?決算額?"),
    AmountKind.BUDGETED: re.compile(r"(?:当初|補正後?|最終|現計)?予算(?:額|現額)?|(?:総|直接)?事業費[・_]?予算額?"),
    AmountKind.PROJECT_COST: re.compile(r"(?:総|直接)?事業費(?:の?(?:合計|総額|計|額))?"),
}
_NOTED: Final = {
    AmountKind.SETTLED: re.compile(r"決算額?"),
    AmountKind.BUDGETED: re.compile(r"(?:当初)?予算額?"),
}
_YEN: Final = "円"


def amount_kind(name: str) -> AmountKind | None:
    """What amounts a column or label of this name holds; None where it names no whole amount of money."""
    folded = fold(name)
    bare = _YEAR.sub("", _NOTE.sub("", folded))
    kind = next((kind for kind, pattern in _KINDS.items() if pattern.fullmatch(bare)), None)
    if kind is AmountKind.PROJECT_COST:  # 事業費（決算額）
        notes = _NOTE.findall(folded)
        noted = (said for said, pattern in _NOTED.items() if any(map(pattern.fullmatch, notes)))
        kind = next(noted, kind)
    return kind


def read_amounts(
    name: str, text: str, span: Span, *, year: Year | None = None, unit: str = "", kind: AmountKind | None = None
) -> tuple[Amount, ...]:
    """The amounts that a text says below or behind a name; none where it says anything else as well.

    A bare number takes the unit of the name, or else `unit`, and is without value where neither is of yen: nobody
    knows how much 3000 is. A year that the text says goes before that of the name, and that before `year`.
    """
    kind = kind or amount_kind(name)
    found = parse_quantities(text) if kind is not None else []
    said = parse_year(name) or year
    amounts: list[Amount] = []
    for each in found:
        if kind is None or each.value is None or each.bound or each.group or each.cumulative or each.calendar_year:
            return ()
        printed = column_unit(name) or unit
        whole = each if each.unit or not printed else _in(each, printed)
        if whole is None or (whole.unit and whole.unit != _YEN):
            return ()
        value = whole.value if whole.unit else None
        fiscal = each.fiscal_year or (said.value if said is not None and said.fiscal else None)
        amounts.append(Amount(kind, join_lines(name), join_lines(each.raw), span, value, whole.unit, fiscal))
    return tuple(amounts)


def _in(quantity: Quantity, unit: str) -> Quantity | None:
    """A bare number as if its unit were printed beside it: 1,200 below 千円 is 1200000 円."""
    return next(iter(parse_quantities(f"{quantity.value}{unit}")), None)
