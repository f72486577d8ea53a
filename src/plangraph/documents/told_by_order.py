"""Headers and rows of text tables that only the order of words tells: `pdftotext` may move lines aside. Form only.

It sets each line by its own letters. Where years stand beside the names that they are of, and not below them, as many
years as names of values tell which is whose, and a row that has a word for each column tells what is of which.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from plangraph.documents.aligned import is_value
from plangraph.documents.named_columns import (
    TALLEST_HEAD,
    Head,
    cells_of,
    head_of,
    is_name,
    is_year,
    names_bare_value,
    touch,
    unspread,
    words_of,
)
from plangraph.documents.shared_lines import PlacedLine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from plangraph.documents.aligned import Cell

__all__ = ["head_by_order", "heads_of", "lines_in_order"]

_REST: Final = re.compile(r"状況|度|率")  # 進捗 over 状況
_TORN: Final = re.compile(r"進捗|達成|実施|取組|進行|執行")
_FEWEST: Final = 2  # years
_NUMBER: Final = re.compile(r"[0-9０-９,，.．]+")
_NO_VALUE: Final = re.compile(r"[-－‐–—―]|(?:未|非)\S{2}|(?:集計|調査|算定|精査|確認)中")


def heads_of(lines: Sequence[str], start: int, measure: Callable[[str], int]) -> list[Head]:
    """The headers that begin at a line as places and order tell them; by order alone where that tells other names."""
    by_place = head_of(lines, start, measure)
    by_order = head_by_order(lines, start, measure)
    if by_order is None:
        return [by_place] if by_place else []
    return [by_place, by_order] if by_place and by_place.names == by_order.names else [by_order]


def head_by_order(lines: Sequence[str], start: int, measure: Callable[[str], int]) -> Head | None:
    """The header whose first line names values and whose others have a year for each of these; else None."""
    first = _parted(cells_of(lines[start], measure), measure)
    if not first or not all(is_name(text) and not is_year(text) for _, _, text in first):
        return None
    upper = [cell for cell in first if names_bare_value(cell[2]) or _TORN.fullmatch(cell[2])]
    lower: list[Cell] = []
    other: list[Cell] = []
    tall = 1
    for line in lines[start + 1 : start + TALLEST_HEAD]:
        cells = _parted(cells_of(line, measure), measure)
        parts = [cell for cell in cells if is_year(cell[2]) or _REST.fullmatch(cell[2])]
        rest = [cell for cell in cells if cell not in parts]
        if not parts or not all(is_name(text) and not names_bare_value(text) for _, _, text in rest):
            break
        lower, other, tall = sorted([*lower, *parts]), [*other, *rest], tall + 1
    if [*map(_is_torn, upper)] != [bool(_REST.fullmatch(text)) for _, _, text in lower]:
        return None
    if sum(is_year(text) for _, _, text in lower) < _FEWEST:
        return None
    below = dict(zip(upper, lower, strict=True))
    columns = [(below.get(cell, cell), cell) for cell in first] + [(cell, cell) for cell in other]
    placed = sorted(columns, key=lambda each: each[0][0])
    ordered = [cell for _, cell in placed if cell in first] == first
    if not ordered or any(touch(a, b) for (a, _), (b, _) in pairwise(placed)):
        return None
    if placed[0][1] in below:
        return None  # what the rows are has a name too
    names = [f"{cell[2]}\n{place[2]}" if cell in below else unspread(cell[2]) for place, cell in placed]
    return Head(names, [(begin, end) for (begin, end, _), _ in placed], tall, by_order=True)


def _is_torn(cell: Cell) -> bool:
    return bool(_TORN.fullmatch(cell[2]))


def _parted(cells: Sequence[Cell], measure: Callable[[str], int]) -> list[Cell]:
    """The cells of a header, by their words where each is a name or the rest of one."""
    words = [words_of(cell, measure) for cell in cells]
    return [
        each
        for cell, own in zip(cells, words, strict=True)
        for each in (own if all(is_name(text) or _REST.fullmatch(text) for _, _, text in own) else [cell])
    ]


def lines_in_order(
    groups: Sequence[Sequence[tuple[int, Sequence[Cell]]]], names: Sequence[str], measure: Callable[[str], int]
) -> list[list[PlacedLine]] | None:
    """The lines below a header told by order: those with a word for each column, and the rest of texts of these.

    None where a line is neither, as one that leaves a cell empty: nothing tells which.
    """
    full: dict[int, list[Cell]] = {}
    for at, cells in (each for group in groups for each in group):
        words = [cells[0], *(word for cell in cells[1:] for word in words_of(cell, measure))]
        if len(words) == len(names) and all(map(_fits, names[1:], (text for _, _, text in words[1:]))):
            full[at] = words
    if not full:
        return None
    spans = [
        (min(begin for begin, _, _ in each), max(end for _, end, _ in each))
        for each in zip(*full.values(), strict=True)
    ]
    found: list[list[PlacedLine]] = []
    for group in groups:
        found.append([])
        for at, cells in group:
            of = [_columns_of(cell, spans) for cell in cells]
            if at in full:
                found[-1].append(PlacedLine(at, {c: text for c, (_, _, text) in enumerate(full[at])}))
            elif all(len(each) == 1 and not _is_of_values(names[each[0]]) for each in of):
                found[-1].append(PlacedLine(at, {c: text for (c,), (_, _, text) in zip(of, cells, strict=True)}))
            else:
                return None
    return found


def _columns_of(cell: Cell, spans: Sequence[tuple[int, int]]) -> list[int]:
    """The columns that the rest of a text may be of; what stands right of all others is of the last."""
    under = [column for column, span in enumerate(spans) if touch(cell, (*span, ""))]
    return under or ([len(spans) - 1] if cell[0] >= spans[-2][1] else [])


def _is_of_values(name: str) -> bool:
    return names_bare_value(name.split("\n", maxsplit=1)[0])


def _fits(name: str, text: str) -> bool:
    """Whether a word may stand in a column: a value below a name of values, and no number elsewhere."""
    if _is_of_values(name):
        return is_value(text) or bool(_NO_VALUE.fullmatch(text))
    return not _NUMBER.fullmatch(text)
