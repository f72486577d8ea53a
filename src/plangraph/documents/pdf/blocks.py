"""Pages → blocks: wrapped lines become paragraphs, large letters headings, bullets items; lines are counted."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import replace
from itertools import zip_longest
from statistics import median
from typing import TYPE_CHECKING, Final

from plangraph.documents.pdf.aligned import TextLine, read_lines
from plangraph.documents.pdf.columns import read_columns
from plangraph.documents.pdf.furniture import body_size, set_furniture_apart
from plangraph.documents.pdf.over_pages import part_halves
from plangraph.documents.pdf.pages import Table
from plangraph.documents.pdf.segments import join_words
from plangraph.documents.plaintext import BULLET, NUMBERED
from plangraph.model import Block, BlockKind, Row, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.documents.pdf.pages import WrittenPage
    from plangraph.documents.pdf.segments import Segment

__all__ = ["read_blocks"]

_LARGER: Final = 1.12  # times the text's size: a heading
_LONGEST_HEADING: Final = 60  # characters
_LEAST_WRAPPED: Final = 15  # letters in a line of prose
_MOST_ON_COVER: Final = 150  # letters
_LONGEST_ON_COVER: Final = 30  # letters in a line
_DATE: Final = re.compile(r"[0-9０-９元]\s*年\s*[0-9０-９]{1,2}\s*月|市長|町長|村長|区長|知事")
_UNBROKEN: Final = re.compile(r"[(（「『]*(?:[0-9A-Za-z,.]+|.)[)）、。」』]*")  # what stands on one line
_HEADING_MARK: Final = re.compile(r"^[■□◆◇●▪]\s*(?=\S)")  # before what is set larger than the text
_WORD: Final = re.compile(r"[^\W\d_]{2}")


def read_blocks(pages: Sequence[WrittenPage]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Blocks in the order of reading, and the page furniture.

    A line of text counts as a line of its page, and so does a row of a table; furniture is counted after them.
    """
    pages, furniture = set_furniture_apart(pages)
    counts: Counter[int] = Counter()
    writer = _Writer(pages)
    columns = [writer.pieces(page) for page in pages]
    for above, below in itertools.pairwise(columns):
        if above and below:
            above[-1], below[0] = part_halves(above[-1], below[0])
    for page, own in zip(pages, columns, strict=True):
        counts[page.number] = writer.write(page, own)
    left = []
    for number, segment in furniture:
        counts[number] += 1
        left.append(Block(BlockKind.PARAGRAPH, Span(counts[number], counts[number], number), segment.text))
    return writer.finish(), tuple(left)


