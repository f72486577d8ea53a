"""Tables with level rules alone, each row between two of them: the white between their columns, as upright rules."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

from plangraph.documents.pdf.grids import NEAR, Line, merge_lines
from plangraph.documents.pdf.marks import Rule
from plangraph.documents.pdf.segments import lines_of, read_segments
from plangraph.documents.pdf.valued import is_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plangraph.documents.pdf.marks import Glyph
    from plangraph.documents.pdf.segments import Segment

__all__ = ["upright_rules"]

_LEAST_ROWS: Final = 2
_LEAST_COLUMNS: Final = 3  # two are a heading with something beside it as well
_SURE: Final = 1.3  # times the letters' size: white that parts columns, whatever stands over it
_NARROW: Final = 0.5  # the same, where each side has a name in the header
_ALIKE: Final = 0.12  # of the size, by which a row of one text may be set larger than the others
_MOSTLY: Final = 2 / 3  # of the rows are surely one
_FAR: Final = 2.0  # times the size: farther above a row than this stands no header of it
_LEAST_WHITE: Final = 1.5  # times the size: how far from its rule a text stands at the most
_CLOSE: Final = 0.6  # the same: the white between two lines of a cell
_WIDE: Final = 120.0  # points that a table takes at least

# Of two columns, whether each has a name and whether it has cells: they are one, half with the name.
_SPLIT: Final = ((True, False, False, True), (False, True, True, False))

_Band: TypeAlias = "list[Glyph]"


def upright_rules(rules: Sequence[Rule], glyphs: Sequence[Glyph]) -> list[Rule]:
    """Rules that would stand between the columns of tables whose rows alone are ruled; none where rows cannot be told.

    `rules` are all of a page, `glyphs` its upright letters.
    """
    level = merge_lines([Line(r.top, r.x0, r.x1) for r in rules if r.top == r.bottom])
    upright = [r for r in rules if r.x0 == r.x1]
    found: list[Rule] = []
    for ruled in _stacks(level, upright):
        if len(ruled) < _LEAST_ROWS:
            continue
        ends = _open_end(glyphs, ruled[0], upright, below=False), _open_end(glyphs, ruled[-1], upright, below=True)
        if ends[0] is None or ends[1] is None:
            continue
        stack = [*ends[0], *ruled, *ends[1]]
        bands = [_between(glyphs, above, below) for above, below in itertools.pairwise(stack)]
        for first, end in _tables(stack, bands, level):
            # The page before ended with the row above that of a group.
            grouped = first and _has_values(bands[first]) and bands[first - 1] and _is_one_text(bands[first - 1])
            begin = first - 1 if grouped else first
            if ends[1] and end == len(bands) and end - begin <= _LEAST_ROWS:
                continue  # a rule under the header alone says nothing of the rows below
            if begin and bands[begin - 1] and len(_gutters([bands[begin - 1]])) + 1 >= _LEAST_COLUMNS:
                continue  # its header is no header of these rows
            headed = not _is_one_text(bands[begin]) and not _has_values(bands[begin])
            if not headed and (begin or _is_close(glyphs, stack[0])):
                continue  # its header stands elsewhere
            found += _uprights(stack[begin : end + 1], bands[begin:end], level)
            found += [Rule(each.start, each.at, each.end, each.at) for each in (stack[begin], stack[end])]
    return found


def _open_end(glyphs: Sequence[Glyph], rule: Line, upright: Sequence[Rule], *, below: bool) -> list[Line] | None:
    """Where a rule would stand over a header that has none above it, or under a last row: beyond its lines.

    None where it cannot be told where these end.
    """
    far = replace(rule, at=float("inf") if below else float("-inf"))
    lines = lines_of(read_segments(_between(glyphs, rule, far) if below else _between(glyphs, far, rule)))
    edge = rule.at
    for line in lines if below else reversed(lines):
        top, bottom, size = min(s.top for s in line), max(s.bottom for s in line), line[0].size
        white = top - edge if below else edge - bottom
        if white > (_LEAST_WHITE if edge == rule.at else _CLOSE) * size:
            break
        if len(line) < _LEAST_COLUMNS - 1:
            if edge != rule.at:
                return None
            break
        edge = bottom if below else top
    end = replace(rule, at=edge + 1 if below else edge - 1)
    return [] if edge == rule.at or _is_parted(*((rule, end) if below else (end, rule)), upright) else [end]


def _has_values(band: _Band) -> bool:
    return any(is_value(segment.text) for segment in read_segments(list(band)))


def _is_close(glyphs: Sequence[Glyph], rule: Line) -> bool:
    """Whether something stands not far above a rule."""
    above = _between(glyphs, replace(rule, at=float("-inf")), rule)
    return any(rule.at - glyph.bottom < _FAR * glyph.size for glyph in above)


def _stacks(level: Sequence[Line], upright: Sequence[Rule]) -> Iterator[list[Line]]:
    """Rules below each other that begin and end alike, no upright rule between their ends."""
    left = [line for line in level if line.end - line.start >= _WIDE]
    while left:
        first = left[0]
        alike = [each for each in left if abs(each.start - first.start) <= NEAR and abs(each.end - first.end) <= NEAR]
        left = [each for each in left if all(each is not other for other in alike)]
        stack = [first]
        for above, below in itertools.pairwise(alike):
            if _is_parted(above, below, upright):
                yield stack
                stack = []
            stack.append(below)
        yield stack


def _is_parted(above: Line, below: Line, upright: Sequence[Rule]) -> bool:
    return any(
        above.start + NEAR < rule.x0 < above.end - NEAR and rule.top < below.at - NEAR and rule.bottom > above.at + NEAR
        for rule in upright
    )


def _between(glyphs: Sequence[Glyph], above: Line, below: Line) -> _Band:
    """What stands between two rules, within their ends."""
    return [
        glyph
        for glyph in glyphs
        if above.at < (glyph.top + glyph.bottom) / 2 < below.at
        and above.start - NEAR <= (glyph.x0 + glyph.x1) / 2 <= above.end + NEAR
    ]


def _tables(stack: Sequence[Line], bands: Sequence[_Band], level: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Which bands are the rows of one table: a header, and rows that have white where it has, or one text alone."""
    at = 0
    while at < len(bands):
        end = _end_of(bands, at)
        if end - at >= _LEAST_ROWS and _are_rows(stack[at : end + 1], bands[at:end], level):
            yield at, end
            at = end
        else:
            at += 1


