"""A PDF page → the marks on it: letters with their boxes, straight rules. Bounded in time and memory.

Coordinates are points from the upper left corner of the page as it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Final

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import list_value, stream_value
from pdfminer.utils import apply_matrix_pt

from plangraph.documents.pdf.icons import Icon, colour_goal, icon_goal, is_icon_sized, label_icons

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pdfminer.pdfcolor import PDFColorSpace
    from pdfminer.pdffont import PDFFont
    from pdfminer.pdfinterp import PDFGraphicState
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdftypes import PDFStream
    from pdfminer.utils import Matrix, PathSegment, Rect

__all__ = ["UNKNOWN_LETTER", "Glyph", "PageMarks", "PdfLimitError", "Rule", "Scanner"]

# The geta, which Japanese printers set where a letter is missing: for letters whose font does not say what they are.
UNKNOWN_LETTER: Final = "〓"
# About 450 kB of drawing instructions are read in a second; a page of prose has some 20 kB of them, one of tables 50.
MAX_INSTRUCTIONS: Final = 24 * 1024 * 1024
# A full page of a newspaper has some 15,000 letters.
MAX_GLYPHS: Final = 100_000
# Pages of tables have some hundred rules; more than this is a map or a drawing, whose lines part no cells.
MAX_RULES: Final = 6_000
# Forms drawn within forms can multiply without end.
MAX_FIGURES: Final = 20_000
MAX_ICONS: Final = 500  # a page of all goals for each of its measures has some hundred
_CORNERS: Final = 5  # of a square, the first perhaps twice
_STRAIGHT: Final = 1.0  # points by which a rule may lean
_PLAIN: Final = 10.0  # points, of text
_THIN: Final = 3.0  # points: a bar of this breadth is a rule


class PdfLimitError(Exception):
    """A page holds more than any page of a plan does; the text says of what."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter; `spaced` if a space stands before it.

    `weight` is 0 for a plain face, 1 for a gothic one, 2 for a bold one. `turn` is 0 for upright letters, 1 for those
    of lines that run down the page, -1 for those of lines that run up it.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    weight: int = 0
    turn: int = 0
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, level (top == bottom) or upright (x0 == x1)."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(slots=True)
class PageMarks:
    """What stands on one page."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: int = 0
    icons: list[Icon] = field(default_factory=list)
    squares: list[Icon] = field(default_factory=list)  # drawn in a goal's colour; icons if something white is within
    whites: list[tuple[float, float]] = field(default_factory=list)  # middles of what is drawn in white


class Scanner:
    """Reads pages one after another; what a page holds is freed when the next is read."""

    def __init__(self) -> None:
        resources = PDFResourceManager(caching=True)
        self._device = _Device(resources)
        self._interpreter = _Interpreter(resources, self._device)

    def scan(self, page: PDFPage, number: int) -> PageMarks:
        """The marks of a page.

        Raises:
            PdfLimitError: more than `MAX_…` of something; anything else from pdfminer on broken files.

        """
        x0, y0, x1, y1 = page.mediabox
        width, height = abs(x1 - x0), abs(y1 - y0)
        if page.rotate in (90, 270):
            width, height = height, width
        marks = self._device.marks = PageMarks(number, width, height)
        self._device.figures = 0
        self._interpreter.process_page(page)
        _write_icons(marks)
        if len(marks.rules) > MAX_RULES:
            marks.rules.clear()
        return marks


class _Device(PDFLayoutAnalyzer):
    """Receives what a page draws."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.marks = PageMarks(0, 0, 0)
        self.figures = 0
        self.instructions = 0
        self._space = False
        self._seen: dict[int | None, int | None] = {}

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        pass

    def end_page(self, page: PDFPage) -> None:
        pass

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        self.figures += 1
        if self.figures > MAX_FIGURES:
            raise PdfLimitError(f"draws more than {MAX_FIGURES:,} figures")

    def end_figure(self, _: str) -> None:
        pass

    def render_image(self, name: str, stream: PDFStream) -> None:
        self.marks.pictures += 1
        box = self._box(((0.0, 0.0), (1.0, 1.0)))
        if len(self.marks.icons) < MAX_ICONS and is_icon_sized(*box) and (goal := self._goal(stream)):
            self.marks.icons.append(Icon(goal, *box))

    def _goal(self, stream: PDFStream) -> int | None:
        """Each image is looked at once: icons come again on every page."""
        if stream.objid not in self._seen or stream.objid is None:
            self._seen[stream.objid] = icon_goal(stream)
        return self._seen[stream.objid]

    def _box(self, corners: tuple[tuple[float, float], ...]) -> tuple[float, float, float, float]:
        """The box of points of the unit that is drawn in, on the page."""
        placed = [apply_matrix_pt(self.ctm, corner) for corner in corners]
        xs, ys = [x for x, _ in placed], [self.marks.height - y for _, y in placed]
        return min(xs), min(ys), max(xs), max(ys)

    def _fill(self, colour: object, path: Sequence[PathSegment]) -> None:
        """Notes a square in a goal's colour, and what is white; a path of a few points only for the former."""
        points = tuple((float(p[-2]), float(p[-1])) for p in path if len(p) > 2)
        if not points or len(self.marks.squares) + len(self.marks.whites) >= MAX_RULES:
            return
        x0, top, x1, bottom = self._box(points)
        if _is_white(colour):
            self.marks.whites.append(((x0 + x1) / 2, (top + bottom) / 2))
        elif len(points) <= _CORNERS and is_icon_sized(x0, top, x1, bottom) and (goal := colour_goal(colour)):
            self.marks.squares.append(Icon(goal, x0, top, x1, bottom))

    def render_char(
        self, matrix: Matrix, font: PDFFont, fontsize: float, scaling: float, rise: float, cid: int,
        ncs: PDFColorSpace, graphicstate: PDFGraphicState,
    ) -> float:  # fmt: skip
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = UNKNOWN_LETTER
        width, place = font.char_width(cid), font.char_disp(cid)
        letter = LTChar(matrix, font, fontsize, scaling, rise, text, width, place, ncs, graphicstate)
        height = self.marks.height
        inside = 0 <= letter.x0 + letter.x1 <= 2 * self.marks.width and 0 <= letter.y0 + letter.y1 <= 2 * height
        if not text.strip(" \x00\u3000\u00a0\t\r\n"):
            self._space = True
        elif inside:
            if len(self.marks.glyphs) >= MAX_GLYPHS:
                raise PdfLimitError(f"has more than {MAX_GLYPHS:,} letters")
            a, b = matrix[0], matrix[1]
            turn = 1 if font.is_vertical() else (0 if abs(a) >= abs(b) else (-1 if b > 0 else 1))
            size = letter.width if turn else letter.height
            box = (letter.x0, height - letter.y1, letter.x1, height - letter.y0)
            self.marks.glyphs.append(Glyph(text, *box, size, _weight(font.fontname), turn, self._space))
            self._space = False
        return letter.adv

    def paint_path(
        self, gstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[PathSegment]
    ) -> None:
        if fill:
            self._fill(gstate.ncolor, path)
        if len(self.marks.rules) > MAX_RULES or (fill and not stroke and _is_white(gstate.ncolor)):
            return
        strokes: list[tuple[tuple[float, float], tuple[float, float]]] = []
        start = at = (0.0, 0.0)
        for operator, *numbers in path:
            if operator == "h":
                strokes.append((at, start))
                at = start
                continue
            point = apply_matrix_pt(self.ctm, (float(numbers[-2]), float(numbers[-1])))
            if operator == "l":
                strokes.append((at, point))
            elif operator == "m":
                start = point
            at = point
        self.marks.rules.extend(self._rules(strokes))

    def _rules(self, strokes: list[tuple[tuple[float, float], tuple[float, float]]]) -> list[Rule]:
        if not strokes:
            return []
        xs = [x for stroke in strokes for x, _ in stroke]
        ys = [self.marks.height - y for stroke in strokes for _, y in stroke]
        left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
        if bottom - top <= _THIN < right - left:
            return [Rule(left, (top + bottom) / 2, right, (top + bottom) / 2)]
        if right - left <= _THIN < bottom - top:
            return [Rule((left + right) / 2, top, (left + right) / 2, bottom)]
        if right - left >= 0.95 * self.marks.width and bottom - top >= 0.95 * self.marks.height:
            return []  # the colour of the paper
        rules = []
        for i in range(0, len(xs), 2):
            x0, x1 = sorted(xs[i : i + 2])
            y0, y1 = sorted(ys[i : i + 2])
            if y1 - y0 <= _STRAIGHT < x1 - x0:
                rules.append(Rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2))
            elif x1 - x0 <= _STRAIGHT < y1 - y0:
                rules.append(Rule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1))
        return rules


