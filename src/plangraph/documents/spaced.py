"""Text tables with a blank line below their header or between their rows, as `pdftotext -layout` sets them. Form only.

The blank lines part the rows, so a row may have cells that go over lines in any column. What is below a blank line is
of the table only where it is a row of it: a name, and values below the names of columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from plangraph.documents.aligned import LONGEST, columns_of, first_parted, is_header, is_value, names_of, names_values
from plangraph.documents.two_lines import dates_below
from plangraph.documents.vertical import share_out
from plangraph.documents.wrapped import groups_go_on

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from plangraph.documents.aligned import Cell

__all__ = ["SpacedRow", "spaced_rows"]

_MOST_BLANK: Final = 2  # lines between two rows
_TALLEST: Final = 60  # lines of a table's part without a blank line
_FEWEST_VALUES: Final = 2


@dataclass(frozen=True, slots=True)
class SpacedRow:
    """A row: its cells, and its first and last line, counted from 0."""

    cells: list[str]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where each column stands, and which hold values."""

    places: list[tuple[int, int]]
    valued: frozenset[int]

    def of(self, cells: Sequence[Cell]) -> list[int]:
        """The column of each cell: the first where it begins with it, else that which it overlaps most or is nearest.

        A name that is wider than its column pushes what is behind it to the right.
        """
        name = cells[0]
        if len(cells) == len(self.places) or (name[0] <= self.places[0][0] and name[1] > self.places[1][0]):
            return [*range(len(cells))]
        return [0 if cell[0] <= self.places[0][0] else self._nearest(cell) for cell in cells]

    def _nearest(self, cell: Cell) -> int:
        begin, end, _ = cell

        def apart(at: int) -> tuple[int, int]:
            first, last = self.places[at]
            return max(first, begin) - min(last, end), abs(first + last - begin - end)

        return min(range(len(self.places)), key=apart)


def spaced_rows(lines: Sequence[str], start: int, ends: Callable[[str], bool]) -> list[SpacedRow] | None:
    """The rows of a table from its header on; None where no blank line parts them.

    `ends` says of a line that no table goes on with it: a note, an item, a heading.
    """
    names = names_of(lines[start])
    if names is None:
        return None
    dated = start + 1 < len(lines) and dates_below(lines[start + 1], lines[start])
    first = start + (2 if dated else 1)
    parts = _parts(lines, first, ends)
    if not parts:
        return None
    columns = _columns(lines, start, [at for part in parts for at in part], names)
    if columns is None:
        return None
    rows: list[SpacedRow] = []
    for count, part in enumerate(parts):
        found = _rows(lines, part, columns)
        if found is None:
            break
        rows += found
        if not count and part.start == first and len(found) > 1:
            return None  # its rows stand close, and so a blank line ends it
    if not rows or (rows[0].first == first and len(rows) < _FEWEST_VALUES):
        return None
    head = [SpacedRow(list(names), start, start)]
    if dated:
        head.append(SpacedRow(_placed(lines, [start + 1], columns) or [], start + 1, start + 1))
    return [*head, *rows] if all(each.cells for each in head) else None


def _parts(lines: Sequence[str], first: int, ends: Callable[[str], bool]) -> list[range]:
    """The lines below a header that blank lines part, as long as nothing else begins."""
    found: list[range] = []
    at = first
    while at < len(lines):
        begin = next((i for i in range(at, min(len(lines), at + _MOST_BLANK + 1)) if lines[i].strip()), None)
        if begin is None:
            break
        end = next((i for i in range(begin, len(lines)) if not lines[i].strip()), len(lines))
        if end - begin > _TALLEST or any(is_header(each) or ends(each) for each in lines[begin:end]):
            break
        found.append(range(begin, end))
        at = end
    return found


def _columns(lines: Sequence[str], start: int, body: Sequence[int], names: Sequence[str]) -> _Columns | None:
    """The columns, from the header and the rows that fill all of them; None where neither tells them."""
    full = [cells for at in body if len(cells := first_parted(lines[at])) == len(names)]
    heads = columns_of(lines[start])
    known = [*([heads] if len(heads) == len(names) else []), *full]
    if not known:
        return None
    places = [(min(row[at][0] for row in known), max(row[at][1] for row in known)) for at in range(len(names))]
    apart = all(left[1] <= right[0] for left, right in pairwise(places))
    if not apart and len(heads) == len(names):
        places = [(begin, end) for begin, end, _ in heads]
    return _Columns(places, frozenset(at for at, name in enumerate(names) if at and names_values(name)))


def _placed(lines: Sequence[str], part: Sequence[int], columns: _Columns) -> list[str] | None:
    """The texts of some lines by column; None where two cells of a line stand in one, or one is a sentence."""
    row: list[list[str]] = [[] for _ in columns.places]
    for at in part:
        cells = first_parted(lines[at])
        own = columns.of(cells)
        if (
            len(own) > len(row)
            or len({*own}) < len(own)
            or any("。" in text or len(text) > LONGEST for _, _, text in cells)
        ):
            return None
        for column, (_, _, text) in zip(own, cells, strict=True):
            row[column].append(text)
    return ["\n".join(texts) for texts in row]


def _rows(lines: Sequence[str], part: range, columns: _Columns) -> list[SpacedRow] | None:
    """The rows of lines that stand close: one, but where more lines than one have values of their own."""
    each = [_placed(lines, [at], columns) for at in part]
    placed = [cells for cells in each if cells is not None]
    if len(placed) < len(each):
        return None
    if any(sum(map(names_values, cells[1:])) >= _FEWEST_VALUES for cells in placed):
        return None  # years, or other names of columns
    told = [at for at, cells in enumerate(placed) if _valued(cells, columns) >= _FEWEST_VALUES]
    if not told:
        return None
    goes_on = {at for above, at in pairwise(told) if groups_go_on(placed[above], placed[at], columns.valued)}
    if len(told) - len(goes_on) == 1:
        shared = [[*range(len(part))]]
    elif len(told) == len(part):
        begins = [at for at in told if at not in goes_on]
        shared = [[*range(at, end)] for at, end in pairwise([*begins, len(part)])]
    elif (found := share_out([lines[at] for at in part])) is not None:
        shared = [sorted(row) for row in found]
    else:
        return None
    rows: list[SpacedRow] = []
    for row in shared:
        own = [part[at] for at in row]
        cells = _placed(lines, own, columns)
        if cells is None or not cells[0]:
            return None
        rows.append(SpacedRow(cells, own[0], own[-1]))
    return rows


def _valued(cells: Sequence[str], columns: _Columns) -> int:
    return sum(is_value(cells[at]) for at in columns.valued)
