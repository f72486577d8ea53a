"""The marks of a page → what is written on it: tables where rules part cells, and segments of text elsewhere."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

from plangraph.documents.pdf.grids import find_grids
from plangraph.documents.pdf.half_ruled import upright_rules
from plangraph.documents.pdf.marks import UNKNOWN_LETTER
from plangraph.documents.pdf.segments import Segment, lines_of, read_segments, turned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.documents.pdf.grids import Grid
    from plangraph.documents.pdf.marks import Glyph, PageMarks, Rule

__all__ = ["Table", "WrittenPage", "read_page"]

_LEAST_UPRIGHT: Final = 2  # letters below each other
_BESIDE: Final = 0.4  # times the size: letters of a column stand so far from its middle at the most
_BLANK: Final = 1.5  # times the usual step from letter to letter: a blank, as behind a number
_LARGER: Final = 1.12  # times the size of a table's cells: a heading over it
_BROKEN_ERA: Final = re.compile(r"(?<=[令平])\n(?=[和成]\s*[0-9０-９元])")  # where a narrow cell ends
_NARROWEST: Final = 12.0  # points that a column takes at least
_LEAST_FILLED: Final = 0.25  # of the cells; a chart's grid lines part mostly nothing


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cell texts, and the box they stand in.

    `merged` are, by row, the texts of cells that go on from above; empty where no rules say so. `names` is where the
    column of names stands in a table of values without rules, and its letters' size; `above` says that a name may have
    begun on the page before, `below` that the last may go on on the next.
    """

    rows: tuple[tuple[str, ...], ...]
    x0: float
    top: float
    x1: float
    bottom: float
    merged: tuple[tuple[str, ...], ...] = ()
    names: tuple[float, float, float] | None = None
    above: bool = False
    below: bool = False

    @property
    def middle(self) -> float:
        """The height at which it stands."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """One page; `sizes` counts its letters by size.

    `down` and `up` are segments of lines that run down or up the page, turned to run to the right; `rules` are its
    level rules.
    """

    number: int
    width: float
    height: float
    segments: tuple[Segment, ...]
    down: tuple[Segment, ...] = ()
    up: tuple[Segment, ...] = ()
    tables: tuple[Table, ...] = ()
    rules: tuple[Rule, ...] = ()
    pictures: int = 0
    sizes: tuple[tuple[float, int], ...] = ()
    unknown: int = 0

    @property
    def letters(self) -> int:
        """How many letters stand on the page, those in tables among them."""
        return sum(count for _, count in self.sizes)


def read_page(marks: PageMarks) -> WrittenPage:
    """Tables first, then the text that stands in none."""
    tables: list[Table] = []
    left = marks.glyphs
    upright = [glyph for glyph in marks.glyphs if not glyph.turn]
    for grid in find_grids([*marks.rules, *upright_rules(marks.rules, upright)]):
        cells: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
        outside: list[Glyph] = []
        for glyph in left:
            place = grid.cell((glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2)
            (outside if place is None else cells[place]).append(glyph)
        for place in _banded(grid, cells):
            outside += cells.pop(place)
        table = _table(grid, cells, marks)
        if table is not None:
            tables.append(table)
            left = outside
    rest = replace(marks, glyphs=left)
    return WrittenPage(
        marks.number,
        marks.width,
        marks.height,
        tuple(read_segments(turned(rest, 0))),
        tuple(read_segments(turned(rest, 1))),
        tuple(read_segments(turned(rest, -1))),
        tuple(tables),
        tuple(rule for rule in marks.rules if rule.top == rule.bottom),
        marks.pictures,
        tuple(sorted(Counter(round(glyph.size, 1) for glyph in marks.glyphs).items())),
        sum(glyph.text == UNKNOWN_LETTER for glyph in marks.glyphs),
    )


def _table(grid: Grid, cells: dict[tuple[int, int], list[Glyph]], marks: PageMarks) -> Table | None:
    """None where the rules are a frame around text, or the lines of a chart."""
    if len(cells) < 2 or len(cells) < _LEAST_FILLED * grid.cells:
        return None
    texts = {place: _cell_text(replace(marks, glyphs=glyphs)) for place, glyphs in cells.items()}
    # Rows and columns between the lines of a merged cell's frame hold nothing of their own.
    rows = sorted({row for row, _ in texts})
    columns = sorted({column for _, column in texts})
    if len(columns) < 2:
        return None
    # But a column at the left may go on with a cell of the page before, and says nothing here.
    columns = [*(at for at in range(columns[0]) if _is_column(grid, at)), *columns]
    return Table(
        tuple(tuple(texts.get((row, column), "") for column in columns) for row in rows),
        grid.xs[0],
        grid.ys[rows[0]],
        grid.xs[-1],
        grid.ys[-1],
        tuple(tuple(_from_above(grid, texts, (row, column)) for column in columns) for row in rows),
    )


def _is_column(grid: Grid, at: int) -> bool:
    """Whether rules part a column from the next in all rows, and letters would have room in it."""
    apart = all(grid.owner[row, at][1] == at != grid.owner[row, at + 1][1] for row in range(len(grid.ys) - 1))
    return apart and grid.xs[at + 1] - grid.xs[at] >= _NARROWEST


def _banded(grid: Grid, cells: dict[tuple[int, int], list[Glyph]]) -> list[tuple[int, int]]:
    """The coloured band of a heading that touches the table below it: over all columns, and set larger."""
    first = min(cells, default=None)
    if first is None or len(cells) < 2 or not _takes_row(grid, first):
        return []
    size = median(glyph.size for glyph in cells[first])
    rest = [glyph.size for place, glyphs in cells.items() if place != first for glyph in glyphs]
    return [first] if size > _LARGER * median(rest) else []


def _takes_row(grid: Grid, place: tuple[int, int]) -> bool:
    """Whether a cell takes all of its row, and no row has only one column."""
    columns = range(len(grid.xs) - 1)
    return len(columns) > 1 and all(grid.owner.get((place[0], column)) == place for column in columns)


def _from_above(grid: Grid, texts: dict[tuple[int, int], str], place: tuple[int, int]) -> str:
    """What a cell that begins above, in the same column, says at a place that it covers."""
    owner = grid.owner.get(place, place)
    return texts.get(owner, "") if owner[0] < place[0] and owner[1] == place[1] else ""


def _cell_text(marks: PageMarks) -> str:
    if upright := _upright_text(marks.glyphs):
        return upright
    lines = [
        " ".join(segment.text for segment in line)
        for turn in (0, 1, -1)
        for line in lines_of(read_segments(turned(marks, turn)))
    ]
    return _BROKEN_ERA.sub("", "\n".join(lines))


def _upright_text(glyphs: Sequence[Glyph]) -> str:
    """A text set letter below letter, as in narrow merged cells, its columns from the right; "" for any other."""
    columns: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda each: -(each.x0 + each.x1)):
        if columns and abs(_across(glyph) - _across(columns[-1][0])) <= _BESIDE * glyph.size:
            columns[-1].append(glyph)
        else:
            columns.append([glyph])
    if any(glyph.turn for glyph in glyphs) or max(map(len, columns), default=0) < _LEAST_UPRIGHT:
        return ""
    down = [sorted(column, key=lambda each: each.top) for column in columns]
    steps = [below.top - above.top for column in down for above, below in pairwise(column)]
    apart = [_across(right[0]) - _across(left[0]) for right, left in pairwise(columns)]
    # Letters of lines stand closer to what is beside them than to what is below.
    if min(steps) < _BESIDE * glyphs[0].size or (apart and min(apart) < max(1.1 * glyphs[0].size, median(steps))):
        return ""
    apart_at = _BLANK * median(steps)
    return "".join(
        " " * (above is not None and below.top - above.top > apart_at) + below.text
        for column in down
        for above, below in pairwise((None, *column))
        if below is not None
    )


def _across(glyph: Glyph) -> float:
    return (glyph.x0 + glyph.x1) / 2
