"""CSV → blocks (RFC 4180, and what is found instead): commas, semicolons or tabs; line breaks in quoted cells.

Spans are the lines of the file, from the first to the last of a record.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING, Final

from plangraph.documents.encoding import decode
from plangraph.documents.grid import check_size, iter_blocks
from plangraph.documents.markup import strip_markup
from plangraph.errors import DocumentError
from plangraph.model import Row, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plangraph.model import Block

__all__ = ["read_blocks"]

_LINE_END: Final = re.compile(r"\r\n?")
_DELIMITERS: Final = (",", "\t", ";")  # ties go to the earlier one
_SAMPLE: Final = 65_536  # characters; the header and some records of the widest tables
_LONGEST: Final = csv.field_size_limit()  # characters in a cell: 131,072, four times what Excel can hold


def read_blocks(data: bytes, name: str) -> tuple[Block, ...]:
    """Tables, with the lines above and below them that are no table as paragraphs.

    Raises:
        DocumentError: empty, binary, in another encoding, too large, or with a quote that is never closed.

    """
    text, _ = decode(data, name)
    # `sep=;` is Excel's own first line, which says the delimiter and is no content.
    first, _, rest = text.partition("\n")
    declared = first.strip().removeprefix("sep=") if first.startswith("sep=") else ""
    delimiter = "\t" if name.lower().endswith(".tsv") else declared if declared in _DELIMITERS else _sniff(text)
    rows = list(_iter_rows("\n" + rest if declared else text, delimiter, name))
    return tuple(iter_blocks(_with_ragged(rows)))


def _with_ragged(rows: list[Row]) -> list[Row]:
    """Says of a record that is longer than most: a comma within one of its cells may have moved the others."""
    widths = Counter(len(row.cells) for row in rows if sum(map(bool, row.cells)) > 1)
    usual = max(widths, key=lambda width: (widths[width], width), default=0)
    return [replace(row, ragged=True) if any(row.cells[usual:]) else row for row in rows]


def _iter_rows(text: str, delimiter: str, name: str) -> Iterator[Row]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    start, count, cells = 1, 0, 0
    try:
        for record in reader:
            values = tuple(strip_markup(_LINE_END.sub("\n", cell)) if cell else "" for cell in record)
            count, cells = count + any(values), cells + len(values)
            check_size(name, count, cells, line=start)
            yield Row(values, Span(start, reader.line_num))
            start = reader.line_num + 1
    except csv.Error:
        problem = f"a cell has more than {_LONGEST:,} characters; is a quotation mark that opens it never closed?"
        raise DocumentError(name, problem, line=start) from None


def _sniff(text: str) -> str:
    """The delimiter by which most records of the sample have the same number of cells, more than one."""
    return max(_DELIMITERS, key=lambda each: _regularity(text[:_SAMPLE], each))


def _regularity(sample: str, delimiter: str) -> tuple[float, int]:
    widths: Counter[int] = Counter()
    try:
        for record in csv.reader(StringIO(sample, newline=""), delimiter=delimiter):
            widths[len(record)] += bool(record)
    except csv.Error:
        return 0.0, 0
    width, count = max(((w, c) for w, c in widths.items() if w > 1), key=lambda each: each[1], default=(0, 0))
    return count / max(widths.total(), 1), width
