"""Indicators in prose: `新規就農者数　2人（2018年度）→ 10人（2024年度）`, one a line or item."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plangraph.plans.columns import Column, Header
from plangraph.plans.layouts.cells import read_indicator

if TYPE_CHECKING:
    from plangraph.model import Block, Indicator, Span

__all__ = ["read_indicator_lines"]

_BULLET: Final = re.compile(r"^[・○◯●◆◇■□▪*\-\s]+")
# The first value begins with what a number may begin with, or is a dash.
_VALUE: Final = r"(?:[年月週]間?|約|延べ|累計|[▲△±+\-−－])?\s*[0-9０-９][^→⇒➡➔▶►]*?|[-－―ー]"
_FROM_TO: Final = re.compile(
    rf"^(?P<name>\S.*?)(?:\s*[:：]\s*|[\s　]+)(?:現状値?|基準値?)?\s*(?P<from>{_VALUE})\s*[→⇒➡➔▶►]+\s*"
    rf"(?:目標値?)?\s*(?P<to>{_VALUE})\s*$"
)
_HEADER: Final = Header((Column(0, "baseline", "", None), Column(1, "target", "", None)), 0)


def read_indicator_lines(block: Block) -> list[Indicator]:
    """The indicators of a block of which every line is one; else none."""
    found = [_read_line(line, block.span) for line in block.text.split("\n")]
    read = [each for each in found if each is not None]
    return read if len(read) == len(found) else []


def _read_line(text: str, span: Span) -> Indicator | None:
    """The indicator with baseline and target that a line states; None where it states no number."""
    match = _FROM_TO.match(_BULLET.sub("", text.strip()))
    if match is None:
        return None
    cells = {"indicator": match["name"], "baseline": match["from"], "target": match["to"]}
    indicator = read_indicator(cells, _HEADER, span)
    return indicator if indicator and any(each.value is not None for each in indicator.observations) else None
