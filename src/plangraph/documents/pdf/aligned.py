"""Lines of a column → text lines, and tables without rules: cells that stand below each other on several lines."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING, Final

from plangraph.documents.pdf.pages import Table, lines_of
from plangraph.documents.pdf.segments import join_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plangraph.documents.pdf.columns import Column
    from plangraph.documents.pdf.segments import Segment

__all__ = ["TextLine", "read_lines"]

_LEAST_ROWS: Final = 3  # two where there are three columns or more, or values below the name of their column
_VALUE: Final = re.compile(r"[▲△約+\-−－]?\s*[0-9０-９][0-9０-９,，.．]*\s*[^\d０-９\s]{0,6}")
_WIDEST: Final = 4.0  # times the letters' size: the white between rows of three columns or more
_SMALLER: Final = 0.85  # times the size before it
_MARKER: Final = re.compile(
    r"[(（\[【]?(?:[0-9０-９]{1,3}(?:-[0-9]{1,3})*|[①-⑳Ⅰ-Ⅻⅰ-ⅻア-ンa-zA-Z])[)）\]】]?[.．:：、]?|\W{1,2}|第.{1,3}[章節条]"
)


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line; `left` and `right` are the bounds of the column it stands in."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    weight: int
    left: float
    right: float


def read_lines(column: Column, right: float) -> Iterator[TextLine | Table]:
    """Lines and tables of a column from above down; `right` is where the document's lines end at the most."""
    bounds = (column.left, max(column.right, right) if column.whole else column.right)
    run: list[Segment] = []
    for atom in column.atoms:
        if isinstance(atom, Table):
            yield from _read_run(run, bounds)
            run = []
            yield atom
        else:
            run.append(atom)
    yield from _read_run(run, bounds)


def _read_run(segments: list[Segment], bounds: tuple[float, float]) -> Iterator[TextLine | Table]:
    lines = list(_centred(lines_of(segments)))
    at = 0
    while at < len(lines):
        end, table = _table_at(lines, at)
        if table is None:
            for part in _apart(lines[at]):
                yield _text_line(part, bounds)
            at += 1
        else:
            yield table
            at = end


def _centred(lines: list[list[Segment]]) -> Iterator[list[Segment]]:
    """Lines, with a name wrapped over two lines put together where its values stand at half height beside it."""
    at = 0
    while at < len(lines):
        upper, *following = lines[at : at + 3]
        if len(following) == 2 and _wraps(upper, *following):
            (first,), values, (second,) = upper, *following
            text = join_words(first.text, second.text)
            name = replace(first, text=text, x1=max(first.x1, second.x1), bottom=second.bottom)
            yield [name, *values]
            at += 3
        else:
            yield upper
            at += 1


def _wraps(upper: list[Segment], values: list[Segment], lower: list[Segment]) -> bool:
    if len(upper) != 1 or len(lower) != 1:
        return False
    first, second = upper[0], lower[0]
    near = abs(first.x0 - second.x0) <= 0.6 * first.size and second.top - first.bottom <= 0.8 * first.size
    beside = min(s.x0 for s in values) > max(first.x1, second.x1)
    half = abs((first.top + second.bottom) / 2 - values[0].middle) <= 0.25 * first.size
    return near and beside and half


def _apart(line: list[Segment]) -> Iterator[list[Segment]]:
    """A line of text, and what is set smaller far behind it: 施策2 消防の充実　　　担当課：消防本部."""
    ends = [
        at
        for at, (before, behind) in enumerate(itertools.pairwise(line), 1)
        if behind.size < _SMALLER * before.size and behind.x0 - before.x1 > 2 * before.size
    ]
    for begin, end in zip([0, *ends], [*ends, len(line)], strict=True):
        yield line[begin:end]


def _text_line(line: list[Segment], bounds: tuple[float, float]) -> TextLine:
    longest = max(line, key=lambda s: len(s.text))
    return TextLine(
        "　".join(s.text for s in line),
        line[0].x0,
        min(s.top for s in line),
        max(s.x1 for s in line),
        max(s.bottom for s in line),
        longest.size,
        longest.weight,
        *bounds,
    )


