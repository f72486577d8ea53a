"""Lines of a table of values without rules between its columns → its rows: which lines of a name are of which values.

What tells rows apart: rules, wider white, the height of values beside their names, and where names are cut.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Final, TypeAlias, get_args

from plangraph.documents.pdf.breaks import may_go_on
from plangraph.documents.pdf.valued import CLOSE, Line, Values, close_lines, header_end, is_note
from plangraph.documents.pdf.ways import EVEN, LEVEL, Names, Way

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plangraph.documents.pdf.segments import Segment

__all__ = ["Shared", "share_out"]

_Place: TypeAlias = tuple[int, int]  # a line, and a column

_SURE: Final = 3.4  # natural logarithm of the odds against the next best way
_LEAST: Final = -2.4  # the same of a way, for each break between two lines: what is less likely is none


@dataclass(frozen=True, slots=True)
class Shared:
    """Rows of cell texts, and which lines they are of, counted from 0.

    `above` says that the first name stands without values, and may be the rest of one; `below` that the last may go on.
    """

    rows: tuple[tuple[str, ...], ...]
    begin: int
    end: int
    above: bool = False
    below: bool = False


def share_out(
    placed: Sequence[dict[int, Segment]], count: int, values: Values, rules: Sequence[float]
) -> Shared | None:
    """The texts of each row by column, its header first; None where it cannot be told whose values are whose."""
    lines = [Line(cells) for cells in placed]
    header = header_end(lines, values, rules)
    if header is None:
        return None
    body = _Body(lines[header:], values, rules)
    rows = body.rows()
    if rows is None:
        return None
    groups = [*close_lines(lines[:header])]
    above = below = 0
    while rows and not header and len(rows[above]) == 1:
        above += 1
    while len(rows[-1 - below]) == 1:
        below += 1
    texts = [[(at, column) for at, line in group for column in line.cells] for group in groups]
    texts += [[(header + at, column) for at, column in row] for row in rows[above : len(rows) - below]]
    used = [at for row in texts for at, _ in row]
    alone = bool(header) and len(rows[0]) == 1
    return Shared(
        tuple(
            tuple("\n".join(lines[at].text(c) for at, c in sorted(row) if c == column) for column in range(count))
            for row in texts
        ),
        min(used),
        max(used) + 1,
        bool(above) or alone,
        body.may_go_on(),
    )


class _Body:
    """The lines below a header, and the ways to share them out among rows."""

    def __init__(self, lines: Sequence[Line], values: Values, rules: Sequence[float]) -> None:
        self._lines = lines
        self._name = values.name
        self._columns = {
            column: [at for at, line in enumerate(lines) if column in line.cells]
            for column in sorted({column for line in lines for column in line.cells})
        }
        self._blocks = [block for column in sorted(values.columns) for block in self._blocks_of(column)]
        self._named = self._columns.get(values.name, [])
        self._rules = sorted(y for y in rules if lines[0].middle < y < lines[-1].middle)

    def rows(self) -> list[list[_Place]] | None:
        """The places of each row, from above down; one place for a line that stands alone. None if no way is likely."""
        if not self._named or not self._blocks:
            return None
        names = Names(
            [self._segment(at, self._name) for at in self._named],
            [self._band(at) for at in self._named],
            [len(self._lines[at].cells) == 1 for at in self._named],
        )
        odds: dict[tuple[int, ...], tuple[float, list[list[_Place]]]] = {}
        for way in get_args(Way):
            heights = self._heights(way)
            for told, rows in names.shared(heights, way):
                if rows not in odds or odds[rows][0] < told:
                    places = self._places(rows, heights, way)
                    if places is not None:
                        odds[rows] = told, places
        ranked = sorted(odds.values(), key=lambda each: -each[0])
        if not ranked:
            return self._by_bands() or self._by_white()
        unsure = len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _SURE
        return None if unsure or ranked[0][0] < _LEAST * len(self._named) else ranked[0][1]

    def may_go_on(self) -> bool:
        """Whether the last name may be cut off."""
        return may_go_on(
            self._segment(self._named[-1], self._name), max(self._segment(at, self._name).x1 for at in self._named)
        )

    def _segment(self, at: int, column: int) -> Segment:
        return self._lines[at].cells[column]

    def _band(self, at: int) -> int:
        return sum(y < self._lines[at].middle for y in self._rules)

    def _blocks_of(self, column: int) -> Iterator[list[_Place]]:
        """The lines of each value in a column: 45.2%, and below it (R5)."""
        block: list[_Place] = []
        for at in self._columns.get(column, []):
            noted = is_note(self._lines[at].text(column))
            if block and not (
                noted and self._lines[at].top - self._lines[block[-1][0]].bottom < CLOSE * self._lines[at].size
            ):
                yield block
                block = []
            block.append((at, column))
        if block:
            yield block

    def _height(self, block: Sequence[_Place], way: Way) -> float:
        upper, lower = self._segment(*block[0]).middle, self._segment(*block[-1]).middle
        return {"first": upper, "last": lower, "amid": (upper + lower) / 2}[way]

    def _heights(self, way: Way) -> list[float]:
        """Where the values of each row stand, and what has none but is set apart."""
        size = self._lines[0].size
        valued = {at for block in self._blocks for at, _ in block}
        apart = [line.middle for at, line in enumerate(self._lines) if at not in valued and self._is_apart(at)]
        groups: list[list[float]] = []
        for height in sorted([*apart, *(self._height(block, way) for block in self._blocks)]):
            if groups and height - groups[-1][-1] <= 0.45 * size:
                groups[-1].append(height)
            else:
                groups.append([height])
        return [median(group) for group in groups]

    def _is_apart(self, at: int) -> bool:
        """Whether white parts a line of a name and other cells from those around it: a row without values."""
        around = self._lines[max(0, at - 1) : at + 2]
        cells = self._lines[at].cells
        return (
            len(cells) > 1
            and self._name in cells
            and all(below.top - above.bottom > CLOSE * below.size for above, below in itertools.pairwise(around))
        )

    def _places(self, rows: Sequence[int], heights: Sequence[float], way: Way) -> list[list[_Place]] | None:
        """What stands in each row, where the lines of names are shared out so."""
        found: dict[int, list[_Place]] = defaultdict(list)
        for alone, (at, row) in enumerate(zip(self._named, rows, strict=True), len(heights)):
            found[row if row >= 0 else alone].append((at, self._name))
        for block in self._blocks:
            height = self._height(block, way)
            found[min(range(len(heights)), key=lambda row: abs(heights[row] - height))] += block
        valued = {place for block in self._blocks for place in block}
        for column, own in self._columns.items():
            left = [at for at in own if column != self._name and (at, column) not in valued]
            shared = self._beside(left, column, heights, way)
            if shared is None:
                return None
            for at, row in zip(left, shared, strict=True):
                found[row].append((at, column))
        return sorted(found.values())

    def _beside(self, own: Sequence[int], column: int, heights: Sequence[float], way: Way) -> list[int] | None:
        """The row of each line of another column, set as names are; None where it is not."""
        off = LEVEL * self._lines[0].size
        middles = [self._segment(at, column).middle for at in own]
        if way == "first":
            told = [sum(height <= middle + off for height in heights) - 1 for middle in middles]
            return None if -1 in told else told
        if way == "last":
            told = [sum(height < middle - off for height in heights) for middle in middles]
            return None if len(heights) in told else told
        found: list[int] = []
        for row, height in enumerate(heights):
            begin = len(found)
            ends = range(begin + 1, len(own) + 1)
            end = next((e for e in ends if abs((middles[begin] + middles[e - 1]) / 2 - height) <= off), begin)
            found += [row] * (end - begin)
        return found if len(found) == len(own) else None

    def _cut(self, cuts: Sequence[float]) -> list[list[_Place]] | None:
        """Rows between heights, each with a name and with values at one height."""
        found: dict[int, list[_Place]] = defaultdict(list)
        for at, line in enumerate(self._lines):
            found[sum(cut < line.middle for cut in cuts)] += [(at, column) for column in line.cells]
        told = [sum(cut < height for cut in cuts) for height in self._heights("amid")]
        named = {row for row, places in found.items() if any(column == self._name for _, column in places)}
        return sorted(found.values()) if told == [*range(len(cuts) + 1)] and named == {*told} else None

    def _by_bands(self) -> list[list[_Place]] | None:
        return self._cut(self._rules) if self._rules else None

    def _by_white(self) -> list[list[_Place]] | None:
        """Rows that wider white parts from each other, all their cells."""
        count = len(self._heights("amid")) - 1
        bounds = [(self._lines[a].middle, self._lines[b].middle) for a, b in itertools.pairwise(self._named)]
        steps = sorted((lower - upper for upper, lower in bounds), reverse=True)
        if not 0 < count < len(steps) or steps[count - 1] - steps[count] < EVEN * self._lines[0].size:
            return None
        wide = [(upper, lower) for upper, lower in bounds if lower - upper >= steps[count - 1]]
        if any(upper < line.middle < lower for upper, lower in wide for line in self._lines):
            return None
        return self._cut([(upper + lower) / 2 for upper, lower in wide])
