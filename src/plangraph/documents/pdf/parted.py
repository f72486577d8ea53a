"""Values of narrow columns that stand so close together that they were read as one stretch: 令和6年度 令和9年度.

Where lines nearby have a cell over or below each of them, they are cells of their own.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.documents.pdf.segments import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plangraph.documents.pdf.segments import Segment

__all__ = ["part_cells"]

# 57.3, 63.0以上, △12, R6, 令和12年, －, 現状維持: what a narrow cell holds; words may go on over a blank.
_CELL: Final = re.compile(
    r"[(（]?(?:令和|平成|[RHＲＨ])?[▲△約+\-−－]?[0-9０-９元][0-9０-９,，.．]*[^\s0-9０-９]{0,6}[)）]?|[-－―−]|現状維持|未定"
)
_YEAR: Final = re.compile(r"[0-9０-９元]\s*年$")
_NEAR: Final = 8.0  # times the letters' size: how far away a line may be that shows the columns
_FEWEST: Final = 2  # such lines


def part_cells(segments: Sequence[Segment]) -> list[Segment]:
    """The segments, those of several narrow cells parted, and 度 put back behind the 年 of the line above."""
    lines = lines_of(list(segments))
    return _whole_years([part for line in lines for segment in line for part in _parts(segment, line, lines)])


def _whole_years(segments: list[Segment]) -> list[Segment]:
    """令和12年, and below it, wrapped in its narrow cell, 度: with it a fiscal year, without a calendar year."""
    ends: dict[int, Segment] = {}
    for end in (each for each in segments if each.text == "度"):
        for at, year in enumerate(segments):
            over = year.x0 <= end.x1 and end.x0 <= year.x1 + 0.5 * end.size
            if _YEAR.search(year.text) and over and 0 <= end.top - year.bottom <= 0.8 * end.size:
                ends[at] = end
    below = {id(end) for end in ends.values()}
    return [
        replace(each, text=f"{each.text}度", parts=()) if at in ends else each
        for at, each in enumerate(segments)
        if id(each) not in below
    ]


def _parts(segment: Segment, line: Sequence[Segment], lines: Sequence[Sequence[Segment]]) -> list[Segment]:
    texts = segment.text.split()
    if len(texts) < 2 or not all(map(_CELL.fullmatch, texts)):
        return [segment]
    parts = list(_placed(segment, texts))
    near = [each for each in lines if each is not line and abs(each[0].middle - segment.middle) <= _NEAR * segment.size]
    shown = sum(_shows(each, segment, parts) for each in near)
    return parts if shown >= _FEWEST else [segment]


def _placed(segment: Segment, texts: Sequence[str]) -> Iterator[Segment]:
    """Where each part stands, if the blanks between them are equally wide."""
    widths = [sum(_width(letter) for letter in text) * segment.size for text in texts]
    scale = min(1.0, (segment.x1 - segment.x0) / sum(widths))
    blank = max(0.0, (segment.x1 - segment.x0 - sum(widths) * scale) / (len(texts) - 1))
    x0 = segment.x0
    for text, width in zip(texts, widths, strict=True):
        yield replace(segment, text=text, x0=x0, x1=x0 + width * scale, parts=())
        x0 += width * scale + blank


def _width(letter: str) -> float:
    """In letters: a digit or Latin letter of usual width takes two thirds of what a wide one takes."""
    return 1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.62


def _shows(line: Sequence[Segment], segment: Segment, parts: Sequence[Segment]) -> bool:
    """Whether a line has a cell for each part, and none else, where the segment stands."""
    over = [each for each in line if segment.x0 < (each.x0 + each.x1) / 2 < segment.x1]
    return len(over) == len(parts) and all(
        part.x0 < cell.x1 and cell.x0 < part.x1 for part, cell in zip(parts, over, strict=True)
    )
