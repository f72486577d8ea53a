"""A grid of cells → blocks: title lines above a table, tables parted by blank rows, notes below. Form only."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from plangraph.errors import DocumentError
from plangraph.model import Block, BlockKind, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["MAX_CELLS", "MAX_ROWS", "check_size", "iter_blocks"]

# Measures and projects are counted in hundreds, in the largest cities in thousands. A table beyond this is data, no
# plan, and reading a plan out of it would take minutes: reviews are read at some 300 rows a second.
MAX_ROWS: Final = 5_000
# 5,000 rows of 1,000 columns. Formatted empty cells count too, for they take time and memory as others do.
MAX_CELLS: Final = 5_000_000
# Notes below a table begin with a mark: ※ 数値は速報値.
_NOTE: Final = re.compile(r"^(?:[※*＊]|[(（]?注\s*[0-9０-９]*\s*[)）:：]|注[0-9０-９])")
# A title beside a date or a unit at the right edge is longer than the name of a column is.
_TITLE_LENGTH: Final = 14
# 計画期間：令和4年度～令和8年度, at the edge of the row of a heading; 令和6年3月31日現在, （単位：千円）.
_FACT: Final = re.compile(r"^[^\s:：。]{2,10}\s*[:：]\s*\S")
_EDGE: Final = re.compile(
    r"^[(（]?\s*(?:(?:令和|平成|[RHＲＨ])\S{1,12}(?:現在|時点|作成)|単位\s*[:：]\s*\S{1,6})\s*[)）]?$"
)


def check_size(name: str, rows: int, cells: int, *, line: int | None = None) -> None:
    """Refuse a table that is too large to be a plan, before it fills the memory.

    Raises:
        DocumentError: more than MAX_ROWS filled rows or MAX_CELLS places for cells.

    """
    if rows > MAX_ROWS:
        raise DocumentError(name, f"more than {MAX_ROWS:,} rows; a plan has fewer: split the file", line=line)
    if cells > MAX_CELLS:
        problem = f"more than {MAX_CELLS:,} cells; delete columns that are formatted but empty, or split the file"
        raise DocumentError(name, problem, line=line)


def iter_blocks(rows: Sequence[Row]) -> Iterator[Block]:
    """Blocks of a sheet or file; rows without any text part its tables, and columns without any text vanish at edges.

    All tables keep the sheet's columns, so that one that goes on after a blank row still stands below the header.
    """
    filled = [[at for at, cell in enumerate(row.cells) if cell] for row in rows]
    used = [at for row in filled for at in (row[:1] + row[-1:])]
    if not used:
        return
    first, last = min(used), max(used)
    width = last - first + 1
    columns = tuple(range(first + 1, last + 2)) if first else ()
    trimmed = [
        replace(
            row,
            cells=(*row.cells[first : last + 1], *("",) * (width - len(row.cells[first:]))),
            columns=columns,
            merged=row.merged[first : last + 1],
        )
        for row in rows
    ]
    for blank, group in groupby(trimmed, key=lambda row: not any(row.cells)):
        if not blank:
            yield from _group(list(group))


def _group(rows: list[Row]) -> Iterator[Block]:
    start, end = 0, len(rows)
    widest = max(sum(map(bool, row.cells)) for row in rows)
    while start < end and _is_title(rows[start], widest):
        start += 1
    while end > start and _is_note(rows[end - 1]):
        end -= 1
    for row in rows[:start]:
        yield from _title(row)
    if start < end:
        table = tuple(rows[start:end])
        yield Block(BlockKind.TABLE, table[0].span.to(table[-1].span), rows=table)
    yield from map(_paragraph, rows[end:])


def _is_title(row: Row, widest: int) -> bool:
    filled = [cell for cell in row.cells if cell]
    if len(filled) == 1:
        return True
    beside = row.cells[0] and len(filled) < widest and not _FACT.match(filled[0])
    if beside and all(_FACT.match(cell) or _EDGE.match(cell) for cell in filled[1:]):
        return True
    # 令和5年度 主要施策の進捗状況 …… 令和6年3月31日現在
    return len(filled) == 2 and widest >= 5 and len(row.cells[0]) > _TITLE_LENGTH


def _title(row: Row) -> Iterator[Block]:
    """A title; the facts beside it are texts of their own, each at its cell."""
    filled = [at for at, cell in enumerate(row.cells) if cell]
    if len(filled) > 1 and all(_FACT.match(row.cells[at]) for at in filled[1:]):
        yield from (Block(BlockKind.PARAGRAPH, row.cell_span(at), row.cells[at]) for at in filled)
    else:
        yield _paragraph(row)


def _is_note(row: Row) -> bool:
    filled = [cell for cell in row.cells if cell]
    return len(filled) == 1 and bool(_NOTE.match(filled[0]))


def _paragraph(row: Row) -> Block:
    return Block(BlockKind.PARAGRAPH, row.span, "\n".join(cell for cell in row.cells if cell))
