"""Tables in plain text, whose columns are kept apart by runs of spaces: lines → rows of cells. Form only."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

__all__ = ["aligned_rows"]

_GAP: Final = re.compile(r"[ \u3000]+")
_WIDE_ENOUGH: Final = 3  # half-width places between two columns; 指　標 has two between its letters
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


@lru_cache(maxsize=1024)
def _cells(line: str) -> list[tuple[int, int, str]]:
    """Begin, end and text of each cell; places count half-width letters."""
    found: list[tuple[int, int, str]] = []
    at, start, text = 0, 0, ""
    for part in re.split(r"([ \u3000]+)", line.rstrip()):
        wide = sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in part)
        if _GAP.fullmatch(part) and (wide >= _WIDE_ENOUGH or not text):
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