class _Interpreter(PDFPageInterpreter):
    """Counts instructions before it follows them, those of nested forms as well."""

    device: _Device

    def execute(self, streams: Sequence[object]) -> None:
        for each in list_value(streams):
            self.device.instructions += len(stream_value(each).get_data())
        if self.device.instructions > MAX_INSTRUCTIONS:
            raise PdfLimitError(f"draws on and on (over {MAX_INSTRUCTIONS:,} bytes of instructions so far)")
        super().execute(streams)


def _write_icons(marks: PageMarks) -> None:
    """Set rows of icons as letters, of the size of the page's text, at the foot of their boxes.

    There they stand in the cell, or below the heading, whose goals they show.
    """
    drawn = [s for s in marks.squares if any(s.x0 < x < s.x1 and s.top < y < s.bottom for x, y in marks.whites)]
    if not marks.icons and not drawn:
        return
    size = median(glyph.size for glyph in marks.glyphs) if marks.glyphs else _PLAIN
    for text, box in label_icons([*marks.icons, *drawn]):
        marks.glyphs.append(Glyph(text, box.x0, box.bottom - size, box.x1, box.bottom, size))


def _weight(font: str) -> int:
    """How heavy a face is by its name; in text set in Mincho, a line in Gothic stands out as a bold one does."""
    name = font.lower()
    if any(each in name for each in ("bold", "heavy", "black", "ultra", "-w6", "-w7", "-w8", "-w9")):
        return 2
    return int(any(each in name for each in ("gothic", "ゴシック", "kaku")))


def _is_white(colour: object) -> bool:
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    if len(parts) == 4:
        return all(part == 0 for part in parts)  # CMYK
    return all(isinstance(part, int | float) and part >= 0.999 for part in parts)
