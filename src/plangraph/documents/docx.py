"""DOCX → blocks: headings by their style or else their size, paragraphs and items with their numbers, tables.

A document of flowing text has no lines of its own, so a span counts paragraphs: line 12 is the twelfth paragraph of the
body, those in tables and boxes and the empty ones counted as well, in the order of the file. Insertions under review
are read, deletions, comments and notes are not; nor is a table of contents, which repeats headings. What heads or foots
pages is furniture: it stands in no paragraph of the body, so its line is 0.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import docx

from plangraph.documents.content import Content
from plangraph.documents.docx_looks import levels_by_looks
from plangraph.documents.docx_numbering import Numbering, list_level
from plangraph.documents.docx_styles import Styles
from plangraph.documents.marks_explained import explained_marks
from plangraph.documents.markup import strip_marks
from plangraph.documents.package import check_package
from plangraph.errors import DocumentError
from plangraph.model import Block, BlockKind, Row, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["read_docx"]

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What is not part of the text as it stands: deleted, moved away, readings above letters, a second form of a drawing.
_SKIPPED: Final = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}rt", f"{_W}pPr", f"{_W}rPr", _FALLBACK})
_BOX: Final = f"{_W}txbxContent"
_BREAKS: Final = {f"{_W}tab": "\t", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_NEAR: Final = 4  # paragraphs on each side that may explain the other marks of a legend
_BULLET: Final = re.compile(r"^[・･•●○〇◯◆◇■□▪]\s*(?=\S)")
_GAP: Final = re.compile(r"[\t\u3000]+")  # what parts labels from values on a line
_DEEPEST: Final = 20  # tables inside tables
_LONGEST_LABEL: Final = 20
MAX_COLUMNS: Final = 500  # Word itself allows 63; a span that claims more is damage


def read_docx(data: bytes, name: str) -> Content:
    """Blocks in the order of the text, and what heads and foots the pages.

    Raises:
        DocumentError: no DOCX, damaged, locked with a password, or too large.

    """
    check_package(data, name, "docx")
    try:
        document = docx.Document(BytesIO(data))
        styles = Styles(document)
        looks = levels_by_looks(document.element.body, styles)
        reader = _Reader(styles, Numbering(document), looks)
        return Content(tuple(reader.blocks(document.element.body, 0)), furniture=tuple(_margins(document)))
    except DocumentError:
        raise
    except Exception as error:  # whatever trips python-docx is damage to the file
        problem = f"the document is damaged ({type(error).__name__}); open it in a word processor and save it as .docx"
        raise DocumentError(name, problem) from error


def _margins(document: Any) -> Iterator[Block]:
    """The paragraphs above and below the text of each page, once however many sections print them."""
    lines: dict[str, None] = {}
    for section in document.sections:
        pages = [(section.header, section.footer)]
        if section.different_first_page_header_footer:
            pages.append((section.first_page_header, section.first_page_footer))
        for margin in (each for pair in pages for each in pair if not each.is_linked_to_previous):
            with suppress(KeyError):  # a part that the file lost keeps nobody from its text
                lines |= dict.fromkeys(_words(_text(each, [])) for each in margin._element.iter(f"{_W}p"))  # noqa: SLF001
    yield from (Block(BlockKind.PARAGRAPH, Span(0, 0), line) for line in lines if line)


def _explains(paragraph: Any, text: str) -> bool:
    """Whether a paragraph is one of those that explain marks, one each: its own is no bullet."""
    if not _BULLET.match(text):
        return False
    around = [paragraph]
    for _ in range(_NEAR):
        before, behind = around[0].getprevious(), around[-1].getnext()
        around = [*([before] if before is not None else []), *around, *([behind] if behind is not None else [])]
    lines = [_words(_text(each, [])) if each.tag == f"{_W}p" else "" for each in around]
    return any(begin <= around.index(paragraph) < end for begin, end in explained_marks(lines).items())


class _Reader:
    def __init__(self, styles: Styles, numbering: Numbering, looks: dict[Any, int]) -> None:
        self.styles, self.numbering, self.looks = styles, numbering, looks
        self.at = 0  # the paragraph that was read last

    def blocks(self, parent: Any, depth: int) -> Iterator[Block]:
        """The blocks of the body, a content control, a frame or a text box."""
        for child in parent:
            if child.tag == f"{_W}p":
                yield from self._paragraph(child, depth)
            elif child.tag == f"{_W}tbl":
                yield from self._table(child, depth)
            elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo", f"{_W}customXml"):
                yield from self.blocks(child, depth)

    def _paragraph(self, paragraph: Any, depth: int) -> Iterator[Block]:
        self.at += 1
        span = Span(self.at, self.at)
        boxes: list[Any] = []
        text = _words(_text(paragraph, boxes))
        if text and not self.styles.is_contents(paragraph):
            yield self._block(paragraph, text, span)
        for box in boxes if depth < _DEEPEST else ():
            yield from self.blocks(box, depth + 1)

    def _block(self, paragraph: Any, text: str, span: Span) -> Block:
        level = self.looks.get(paragraph, 0) or self.styles.level(paragraph)
        number = self.numbering.next(paragraph, self.styles)
        bullet = None if _explains(paragraph, text) else _BULLET.match(text)
        if level:
            return Block(BlockKind.HEADING, span, _numbered(number, text), level=level)
        if bullet or number == "":
            inner = list_level(paragraph, self.styles)
            return Block(BlockKind.ITEM, span, text[bullet.end() :] if bullet else text, level=inner)
        return Block(BlockKind.PARAGRAPH, span, _numbered(number, text))

    def _table(self, table: Any, depth: int) -> Iterator[Block]:
        rows = [row for row in table.iterchildren(f"{_W}tr", f"{_W}sdt") for row in _unwrapped(row, f"{_W}tr")]
        width = max((sum(_span(cell) for cell in _cells(row)) for row in rows), default=0)
        if width > MAX_COLUMNS:
            raise ValueError(f"{width} columns")
        if width <= 1 or all(len(_cells(row)) <= 1 for row in rows):
            # A frame around text: what is in it is text, tables and all.
            for cell in (cell for row in rows for cell in _cells(row)) if depth < _DEEPEST else ():
                yield from self.blocks(cell, depth + 1)
            return
        above: dict[int, str] = {}
        read: list[Row] = []
        for number, row in enumerate(rows, 1):
            if depth < _DEEPEST and len(rows) > 1 and _is_around_table(row):
                yield from _block_of(read, width)
                read = []
                for cell in _cells(row):
                    yield from self.blocks(cell, depth + 1)
            elif any((each := self._row(row, number, depth, above)).cells):
                read.append(each)
        yield from _block_of(read, width)

    def _row(self, row: Any, number: int, depth: int, above: dict[int, str]) -> Row:
        """A row with the text of a merged cell at its first place, once, and nothing at the others.

        `above` are the texts of the cells that may go on in the next row, by their place.
        """
        start = self.at + 1
        before = row.find(f"{_W}trPr/{_W}gridBefore")
        cells: list[str] = [""] * (_number(before) if before is not None else 0)
        merged: dict[int, str] = {}
        for cell in _cells(row):
            blocks = list(self.blocks(cell, depth + 1)) if depth < _DEEPEST else []
            text = "\n".join(map(_cell_text, blocks))
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            goes_on = merge is not None and merge.get(f"{_W}val") != "restart"
            if goes_on and above.get(len(cells)):
                merged[len(cells)] = above[len(cells)]
            elif merge is not None:
                above[len(cells)] = text
            else:
                above.pop(len(cells), None)
            cells += ["" if goes_on else text, *[""] * (_span(cell) - 1)]
        over = tuple(merged.get(at, "") for at in range(len(cells))) if merged else ()
        return Row(tuple(cells), Span(start, max(start, self.at)), number=number, merged=over)


def _block_of(rows: Sequence[Row], width: int) -> Iterator[Block]:
    """The rows as a table, without the columns that none of them uses."""
    used = [at for at in range(width) if any(at < len(row.cells) and row.cells[at] for row in rows)]
    columns = tuple(at + 1 for at in used)
    trimmed = tuple(
        replace(
            row,
            cells=tuple(_at(row.cells, at) for at in used),
            columns=columns,
            merged=tuple(_at(row.merged, at) for at in used) if row.merged else (),
        )
        for row in rows
    )
    if trimmed:
        yield Block(BlockKind.TABLE, trimmed[0].span.to(trimmed[-1].span), rows=trimmed)


def _is_around_table(row: Any) -> bool:
    """Whether a row of a form is a label at most, and a table of its own beside it: 成果指標 | 指標名, 現状値."""
    tables = [cell for cell in _cells(row) if any(_is_grid(table) for table in cell.iterchildren(f"{_W}tbl"))]
    labels = [text for cell in _cells(row) if cell not in tables and (text := _words(_text(cell, [])))]
    return len(tables) == 1 and len(labels) <= 1 and all(len(label) <= _LONGEST_LABEL for label in labels)


def _is_grid(table: Any) -> bool:
    rows = table.findall(f"{_W}tr")
    return len(rows) > 1 and all(len(_cells(row)) > 1 for row in rows[:2])


def _text(node: Any, boxes: list[Any]) -> str:
    """The letters below a node; text boxes are handed out, for they are paragraphs of their own."""
    pieces: list[str] = []
    stack = list(reversed(node))
    while stack:
        child = stack.pop()
        if child.tag in _SKIPPED or not isinstance(child.tag, str):
            continue
        if child.tag == _BOX:
            boxes.append(child)
        elif child.tag == f"{_W}t":
            pieces.append(child.text or "")
        elif child.tag == f"{_W}br":
            pieces.append("\n" if child.get(f"{_W}type") in (None, "textWrapping") else "")
        elif child.tag in _BREAKS:
            pieces.append(_BREAKS[child.tag])
        else:
            stack.extend(reversed(child))
    return "".join(pieces)


def _words(text: str) -> str:
    """A text without marks; a tab or a wide blank within a line stays one wide blank."""
    lines = ("\u3000".join(filter(None, map(strip_marks, _GAP.split(line)))) for line in text.split("\n"))
    return "\n".join(filter(None, lines))


def _numbered(number: str | None, text: str) -> str:
    return f"{number} {text}" if number else text


def _cell_text(block: Block) -> str:
    if block.rows:  # a table in a cell
        return "\n".join(" ".join(filter(None, row.cells)) for row in block.rows)
    return f"・{block.text}" if block.kind is BlockKind.ITEM else block.text


def _unwrapped(node: Any, tag: str) -> Iterator[Any]:
    """The node, or those of the wanted kind that a content control holds."""
    if node.tag == tag:
        yield node
    else:
        yield from node.iterfind(f"{_W}sdtContent/{tag}")


def _cells(row: Any) -> list[Any]:
    return [cell for child in row.iterchildren(f"{_W}tc", f"{_W}sdt") for cell in _unwrapped(child, f"{_W}tc")]


def _span(cell: Any) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    return max(1, _number(span)) if span is not None else 1


def _number(node: Any) -> int:
    value = node.get(f"{_W}val", "1")
    if not value.isascii() or not value.isdigit() or int(value) > MAX_COLUMNS:
        raise ValueError(f"{value} columns")
    return int(value)


def _at(cells: tuple[str, ...], at: int) -> str:
    return cells[at] if at < len(cells) else ""
