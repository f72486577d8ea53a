"""The column that each cell of a text table stands in, by where names of columns and other cells do. Form only."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import combinations, islice
from typing import TYPE_CHECKING, Final

from plangraph.documents.named_columns import joined, touch, words_of
from plangraph.documents.shared_lines import PlacedLine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from plangraph.documents.aligned import Cell

__all__ = ["Part", "placed_lines"]

_SEVERAL: Final = 2
_MOST_WAYS: Final = 1000
_CLEARLY: Final = 1  # places by which one way must be nearer than all others


@dataclass(slots=True)
class Part:
    """What stands below a header on one page: groups of lines that blank lines part."""

    spans: list[tuple[int, int]]
    groups: list[list[tuple[int, list[Cell]]]] = field(default_factory=list)


def placed_lines(part: Part, measure: Callable[[str], int]) -> tuple[int, list[list[PlacedLine]]] | None:
    """The lines of a part by column, and how many cells stand below no name; None where a cell may be of two columns.

    Lines that fill all columns tell where these stand, as a number set to the right of a centred name.
    """
    if (boundaries := _boundaries(part, measure)) is not None:
        told = [[_within(at, own, boundaries, measure) for at, own in group] for group in part.groups]
        whole = [[line for line in group if line is not None] for group in told]
        if [*map(len, whole)] == [*map(len, told)]:
            return 0, whole
    columns = [*part.spans]
    lines = [(at, _parted(own, part.spans, measure)) for group in part.groups for at, own in group]
    for only_full in (True, False):
        for _, own in lines:
            full = len(own) == len(columns)
            for at, cell in enumerate(own):
                under = [at] if full else [each for each, span in enumerate(part.spans) if touch(cell, (*span, ""))]
                if full is only_full and len(under) == 1:
                    begin, end = columns[under[0]]
                    columns[under[0]] = (min(begin, cell[0]), max(end, cell[1]))
    loose = 0
    placed: dict[int, PlacedLine] = {}
    for at, own in lines:
        of = _order(own, columns)
        if of is None:
            return None
        loose += sum(not touch(cell, (*part.spans[column], "")) for cell, column in zip(own, of, strict=True))
        placed[at] = PlacedLine(at, {column: text for column, (_, _, text) in zip(of, own, strict=True)})
    return loose, [[placed[at] for at, _ in group] for group in part.groups]


def _boundaries(part: Part, measure: Callable[[str], int]) -> list[int] | None:
    """Where columns begin but the first, by what is blank in all lines of a part; None where that does not tell.

    What stands below no name is of the name beside it that has nothing below it, as a number right of a centred name,
    or else of the nearer one.
    """
    words = [word for group in part.groups for _, own in group for cell in own for word in words_of(cell, measure)]
    clusters = joined([*part.spans, *((begin, end) for begin, end, _ in words)])
    heads = [[at for at, span in enumerate(part.spans) if touch((*span, ""), (*each, ""))] for each in clusters]
    filled = [any(touch(word, (*each, "")) for word in words) for each in clusters]
    if any(len(each) > 1 for each in heads):
        return None
    owners = _owners(clusters, [each[0] if each else None for each in heads], filled)
    if owners is None:
        return None
    begins: dict[int, int] = {}
    for (begin, _), column in zip(clusters, owners, strict=True):
        begins[column] = min(begins.get(column, begin), begin)
    return [begins[column] for column in range(1, len(part.spans))]


def _owners(
    clusters: Sequence[tuple[int, int]], heads: Sequence[int | None], filled: Sequence[bool]
) -> list[int] | None:
    """The name of each cluster of words; None where two names are as good. What is sure for one tells of the next."""
    named = {column: at for at, column in enumerate(heads) if column is not None}
    taken = {column for column, at in named.items() if filled[at]}
    owners = {at: column for column, at in named.items()}
    loose = [at for at, column in enumerate(heads) if column is None]
    for nearest in (False, True):
        changed = True
        while changed:
            changed = False
            for at in [each for each in loose if each not in owners]:
                beside = [*[i for i in named.values() if i < at][-1:], *[i for i in named.values() if i > at][:1]]
                free = [i for i in beside if heads[i] not in taken]
                gaps = sorted(
                    (max(clusters[i][0] - clusters[at][1], clusters[at][0] - clusters[i][1]), i) for i in free or beside
                )
                if len(gaps) == 1 or (nearest and gaps[0][0] < gaps[1][0]):
                    owners[at] = heads[gaps[0][1]] or 0
                    taken.add(owners[at])
                    changed = True
    return [owners[at] for at in range(len(clusters))] if len(owners) == len(clusters) else None


def _within(
    at: int, cells: Sequence[Cell], boundaries: Sequence[int], measure: Callable[[str], int]
) -> PlacedLine | None:
    """The words of a line by the columns in which they begin; None where two cells of it are in one."""
    found: dict[int, str] = {}
    for cell in cells:
        own: dict[int, list[str]] = {}
        for begin, _, text in words_of(cell, measure):
            own.setdefault(bisect_right(boundaries, begin), []).append(text)
        if own.keys() & found.keys():
            return None
        found |= {column: " ".join(texts) for column, texts in own.items()}
    return PlacedLine(at, found)


def _parted(cells: Sequence[Cell], spans: Sequence[tuple[int, int]], measure: Callable[[str], int]) -> list[Cell]:
    """The cells of a line, those parted where one blank stands between what is below two names."""
    found: list[Cell] = []
    for begin, end, text in cells:
        if sum(touch((begin, end, text), (*span, "")) for span in spans) < _SEVERAL:
            found.append((begin, end, text))
            continue
        last = -1
        for place in words_of((begin, end, text), measure):
            column = _nearest(place, spans)
            if column == last:
                found[-1] = (found[-1][0], place[1], f"{found[-1][2]} {place[2]}")
            else:
                found.append(place)
            last = column
    return found


def _order(cells: Sequence[Cell], columns: Sequence[tuple[int, int]]) -> list[int] | None:
    """The column of each cell, from left to right; None where another way is nearly as near."""
    if len(cells) > len(columns):
        return None
    if len(cells) == len(columns):
        return [*range(len(columns))]
    under = [[at for at, span in enumerate(columns) if touch(cell, (*span, ""))] for cell in cells]
    if all(len(each) == 1 for each in under) and len({each[0] for each in under}) == len(cells):
        return [each[0] for each in under]
    ways = sorted(
        (sum(_apart(cell, columns[at]) for cell, at in zip(cells, way, strict=True)), way)
        for way in islice(combinations(range(len(columns)), len(cells)), _MOST_WAYS)
    )
    return [*ways[0][1]] if len(ways) == 1 or ways[1][0] - ways[0][0] >= _CLEARLY else None


def _apart(cell: Cell, column: tuple[int, int]) -> float:
    """How far a cell stands from a column, in places; where they overlap, how much of the cell does not."""
    gap = max(column[0] - cell[1], cell[0] - column[1])
    outside = max(column[0] - cell[0], 0) + max(cell[1] - column[1], 0)
    return gap + _CLEARLY if gap >= 0 else min(outside, 1)


def _nearest(cell: Cell, columns: Sequence[tuple[int, int]]) -> int:
    """The column that a cell overlaps most, else that which is nearest."""
    return min(
        range(len(columns)),
        key=lambda at: (
            max(columns[at][0] - cell[1], cell[0] - columns[at][1]),
            abs(sum(columns[at]) - cell[0] - cell[1]),
        ),
    )