def _table_at(lines: list[list[Segment]], start: int) -> tuple[int, Table | None]:
    """The table that begins at a line, and the line after it."""
    if len(lines[start]) < 2:
        return start, None
    end = start
    spans: list[tuple[float, float]] = []
    while end < len(lines):
        wider = _widen(spans, lines[end])
        many = len(lines[end]) > 1
        gap = lines[end][0].top - lines[end - 1][0].bottom if end > start else 0.0
        size = lines[end][0].size
        wrapped = (
            not many and gap < 0.6 * size and len(wider) == len(spans) > 1 and _column(wider, lines[end][0]) is not None
        )
        apart = len({_column(wider, s) for s in lines[end]}) == len(lines[end])
        if gap > (2.5 if len(wider) < 3 else _WIDEST) * size or len(wider) < 2 or not (wrapped or (many and apart)):
            break
        spans = wider
        end += 1
    body = lines[start:end]
    full = [line for line in body if len(line) > 1]
    if len(full) < (2 if len(spans) > 2 or _has_values(full) else _LEAST_ROWS) or _is_list(full, len(spans)):
        return start, None
    rows = _rows(body, spans)
    top, bottom = min(s.top for s in body[0]), max(s.bottom for s in body[-1])
    return end, Table(rows, spans[0][0], top, spans[-1][1], bottom)


def _widen(spans: list[tuple[float, float]], line: list[Segment]) -> list[tuple[float, float]]:
    """Columns as stretches across the page that hold each segment whole; what overlaps becomes one."""
    merged: list[tuple[float, float]] = []
    for x0, x1 in sorted([*spans, *((s.x0, s.x1) for s in line)]):
        if merged and x0 < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], x1))
        else:
            merged.append((x0, x1))
    return merged


def _column(spans: list[tuple[float, float]], segment: Segment) -> int | None:
    return next((i for i, (x0, x1) in enumerate(spans) if x0 <= segment.x0 and segment.x1 <= x1), None)


def _is_list(lines: list[list[Segment]], columns: int) -> bool:
    """Numbers before texts, or page numbers behind titles: two columns, but no table."""
    if columns != 2:
        return False
    first = [line[0].text for line in lines]
    last = [line[-1].text for line in lines]
    return all(_MARKER.fullmatch(text) for text in first) or all(
        re.fullmatch(r"[･・.…\s]*[0-9０-９]{1,3}", t) for t in last
    )


def _has_values(lines: list[list[Segment]]) -> bool:
    """指標 | 目標値（R10） over 参加者数 | 300人: a value below a name, where a row more would make a table."""
    names, *below = [[segment.text for segment in line] for line in lines]
    return bool(below) and not _VALUE.match(names[-1]) and all(_VALUE.fullmatch(texts[-1]) for texts in below)


def _rows(lines: list[list[Segment]], spans: list[tuple[float, float]]) -> tuple[tuple[str, ...], ...]:
    """One row a line; a line close below that only goes on with wrapped cells belongs to the row above.

    Close is less than half of the white above lines whose first cell is filled; where all lines stand alike, the row
    above must have been full.
    """
    whites = [below[0].top - max(s.bottom for s in above) for above, below in itertools.pairwise(lines)]
    begins = [white for white, line in zip(whites, lines[1:], strict=True) if _column(spans, line[0]) == 0]
    pitch = median(begins) if begins else 0.0
    rows: list[list[str]] = []
    above: dict[int, Segment] = {}
    for white, line in zip([0.0, *whites], lines, strict=True):
        placed = {at: segment for segment in line if (at := _column(spans, segment)) is not None}
        parted = white < 0.5 * pitch - 0.5 and all(at in above for at in placed)
        close = white < 0.6 * line[0].size
        if rows and (
            parted or (close and all(at in above and _goes_on(above[at], placed[at], spans[at]) for at in placed))
        ):
            for at, segment in placed.items():
                rows[-1][at] += f"\n{segment.text}"
        else:
            rows.append([placed[at].text if at in placed else "" for at in range(len(spans))])
            above = {}
        above |= placed
    return tuple(tuple(row) for row in rows)


def _goes_on(above: Segment, below: Segment, span: tuple[float, float]) -> bool:
    """Whether a cell's line was full, so that the next one may go on with it; a number begins a cell of its own."""
    full = above.x1 - span[0] >= 0.8 * (span[1] - span[0])
    return full and not re.match(r"[\d０-９,.%％▲△\-―]+$", below.text)
