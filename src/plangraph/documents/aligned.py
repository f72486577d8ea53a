"""Tables in plain text, whose columns are kept apart by runs of spaces: lines → rows of cells. Form only."""

from __future__ import annotations

import itertools
import re
import unicodedata
from functools import lru_cache
from typing import Final

__all__ = ["aligned_rows", "hangs"]

_GAP: Final = re.compile(r"[ \u3000]+")
_NUMBER: Final = re.compile(r"[-▲△+]?[0-9０-９][0-9０-９,，.．]*\S{0,3}")
_BETWEEN_NUMBERS: Final = 2  # 12,000  12,000: nothing else has two between its letters and is all digits
_WIDE_ENOUGH: Final = 3  # half-width places between two columns; 指　標 has two between its letters
_DIGIT: Final = re.compile(r"[0-9０-９]")
_LABEL: Final = re.compile(r"[。:：【(（※・]")
_LONGEST: Final = 60  # letters of a cell; what is longer is prose


def aligned_rows(lines: list[str]) -> list[list[str]] | None:
    """The cells of lines that make one table; None where they make none.

    Two lines or more of three columns or more (or of two, if the second holds numbers), with a line that fills all.
    A line that fills fewer has its cells where they stand below the others, by the places that letters take.
    """
    parted = [_cells(line) for line in lines]
    width = max(map(len, parted), default=0)
    full = [cells for cells in parted if len(cells) == width]
    if (
        len(lines) < 2
        or width < 2
        or len(full) < 1
        or any(len(text) > _LONGEST for row in parted for _, _, text in row)
    ):
        return None
    if min(map(len, parted)) < 2 or (width == 2 and not all(re.search(r"[0-9０-９]", row[1][2]) for row in parted[1:])):
        return None
    places = [(min(row[i][0] for row in full), max(row[i][1] for row in full)) for i in range(width)]
    rows = []
    for cells in parted:
        row = [""] * width
        at = [*range(width)] if len(cells) == width else _places(cells, places)
        if at is None:
            return None
        for column, (_, _, text) in zip(at, cells, strict=True):
            row[column] = text
        rows.append(row)
    return rows


def hangs(line: str, above: list[str]) -> bool:
    """Whether a line goes on with the first cell of the last line above it, as a wrapped name does.

    It begins where the first cells begin, not at the margin, and fits below the widest of them, the last one, beside
    which only values stand.
    """
    own, firsts = _cells(line), [cells[0] for cells in map(_cells, above) if cells]
    values = [text for _, _, text in _cells(above[-1])[1:]]
    if len(own) != 1 or not own[0][0] or _LABEL.search(line) or not all(map(_DIGIT.search, values)):
        return False
    begin, end, _ = own[0]
    below = [until for at, until, _ in firsts if at == begin]
    return len(below) >= 2 and firsts[-1][0] == begin and end < below[-1] == max(below)


@lru_cache(maxsize=1024)
def _cells(line: str) -> list[tuple[int, int, str]]:
    """Begin, end and text of each cell; places count half-width letters."""
    found: list[tuple[int, int, str]] = []
    at, start, text = 0, 0, ""
    parts = [*re.split(r"([ \u3000]+)", line.rstrip()), ""]
    for part, following in itertools.pairwise(parts):
        wide = sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in part)
        numbers = _NUMBER.fullmatch(text) and _NUMBER.fullmatch(following)
        if _GAP.fullmatch(part) and (wide >= (_BETWEEN_NUMBERS if numbers else _WIDE_ENOUGH) or not text):
            if text:
                found.append((start, at, text))
            text = ""
        elif part:
            start = start if text else at
            text += part
        at += wide
    return [*found, (start, at, text)] if text else found


def _places(cells: list[tuple[int, int, str]], places: list[tuple[int, int]]) -> list[int] | None:
    """The column of each cell, in order: that whose middle is nearest."""
    chosen: list[int] = []
    for begin, end, _ in cells:
        free = range(chosen[-1] + 1 if chosen else 0, len(places))
        if not free:
            return None
        chosen.append(min(free, key=lambda i: abs(sum(places[i]) - begin - end)))
    return chosen