class _Writer:
    """Writes blocks; a paragraph stays open, over columns and pages, until something ends it."""

    def __init__(self, pages: Sequence[WrittenPage]) -> None:
        self._blocks: list[Block] = []
        self._last: TextLine | None = None
        self._cover = 0.0  # on a cover, the size of its title
        self._hanging = 0.0  # how far the open block's second line stands in
        self._body = body_size(pages)
        segments = [segment for page in pages for segment in page.segments]
        self._levels = _levels(segments, self._body)
        weights: Counter[int] = Counter()
        for segment in segments:
            weights[segment.weight] += len(segment.text)
        self._weight = max(weights, key=lambda weight: (weights[weight], weight), default=0)
        self._right = _right_margin(segments, self._body)
        self._gap = _usual_gap(segments)

    def pieces(self, page: WrittenPage) -> list[list[TextLine | Table]]:
        """The lines and tables of a page, column by column in the order of reading."""
        found: list[list[TextLine | Table]] = []
        parts = [(page.segments, True), (page.down, False), (page.up, False)]
        if len(page.down) > len(page.segments):  # a page set vertically
            parts = [parts[1], parts[0], parts[2]]
        for segments, upright in parts:
            atoms: list[Segment | Table] = [*segments, *(page.tables if upright else ())]
            right, rules = (self._right, page.rules) if upright else (0.0, ())
            found += [[*read_lines(column, right, rules)] for column in read_columns(atoms)]
        return found

    def write(self, page: WrittenPage, columns: Sequence[Sequence[TextLine | Table]]) -> int:
        """Add a page's blocks; the count of its lines."""
        number = 0
        self._cover = max((s.size for s in page.segments), default=0.0) if self._is_cover(page) else 0.0
        for column in columns:
            for piece in column:
                if isinstance(piece, Table):
                    self._table(piece, page.number, number)
                    number += len(piece.rows)
                else:
                    number += 1
                    self._line(piece, Span(number, number, page.number))
            if self._last is not None:  # heights in the next column do not compare
                self._last = replace(self._last, bottom=float("inf"))
        return number

    def finish(self) -> tuple[Block, ...]:
        """All blocks; what is set like a heading, but is longer than any, is a text that is stressed."""
        return tuple(
            replace(block, kind=BlockKind.PARAGRAPH, level=0)
            if block.level and len(block.text) > _LONGEST_HEADING
            else block
            for block in self._blocks
        )

    def _is_cover(self, page: WrittenPage) -> bool:
        largest = max((s.size for s in page.segments), default=0.0)
        brief = page.letters <= _MOST_ON_COVER and all(len(s.text) < _LONGEST_ON_COVER for s in page.segments)
        return page.number == 1 and brief and largest > _LARGER * self._body and not page.tables

    def _table(self, table: Table, page: int, before: int) -> None:
        rows = tuple(
            Row(cells, Span(before + i, before + i, page), merged=over if any(over) else ())
            for i, (cells, over) in enumerate(zip_longest(table.rows, table.merged, fillvalue=()), 1)
        )
        self._blocks.append(Block(BlockKind.TABLE, rows[0].span.to(rows[-1].span), rows=rows))
        self._last = None

    def _line(self, line: TextLine, span: Span) -> None:
        level = self._level(line)
        if self._last is not None and self._goes_on(line, self._last, level):
            open_block = self._blocks[-1]
            if open_block.text.count("\n") == 0 and self._hanging == 0.0:
                self._hanging = (line.x0 - line.left) - (self._last.x0 - self._last.left) or 0.01
            self._blocks[-1] = replace(
                open_block, text=join_words(open_block.text, line.text), span=open_block.span.to(span)
            )
        elif level:
            self._blocks.append(Block(BlockKind.HEADING, span, _HEADING_MARK.sub("", line.text), level=level))
            self._hanging = 0.0
        else:
            text, kind = line.text, BlockKind.PARAGRAPH
            while (bullet := BULLET.match(text)) and bullet.end() < len(text):
                text, kind = text[bullet.end() :], BlockKind.ITEM
            self._blocks.append(Block(kind, span, text))
            self._hanging = 0.0
        self._last = line

    def _level(self, line: TextLine) -> int:
        """1 for the largest headings to 6; 0 for text."""
        marked = BULLET.match(line.text) and not (line.size > _LARGER * self._body and _HEADING_MARK.match(line.text))
        if len(line.text) > _LONGEST_HEADING or not _WORD.search(line.text) or marked:
            return 0
        if self._cover:  # the title is the heading of all; date and author are not
            return 1 if line.size >= 0.85 * self._cover and not _DATE.search(line.text) else 0
        if line.size > _LARGER * self._body:
            sentence = line.text.endswith(("。", "、"))
            return 0 if sentence else next((level for size, level in self._levels if line.size >= size), 6)
        heavier = line.weight > self._weight and line.size >= 0.95 * self._body
        return min(6, len(self._levels) + 1) if heavier else 0

    def _goes_on(self, line: TextLine, last: TextLine, level: int) -> bool:
        """Whether a line goes on with the block of the line above it."""
        size = last.size
        indent = (line.x0 - line.left) - (last.x0 - last.left)
        same = abs(line.size - size) <= 0.15 * size and level == self._level(last)
        full = last.x1 >= last.right - 1.6 * size or last.x1 + _width(_UNBROKEN.match(line.text), size) > last.right
        near = last.bottom == float("inf") or line.top - last.bottom <= self._gap + 0.6 * size
        if self._cover and level and self._level(last):
            return line.top - last.bottom < 2.5 * size
        starts = bool(BULLET.match(line.text) or NUMBERED.match(line.text))
        if not (same and full and near) or starts:
            return False
        if level:
            return not last.text.endswith(("。", "」", ")", "）")) or re.match(r"[ぁ-ゖ]", line.text) is not None
        first = self._hanging == 0.0
        if self._blocks[-1].kind is BlockKind.ITEM or NUMBERED.match(self._blocks[-1].text):
            return abs(indent) <= 0.6 * size or (first and 0 < indent <= 6 * size)
        return abs(indent) <= 0.6 * size or (first and -2.6 * size <= indent < 0)


def _width(word: re.Match[str] | None, size: float) -> float:
    """How much room the word takes that a line begins with, in points."""
    return sum(0.5 if letter.isascii() else 1.0 for letter in word[0]) * size if word else 0.0


def _levels(segments: list[Segment], body: float) -> list[tuple[float, int]]:
    """The least size of each level of headings, the largest first."""
    sizes = sorted({s.size for s in segments if s.size > _LARGER * body and _WORD.search(s.text)}, reverse=True)
    levels: list[tuple[float, int]] = []
    for size in sizes:
        if levels and levels[-1][0] - size <= 0.06 * size:
            levels[-1] = (size, levels[-1][1])
        elif len(levels) < 5:
            levels.append((size, len(levels) + 1))
    return levels


def _right_margin(segments: list[Segment], body: float) -> float:
    """Where wrapped lines end; infinite where no two long lines end at the same place, so that none was wrapped."""
    ends = sorted(s.x1 for s in segments if s.size <= _LARGER * body and len(s.text) >= _LEAST_WRAPPED)
    margin = ends[int(len(ends) * 0.95)] if ends else float("inf")
    return margin if sum(abs(end - margin) <= 1.2 * body for end in ends) >= 2 else float("inf")


def _usual_gap(segments: list[Segment]) -> float:
    """The white between two lines of running text, in points."""
    gaps = [
        below.top - above.bottom
        for above, below in itertools.pairwise(segments)
        if abs(above.x0 - below.x0) < 2 * above.size and 0 <= below.top - above.bottom < 2 * above.size
    ]
    return median(gaps) if gaps else 0.0
