"""Rules on a page → grids of cells, merged cells among them; a grid and the letters in it → rows of a table."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plangraph.documents.pdf.marks import Rule

__all__ = ["NEAR", "Grid", "Line", "find_grids", "merge_lines"]

NEAR: Final = 3.0  # points: rules this close are one, ends this close touch
_MOST_PAIRS: Final = 200_000  # of level and upright rules; more is a drawing, not a table
_MOST_CELLS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Line:
    """A rule in one direction: at `at`, from `start` to `end`."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells between `xs` and `ys`; `owner` names for each (row, column) the upper left place of its merged cell."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owner: dict[tuple[int, int], tuple[int, int]]

    @property
    def area(self) -> float:
        """In square points."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    def cell(self, x: float, y: float) -> tuple[int, int] | None:
        """The upper left place of the cell around a point, None outside of the grid."""
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        return self.owner.get((row, column))

    @property
    def cells(self) -> int:
        """How many cells there are, a merged one counted once."""
        return len(set(self.owner.values()))


def find_grids(rules: Iterable[Rule]) -> list[Grid]:
    """Grids of two cells and more, the smallest first, so that a table in a table's cell is found before it."""
    level = merge_lines([Line(r.top, r.x0, r.x1) for r in rules if r.top == r.bottom])
    upright = merge_lines([Line(r.x0, r.top, r.bottom) for r in rules if r.top != r.bottom])
    if len(level) * len(upright) > _MOST_PAIRS:
        return []
    grids = [grid for h, v in _components(level, upright) if (grid := _grid(h, v)) is not None]
    return sorted(grids, key=lambda grid: grid.area)


def merge_lines(lines: list[Line]) -> list[Line]:
    """Pieces of one rule, or a double rule, as one."""
    groups: list[list[Line]] = []
    for line in sorted(lines, key=lambda each: each.at):
        if groups and line.at - groups[-1][-1].at <= NEAR and line.at - groups[-1][0].at <= 2 * NEAR:
            groups[-1].append(line)
        else:
            groups.append([line])
    merged: list[Line] = []
    for group in groups:
        at = sum(line.at for line in group) / len(group)
        start, end = None, 0.0
        for line in sorted(group, key=lambda each: each.start):
            if start is None:
                start, end = line.start, line.end
            elif line.start <= end + NEAR:
                end = max(end, line.end)
            else:
                merged.append(Line(at, start, end))
                start, end = line.start, line.end
        if start is not None:
            merged.append(Line(at, start, end))
    return merged


def _components(level: list[Line], upright: list[Line]) -> Iterable[tuple[list[Line], list[Line]]]:
    """Rules that touch each other, directly or by way of others."""
    parent = list(range(len(level) + len(upright)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, h in enumerate(level):
        for j, v in enumerate(upright, len(level)):
            if h.start - NEAR <= v.at <= h.end + NEAR and v.start - NEAR <= h.at <= v.end + NEAR:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Line], list[Line]]] = defaultdict(lambda: ([], []))
    for i, line in enumerate([*level, *upright]):
        groups[root(i)][i >= len(level)].append(line)
    return groups.values()


def _grid(level: list[Line], upright: list[Line]) -> Grid | None:
    if len(level) < 2 or not upright:
        return None
    xs = _positions(upright, level)
    ys = _positions(level, upright)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or not 2 <= rows * columns <= _MOST_CELLS:
        return None
    grid = Grid(tuple(xs), tuple(ys), _owners(xs, ys, level, upright))
    return grid if grid.cells >= 2 else None


def _owners(
    xs: list[float], ys: list[float], level: list[Line], upright: list[Line]
) -> dict[tuple[int, int], tuple[int, int]]:
    """For each place the upper left one of its cell: places that no rule parts are one cell."""
    rows, columns = len(ys) - 1, len(xs) - 1
    parent = {(r, c): (r, c) for r in range(rows) for c in range(columns)}

    def root(place: tuple[int, int]) -> tuple[int, int]:
        while parent[place] != place:
            place = parent[place]
        return place

    def unite(one: tuple[int, int], other: tuple[int, int]) -> None:
        first, second = sorted((root(one), root(other)))
        parent[second] = first

    for r in range(rows):
        middle = (ys[r] + ys[r + 1]) / 2
        for c in range(1, columns):
            if not any(abs(v.at - xs[c]) <= 2 * NEAR and v.start <= middle <= v.end for v in upright):
                unite((r, c - 1), (r, c))
    for c in range(columns):
        middle = (xs[c] + xs[c + 1]) / 2
        for r in range(1, rows):
            if not any(abs(h.at - ys[r]) <= 2 * NEAR and h.start <= middle <= h.end for h in level):
                unite((r - 1, c), (r, c))
    return {place: root(place) for place in parent}


def _positions(lines: list[Line], across: list[Line]) -> list[float]:
    """Where cells begin and end in one direction; tables open at a side end where the rules across them end."""
    found = [line.at for line in lines]
    found += [min(line.start for line in across), max(line.end for line in across)]
    positions: list[float] = []
    for at in sorted(found):
        if not positions or at - positions[-1] > 2 * NEAR:
            positions.append(at)
    return positions
