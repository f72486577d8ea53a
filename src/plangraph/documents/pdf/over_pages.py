"""Tables without rules that go over the end of a page: a last row that stands alone, and one that the end cuts.

Neither half of a row that is cut is whole: both are text.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING, Final, TypeAlias

from plangraph.documents.pdf.aligned import TextLine
from plangraph.documents.pdf.pages import Table
from plangraph.documents.pdf.stretches import is_no_name
from plangraph.documents.pdf.valued import is_value

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
    if isinstance(table, Table) and not rest and last and (row := _last_row(last[0], table)) is not None:
        last[0] = row
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


def _last_row(piece: TextLine | Table, table: Table) -> Table | None:
    """A line that has a cell for each column of the table on the page before, and values where its rows have them."""
    cells = () if isinstance(piece, Table) else tuple(piece.text.split("\u3000"))
    _, *rows = table.rows
    valued = [at for at in range(len(table.rows[0])) if rows and all(is_value(row[at]) for row in rows)]
    if isinstance(piece, Table) or len(cells) != len(table.rows[0]) or abs(piece.x0 - table.x0) > _NEAR:
        return None
    if not valued or not all(is_value(cells[at]) for at in valued):
        return None
    return Table((cells,), piece.x0, piece.top, piece.x1, piece.bottom)


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
