"""Tables of web pages → rows: merged cells stand once, at their upper left, and are empty elsewhere."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from plangraph.documents.html.words import line_of, words
from plangraph.model import Block, BlockKind, Row, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

__all__ = ["MAX_CELLS", "TableLimitError", "is_layout", "read_table"]

# A table of 100,000 rows and 100 columns; merged cells may claim to cover far more than they do.
MAX_CELLS: Final = 10_000_000
_MOST_PARTS: Final = 20  # paragraphs and items that a cell of data holds
_WIDEST: Final = 1000  # columns (HTML Standard, 4.9.11: colspan is at most that)
_TALLEST: Final = 65_534  # rows (idem)


class TableLimitError(Exception):
    """A table has more than `MAX_CELLS` cells."""


def is_layout(table: HtmlElement) -> bool:
    """Whether a table only places things on the page: it says so, holds tables, or has no two cells in any row.

    So does one with a cell that holds a part of the text: a heading, and more than that.
    """
    if (table.get("role") or "").lower() in {"presentation", "none"}:
        return True
    if any(True for _ in islice(table.iter("table"), 1, 2)):
        return True
    if any(_holds_parts(cell) for cell in table.iter("td")):
        return True
    return not any(len(_cells(tr)) > 1 for tr in table.iter("tr"))


def _holds_parts(cell: HtmlElement) -> bool:
    headed = len(cell) > 1 and next(cell.iter("h1", "h2", "h3"), None) is not None
    return headed or sum(1 for _ in islice(cell.iter("p", "li", "dt", "dd", "div"), _MOST_PARTS + 1)) > _MOST_PARTS


def _cells(tr: HtmlElement) -> list[HtmlElement]:
    return [cell for cell in tr if cell.tag in ("td", "th")]


def read_table(table: HtmlElement) -> Iterator[Block]:
    """The caption as a paragraph, if there is one, and the rows."""
    for caption in islice(table.iter("caption"), 1):
        text = words(caption)
        if text:
            yield Block(BlockKind.PARAGRAPH, _span(caption, text), text)
    rows = tuple(_iter_rows(table))
    if rows:
        yield Block(BlockKind.TABLE, rows[0].span.to(rows[-1].span), rows=rows)


def _iter_rows(table: HtmlElement) -> Iterator[Row]:
    # Column → how many rows a cell from above still covers, and its text (at its first column).
    covered: dict[int, tuple[int, str]] = {}
    made: list[tuple[list[str], Span, int, dict[int, str]]] = []
    count = 0
    for number, tr in enumerate(table.iter("tr"), 1):
        above = {column: text for column, (_, text) in covered.items() if text}
        texts, covered = _place(tr, covered)
        end = max((line_of(cell) for cell in _cells(tr)), default=line_of(tr))
        count += len(texts) + 1
        if count > MAX_CELLS:
            raise TableLimitError
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            made.append((texts, Span(line_of(tr), max(line_of(tr), end)), number, above))
    width = max((len(texts) for texts, _, _, _ in made), default=0)
    if width * len(made) > MAX_CELLS:
        raise TableLimitError
    for texts, span, number, above in made:
        merged = tuple(above.get(at, "") for at in range(width)) if above else ()
        yield Row(tuple(texts + [""] * (width - len(texts))), span, number=number, merged=merged)


def _place(tr: HtmlElement, covered: dict[int, tuple[int, str]]) -> tuple[list[str], dict[int, tuple[int, str]]]:
    """The texts of a row's places, and what its cells and those from above cover in the next row."""
    texts: list[str] = []
    below: dict[int, tuple[int, str]] = {}
    for cell in _cells(tr):
        while len(texts) in covered:
            texts.append("")
        if len(texts) >= _WIDEST:
            break
        across = min(_number(cell, "colspan", _WIDEST), _WIDEST - len(texts))
        down = _number(cell, "rowspan", _TALLEST)
        if down > 1:
            below |= dict.fromkeys(range(len(texts), len(texts) + across), (down, ""))
            below[len(texts)] = (down, words(cell))
        texts += [words(cell), *[""] * (across - 1)]
    while len(texts) in covered:
        texts.append("")
    return texts, {column: (left - 1, text) for column, (left, text) in {**covered, **below}.items() if left > 1}


def _number(cell: HtmlElement, name: str, most: int) -> int:
    given = (cell.get(name) or "").strip()
    return min(max(int(given), 1), most) if given.isascii() and given.isdigit() and len(given) < 9 else 1


def _span(node: HtmlElement, text: str) -> Span:
    return Span(line_of(node), line_of(node) + text.count("\n"))
