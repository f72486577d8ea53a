"""Tables as cities fill them in: columns headed over several rows, cells merged or left empty below; XLSX and CSV."""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, TypeVar

from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal
    from random import Random

__all__ = ["YEARS", "Cell", "Column", "Draw", "Sheet", "figure", "to_csv", "to_xlsx", "year_words"]

T = TypeVar("T")
YEARS: Final = (
    "{era}{n}年度", "{letter}{d}", "{letter}{d}年度", "{year}年度", "{era}{n}（{year}）年度", "{letter}{d}({year})",
    "{era}{w}年度",
)  # fmt: skip
_REIWA: Final = 2019


class Draw:
    """Choices of form, drawn independently and remembered by the trait that they are of."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.traits: dict[str, str] = {}

    def pick(self, trait: str, *choices: T) -> T:
        """One of the choices, each as likely as another."""
        choice = self.rng.choice(choices)
        self.traits[trait] = str(choice).replace("\n", "⏎")
        return choice


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows; a number lies in a workbook as `value` with a number format."""

    text: str = ""
    value: Decimal | int | None = None
    format: str = "General"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the names over it from the top, and what it says of a row.

    Where cells are merged or left empty below, rows that follow each other with the same `of` share one.
    """

    heads: tuple[str, ...]
    cell: Callable[[Any], Cell | str]
    of: Callable[[Any], object] | None = None


@dataclass(slots=True)
class Sheet:
    """A sheet: rows of cells, and what is merged (first row, first column, last row, last column, from 0)."""

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: bool = False

    def line(self, *cells: Cell | str) -> None:
        """A row of cells from the left."""
        self.rows.append([each if isinstance(each, Cell) else Cell(each) for each in cells])

    def table(
        self, columns: Sequence[Column], rows: Sequence[Any], covering: str, band: Callable[[Any], str] | None = None
    ) -> None:
        """A header and its rows; `covering` says how one cell stands for several: merged, first, repeated.

        `band` names what the rows below are of, in a row of its own wherever it says something new.
        """
        self._header(columns, max(len(column.heads) for column in columns))
        places, over = [], ""
        for row in rows:
            if band and band(row) != over:
                over = band(row)
                if covering == "merged":
                    self.merges.append((len(self.rows), 0, len(self.rows), len(columns) - 1))
                self.line(over)
            places.append(len(self.rows))
            self.line(*(column.cell(row) for column in columns))
        for at, column in enumerate(columns):
            if column.of is None or covering == "repeated":
                continue
            of = column.of
            for _, group in groupby(zip(places, rows, strict=True), key=lambda each: of(each[1])):
                first, *others = [place for place, _ in group]
                for place in others:
                    self.rows[place][at] = Cell()
                if covering == "merged" and others and others[-1] - first == len(others):
                    self.merges.append((first, at, others[-1], at))

    def _header(self, columns: Sequence[Column], depth: int) -> None:
        top = len(self.rows)
        for level in range(depth):
            names = [each.heads[level] if level < len(each.heads) else "" for each in columns]
            # A name over several columns is printed once, over the first of them.
            over = [
                (heads[: level + 1] if len(heads) > level + 1 else at)
                for at, heads in enumerate(each.heads for each in columns)
            ]
            for _, group in groupby(range(len(columns)), key=over.__getitem__):
                first, *others = group
                for at in others:
                    names[at] = ""
                if others:
                    self.merges.append((top + level, first, top + level, others[-1]))
            self.line(*names)
        for at, column in enumerate(columns):
            if len(column.heads) < depth:
                self.merges.append((top + len(column.heads) - 1, at, top + depth - 1, at))


def figure(number: Decimal, unit: str, how: str) -> Cell:
    """A number as it is shown: plain, with commas, in full width, or by a format; with its unit or without."""
    places = max(-number.as_tuple().exponent, 0)
    plain, commas = f"{number}", f"{number:,}"
    if how == "plain":
        return Cell(plain + unit)
    if how == "wide":
        return Cell(unicodedata.normalize("NFKC", commas).translate(_WIDE) + unit)
    if how == "commas":
        return Cell(commas + unit)
    decimals = "." + "0" * places if places else ""
    if unit == "％" and how == "percent":
        return Cell(f"{number}%", number / 100, f"0{decimals}%")
    return Cell(commas + unit, number, f"#,##0{decimals}" + (f'"{unit}"' if unit else ""))


_WIDE: Final = {ord(each): chr(ord(each) + 0xFEE0) for each in "0123456789.,"}


def year_words(year: int, form: str) -> str:
    """A year in one of the forms of YEARS."""
    era, first = ("令和", 2018) if year >= _REIWA else ("平成", 1988)
    number = year - first
    said = "元" if number == 1 else str(number)
    return form.format(era=era, n=said, w=said.translate(_WIDE), letter="RH"[year < _REIWA], d=number, year=year)


def to_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """A workbook of the sheets."""
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        page.sheet_state = "hidden" if sheet.hidden else "visible"
        for at, row in enumerate(sheet.rows, start=1):
            for column, cell in enumerate(row, start=1):
                if cell.text:
                    place = page.cell(at, column, cell.text if cell.value is None else cell.value)
                    place.number_format = cell.format
        for top, left, bottom, right in sheet.merges:
            page.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def to_csv(sheet: Sheet, *, delimiter: str, encoding: str) -> bytes:
    """The sheet's cells as they are shown, every record as wide as the widest."""
    width = max(len(row) for row in sheet.rows)
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerows([cell.text for cell in row] + [""] * (width - len(row)) for row in sheet.rows)
    return text.getvalue().encode(encoding)
