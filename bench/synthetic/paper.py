"""Sheets of paper that pages are printed on: lines, bands and tables, drawn from above down, as PDF."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["GOTHIC", "MINCHO", "Cell", "Paper", "TableLook"]

MINCHO, GOTHIC = "HeiseiMin-W3", "HeiseiKakuGo-W5"
A4: Final = (595.0, 842.0)
MARGIN: Final = 56.0
_NOT_FIRST: Final = "、。，．）)」』】・ー％々ゃゅょっ"
_NOT_LAST: Final = "（(「『【"
_WORD: Final = re.compile(r"[0-9A-Za-z,.]+|.")  # what no line is broken in
for _font in (MINCHO, GOTHIC):
    pdfmetrics.registerFont(UnicodeCIDFont(_font))


@dataclass(frozen=True, slots=True)
class Cell:
    """What a table prints at a place: over `across` columns and `down` rows; `upright` sets letters below each other.

    A cell that spans others is followed by None in the places that it covers.
    """

    text: str = ""
    across: int = 1
    down: int = 1
    align: str = "left"
    upright: bool = False


Row = list[Cell | None]


@dataclass(frozen=True, slots=True)
class TableLook:
    """How tables are drawn: `rules` all, level or none; `top` for cells that begin at the top of their row."""

    rules: str = "all"
    top: bool = False
    size: float = 9.0
    filled: bool = True
    again: bool = True  # the header on the next page
    padding: float = 4.0


@dataclass(slots=True)
class Paper:
    """A document being drawn; `head` and `foot` print what stands around each page's text, given its number."""

    wide: bool = False
    font: str = MINCHO
    head: Callable[[Paper], None] | None = None
    left: float = MARGIN
    y: float = MARGIN
    number: int = 1
    _into: io.BytesIO = field(default_factory=io.BytesIO)
    _canvas: Canvas = field(init=False)
    _used: bool = False

    def __post_init__(self) -> None:
        self._canvas = Canvas(self._into, (self.width, self.height), invariant=True)

    @property
    def width(self) -> float:
        """Of the page, in points."""
        return A4[1] if self.wide else A4[0]

    @property
    def height(self) -> float:
        """Of the page, in points."""
        return A4[0] if self.wide else A4[1]

    @property
    def breadth(self) -> float:
        """Of what is printed between the margins."""
        return self.width - 2 * MARGIN

    @property
    def room(self) -> float:
        """What is left of the page."""
        return self.height - MARGIN - self.y

    def done(self) -> bytes:
        """The whole file."""
        self._end()
        self._canvas.save()
        return self._into.getvalue()

    def turn(self) -> None:
        """Begin the next page, unless this one is still blank."""
        if self._used:
            self._end()
            self._canvas.showPage()
            self.number += 1
        self.y, self._used = MARGIN, False

    def need(self, room: float) -> None:
        """Turn the page where so much is not left of it."""
        if self.room < room:
            self.turn()

    def _end(self) -> None:
        if self.head:
            self.head(self)

    def say(self, text: str, x: float, y: float, size: float, font: str = "") -> None:
        """A text with its upper left corner at a place."""
        self._canvas.setFillGray(0)
        self._canvas.setFont(font or self.font, size)
        self._canvas.drawString(x, self.height - y - 0.88 * size, text)

    def fill(self, x: float, y: float, width: float, height: float, gray: float) -> None:
        """A coloured box."""
        self._canvas.setFillColorRGB(gray * 0.8, gray * 0.9, gray)
        self._canvas.rect(x, self.height - y - height, width, height, stroke=0, fill=1)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A thin line."""
        self._canvas.setLineWidth(0.5)
        self._canvas.line(x0, self.height - y0, x1, self.height - y1)

    def frame(self, x: float, y: float, width: float, height: float) -> None:
        """A box of lines."""
        self._canvas.setLineWidth(0.5)
        self._canvas.rect(x, self.height - y - height, width, height, stroke=1, fill=0)

    def lines(self, text: str, size: float = 10.5, *, indent: float = 0.0, hang: float = 0.0, font: str = "") -> None:
        """A text wrapped between the margins; all lines but the first stand in by `hang`."""
        self._used = True
        room = self.breadth - indent
        for at, line in enumerate(wrap(text, room, size, font or self.font, hang)):
            self.need(1.6 * size)
            self._used = True
            self.say(line, self.left + indent + (hang if at else 0.0), self.y, size, font)
            self.y += 1.6 * size

    def right(self, text: str, size: float) -> None:
        """A line that ends at the right margin."""
        self._used = True
        self.say(text, self.width - MARGIN - text_width(text, size, self.font), self.y, size)
        self.y += 1.6 * size

    def space(self, height: float) -> None:
        """White."""
        self.y += height if self._used else 0.0

    def table(self, widths: Sequence[float], header: list[Row], rows: list[Row], look: TableLook) -> None:
        """A table over the breadth of the page, on the next page again with its header if `look` says so."""
        self._used = True
        total = sum(widths)
        edges = [self.left + self.breadth * sum(widths[:at]) / total for at in range(len(widths) + 1)]
        at = 0
        parts = header
        while at < len(rows) or parts is header:
            heights = _heights([*parts, *rows[at:]], edges, look, self.font)
            tall = sum(heights[: len(parts)])
            count = 0
            while at + count < len(rows) and tall + heights[len(parts) + count] <= self.room:
                tall += heights[len(parts) + count]
                count += 1
            if at + count < len(rows) and count < min(2, len(rows) - at) and self.y > MARGIN + 60:
                self.turn()
                self._used = True
                continue
            count = max(count, min(1, len(rows) - at))
            shown = [*parts, *_continued(rows, at, count)]
            self._draw(shown, _heights(shown, edges, look, self.font), edges, look, len(parts))
            at += count
            if at >= len(rows):
                break
            self.turn()
            self._used = True
            parts = header if look.again else []
        self.y += 8

    def _draw(
        self, rows: list[Row], heights: Sequence[float], edges: Sequence[float], look: TableLook, header: int
    ) -> None:
        tops = [self.y + sum(heights[:at]) for at in range(len(rows) + 1)]
        left, right = edges[0], edges[-1]
        if header and look.filled:
            self.fill(left, tops[0], right - left, tops[header] - tops[0], 0.85)
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell is None:
                    continue
                bottom = tops[min(at + cell.down, len(rows))]
                box = (edges[column], tops[at], edges[column + cell.across] - edges[column], bottom - tops[at])
                if look.rules == "all":
                    self.frame(*box)
                elif look.rules == "level":
                    self.rule(box[0], bottom, box[0] + box[2], bottom)
                self._fill_cell(cell, box, look, named=at < header)
        if look.rules == "level" or (look.rules == "none" and header):
            self.rule(left, tops[0], right, tops[0])
        if look.rules == "none" and header:
            self.rule(left, tops[header], right, tops[header])
        self.y = tops[-1]

    def _fill_cell(self, cell: Cell, box: tuple[float, float, float, float], look: TableLook, *, named: bool) -> None:
        x, y, width, height = box
        size, step = look.size, 1.25 * look.size
        if cell.upright:
            step = 1.05 * size
            texts = _columns(cell.text, height, size)
            apart = 1.35 * size
            over = x + (width + (len(texts) - 1) * apart) / 2
            for at, text in enumerate(texts):
                top = y + max(2.0, (height - len(text) * step) / 2)
                for number, letter in enumerate(text):
                    half = text_width(letter, size, self.font) / 2
                    self.say(letter, over - at * apart - half, top + number * step, size)
            return
        texts = wrap(cell.text, width - 2 * look.padding, size, self.font)
        top = y + (look.padding if look.top and not named else max(2.0, (height - len(texts) * step) / 2))
        for at, text in enumerate(texts):
            long = text_width(text, size, self.font)
            align = "centre" if named else cell.align
            inner = {"left": look.padding, "centre": (width - long) / 2, "right": width - long - look.padding}[align]
            self.say(text, x + inner, top + at * step + 0.12 * size, size)


def text_width(text: str, size: float, font: str) -> float:
    """How broad a text is, in points."""
    return float(pdfmetrics.stringWidth(text, font, size))


def wrap(text: str, width: float, size: float, font: str, hang: float = 0.0) -> list[str]:
    """The lines of a text; its own breaks stay."""
    result: list[str] = []
    for part in text.split("\n"):
        line: list[str] = []
        for word in _WORD.findall(part):
            room = width - (hang if result else 0.0)
            if line and text_width("".join(line) + word, size, font) > room:
                # What may not begin a line takes the word before it along, what may not end one goes along.
                kept = len(line) - (word in _NOT_FIRST)
                while kept > 1 and line[kept - 1] in _NOT_LAST:
                    kept -= 1
                kept = kept or len(line)
                result.append("".join(line[:kept]))
                line = line[kept:]
            line.append(word)
        result.append("".join(line))
    return result


def _columns(text: str, height: float, size: float) -> list[str]:
    """The columns of letters below each other, the right one first."""
    most = max(1, int((height - 4) / (1.05 * size)))
    return [text[at : at + most] for at in range(0, len(text), most)]


def _heights(rows: list[Row], edges: Sequence[float], look: TableLook, font: str) -> list[float]:
    least = 1.25 * look.size + 2 * look.padding
    heights = [least] * len(rows)
    for spanning in (False, True):
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell is None or (cell.down > 1) != spanning:
                    continue
                width = edges[column + cell.across] - edges[column] - 2 * look.padding
                lines = len(cell.text) / 14 if cell.upright else len(wrap(cell.text, width, look.size, font))
                tall = (14 * 1.05 * look.size + 6) if cell.upright else lines * 1.25 * look.size + 2 * look.padding
                if cell.upright:
                    tall = min(tall, len(cell.text) * 1.05 * look.size + 6)
                own = range(at, min(at + cell.down, len(rows)))
                short = tall - sum(heights[each] for each in own)
                if short > 0:
                    heights[own[-1]] += short
    return heights


def _continued(rows: list[Row], at: int, count: int) -> list[Row]:
    """Some rows; cells that began above go on, and all end with the last row."""
    shown = [list(row) for row in rows[at : at + count]]
    for number, row in enumerate(rows[:at]):
        for column, cell in enumerate(row):
            if cell is not None and number + cell.down > at:
                shown[0][column] = Cell("", cell.across, min(cell.down - (at - number), count), cell.align)
    for number, row in enumerate(shown):
        for column, cell in enumerate(row):
            if cell is not None and number + cell.down > count:
                row[column] = Cell(cell.text, cell.across, count - number, cell.align, cell.upright)
    return shown
