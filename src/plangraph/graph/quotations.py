"""What a document prints at a place, to be shown beside what was read from it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from plangraph.model import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plangraph.model import Block, Span

__all__ = ["Quotations"]

# More than this is a chapter, not evidence: what was read within it has places of its own.
_CHARACTERS: Final = 600


class Quotations:
    """The lines of a document by their places."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        units = sorted(
            ((unit.span.page or 0, unit.span.start_line, at, unit) for at, unit in enumerate(_units(blocks))),
            key=lambda found: found[:3],
        )
        self._starts = [found[:2] for found in units]
        self._units = [found[3] for found in units]
        self._longest = max((unit.span.end_line - unit.span.start_line for unit in self._units), default=0)

    def at(self, span: Span) -> str:
        """The text of the lines of a span, a line each, the cells of a row set apart by ` | `.

        Of a cell it is that of its row, else its own where the row is too long to be looked at. Empty where nothing is
        printed there, and where it is too long.
        """
        page = span.page or 0
        first = bisect_left(self._starts, (page, span.start_line - self._longest))
        last = bisect_right(self._starts, (page, span.end_line))
        near = [
            unit
            for unit in self._units[first:last]
            if unit.span.end_line >= span.start_line and not _another_row(unit, span)
        ]
        return _short(_printed(unit, span) for unit in near) or _short(_cell(unit, span) for unit in near)


def _units(blocks: Iterable[Block]) -> Iterator[Block | Row]:
    for block in blocks:
        yield from block.rows or (block,)


def _another_row(unit: Block | Row, span: Span) -> bool:
    """A row that only its number tells from that of the span, or what is no row where the span is a cell."""
    if span.row is None:
        return False
    return not isinstance(unit, Row) or (unit.number is not None and unit.number != span.row)


def _short(texts: Iterable[str]) -> str:
    lines: list[str] = []
    length = 0
    for text in filter(None, texts):
        lines.append(text)
        length += len(text)
        if length > _CHARACTERS:
            return ""
    return "\n".join(lines)


def _cell(unit: Block | Row, span: Span) -> str:
    if span.column is None or not isinstance(unit, Row):
        return ""
    columns = unit.columns or range(1, len(unit.cells) + 1)
    return next((cell for at, cell in zip(columns, unit.cells, strict=False) if at == span.column), "")


def _printed(unit: Block | Row, span: Span) -> str:
    if isinstance(unit, Row):
        # Empty cells at the ends say nothing.
        return " | ".join(" ".join(cell.split()) for cell in unit.cells).strip(" |")
    lines = unit.text.split("\n")
    if len(lines) == unit.span.end_line - unit.span.start_line + 1:
        lines = lines[max(span.start_line - unit.span.start_line, 0) : span.end_line - unit.span.start_line + 1]
    return "\n".join(line.strip() for line in lines if line.strip())
