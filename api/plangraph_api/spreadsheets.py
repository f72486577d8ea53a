"""Tables as files for spreadsheets, in which no text of a document can become a formula."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from plangraph.pipeline import plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["CSV", "XLSX", "Cell", "Sheet", "plain_cell", "write_csv", "write_xlsx"]

CSV: Final = "text/csv; charset=utf-8"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Cell = str | int | Decimal
"""Numbers of ours stay numbers; all text is text."""

_LONGEST: Final = 32_767
_WIDEST, _NARROWEST = 60, 8
_MODIFIED: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table with its heading; each row is as long as `header`."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def plain_cell(cell: Cell) -> Cell:
    """A cell as it may be written: text that would be a formula with ' before it, without what no file may hold."""
    if not isinstance(cell, str):
        return cell
    text = ILLEGAL_CHARACTERS_RE.sub("", cell)[: _LONGEST - 1]
    return plain_text(text)


def write_csv(about: Sequence[str], sheets: Sequence[Sheet]) -> bytes:
    """Tables one below the other, with lines `about` them above (RFC 4180: all rows of one length).

    It begins with a byte order mark, without which Excel takes UTF-8 for the code page of the machine.
    """
    width = max(len(sheet.header) for sheet in sheets)
    rows: list[Sequence[Cell]] = [(line,) for line in about]
    for sheet in sheets:
        rows += [(), (sheet.title,), sheet.header, *sheet.rows]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([plain_cell(cell) for cell in row] + [""] * (width - len(row)))
    return text.getvalue().encode("utf-8-sig")


def write_xlsx(about: Sequence[str], sheets: Sequence[Sheet], made: date) -> bytes:
    """A workbook of these tables, with lines `about` them above the first. The same tables give the same bytes."""
    book = Workbook()
    for empty in book.worksheets:
        book.remove(empty)
    for number, sheet in enumerate(sheets):
        page = book.create_sheet(sheet.title[:31])
        lines = about if number == 0 else ()
        for line in lines:
            page.append([plain_cell(line)])
        _fill(page, sheet, len(lines) + 2 if lines else 1)
    packed = io.BytesIO()
    book.save(packed)
    return _dated(packed, made)


def _fill(page: Worksheet, sheet: Sheet, start: int) -> None:
    """Write a table from the row `start` on, to be printed across one page with its header on each."""
    for at, row in enumerate((sheet.header, *sheet.rows), start=start):
        for column, value in enumerate(row, start=1):
            written = page.cell(at, column, plain_cell(value))
            written.alignment = Alignment(vertical="top", wrap_text=True)
            written.font = Font(bold=at == start)
    for column in range(1, len(sheet.header) + 1):
        # Japanese letters are twice as wide as the digits that a width counts.
        longest = max(len(str(row[column - 1])) for row in (sheet.header, *sheet.rows))
        page.column_dimensions[get_column_letter(column)].width = min(_WIDEST, max(_NARROWEST, 2 * longest))
    page.freeze_panes = f"A{start + 1}"
    page.page_setup.orientation, page.page_setup.fitToWidth, page.page_setup.fitToHeight = "landscape", 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{start}:{start}"


def _dated(packed: io.BytesIO, made: date) -> bytes:
    """The package with the day it was made on for each time in it, so that who has it need not load it again."""
    again = io.BytesIO()
    with zipfile.ZipFile(packed) as read, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as written:
        for name in read.namelist():
            content = _MODIFIED.sub(rb"\g<1>" + f"{made}T00:00:00Z".encode(), read.read(name))
            written.writestr(zipfile.ZipInfo(name, (made.year, made.month, made.day, 0, 0, 0)), content)
    return again.getvalue()