def _end_of(bands: Sequence[_Band], start: int) -> int:
    """Where a table ends that begins with a band; the start where none does."""
    if not bands[start] or len(_gutters([bands[start]])) + 1 < _LEAST_COLUMNS:
        return start
    size, end = _size(bands[start]), start + 1
    whole = end
    rows, header = [bands[start]], _text(bands[start])
    while end < len(bands) and bands[end]:
        band = bands[end]
        alike = abs(_size(band) - size) <= _ALIKE * size
        larger = any(glyph.size > (1 + _ALIKE) * size for glyph in band)  # a heading, and what stands below it
        if not alike or larger or _text(band) == header:
            break
        if _is_one_text(band):
            end += 1
            continue
        if len(_gutters([*rows, band])) + 1 < _LEAST_COLUMNS:
            break
        rows.append(band)
        end += 1
        whole = end
    return whole


def _is_one_text(band: _Band) -> bool:
    return len(read_segments(list(band))) == 1


def _text(band: _Band) -> str:
    return "".join(segment.text for segment in read_segments(list(band)))


def _size(band: _Band) -> float:
    sizes = Counter(round(glyph.size, 1) for glyph in band)
    return max(sizes, key=lambda size: (sizes[size], size))


def _stretches(bands: Sequence[_Band]) -> list[tuple[float, float]]:
    """Where letters stand across the page, in any of the bands."""
    merged: list[tuple[float, float]] = []
    for x0, x1 in sorted((glyph.x0, glyph.x1) for band in bands for glyph in band):
        if merged and x0 <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], x1))
        else:
            merged.append((x0, x1))
    return merged


def _gutters(bands: Sequence[_Band]) -> list[float]:
    """The middles of the white that goes through all bands; the first of them is the header."""
    size = _size(bands[0])
    stretches = _stretches(bands)
    header = _stretches(bands[:1])
    pairs = ((end, begin) for (_, end), (begin, _) in itertools.pairwise(stretches))
    found = [(end, begin) for end, begin in pairs if begin - end >= _NARROW * size]
    # Narrow white parts a column only where each side of it has a name.
    kept: list[tuple[float, float]] = []
    for at, (end, begin) in enumerate(found):
        left = kept[-1][1] if kept else float("-inf")
        right = found[at + 1][0] if at + 1 < len(found) else float("inf")
        named = all(any(low <= x0 and x1 <= high for x0, x1 in header) for low, high in ((left, end), (begin, right)))
        if begin - end >= _SURE * size or named:
            kept.append((end, begin))
    return [(end + begin) / 2 for end, begin in _of_columns(kept, bands)]


