"""Cells that say as above: 〃 and 同上 stand for the text of the cell above them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from plangraph.model import Block, Document

__all__ = ["fill_dittos"]

_DITTO: Final = re.compile(r"^\s*(?:[〃”″]|同\s*上|\"|''|々)\s*$")


def fill_dittos(document: Document) -> Document:
    """The same document; a cell that repeats the one above by a mark has its text, and its own place."""
    if not any(_DITTO.match(cell) for block in document.blocks for row in block.rows for cell in row.cells):
        return document
    return replace(document, blocks=tuple(_filled(block) for block in document.blocks))


def _filled(block: Block) -> Block:
    above: dict[int, str] = {}
    rows = []
    for row in block.rows:
        cells = tuple(above.get(at, cell) if _DITTO.match(cell) else cell for at, cell in enumerate(row.cells))
        above |= {at: cell for at, cell in enumerate(cells) if cell}
        rows.append(replace(row, cells=cells) if cells != row.cells else row)
    return replace(block, rows=tuple(rows))
