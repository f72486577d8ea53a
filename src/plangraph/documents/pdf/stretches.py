"""Printed lines → the stretch of them that one table without rules may take, and its columns across the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeAlias

from plangraph.documents.plaintext import BULLET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.documents.pdf.segments import Segment

__all__ = ["Spans", "column_of", "is_no_name", "parting", "placed", "widen", "widest_gap"]

Spans: TypeAlias = "list[tuple[float, float]]"

_CLOSE: Final = 0.6  # times the letters' size: the white between two lines of a cell
_HALF: Final = 0.9  # the same: lines nearer than this stand beside each other
_WIDEST: Final = 4.0  # the same: the white between two rows of three columns or more
_WIDEST_OF_TWO: Final = 2.5
_FEWEST: Final = 2  # lines with several cells
_TALLEST: Final = 4  # lines of a name over its values
_MOST_LINES: Final = 400  # of a table on a page
_NO_NAME: Final = re.compile(r"[。※]|^[＊*]|^[(（]?注")


def _stretch(lines: Sequence[Sequence[Segment]], start: int) -> tuple[int, Spans]:
    """The line behind the table of values that may begin at a line, and its columns; the start where none does.

    A line with one cell is of it where it stands close to another, in a column; it may begin a table only as the
    upper part of the first name on a page.
    """
    if len(lines[start]) < 2 and not _leads(lines, start):
        return start, []
    spans: Spans = []
    end = start
    while end < min(len(lines), start + _MOST_LINES):
        wider = widen(spans, lines[end])
        if not _fits(lines, start, end, spans, wider):
            break
        spans = wider
        end += 1
    while end > start and len(lines[end - 1]) < 2 and _white(lines, end - 1) > _CLOSE * lines[end - 1][0].size:
        end -= 1
    if sum(len(line) > 1 for line in lines[start:end]) < _FEWEST or end == start + _MOST_LINES:
        return start, []
    return end, _spans(lines[start:end])


def parting(
    lines: Sequence[Sequence[Segment]], parts: Sequence[Sequence[Segment]], start: int
) -> tuple[int, Spans, Sequence[Sequence[Segment]]]:
    """The same, and its lines: these as they are, or `parts` of them where another line has a cell in each column."""
    end, spans = _stretch(lines, start)
    other, narrower = (end, spans) if parts is lines else _stretch(parts, start)
    if other > end or (other == end and len(narrower) > len(spans)):
        own = [s for line, part in zip(lines[start:other], parts[start:other], strict=True) for s in line if s in part]
        if {column_of(narrower, segment) for segment in own} == {*range(len(narrower))}:
            return other, narrower, parts[start:other]
    return end, spans, lines[start:end]


def _spans(lines: Sequence[Sequence[Segment]]) -> Spans:
    """The columns of a table, those put together of which one has a header and the next what is below it."""
    spans: Spans = []
    for line in lines:
        spans = widen(spans, line)
    held = [[at for at, line in enumerate(placed(lines, spans)) if column in line] for column in range(len(spans))]
    at = 1
    while at < len(spans):
        nearest = at < 2 or spans[at][0] - spans[at - 1][1] <= spans[at - 1][0] - spans[at - 2][1]
        below = held[at - 1][-1] < held[at][0] or held[at][-1] < held[at - 1][0]
        if below and nearest:
            spans[at - 1 : at + 1] = [(spans[at - 1][0], spans[at][1])]
            held[at - 1 : at + 1] = [sorted(held[at - 1] + held[at])]
        else:
            at += 1
    return spans


def widen(spans: Spans, line: Sequence[Segment]) -> Spans:
    """Columns as stretches across the page that hold each segment whole; what overlaps becomes one."""
    merged: Spans = []
    for x0, x1 in sorted([*spans, *((s.x0, s.x1) for s in line)]):
        if merged and x0 < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], x1))
        else:
            merged.append((x0, x1))
    return merged


def column_of(spans: Spans, segment: Segment) -> int | None:
    """The column that holds a segment whole."""
    return next((i for i, (x0, x1) in enumerate(spans) if x0 <= segment.x0 and segment.x1 <= x1), None)


def placed(lines: Sequence[Sequence[Segment]], spans: Spans) -> list[dict[int, Segment]]:
    """The segments of each line by column."""
    return [{at: s for s in line if (at := column_of(spans, s)) is not None} for line in lines]


def is_no_name(text: str) -> bool:
    """Whether a line is no part of a name: a sentence, or a note."""
    return bool(_NO_NAME.search(text))


def widest_gap(spans: Spans) -> float:
    """How much white there may be between two rows of so many columns, in letters."""
    return _WIDEST if len(spans) > 2 else _WIDEST_OF_TWO


def _leads(lines: Sequence[Sequence[Segment]], start: int) -> bool:
    """Whether a line may be the first of a name whose values stand below: close to it, and left of the last of them."""
    for at in range(start + 1, min(len(lines), start + _TALLEST)):
        above, line = [each[0] for each in lines[start:at]], lines[at]
        if not _alike(line[0], above[-1]) or _white(lines, at) > _CLOSE * line[0].size:
            return False
        if len(line) > 1:
            beside = line[-1].x0 > above[0].x1 and len(widen([], [*above, *line])) >= len(line)
            return beside and not any(is_no_name(each.text) for each in above)
    return False


def _alike(one: Segment, other: Segment) -> bool:
    return abs(one.size - other.size) <= 0.15 * one.size and one.weight == other.weight


def _white(lines: Sequence[Sequence[Segment]], at: int) -> float:
    return lines[at][0].top - max(s.bottom for s in lines[at - 1])


def _fits(lines: Sequence[Sequence[Segment]], start: int, at: int, spans: Spans, wider: Spans) -> bool:
    """Whether a line goes on with the table above it."""
    if at == start:
        return True
    line = lines[at]
    size = line[0].size
    white = _white(lines, at)
    if white > widest_gap(wider) * size or len({column_of(wider, s) for s in line}) < len(line):
        return False
    if len(line) < 2:
        following = _white(lines, at + 1) if at + 1 < len(lines) else float("inf")
        beside = -white > (1 - _HALF) * size or -following > (1 - _HALF) * size
        apart = min(white, following) > _CLOSE * size
        named = len(wider) <= len(spans) or beside or _names_rows(lines, start, at, spans)
        if apart or not named or BULLET.match(line[0].text) or is_no_name(line[0].text):
            return False
    if len(wider) >= len(spans):
        return len(wider) > 1 or all(len(each) < 2 for each in lines[start : at + 1])
    above = lines[start:at]
    return all(len({column_of(wider, s) for s in each}) == len(each) for each in above)


def _names_rows(lines: Sequence[Sequence[Segment]], start: int, at: int, spans: Spans) -> bool:
    """Whether a line names the rows, left of and between two lines that name the values: 指標 beside 基準値 over R4."""
    if at != start + 1 or at + 1 >= len(lines) or len(spans) < _FEWEST or lines[at][0].x1 > spans[0][0]:
        return False
    below = lines[at + 1]
    centred = all(any(x0 < s.x1 and s.x0 < x1 for x0, x1 in spans) for s in below)
    return len(below) == len(spans) and centred and _white(lines, at + 1) <= _CLOSE * below[0].size
