"""Tables in plain text, whose columns are kept apart by runs of spaces: lines → rows of cells. Form only."""

from __future__ import annotations

import itertools
import re
import unicodedata
from functools import lru_cache
from typing import Final, TypeAlias

__all__ = [
    "LONGEST",
    "Cell",
    "aligned_rows",
    "close_columns",
    "columns_of",
    "first_parted",
    "is_header",
    "is_row",
    "is_value",
    "names_of",
    "names_values",
    "parted",
    "places_of",
    "width_of",
]

Cell: TypeAlias = tuple[int, int, str]  # begin, end and text; places count half-width letters

_GAP: Final = re.compile(r"[ \u3000]+")
_NUMBER: Final = re.compile(r"[-▲△+]?[0-9０-９][0-9０-９,，.．]*\S{0,3}")
_MARK: Final = re.compile(r"[A-EＡ-Ｅ◎○◯△▲×]")
_BETWEEN_NUMBERS: Final = 2  # 12,000  12,000, 12,000人　B: nothing else has two between its letters and is all digits
_WIDE_ENOUGH: Final = 3  # half-width places between two columns; 指　標 has two between its letters
LONGEST: Final = 60  # letters of a cell; what is longer is prose
# One full-width blank parts two cells where names of columns say how many there are.
_FINE: Final = re.compile(r"[ \u3000]*\u3000[ \u3000]*| {2,}")
_SPREAD: Final = re.compile(r"(?<!\S)([^\s\d])\u3000([^\s\d])(?!\S)")  # 指　標, 評　価
# A name of a column of values, and what such a column holds.
_NAMES_VALUES: Final = re.compile(
    r"^(?:[^\s。:：]{0,6}(?:値|目標|実績|現状|基準)|[^\s。:：]{0,4}(?:評価|達成率|進捗率|達成度|進捗度)|"
    r"(?:令和|平成|[RHＲＨ])[\d０-９元]{1,2}(?:年度?)?(?:末)?|[\d０-９]{4}年度?)(?:[(（][^()（）]{1,12}[)）])?$"
)
_VALUE: Final = re.compile(
    r"[0-9０-９]|^[-－ー―‐–—−]$|^[A-EＡ-Ｅ◎○△×]$|^(?:現状)?維持$|^(?:増加|減少|向上|未公表|未定|集計中|調査中)$"
)
_GROUP: Final = re.compile(r"(?P<name>.*?)\s*[(（][^()（）]+[)）]")
_FEWEST_NAMED: Final = 2
_CLOSE: Final = re.compile(r"[^ \u3000]+(?: [^ \u3000]+)*")  # what one narrow blank does not part


def aligned_rows(lines: list[str]) -> list[list[str]] | None:
    """The cells of lines that make one table; None where they make none.

    Two lines or more of three columns or more (or of two, if the second holds numbers), with a line that fills all.
    A line that fills fewer has its cells where they stand below the others, by the places that letters take.
    """
    if (named := _named_rows(lines)) is not None:
        return named
    width = max((len(columns_of(line)) for line in lines), default=0)
    rows_of_cells = [parted(line, width) for line in lines]
    full = [cells for cells in rows_of_cells if len(cells) == width]
    if (
        len(lines) < 2
        or width < 2
        or len(full) < 1
        or any(len(text) > LONGEST for row in rows_of_cells for _, _, text in row)
    ):
        return None
    if min(map(len, rows_of_cells)) < 2 or (
        width == 2 and not all(re.search(r"[0-9０-９]", row[1][2]) for row in rows_of_cells[1:])
    ):
        return None
    places = [(min(row[i][0] for row in full), max(row[i][1] for row in full)) for i in range(width)]
    rows = []
    for cells in rows_of_cells:
        row = [""] * width
        at = [*range(width)] if len(cells) == width else places_of(cells, places)
        if at is None:
            return None
        for column, (_, _, text) in zip(at, cells, strict=True):
            row[column] = text
        rows.append(row)
    return rows


def is_header(line: str) -> bool:
    """Whether a line names columns of values, a blank apart: 指標　基準値（R1）　目標値（R6）."""
    return names_of(line) is not None


def is_row(line: str, header: str) -> bool:
    """Whether a line holds a name and values, as many as a header names columns, a blank apart or more."""
    names = names_of(header)
    if names is None:
        return False
    cells = [text for _, text in _fine(line)]
    return len(cells) == len(names) and all(map(is_value, cells[len(cells) - _valued(names) :]))


def is_value(text: str) -> bool:
    """Whether a cell holds a value or a judgement."""
    return bool(_VALUE.search(text))


def names_values(name: str) -> bool:
    """Whether a name of a column is of values: 目標値（R11）."""
    return bool(_NAMES_VALUES.search(name))


def names_of(line: str) -> list[str] | None:
    """The names of columns that a line consists of: what the rows are, and two names of values or more."""
    cells = [text for _, text in _fine(_SPREAD.sub(r"\1\2", line))]
    named = sum(bool(_NAMES_VALUES.search(text)) for text in cells[1:])
    if len(cells) <= _FEWEST_NAMED or named < _FEWEST_NAMED or _NAMES_VALUES.search(cells[0]) or "。" in line:
        return None
    return cells


