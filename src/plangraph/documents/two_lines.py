"""Headers of text tables that go over two lines: names of columns, and below them the years of these. Form only."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, Final

from plangraph.documents.aligned import LONGEST, columns_of, is_header, names_values, parted, places_of, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["dates_below", "names_over", "two_line_rows", "with_years", "years_below"]

_YEAR: Final = (
    r"(?:(?:令和|平成|昭和|[RHSＲＨＳ])[ \u3000]?[0-9０-９元]{1,2}(?:年度?)?"
    r"|(?:19|20|１９|２０)[0-9０-９]{2}(?:年度?)?)"
)
# (令和6年度), （R10末）, 令和6年度: brackets part them from each other, and else blanks do.
_DATE: Final = re.compile(
    rf"[(（][ \u3000]*{_YEAR}(?:[^\s()（）。]{{0,6}})[)）]|(?<![^\s)）]){_YEAR}(?:末|時点|見込み?)?(?![^\s(（])"
)
_BLANK: Final = re.compile(r"[ \u3000]*")
_MOST: Final = 16  # names of columns that are tried one by one
_FEWEST: Final = 3  # names of columns
_VALUE: Final = re.compile(r"[0-9０-９]")
_NEAR: Final = 3  # half-width places between a value and the end of a year below it


def dates_below(line: str, above: str) -> bool:
    """Whether a line is nothing but years, below the names of columns and right of where the first name ends."""
    names, dates = columns_of(above), [match.start() for match in _DATE.finditer(line)]
    rest = _DATE.sub("", line)
    if len(names) < _FEWEST or not dates or not _BLANK.fullmatch(rest) or _DATE.fullmatch(above.strip()):
        return False
    return width_of(line[: dates[0]]) >= names[0][1]


def names_over(lines: Sequence[str], at: int) -> list[str]:
    """The names that a line has for the years in the header on the next: 現状値　目標値 over 指標名　R2　R7.

    One for each name of a column there, "" for those that are no years; empty unless each year has its name.
    """
    heads = columns_of(lines[at + 1]) if at + 1 < len(lines) and is_header(lines[at + 1]) else []
    names, dated = columns_of(lines[at]), [bool(_DATE.fullmatch(text)) for _, _, text in heads]
    named = all(names_values(text) and not _DATE.search(text) for _, _, text in names)
    if not named or len(names) < _FEWEST - 1 or len(names) != sum(dated) or names[0][0] < heads[0][1]:
        return []
    told = iter(text for _, _, text in names)
    return [next(told) if year else "" for year in dated]


def years_below(line: str, above: str) -> list[tuple[int, str]]:
    """The years in brackets that a line consists of, each below a value of the row above: 45.2% and below it （R5）.

    With each stands how many letters, blanks aside, the row has up to the end of that value; none where one of the
    years stands below no value, or below the name that the row begins with.
    """
    dates = [*_DATE.finditer(line)]
    if not dates or not _BLANK.fullmatch(_DATE.sub("", line)) or any(each[0][0] not in "(（" for each in dates):
        return []
    words = [each for each in [*re.finditer(r"\S+", above)][1:] if _VALUE.search(each[0]) and not _DATE.search(each[0])]
    found: dict[int, str] = {}
    for date in dates:
        begin, end = width_of(line[: date.start()]), width_of(line[: date.end()])
        apart = {each.end(): _apart(above, each, begin, end) for each in words}
        nearest = min(apart, key=lambda at: apart[at], default=0)
        if not nearest or apart[nearest][0] > _NEAR or nearest in found:
            return []
        found[nearest] = date[0]
    return [(len("".join(above[:at].split())), date) for at, date in found.items()]


def _apart(above: str, word: re.Match[str], begin: int, end: int) -> tuple[int, int]:
    """How far a word is from what stands below it: the gap between the two, and between their middles."""
    first, last = width_of(above[: word.start()]), width_of(above[: word.end()])
    return max(0, first - end, begin - last), abs(first + last - begin - end)


def with_years(cells: Sequence[str], years: Sequence[tuple[int, str]]) -> list[str]:
    """The cells of a row with the years that stand below their values, each behind its value."""
    found: list[str] = []
    before = 0
    for cell in cells:
        until = before + len("".join(cell.split()))
        below = [year for at, year in years if before < at <= until]
        found.append("\n".join([cell, *below]))
        before = until
    return found


def two_line_rows(names: str, dates: str, body: Sequence[str]) -> list[list[str]] | None:
    """The cells of a table whose names stand on one line and whose years on the next; None where no row fits them.

    Where rows have as many cells as there are names, each name has one year at most; else a year is of the name whose
    middle is nearest, and a name over several stands at the first of them.
    """
    heads = columns_of(names)
    width = max((len(columns_of(line)) for line in body), default=0)
    cells_of = [parted(line, max(width, len(heads))) for line in body]
    below: list[list[str]] = [[] for _ in heads]
    printed = [*_DATE.finditer(dates)]
    middles = [width_of(dates[: each.start()]) + width_of(dates[: each.end()]) for each in printed]
    one_each = any(len(cells) == len(heads) for cells in cells_of)
    for match, head in zip(printed, _names_over(middles, heads, one_each=one_each), strict=True):
        below[head].append(match[0])
    upper: list[str] = []
    lower: list[str] = []
    for (_, _, name), years in zip(heads, below, strict=True):
        upper += [name, *[""] * (len(years) - 1)]
        lower += years or [""]
    full = [cells for cells in cells_of if len(cells) == len(upper)]
    if not full or any(len(text) > LONGEST for cells in cells_of for _, _, text in cells):
        return None
    places = [(min(row[i][0] for row in full), max(row[i][1] for row in full)) for i in range(len(upper))]
    rows = [upper, lower]
    for cells in cells_of:
        at = [*range(len(upper))] if len(cells) == len(upper) else places_of(cells, places)
        if at is None:
            return None
        row = [""] * len(upper)
        for column, (_, _, text) in zip(at, cells, strict=True):
            row[column] = text
        rows.append(row)
    return rows


def _names_over(middles: Sequence[int], heads: Sequence[tuple[int, int, str]], *, one_each: bool) -> Sequence[int]:
    """Which name stands over each date, by what lies between their middles in all; from left to right."""

    def between(at: int, middle: int) -> int:
        return abs(heads[at][0] + heads[at][1] - middle)

    if not one_each or not len(middles) < len(heads) <= _MOST:
        return [min(range(len(heads)), key=lambda at: (between(at, middle), at)) for middle in middles]
    chosen = combinations(range(1, len(heads)), len(middles))  # the first name is of the rows
    return min(chosen, key=lambda places: sum(map(between, places, middles)))
