"""Rows of a system of measures that lost their merged cells and stand to the left, and tables that go on over pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from plangraph.model import Block, BlockKind, Document, Row
from plangraph.plans.layouts.general.ranks import read_heading
from plangraph.plans.outline import parse_marker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.plans.columns import Header

__all__ = ["goes_on", "in_place", "styles_of"]


def goes_on(document: Document, above: tuple[Block, Header], below: tuple[Block, Header]) -> bool:
    """Whether a table goes on with the one above, on a new page: the same columns, and no heading between."""
    blocks, (before, one), (block, two) = document.blocks, above, below
    between = blocks[blocks.index(before) + 1 : blocks.index(block)]
    same = [column.name for column in one.columns] == [column.name for column in two.columns]
    return same and not any(each.kind is BlockKind.HEADING or read_heading(each) for each in between)


def styles_of(places: Sequence[int], body: Sequence[Row]) -> tuple[str, ...]:
    """How each level is numbered in the rows that name all of them; empty where that does not tell them apart."""
    found = {styles for row in body if (styles := _numbered(row, places)) and all(styles)}
    styles = found.pop() if len(found) == 1 else ()
    return styles if len(set(styles)) == len(styles) else ()


def _numbered(row: Row, places: Sequence[int]) -> tuple[str, ...]:
    cells = (row.cells[at] if at < len(row.cells) else "" for at in places)
    return tuple(marker.style if (marker := parse_marker(cell)) else "" for cell in cells)


def in_place(row: Row, places: Sequence[int], styles: Sequence[str]) -> Row:
    """A row that slipped to the left, each cell in the column that is numbered as it is; any other as it is."""
    filled = [at for at, cell in enumerate(row.cells) if cell]
    numbered = dict(zip(places, _numbered(row, places), strict=True))
    if not filled or not all(numbered.get(at) in styles for at in filled):
        return row
    slips = {places[styles.index(numbered[at])] - at for at in filled}
    slip = slips.pop()
    if slips or slip <= 0:
        return row
    columns = row.columns or tuple(range(1, len(row.cells) + 1))
    kept = len(row.cells) - slip
    return replace(row, cells=("",) * slip + row.cells[:kept], columns=columns[:1] * slip + columns[:kept])
