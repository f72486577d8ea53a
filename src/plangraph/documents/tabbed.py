"""Rows whose cells tabs part, and cells that were wrapped: the rest of one stands on the next line. Form only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["TabbedRow", "tabbed_rows"]

_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# What ends so goes on: 健康づくりの推進と, 網の修繕及び.
_OPEN: Final = re.compile(r"(?:[のとやをにへがは・、(（]|及び|並びに)$")
_LONGEST: Final = 30  # letters of the rest of a cell


@dataclass(slots=True)
class TabbedRow:
    """The cells of a row, and the first and the last of its lines, from 0."""

    cells: list[str]
    first: int
    last: int


def tabbed_rows(lines: Sequence[str], start: int) -> list[TabbedRow]:
    """The rows of a table that begins at a line with tabs.

    A header that stands one tab to the right of its rows is put over them.
    """
    rows = [TabbedRow(_over_rows(lines, start), start, start)]
    for at in range(start + 1, len(lines)):
        row, cells = rows[-1], lines[at].split("\t")
        if len(cells) > 1 and not _goes_on(row.cells, cells, len(rows[0].cells)):
            rows.append(TabbedRow(cells, at, at))
        elif len(cells) > 1 or _is_rest(row.cells[-1], lines[at].strip()):
            row.cells[-1:] = [f"{row.cells[-1]}\n{cells[0]}", *cells[1:]]
            row.last = at
        else:
            break
    return rows


def _over_rows(lines: Sequence[str], start: int) -> list[str]:
    cells = lines[start].split("\t")
    below = lines[start + 1].split("\t") if start + 1 < len(lines) else []
    shifted = len(cells) > 2 and not cells[0].strip() and all(map(str.strip, cells[1:])) and below[0:1] != [""]
    return cells[1:] if shifted and len(below) == len(cells) - 1 and all(map(str.strip, below)) else cells


def _goes_on(above: Sequence[str], cells: Sequence[str], width: int) -> bool:
    """Whether a line is the rest of a row that ends within a cell: together they have all the cells of the table."""
    whole = len(above) < width and len(above) + len(cells) - 1 == width
    return whole and bool(cells[0].strip()) and _OPEN.search(above[-1].strip()) is not None


def _is_rest(cell: str, line: str) -> bool:
    """Whether a line without a tab is the rest of the last cell: it counts on, or the cell breaks off."""
    counted = [_CIRCLED.index(letter) for letter in cell if letter in _CIRCLED]
    going_on = next((_CIRCLED.index(letter) for letter in line if letter in _CIRCLED), None)
    if counted and going_on == counted[-1] + 1:
        return True
    plain = 0 < len(line) <= _LONGEST and not re.search(r"[。:：|]|^[\W\d]", line)
    return plain and going_on is None and _OPEN.search(cell.strip()) is not None
