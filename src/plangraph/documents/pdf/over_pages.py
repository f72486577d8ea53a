"""A row of a table without rules that goes over the end of a page is no row: neither half is whole, both are text."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING, Final, TypeAlias

from plangraph.documents.pdf.aligned import TextLine
from plangraph.documents.pdf.pages import Table
from plangraph.documents.pdf.stretches import is_no_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    Pieces: TypeAlias = Sequence[TextLine | Table]

__all__ = ["part_halves"]

_MOST_LINES: Final = 3  # of a name on the page where its values do not stand
_NEAR: Final = 6.0  # points: columns this close are the same


def part_halves(before: Pieces, after: Pieces) -> tuple[list[TextLine | Table], list[TextLine | Table]]:
    """What stands on a page and on the next, without rows whose name goes on on the other page."""
    first, last = [*before], [*after]
    rest = [*takewhile(lambda piece: not isinstance(piece, Table), reversed(first))]
    table = first[-1 - len(rest)] if len(rest) < len(first) else None
    if not isinstance(table, Table) or table.names is None or not last:
        return first, last
    begun, head = 0 < len(rest) <= _MOST_LINES and all(_in_names(each, table) for each in rest), last[0]
    if begun and isinstance(head, Table) and head.names and abs(head.x0 - table.x0) <= _NEAR:
        valued = (at for at, row in enumerate(head.rows) if row != table.rows[0] and sum(map(bool, row)) > 1)
        at = next(valued, None)
        last[:1] = [head] if at is None else _without(head, at)[::-1]
    goes_on = head.above if isinstance(head, Table) else _in_names(head, table)
    if not rest and table.below and goes_on:
        first[-1:] = _without(table, len(table.rows) - 1)
    return first, last


def _in_names(piece: TextLine | Table, table: Table) -> bool:
    """Whether a line may be one of a name of the table: it fits into the column of its names."""
    if isinstance(piece, Table) or table.names is None or is_no_name(piece.text):
        return False
    left, right, size = table.names
    return left - 1 <= piece.x0 and piece.x1 <= right + size and abs(piece.size - size) <= 0.15 * size


def _without(table: Table, at: int) -> list[TextLine | Table]:
    """A table without one of its rows, and the row as text."""
    rows = tuple(row for number, row in enumerate(table.rows) if number != at)
    size = table.names[2] if table.names else 0.0
    text = "\u3000".join(cell.replace("\n", "") for cell in table.rows[at] if cell)
    line = TextLine(text, table.x0, table.bottom, table.x0, table.bottom, size, 0, table.x0, table.x1)
    return [replace(table, rows=rows), line] if rows else [line]
