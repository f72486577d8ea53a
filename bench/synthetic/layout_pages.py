"""Pages as `pdftotext -layout` (poppler) writes them: words at places on paper → lines of letters and blanks.

What stands where on paper is counted in half-width letters across and in lines of type down. Two ways to set it:
`letters`, as poppler does, a place for each letter, so that what stands right of the longest text of a page is pushed
out; `places`, as other programs and hands do, two places to a wide letter.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Column", "Pages", "width", "wrapped"]

WIDTH: Final = 92  # half-width letters across a page
_PITCH: Final = 1.4  # from line to line of prose
_CLOSE: Final = 0.5  # what stands closer is of one line of the page
_MOST_BLANK: Final = 5
_NO_END: Final = "（「"
_NO_BEGIN: Final = "、。）」】ー％"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: the lines of its name, its width, and where its texts stand in it (left, centre, right)."""

    head: tuple[str, ...]
    width: int
    align: str = "left"


@dataclass(slots=True)
class Pages:
    """Pages that fill from the top; `running` stands over each, `footer` below it."""

    measure: str
    running: str
    footer: str
    height: float
    middle: bool  # cells stand in the middle of their row, else at its top
    padding: float  # lines of blank over and under the text of a row
    again: bool  # the names of columns stand again over what goes on on the next page
    _words: list[tuple[float, float, str]] = field(default_factory=list)
    _texts: list[str] = field(default_factory=list)
    _y: float = 0

    def line(self, text: str, x: float = 0, *, align: str = "left", space: float = 0) -> None:
        """One line; `space` above it."""
        self._room(space + _PITCH)
        self._y += space
        self._put(text, x, WIDTH - x, align)
        self._y += _PITCH

    def beside(self, text: str, x: float) -> None:
        """A word on the line that was put last."""
        self._words.append((x, self._y - _PITCH, text))

    def prose(self, text: str, x: float = 0, *, indent: str = "", hang: float = 0) -> None:
        """A paragraph; later lines are set in by `hang`."""
        first, *rest = wrapped(indent + text, int(WIDTH - x))
        self.line(first, x)
        for each in wrapped("".join(rest), int(WIDTH - x - hang)) if rest else ():
            self.line(each, x + hang)

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[str]], x: float = 0) -> None:
        """A table; a text of several lines (parted by line feeds) or wider than its column goes over lines."""
        heads = [column.head for column in columns]
        self._room(4 + 2 * self._tall(columns, rows[0]))
        self._row(columns, heads, x, head=True)
        for row in rows:
            if self._y + self._tall(columns, row) > self.height:
                self.end_page()
                if self.again:
                    self._row(columns, heads, x, head=True)
            self._row(columns, [_cell(text, column) for text, column in zip(row, columns, strict=True)], x, head=False)
        self._y += 0.6

    def space(self, lines: float) -> None:
        """Blank paper."""
        self._y += lines

    def end_page(self) -> None:
        """Ends a page that has something on it."""
        if self._words:
            self._texts.append(self._text())
            self._words.clear()
        self._y = 0

    def text(self) -> str:
        """All pages, each behind a form feed but the first."""
        self.end_page()
        return "\f".join(self._texts) + "\f"

    def _tall(self, columns: Sequence[Column], row: Sequence[str]) -> float:
        lines = max(len(_cell(text, column)) for text, column in zip(row, columns, strict=True))
        return lines * 1.15 + 2 * self.padding

    def _row(self, columns: Sequence[Column], cells: Sequence[Sequence[str]], x: float, *, head: bool) -> None:
        tallest = max(map(len, cells))
        self._y += self.padding
        for column, lines in zip(columns, cells, strict=True):
            over = (tallest - len(lines)) * 1.15 / 2 if self.middle else 0
            for at, text in enumerate(lines):
                self._put(text, x, column.width, "centre" if head else column.align, self._y + over + at * 1.15)
            x += column.width + 2
        self._y += tallest * 1.15 + self.padding

    def _put(self, text: str, x: float, room: float, align: str, y: float | None = None) -> None:
        blank = room - width(text)
        x += {"left": 0, "centre": blank / 2, "right": blank}[align]
        if text.strip():
            self._words.append((x + width(text) - width(text.lstrip()), self._y if y is None else y, text.strip()))

    def _room(self, lines: float) -> None:
        if self._y + lines > self.height:
            self.end_page()

    def _text(self) -> str:
        bottom = max(self.height, *(y for _, y, _ in self._words)) + 2
        words = [*self._words]
        if self.running:
            words = [(WIDTH - width(self.running), 0, self.running), *((x, y + 3, text) for x, y, text in words)]
        if self.footer:
            footer = self.footer.format(n=len(self._texts) + 1)
            words.append(((WIDTH - width(footer)) / 2, bottom + 3, footer))
        words.sort(key=lambda word: (word[0], word[1]))
        at = _columns(words) if self.measure == "letters" else [[round(x)] for x, _, _ in words]
        return _lines([(y, begins[0], text) for (_, y, text), begins in zip(words, at, strict=True)], self.measure)


def _cell(text: str, column: Column) -> list[str]:
    return [line for part in text.split("\n") for line in wrapped(part, column.width)]


def _columns(words: Sequence[tuple[float, float, str]]) -> list[list[int]]:
    """The place of each letter, as poppler has it (TextPage::coalesce): right of all that ends left of the word."""
    found: list[list[int]] = []
    edges: list[list[float]] = []
    for x, _, text in words:
        begin = 0
        for above, edge in zip(found, edges, strict=True):
            if edge[-1] <= x:
                begin = max(begin, above[-1] + 1)
            else:
                begin = max(begin, above[next(at for at, place in enumerate(edge) if place >= x)])
        found.append([begin + at for at in range(len(text) + 1)])
        edges.append([x + width(text[:at]) for at in range(len(text) + 1)])
    return found


def _lines(words: list[tuple[float, int, str]], measure: str) -> str:
    lines: list[tuple[float, str]] = []
    words.sort()
    count = 0
    rows: list[list[tuple[float, int, str]]] = []
    for word in words:
        if rows and word[0] - rows[-1][0][0] <= _CLOSE:
            rows[-1].append(word)
        else:
            rows.append([word])
    for row in rows:
        line = ""
        for _, begin, text in sorted(row, key=lambda word: word[1]):
            taken = len(line) if measure == "letters" else width(line)
            # poppler parts words at wide blanks as well, and sets narrow ones.
            line += " " * max(begin - taken, 1 if line else 0) + (
                text.replace("\u3000", " ") if measure == "letters" else text
            )
        if lines:
            blank = min(max(int(row[0][0] - lines[-1][0]), 1), _MOST_BLANK)
            count += blank
        lines.append((row[0][0], ("\n" * (count if lines else 0)) + line))
        count = 0
    return "".join(line for _, line in lines) + "\n"


def width(text: str) -> int:
    """How many half-width places a text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def wrapped(text: str, room: int) -> list[str]:
    """The lines of a text in a column so wide; no line begins with what ends a phrase."""
    lines = [""]
    for is_word, letters in groupby(text, key=lambda c: c.isascii() and not c.isspace()):
        for part in ["".join(letters)] if is_word else letters:
            fits = width(lines[-1] + part) <= room or not lines[-1]
            fits |= part[0] in _NO_BEGIN and width(lines[-1]) <= room
            opened = "" if fits or lines[-1][-1] not in _NO_END else lines[-1][-1]
            kept = lines[-1].removesuffix(opened) if opened else lines[-1]
            lines[-1:] = [lines[-1] + part] if fits else [kept, opened + part]
    return lines
