"""What a Word file is made of: headings in every way that cities make them, lists, tables with merged cells, boxes."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["OVER", "Paper"]

OVER: Final = "\0"
"""A cell that the cell to its left goes on over; in the first column, the one above it."""
UP: Final = "\1"
"""A cell that the cell above it goes on over."""
_SIZES: Final = {1: 18, 2: 14, 3: 12, 4: 11}
_FORMS: Final = {"①": "decimalEnclosedCircle", "n": "decimal", "・": "bullet", "ア": "aiueo"}


class Paper:
    """A Word file that is being written; `way` is how its headings are made."""

    def __init__(self, way: str) -> None:
        self.file = docx.Document()
        self._way = way
        self._lists = 100
        if way == "numbered styles":
            self._heading_list()

    def data(self) -> bytes:
        """The file."""
        out = BytesIO()
        self.file.save(out)
        return out.getvalue()

    def line(self, text: str, *, style: str | None = None, right: bool = False, bold: bool = False) -> Any:
        """A paragraph; a line break within stands as one, a tab as one."""
        paragraph = self.file.add_paragraph(style=style)
        run = paragraph.add_run(text)
        run.bold = bold or None
        if right:
            paragraph.alignment = 2
        return paragraph

    def heading(self, number: str, title: str, level: int, *, ruby: str = "") -> None:
        """A heading with the number that is typed before it, or that the style counts."""
        text = title if self._way == "numbered styles" else number + title
        way = "styles" if self._way in ("numbered styles", "styles by run") else self._way
        if way == "bands" and level == 1 and number:
            self.table([[text]], shaded=True)
            return
        if way in ("styles", "bands", "flat"):
            paragraph = self.file.add_heading("", 1 if way == "flat" else level)
            if self._way == "styles by run" and number:  # typed at another time than the title, in runs of their own
                paragraph.add_run(number)
                paragraph.add_run(title)
            else:
                paragraph.add_run(text)
        elif way == "outline":
            paragraph = self.line(text)
            paragraph.paragraph_format.element.get_or_add_pPr().append(
                parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{level - 1}"/>')
            )
        else:  # large letters, bold or not, or bold alone
            paragraph = self.line(text)
            paragraph.runs[0].bold = True if way in ("bold", "large and bold") else None
            if way != "bold":
                paragraph.runs[0].font.size = Pt(_SIZES[level] + 2 * (way == "large"))
        if self._way == "numbered styles" and not number:
            self._in_list(paragraph, 0, 0)  # a heading that is not counted
        if ruby:
            self._ruby(paragraph, ruby)

    def items(self, mark: str, texts: Sequence[str], level: int = 0) -> None:
        """A list that Word numbers or marks, from 1."""
        self._lists += 1
        template = "%1" if mark == "①" else "%1." if mark == "n" else "%1　" if mark == "ア" else "・"
        self._define(self._lists, [(_FORMS[mark], template)] * (level + 1))
        for text in texts:
            self._in_list(self.line(text, style="List Paragraph"), self._lists, level)

    def table(self, rows: Sequence[Sequence[str]], *, shaded: bool = False, into: Any = None) -> Any:
        """A table; OVER goes on from the left, UP from above, and a cell with a table in it is given by `into`."""
        width = max(map(len, rows))
        table = into.add_table(len(rows), width) if into is not None else self.file.add_table(len(rows), width)
        if into is None:
            table.style = "Table Grid"
        for at, row in enumerate(rows):
            for place, text in enumerate(row):
                if text not in (OVER, UP):
                    _fill(table.cell(at, place), table.cell(*_end(rows, at, place)), text, shaded=shaded)
        if into is None:
            self.file.add_paragraph()
        return table

    def box(self, lines: Sequence[str]) -> None:
        """A text box beside the text."""
        inner = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
        run = self.file.add_paragraph().add_run()
        run._r.append(  # noqa: SLF001
            parse_xml(
                f'<w:pict {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox>'
                f"<w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict>"
            )
        )

    def contents(self, titles: Sequence[str], *, field: bool) -> None:
        """A table of contents: as Word makes it, with a style of its own, or typed with tabs."""
        self.line("目次", bold=True)
        if field and "TOC 1" not in [style.name for style in self.file.styles]:
            self.file.styles.add_style("TOC 1", 1)
        for page, title in enumerate(titles, 3):
            self.line(f"{title}\t{page}" if field else f"{title}………{page}", style="TOC 1" if field else None)

    def margins(self, head: str, foot: str) -> None:
        """What stands above and below the text of each page."""
        self.file.sections[0].header.paragraphs[0].text = head
        self.file.sections[0].footer.paragraphs[0].text = foot

    def _ruby(self, paragraph: Any, reading: str) -> None:
        """The last two letters of a paragraph get their reading above them."""
        run = paragraph.runs[-1]
        text = run.text
        run.text = text[:-2]
        paragraph.add_run()._r.append(  # noqa: SLF001
            parse_xml(
                f"<w:ruby {nsdecls('w')}><w:rt><w:r><w:t>{reading}</w:t></w:r></w:rt>"
                f"<w:rubyBase><w:r><w:t>{text[-2:]}</w:t></w:r></w:rubyBase></w:ruby>"
            )
        )

    def _define(self, identity: int, levels: Sequence[tuple[str, str]]) -> None:
        part = self.file.part.numbering_part.element
        inner = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for at, (form, text) in enumerate(levels)
        )
        part.append(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{identity}">{inner}</w:abstractNum>'))
        part.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{identity}"><w:abstractNumId w:val="{identity}"/></w:num>')
        )

    @staticmethod
    def _in_list(node: Any, identity: int, level: int) -> None:
        node._p.get_or_add_pPr().append(_list_of(identity, level))  # noqa: SLF001

    def _heading_list(self) -> None:
        """The styles of headings count: 基本目標1, 1-1, (1)."""
        self._define(99, [("decimal", "基本目標%1　"), ("decimal", "%1-%2　"), ("decimal", "（%3）")])
        for level in (1, 2, 3):
            self.file.styles[f"Heading {level}"].element.get_or_add_pPr().append(_list_of(99, level - 1))


def _end(rows: Sequence[Sequence[str]], at: int, place: int) -> tuple[int, int]:
    """The last row and column that a cell goes on over."""
    right, down = place, at
    while right + 1 < len(rows[at]) and rows[at][right + 1] == OVER:
        right += 1
    while down + 1 < len(rows) and len(rows[down + 1]) > place and rows[down + 1][place] == UP:
        down += 1
    return down, right


def _fill(cell: Any, last: Any, text: str, *, shaded: bool) -> None:
    first, *more = text.split("\v")
    cell = cell.merge(last)
    cell.text = first
    for each in more:
        cell.add_paragraph(each)
    if shaded:
        fill = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="D9E2F3"/>')
        cell._tc.get_or_add_tcPr().append(fill)  # noqa: SLF001


def _list_of(identity: int, level: int) -> Any:
    number = parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{identity}"/></w:numPr>')
    assert number.tag == qn("w:numPr")
    return number