def _valued(names: list[str]) -> int:
    """How many columns at the end of a header are columns of values."""
    return next((at for at, name in enumerate(reversed(names)) if not _NAMES_VALUES.search(name)), len(names) - 1)


def _fine(line: str) -> list[tuple[int, str]]:
    """The cells of a line that any full-width blank parts, each with the width of the gap before it."""
    text, found, gap, at = line.strip(), [], 0, 0
    for match in _FINE.finditer(text):
        found.append((gap, text[at : match.start()]))
        gap, at = sum(2 if c == "\u3000" else 1 for c in match[0]), match.end()
    return [*found, (gap, text[at:])]


def _named_rows(lines: list[str]) -> list[list[str]] | None:
    """The cells below a header that parts its names by one blank, or whose rows do; None where no row fits it.

    A row of more parts than there are names is parted at its widest gaps, of two as wide at that before a value; one
    of fewer fits only if places tell the columns, which is not for here.
    """
    names = names_of(lines[0]) if lines else None
    if names is None or len(lines) < 2:
        return None
    if all(len(columns_of(line)) == len(names) for line in lines):
        return None  # wide gaps alone say the same
    rows = [names]
    for line in lines[1:]:
        parts = _fine(line)
        if len(parts) < len(names):
            return None
        order = sorted(range(1, len(parts)), key=lambda i: (-parts[i][0], not is_value(parts[i][1]), -i))
        begins = {0, *order[: len(names) - 1]}
        row: list[str] = []
        for at, (_, text) in enumerate(parts):
            if at in begins:
                row.append(text)
            else:
                row[-1] += f"\u3000{text}"
        if (group := _GROUP.fullmatch(row[0])) and (named := _GROUP.fullmatch(rows[-1][0])) and named["name"]:
            row[0] = f"{named['name']}{group[0]}"  # 寿命（男性）, and below it （女性）
        values = [text for name, text in zip(names, row, strict=True) if _NAMES_VALUES.search(name)]
        if not any(map(is_value, values)) or any(len(text) > LONGEST for text in row):
            return None
        rows.append(row)
    return rows


def width_of(text: str) -> int:
    """How many half-width places a text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


@lru_cache(maxsize=1024)
def columns_of(line: str) -> list[tuple[int, int, str]]:
    """Begin, end and text of each cell; places count half-width letters."""
    found: list[tuple[int, int, str]] = []
    at, start, text = 0, 0, ""
    parts = [*re.split(r"([ \u3000]+)", line.rstrip()), ""]
    for part, following in itertools.pairwise(parts):
        wide = width_of(part)
        numbers = _NUMBER.fullmatch(text) and (_NUMBER.fullmatch(following) or _MARK.fullmatch(following))
        if _GAP.fullmatch(part) and (wide >= (_BETWEEN_NUMBERS if numbers else _WIDE_ENOUGH) or not text):
            if text:
                found.append((start, at, text))
            text = ""
        elif part:
            start = start if text else at
            text += part
        at += wide
    return [*found, (start, at, text)] if text else found


def parted(line: str, width: int) -> list[tuple[int, int, str]]:
    """The cells of a line of a table of so many columns: two blanks part them too, where that gives as many.

    １人当たりの量  ｇ: the name leaves no more room before its unit.
    """
    cells = columns_of(line)
    if width <= _FEWEST_NAMED or len(cells) >= width:
        return cells
    closer = close_columns(line)
    return closer if len(closer) == width else first_parted(line)


def first_parted(line: str) -> list[tuple[int, int, str]]:
    """The cells of a line whose name may fill its column, so that only two blanks part it from its first value."""
    cells = columns_of(line)
    name = [cell for cell in close_columns(line) if cells and cell[1] <= cells[0][1]]
    parts = len(name) == _FEWEST_NAMED and _NUMBER.fullmatch(name[1][2].split()[-1])
    return [*name, *cells[1:]] if parts else cells


def close_columns(line: str) -> list[tuple[int, int, str]]:
    """Begin, end and text of what two blanks or a wide one part already, as in `columns_of`."""
    found: list[tuple[int, int, str]] = []
    for match in _CLOSE.finditer(line):
        begin = width_of(line[: match.start()])
        found.append((begin, begin + width_of(match[0]), match[0]))
    return found


def places_of(cells: list[tuple[int, int, str]], places: list[tuple[int, int]]) -> list[int] | None:
    """The column of each cell, in order: that whose middle is nearest; a wide name pushes all others to the right."""
    chosen: list[int] = []
    begin, end, _ = cells[0]
    if len(cells) <= len(places) > 1 and begin <= places[0][0] and end > places[1][0]:
        return [*range(len(cells))]
    for begin, end, _ in cells:
        free = range(chosen[-1] + 1 if chosen else 0, len(places))
        if not free:
            return None
        chosen.append(min(free, key=lambda i: abs(sum(places[i]) - begin - end)))
    return chosen
