"""XLSX → blocks: a heading a sheet (where there are several), its title lines, and its tables as they are seen.

A span names the sheet; its page is the place of the sheet among the workbook's tabs, its lines are rows of that sheet.
The heading with a sheet's name stands on no row, so its line is 0. Formulas give the values that the file keeps.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from dataclasses import replace
from io import BytesIO
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

from openpyxl import load_workbook

from plangraph.documents.grid import check_size, iter_blocks
from plangraph.documents.markup import strip_marks
from plangraph.documents.number_format import format_value
from plangraph.documents.package import check_package
from plangraph.documents.xlsx_merges import over_rows, read_merges
from plangraph.errors import DocumentError
from plangraph.model import Block, BlockKind, Row, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["read_blocks"]

# A formula without a value: whoever wrote the file did not compute it.
_NOT_COMPUTED: Final = re.compile(rb"</f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>|<f[^>]*/>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_LAST_ROW: Final = 1_048_576  # of any sheet (Excel specifications and limits)
_HIDDEN: Final = "（非表示のシート）"
_RETURN: Final = re.compile(r"_x000[Dd]_")  # a carriage return as the format writes it (ST_Xstring)


def read_blocks(data: bytes, name: str) -> tuple[Block, ...]:
    """The visible sheets in their order; a hidden one is named by a paragraph, and its cells are left out.

    Raises:
        DocumentError: no XLSX, damaged, locked with a password, or too large.

    """
    check_package(data, name, "xlsx")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl would lose on saving: nothing is saved here
            return tuple(_iter_blocks(data, name))
    except DocumentError:
        raise
    except Exception as error:  # whatever trips openpyxl is damage to the file
        problem = (
            f"the workbook is damaged ({type(error).__name__}); open it in a spreadsheet program and save it again"
        )
        raise DocumentError(name, problem) from error


def _iter_blocks(data: bytes, name: str) -> Iterator[Block]:
    sheets = _sheets(data, name, computed=True)
    if _has_formulas_without_values(data):
        # What was never computed is kept raw, as the formula that it is.
        formulas = _sheets(data, name, computed=False)
        sheets = [
            (title, hidden, _filled(rows, raw))
            for (title, hidden, rows), (_, _, raw) in zip(sheets, formulas, strict=True)
        ]
    merges = read_merges(data)
    for page, (title, hidden, rows) in enumerate(sheets, start=1):
        if hidden:
            yield Block(BlockKind.PARAGRAPH, Span(0, 0, page, title), f"{title}{_HIDDEN}")
            continue
        blocks = list(iter_blocks(list(over_rows(rows, merges.get(title, ())))))
        if blocks and len(sheets) > 1:
            yield Block(BlockKind.HEADING, Span(0, 0, page, title), title, level=1)
        yield from blocks


def _sheets(data: bytes, name: str, *, computed: bool) -> list[tuple[str, bool, list[Row]]]:
    """Title, whether hidden, and rows of each tab."""
    book = load_workbook(BytesIO(data), read_only=True, data_only=computed, keep_links=False)
    try:
        found: list[tuple[str, bool, list[Row]]] = []
        filled = 0
        for page, sheet in enumerate((book[title] for title in book.sheetnames), start=1):
            hidden = sheet.sheet_state != "visible"
            title = strip_marks(sheet.title)
            there = hasattr(sheet, "iter_rows") and not hidden
            rows = list(_iter_rows(sheet, Span(0, 0, page, title), name, filled)) if there else []
            filled += sum(any(row.cells) for row in rows)
            found.append((title, hidden, rows))
        return found
    finally:
        book.close()


def _iter_rows(sheet: Any, place: Span, name: str, filled: int) -> Iterator[Row]:
    """The rows of a sheet; of blank rows that follow each other only one, for it parts tables as well as many."""
    sheet.reset_dimensions()  # what the file says of its size is not always so
    cells, blank = 0, False
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number > _LAST_ROW:
            raise DocumentError(name, f"a row beyond the {_LAST_ROW:,} that a sheet can have; the file is damaged")
        texts = tuple(_text(cell) for cell in row)
        any_text = any(texts)
        filled, cells = filled + any_text, cells + len(row)
        check_size(f"{name}, sheet {sheet.title}", filled, cells)
        if any_text or not blank:
            yield Row(texts if any_text else (), replace(place, start_line=number, end_line=number))
        blank = not any_text


def _filled(rows: list[Row], raw: list[Row]) -> list[Row]:
    """The rows with what only `raw` has."""
    values = {row.span: row.cells for row in rows}
    return [
        Row(tuple(a or b for a, b in zip_longest(values.get(row.span, ()), row.cells, fillvalue="")), row.span)
        for row in raw
    ]


def _text(cell: Any) -> str:
    if cell.value is None:
        return ""
    value = getattr(cell.value, "text", cell.value)  # an array formula is an object with its text
    text = value if isinstance(value, str) else format_value(value, cell.number_format)
    return strip_marks(_RETURN.sub("\n", text)) if text else ""


def _has_formulas_without_values(data: bytes) -> bool:
    with zipfile.ZipFile(BytesIO(data)) as package:
        sheets = (part for part in package.namelist() if part.startswith("xl/worksheets/") and part.endswith(".xml"))
        return any(_NOT_COMPUTED.search(package.read(part)) for part in sheets)
