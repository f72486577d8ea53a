"""Text tables whose columns are named over and below one line, as `pdftotext -layout` sets centred cells. Form only.

`pdftotext` gives each letter one place, a hand in an editor two to a wide one: the places that fit tell which it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, Final

from plangraph.documents.aligned import LONGEST, is_value, names_values, width_of
from plangraph.documents.spaced import SpacedRow
from plangraph.documents.wrapped import is_label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from plangraph.documents.aligned import Cell

__all__ = ["in_stacked_head", "stacked_rows"]

_CELL: Final = re.compile(r"[^\s\u3000]+(?: [^\s\u3000]+)*")  # one narrow blank parts no cells
_BRACKETED: Final = re.compile(r"[(（][^()（）]{1,8}[)）]")  # （策定時）, below R3
_FEWEST: Final = 2  # names over the line that names the rows, and values of a row
_FEWEST_NAMES: Final = 3  # on that line
_HEAD: Final = 3  # lines
_MOST_LINES: Final = 120


@dataclass(frozen=True, slots=True)
class _Line:
    """The cells of a line by column."""

    at: int
    cells: dict[int, str]
    valued: bool
    loose: int  # how many of them stand under no name, but nearest to one


def stacked_rows(lines: Sequence[str], start: int, ends: Callable[[str], bool]) -> list[SpacedRow] | None:
    """The rows of a table that begins at a line of names over its columns; None where the lines make none.

    基準値  R5, below it 指標  単位  評価, and below that R1  実績: what stands over and below each other names one
    column. `ends` says of a line that no table goes on with it.
    """
    if not _is_head(lines, start):
        return None
    names, below, first = lines[start + 1], lines[start + 2], start + _HEAD
    body = [*lines[first : first + _MOST_LINES]]
    stop = next((at for at, line in enumerate(body) if _stops(line, ends)), len(body))
    found: dict[int, list[SpacedRow]] = {}
    for measure in (len, width_of):
        heads = [_cells(line, measure) for line in (lines[start], names, below)]
        columns = _columns(heads)
        if not columns or heads[1][0][0] != columns[0][0] or heads[0][0][0] < heads[1][0][1]:
            continue
        head = ["\n".join(text for line in heads for cell in line if (text := _within(cell, span))) for span in columns]
        placed = [_placed(_cells(body[at], measure), first + at, columns, head) for at in range(stop)]
        known = [each for each in placed if each is not None]
        rows = _rows(known, len(columns)) if len(known) == len(placed) else None
        if rows:
            found.setdefault(sum(each.loose for each in known), [SpacedRow(head, start, start + 2), *rows])
    return found[min(found)] if found else None


def in_stacked_head(lines: Sequence[str], at: int) -> bool:
    """Whether a line is one of three that name columns over and below each other: none of them heads a table alone."""
    return any(_is_head(lines, start) for start in range(max(0, at - _HEAD + 1), at + 1))


def _is_head(lines: Sequence[str], start: int) -> bool:
    if not _is_part(lines[start]) or start + _HEAD > len(lines):
        return False
    names = lines[start + 1]
    named = len(_CELL.findall(names)) >= _FEWEST_NAMES and not _is_part(names) and "。" not in names
    return named and _is_part(lines[start + 2])


def _is_part(line: str) -> bool:
    """Whether a line holds nothing but names of columns of values, set in from where its table begins."""
    cells = _CELL.findall(line)
    named = all(names_values(cell) or _BRACKETED.fullmatch(cell) for cell in cells)
    return line[:1].isspace() and len(cells) >= _FEWEST and named


def _stops(line: str, ends: Callable[[str], bool]) -> bool:
    cells = _CELL.findall(line)
    prose = any(len(cell) > LONGEST or "。" in cell for cell in cells)
    return not cells or prose or ends(line) or line.startswith("\f") or (len(cells) == 1 and is_label(cells[0]))


def _cells(line: str, measure: Callable[[str], int]) -> list[Cell]:
    return [(measure(line[: m.start()]), measure(line[: m.end()]), m[0]) for m in _CELL.finditer(line)]


def _columns(heads: Sequence[Sequence[Cell]]) -> list[tuple[int, int]]:
    """Where each column stands: names that overlap are of one; none where one of a line would be of two."""
    found: list[tuple[int, int]] = []
    for begin, end, _ in sorted(cell for line in heads for cell in line):
        if found and begin < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    apart = all(sum(bool(_within(cell, span)) for cell in line) <= 1 for line in heads for span in found)
    return found if apart else []


def _within(cell: Cell, span: tuple[int, int]) -> str:
    return cell[2] if cell[0] < span[1] and span[0] < cell[1] else ""


def _placed(cells: Sequence[Cell], at: int, columns: Sequence[tuple[int, int]], head: Sequence[str]) -> _Line | None:
    """The cells of a line below the names they stand under; None where one is of two, or two of one."""
    found: dict[int, str] = {}
    loose = 0
    for cell in cells:
        apart = [max(span[0] - cell[1], cell[0] - span[1]) for span in columns]
        under = [column for column, gap in enumerate(apart) if gap < 0] or [
            column for column, gap in enumerate(apart) if gap == min(apart)
        ]
        loose += min(apart) >= 0
        if len(under) != 1 or under[0] in found:
            return None
        found[under[0]] = cell[2]
    values = sum(is_value(text) and any(map(names_values, head[at].split("\n"))) for at, text in found.items())
    return _Line(at, found, values >= _FEWEST, loose)


def _rows(lines: Sequence[_Line], width: int) -> list[SpacedRow] | None:
    """The rows: each line of values with those around it that fill what it leaves empty, as many over as under it."""
    told = [at for at, line in enumerate(lines) if line.valued]
    ends = [*told[1:], len(lines)]
    # What stands under each line of values may be its own, or half of a cell that the next line is in the middle of.
    if not told or (told[0] == 0 and len(told) > 1 and all(map(_continued, told, ends, repeat(lines)))):
        return None
    if all(0 not in line.cells for line in lines if line.valued):
        return _pairs(lines, width)
    rows: list[SpacedRow] = []
    taken = 0
    for at, following in zip(told, ends, strict=True):
        above = at - taken
        taken = at + 1 + above
        own = lines[at - above : taken]
        if taken > following or not all(line.valued is (line is lines[at]) for line in own):
            return None
        beside = {column for line in own if not line.valued for column in line.cells}
        if beside & lines[at].cells.keys():
            return None
        cells = ["\n".join(line.cells[column] for line in own if column in line.cells) for column in range(width)]
        if not cells[0]:
            return None
        rows.append(SpacedRow(cells, own[0].at, own[-1].at))
    return rows if taken == len(lines) else None


def _continued(at: int, following: int, lines: Sequence[_Line]) -> bool:
    """Whether lines stand under one of values, and fill what it leaves empty."""
    beside = {column for line in lines[at + 1 : following] for column in line.cells}
    return bool(beside) and not beside & lines[at].cells.keys()


def _pairs(lines: Sequence[_Line], width: int) -> list[SpacedRow] | None:
    """The rows of lines that come in threes: values, the name they share, and values again (目標 / 件数 / 実績)."""
    rows: list[SpacedRow] = []
    for at in range(0, len(lines), 3):
        three = lines[at : at + 3]
        if [line.valued for line in three] != [True, False, True] or 0 not in three[1].cells:
            return None
        over, name, under = three
        if name.cells.keys() & (over.cells.keys() | under.cells.keys()):
            return None
        rows += [
            SpacedRow([(name.cells | line.cells).get(column, "") for column in range(width)], first, last)
            for line, first, last in ((over, over.at, name.at), (under, under.at, under.at))
        ]
    return rows
