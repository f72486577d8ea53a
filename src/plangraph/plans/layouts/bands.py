"""Rows of a table of pledges that hold nothing but a heading: Ⅰ 海と港, over the pledges that stand below it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plangraph.model import ElementKind
from plangraph.plans.outline import parse_marker
from plangraph.plans.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Row
    from plangraph.plans.outline import Marker

__all__ = ["HEADINGS", "bands_of"]

HEADINGS: Final = {
    "named": ElementKind.POLICY,
    "number": ElementKind.POLICY,
    "parenthesised": ElementKind.GOAL,
    "chapter": ElementKind.POLICY,
    "roman": ElementKind.POLICY,
}
_LONGEST: Final = 40  # letters
_COUNT: Final = re.compile(r"(?:no\.?)?(?P<count>\d{1,3})", re.IGNORECASE)
_OF_BANDS: Final = frozenset({"named", "chapter", "roman"})
_NUMBERED: Final = frozenset({"number", "bare"})  # 1 … may be a pledge whose row lost its cells


def bands_of(rows: Sequence[Row]) -> dict[int, tuple[ElementKind, Marker]]:
    """By its place, what each row opens whose one text is a numbered heading, once or in all of its merged cells.

    1 海と港 is one only where pledges have a number and nothing else in their first cell, and where it is not the one
    that the pledges around it leave out.
    """
    counts = [_count(row) for row in rows]
    full = [len({cell for cell in row.cells if cell}) > 1 for row in rows]
    counted = any(full) and all(count for count, told in zip(counts, full, strict=True) if told)
    found: dict[int, tuple[ElementKind, Marker]] = {}
    for at, row in enumerate(rows):
        marker = None if full[at] else _heading(row)
        style = marker.style.partition(":")[0] if marker else ""
        if marker and style in _OF_BANDS:
            found[at] = HEADINGS[style], marker
        elif marker and style in _NUMBERED and counted and marker.code.isdecimal():
            before = next((counts[i] for i in range(at - 1, -1, -1) if full[i]), 0)
            after = next((counts[i] for i in range(at + 1, len(rows)) if full[i]), 0)
            if int(marker.code) not in {before + 1 if after != before + 1 else 0, after - 1}:
                found[at] = ElementKind.POLICY, marker
    return found


def _count(row: Row) -> int:
    """The number of a pledge in the first cell; 0 where there is none, or more."""
    match = _COUNT.fullmatch(fold(row.cells[0])) if row.cells else None
    return int(match["count"]) if match else 0


def _heading(row: Row) -> Marker | None:
    told = {cell for cell in row.cells if cell}
    if len(told) != 1 or len(row.cells) < 2 or not row.cells[0]:
        return None
    text = told.pop()
    return parse_marker(text) if len(text) <= _LONGEST and "。" not in text else None
