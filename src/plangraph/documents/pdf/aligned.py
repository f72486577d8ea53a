"""Lines of a column → text lines, and tables without rules: cells that stand below each other on several lines."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING, Final

from plangraph.documents.pdf.pages import Table
from plangraph.documents.pdf.rows import share_out
from plangraph.documents.pdf.segments import join_words, lines_of
from plangraph.documents.pdf.stretches import column_of, parting, placed, widen, widest_gap
from plangraph.documents.pdf.valued import parted, values_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plangraph.documents.pdf.columns import Column
    from plangraph.documents.pdf.marks import Rule
    from plangraph.documents.pdf.segments import Segment
    from plangraph.documents.pdf.stretches import Spans

__all__ = ["TextLine", "read_lines"]

_LEAST_ROWS: Final = 3  # two where there are three columns or more, or values below the name of their column
_VALUE: Final = re.compile(r"[▲△約+\-−－]?\s*[0-9０-９][0-9０-９,，.．]*\s*[^\d０-９\s]{0,6}")
_CHARGED: Final = re.compile(r"^(?:主管|主担当|担当|所管|関係)(?:課等?|部署|部局|部課|課室|課名)$")
_UNIT: Final = re.compile(r"[課室局部係署所館校]$|センター$")
_ACROSS: Final = 0.6  # of a table's breadth, by a rule that parts its rows
_CLOSE: Final = 0.6  # times the letters' size: the white between two lines of a cell
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


def read_lines(column: Column, right: float, rules: Sequence[Rule] = ()) -> Iterator[TextLine | Table]:
    """Lines and tables of a column from above down; `right` is where the document's lines end at the most.

    `rules` are the level rules of its page.
    """
    bounds = (column.left, max(column.right, right) if column.whole else column.right)
    run: list[Segment] = []
    for atom in column.atoms:
        if isinstance(atom, Table):
            yield from _read_run(run, bounds, rules)
            run = []
            yield atom
        else:
            run.append(atom)
    yield from _read_run(run, bounds, rules)


def _read_run(
    segments: list[Segment], bounds: tuple[float, float], rules: Sequence[Rule]
) -> Iterator[TextLine | Table]:
    lines = lines_of(segments)
    apart = [parted(line) for line in lines]
    parts = lines if apart == lines else apart
    at = 0
    while at < len(lines):
        end, table, kept = _valued_at(lines, parts, at, rules)
        if end == at:
            end, table = _worded_at(lines, at)
        if table is not None:
            yield table
        elif kept:
            for line in lines[at:end]:
                yield _text_line(line, bounds)
        else:
            line, end = _whole(lines, at)
            for part in _apart(line):
                yield _text_line(part, bounds)
        at = end


def _whole(lines: list[list[Segment]], at: int) -> tuple[list[Segment], int]:
    """A line, and where the next begins; a name of two lines in one, where what is beside it stands at half height."""
    upper, *following = lines[at : at + 3]
    if len(following) < 2 or not _wraps(upper, *following):
        return upper, at + 1
    (first,), values, (second,) = upper, *following
    text = join_words(first.text, second.text)
    return [replace(first, text=text, x1=max(first.x1, second.x1), bottom=second.bottom), *values], at + 3


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


def _valued_at(
    lines: Sequence[Sequence[Segment]], parts: Sequence[Sequence[Segment]], start: int, rules: Sequence[Rule]
) -> tuple[int, Table | None, bool]:
    """The table of values that begins at a line, and the line after it; the line itself where none does.

    Or lines that are to be kept as text, as it cannot be told which values are whose.
    """
    end, spans, own = parting(lines, parts, start)
    cells = placed(own, spans)
    values = values_of(cells, len(spans))
    if values is None or not _is_table([line for line in own if len(line) > 1], len(spans)):
        return start, None, False
    shared = share_out(cells, len(spans), values, _rules_across(rules, spans))
    if shared is None or shared.begin:
        return end if shared is None else start + shared.begin, None, True
    table = _table(shared.rows, lines[start : start + shared.end], spans)
    names = (*spans[values.name], lines[start][0].size)
    return start + shared.end, replace(table, names=names, above=shared.above, below=shared.below), False


def _worded_at(lines: list[list[Segment]], start: int) -> tuple[int, Table | None]:
    """The table of words that begins at a line, and the line after it."""
    body: list[list[Segment]] = []
    end = start
    spans: Spans = []
    while end < len(lines):
        line, following = _whole(lines, end)
        wider = widen(spans, line)
        many, size = len(line) > 1, line[0].size
        gap = line[0].top - body[-1][0].bottom if body else 0.0
        column = column_of(wider, line[0])
        wrapped = not many and gap < _CLOSE * size and len(wider) == len(spans) > 1 and column is not None
        apart = len({column_of(wider, s) for s in line}) == len(line)
        if gap > widest_gap(wider) * size or len(wider) < 2 or not (wrapped or (many and apart)):
            if many and gap < _CLOSE * size and not apart:
                return start, None  # its columns are no columns of the next row
            break
        spans = wider
        body.append(line)
        end = following
    whole = all(len({column_of(spans, s) for s in line}) == len(line) for line in body)
    if not whole or not _is_table([line for line in body if len(line) > 1], len(spans)):
        return start, None
    return end, _table(_rows(body, spans), body, spans)


def _is_table(full: Sequence[Sequence[Segment]], columns: int) -> bool:
    """Whether lines of several cells are enough for a table, and no list."""
    least = _LEAST_ROWS - 1 if columns > 2 or (full and (_has_values(full) or _has_units(full))) else _LEAST_ROWS
    return len(full) >= least and not _is_list(full, columns)


def _table(rows: tuple[tuple[str, ...], ...], lines: Sequence[Sequence[Segment]], spans: Spans) -> Table:
    top, bottom = min(s.top for s in lines[0]), max(s.bottom for s in lines[-1])
    return Table(rows, spans[0][0], top, spans[-1][1], bottom)


def _rules_across(rules: Sequence[Rule], spans: Spans) -> list[float]:
    """The heights of the rules that go over most of the columns."""
    left, right = spans[0][0], spans[-1][1]
    return [rule.top for rule in rules if min(rule.x1, right) - max(rule.x0, left) >= _ACROSS * (right - left)]


def _is_list(lines: Sequence[Sequence[Segment]], columns: int) -> bool:
    """Numbers before texts, or page numbers behind titles: two columns, but no table."""
    if columns != 2:
        return False
    first = [line[0].text for line in lines]
    last = [line[-1].text for line in lines]
    return all(_MARKER.fullmatch(text) for text in first) or all(
        re.fullmatch(r"[･・.…\s]*[0-9０-９]{1,3}", t) for t in last
    )


def _has_values(lines: Sequence[Sequence[Segment]]) -> bool:
    """指標 | 目標値（R10） over 参加者数 | 300人: a value below a name, where a row more would make a table."""
    names, *below = [[segment.text for segment in line] for line in lines]
    return bool(below) and not _VALUE.match(names[-1]) and all(_VALUE.fullmatch(texts[-1]) for texts in below)


def _has_units(lines: Sequence[Sequence[Segment]]) -> bool:
    """取組 | 担当課 over 水質調査の実施 | 環境課: who is in charge below a name that asks it."""
    names, *below = [[segment.text for segment in line] for line in lines]
    return bool(below) and bool(_CHARGED.search(names[-1])) and all(_UNIT.search(texts[-1]) for texts in below)


def _rows(lines: list[list[Segment]], spans: Spans) -> tuple[tuple[str, ...], ...]:
    """One row a line; a line close below that only goes on with wrapped cells belongs to the row above.

    Close is less than half of the white above lines whose first cell is filled; where all lines stand alike, the row
    above must have been full.
    """
    whites = [below[0].top - max(s.bottom for s in above) for above, below in itertools.pairwise(lines)]
    begins = [white for white, line in zip(whites, lines[1:], strict=True) if column_of(spans, line[0]) == 0]
    pitch = median(begins) if begins else 0.0
    rows: list[list[str]] = []
    above: dict[int, Segment] = {}
    for white, line in zip([0.0, *whites], lines, strict=True):
        placed = {at: segment for segment in line if (at := column_of(spans, segment)) is not None}
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