def _of_columns(whites: Sequence[tuple[float, float]], bands: Sequence[_Band]) -> list[tuple[float, float]]:
    """White between columns, but not between a name set in the middle and its values set to the right."""
    left = list(whites)
    while True:
        bounds = [*_columns([(end + begin) / 2 for end, begin in left])]
        named, filled = (
            [any(low <= glyph.x0 < high for band in some for glyph in band) for low, high in bounds]
            for some in (bands[:1], bands[1:])
        )
        split = [
            at
            for at in range(len(left))
            if len(bands) > 1 and (named[at], filled[at], named[at + 1], filled[at + 1]) in _SPLIT
        ]
        if not split:
            return left
        del left[min(split, key=lambda at: left[at][1] - left[at][0])]


def _are_rows(stack: Sequence[Line], bands: Sequence[_Band], level: Sequence[Line]) -> bool:
    """Whether what stands between two rules is one row, not several; rules under some of its columns part these."""
    whole = [band for band in bands if not _is_one_text(band)]
    bounds = [*_columns(_gutters(whole))]
    sure = 0
    for (above, below), band in zip(itertools.pairwise(stack[1:]), bands[1:], strict=True):
        if _is_one_text(band):
            continue
        inner = _inner(above, below, level)
        columns = [[glyph for glyph in band if low <= glyph.x0 < high] for low, high in bounds]
        cells = [cell for column in columns for cell in _cells(column, inner)]
        lines = [read_segments(cell) for cell in cells if cell]
        if any(sum(is_value(segment.text) for segment in cell) > 1 for cell in lines):
            return False
        # A line that another of its cell follows is full, or else it would be a row of its own.
        sure += any(all(_is_full(each, bounds, whole) for each in cell[:-1]) for cell in lines)
    return sure >= _MOSTLY * (len(whole) - 1) and len(whole) > 1


def _is_full(line: Segment, bounds: Sequence[tuple[float, float]], bands: Sequence[_Band]) -> bool:
    """Whether a line goes to where the widest of its column ends."""
    low, high = next(each for each in bounds if each[0] <= line.x0 < each[1])
    edge = max(glyph.x1 for band in bands for glyph in band if low <= glyph.x0 < high)
    return line.x1 >= edge - _SURE * line.size


def _inner(above: Line, below: Line, level: Sequence[Line]) -> list[Line]:
    """The rules between two that go under some of the columns only, as where the others are merged."""
    return [
        line
        for line in level
        if above.at + NEAR < line.at < below.at - NEAR
        and above.start - NEAR <= line.start
        and line.end <= above.end + NEAR
    ]


def _cells(column: Sequence[Glyph], inner: Sequence[Line]) -> Iterator[list[Glyph]]:
    """What stands in a column between the rules that part it."""
    if column:
        left, right = min(glyph.x0 for glyph in column), max(glyph.x1 for glyph in column)
        cuts = sorted(line.at for line in inner if line.start - NEAR <= left and right <= line.end + NEAR)
        for top, bottom in itertools.pairwise([float("-inf"), *cuts, float("inf")]):
            yield [glyph for glyph in column if top < (glyph.top + glyph.bottom) / 2 < bottom]


def _columns(gutters: Sequence[float]) -> Iterator[tuple[float, float]]:
    return itertools.pairwise([float("-inf"), *gutters, float("inf")])


def _uprights(stack: Sequence[Line], bands: Sequence[_Band], level: Sequence[Line]) -> Iterator[Rule]:
    """Upright rules at both ends and between columns, but where a text goes over them."""
    gutters = _gutters([band for band in bands if not _is_one_text(band)])
    for (above, below), band in zip(itertools.pairwise(stack), bands, strict=True):
        inner = _inner(above, below, level)
        heights = [above.at, *sorted({line.at for line in inner}), below.at]
        for top, bottom in itertools.pairwise(heights):
            own = [glyph for glyph in band if top < (glyph.top + glyph.bottom) / 2 < bottom]
            crossed = {x for x in gutters if any(glyph.x0 < x < glyph.x1 for glyph in own)}
            for line in inner:
                # 実績値 over the rule over its years: one cell.
                over = [glyph for glyph in own if line.start - NEAR <= glyph.x0 and glyph.x1 <= line.end + NEAR]
                if line.at == bottom and over and _is_one_text(over):
                    crossed |= {x for x in gutters if line.start < x < line.end}
            if own and not inner and _is_one_text(own):
                crossed |= {*gutters}
            yield from (Rule(x, top, x, bottom) for x in (above.start, *gutters, above.end) if x not in crossed)
