"""Rows of a table of indicators that lost the merged cells before them and stand to the left of their columns."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.plans.alignment import is_value
from plangraph.plans.columns import HIERARCHY, VALUES
from plangraph.plans.headers import read_header
from plangraph.plans.units import looks_like_units

if TYPE_CHECKING:
    from plangraph.model import Document, Row, Span
    from plangraph.plans.columns import Header
    from plangraph.plans.tree import Ledger

__all__ = ["put_in_place", "warn_slipped"]

_SILENT: Final = re.compile(r"[-－ー―—–‐\s/／]*")


def put_in_place(document: Document) -> tuple[Document, dict[Span, int]]:
    """The document with such rows put below the names of their columns, and by how many columns each had slipped.

    A row has slipped where a value stands below the name of its indicator or left of it, as many cells are empty at
    its end, and one slip alone brings a name below 指標, each value below a value and the charge below 担当課. OCR
    gives a row so whose goal and measure were merged cells: 創業件数 | 9件 | 15件 | 商工課 | |.
    """
    slips: dict[Span, int] = {}
    blocks = []
    header: Header | None = None
    for block in document.blocks:
        rows = list(block.rows)
        if rows:
            own = read_header(block)
            below = header is not None and len(rows[0].cells) == len(header.columns)
            header = own or (replace(header, depth=0) if header is not None and below else None)
        if header is not None:
            for at in range(header.depth, len(rows)):
                if slip := _slip(rows[at], header):
                    slips[rows[at].span] = slip
                    rows[at] = _moved(rows[at], slip)
        blocks.append(replace(block, rows=tuple(rows)) if tuple(rows) != block.rows else block)
    return (replace(document, blocks=tuple(blocks)) if slips else document), slips


def warn_slipped(ledger: Ledger, slips: dict[Span, int]) -> None:
    """Say of each such row that it was put in place."""
    for span, slip in slips.items():
        ledger.warn(f"the row had slipped by {slip} column(s) and was realigned by its contents", span)


def _slip(row: Row, header: Header) -> int:
    """By how many columns a row stands to the left; 0 where nothing shows it, or where it may be several."""
    name = next((column.index for column in header.columns if column.role == "indicator"), 0)
    empty = len(row.cells) - max((at + 1 for at, cell in enumerate(row.cells) if cell), default=0)
    if not name or not empty or not row.cells[0] or row.merged or row.ragged or len(row.cells) < len(header.columns):
        return 0
    named = [column.index for column in header.columns if column.role in (*HIERARCHY, "indicator")]
    if not any(is_value(row.cells[at]) for at in named):
        return 0
    slips = [slip for slip in range(1, min(name, empty) + 1) if _suits(_moved(row, slip), header)]
    return slips[0] if len(slips) == 1 else 0


def _suits(row: Row, header: Header) -> bool:
    """Whether each cell is what its column's name says, as far as that can be seen, and a value is among them."""
    values = [row.cells[column.index] for column in header.columns if column.role in VALUES]
    charges = [row.cells[column.index] for column in header.columns if column.role == "department"]
    names = [row.cells[column.index] for column in header.columns if column.role in (*HIERARCHY, "indicator")]
    name = next(row.cells[column.index] for column in header.columns if column.role == "indicator")
    return (
        bool(name)
        and not any(map(is_value, names))
        and any(map(is_value, values))
        and all(is_value(cell) or _SILENT.fullmatch(cell) for cell in values)
        and all(looks_like_units(cell) or _SILENT.fullmatch(cell) for cell in charges)
    )


def _moved(row: Row, slip: int) -> Row:
    """The row with its cells further to the right, each of which still says where it is printed."""
    columns = row.columns or tuple(range(1, len(row.cells) + 1))
    kept = len(row.cells) - slip
    return replace(row, cells=("",) * slip + row.cells[:kept], columns=columns[:1] * slip + columns[:kept])
