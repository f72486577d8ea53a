"""Rows of a table of pledges that hold nothing but a heading: Ⅰ 海と港, over the pledges that stand below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plangraph.model import ElementKind
from plangraph.plans.outline import parse_marker

if TYPE_CHECKING:
    from plangraph.model import Row
    from plangraph.plans.outline import Marker

__all__ = ["HEADINGS", "band_of"]

HEADINGS: Final = {
    "named": ElementKind.POLICY,
    "number": ElementKind.POLICY,
    "parenthesised": ElementKind.GOAL,
    "chapter": ElementKind.POLICY,
    "roman": ElementKind.POLICY,
}
_LONGEST: Final = 40  # letters
_OF_BANDS: Final = frozenset({"named", "chapter", "roman"})  # 1 … may be a pledge whose row lost its cells


def band_of(row: Row) -> tuple[ElementKind, Marker] | None:
    """What a row opens whose one text, printed once or in all of its merged cells, is a numbered heading."""
    told = {cell for cell in row.cells if cell}
    if len(told) != 1 or len(row.cells) < 2 or not row.cells[0]:
        return None
    text = told.pop()
    marker = parse_marker(text) if len(text) <= _LONGEST and "。" not in text else None
    style = marker.style.partition(":")[0] if marker else ""
    return (HEADINGS[style], marker) if marker and style in _OF_BANDS else None
