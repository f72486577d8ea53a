"""Cells of a sheet that are merged over several rows, by the package: openpyxl leaves them out in streams."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Final

from lxml import etree
from openpyxl.utils.cell import range_boundaries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plangraph.model import Row

__all__ = ["Merge", "over_rows", "read_merges"]

# First row, last row and first column of a cell, from 1.
Merge = tuple[int, int, int]
_REF: Final = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})\"")
_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"


def read_merges(data: bytes) -> dict[str, tuple[Merge, ...]]:
    """By the name of each sheet, the cells that are merged over more than one row, from the top."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = set(package.namelist())
        if not {_BOOK, _RELATIONS} <= parts:
            return {}
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        relations = etree.fromstring(package.read(_RELATIONS), parser)
        targets = {each.get("Id"): posixpath.join("/xl", each.get("Target", "")).lstrip("/") for each in relations}
        sheets = etree.fromstring(package.read(_BOOK), parser).iterfind("{*}sheets/{*}sheet")
        paths = {each.get("name", ""): targets.get(each.get(_ID), "") for each in sheets}
        return {name: tuple(sorted(_down(package.read(path)))) for name, path in paths.items() if path in parts}


def _down(sheet: bytes) -> Iterator[Merge]:
    for match in _REF.finditer(sheet):
        left, top, _, bottom = range_boundaries(match[1].decode())
        if left and top and bottom and bottom > top:
            yield top, bottom, left


def over_rows(rows: Sequence[Row], merges: Sequence[Merge]) -> Iterator[Row]:
    """The rows, each with the texts of the cells that are merged over it from above."""
    open_: dict[int, tuple[int, str]] = {}  # column from 0 → last row that the cell covers, and its text
    coming = 0
    for row in rows:
        number = row.span.start_line
        open_ = {at: cell for at, cell in open_.items() if cell[0] >= number}
        over = {at: text for at, (_, text) in open_.items() if text}
        if over and any(row.cells):
            width = max(len(row.cells), max(over) + 1)
            cells = (*row.cells, *("",) * (width - len(row.cells)))
            yield replace(row, cells=cells, merged=tuple(over.get(at, "") for at in range(width)))
        else:
            yield row
        while coming < len(merges) and merges[coming][0] <= number:
            top, bottom, left = merges[coming]
            coming += 1
            if top == number and left <= len(row.cells):
                open_[left - 1] = (bottom, row.cells[left - 1])
