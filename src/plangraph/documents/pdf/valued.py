"""Lines of a table without rules, by column: which columns hold values, and where its header ends."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plangraph.documents.aligned import names_values

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plangraph.documents.pdf.segments import Segment

__all__ = ["CLOSE", "Line", "Values", "close_lines", "header_end", "is_note", "is_value", "parted", "values_of"]

_YEAR: Final = r"(?:(?:令和|平成|昭和|[RHS])\s*(?:\d{1,2}|元)|(?:19|20)\d\d)\s*(?:年度?)?末?"
_DATED: Final = re.compile(rf"{_YEAR}|\d{{1,2}}年度.*")
_NOTE: Final = re.compile(r"\([^()]*\)")
_BRACKETS: Final = r"\([^()]*(?:\([^()]*\))?[^()]*\)"  # (R5), (令和5(2023)年度)
_VALUE: Final = re.compile(rf"[▲△約+\-−]?\s*\d[\d,.]*\s*(?:\D{{0,8}}|[^\d()]{{0,8}}{_BRACKETS})|[-−‐–—―ー]|[A-E◎○◯△▲×]")
_HALF: Final = 0.9  # times the size: lines nearer than this stand beside each other, at other heights
CLOSE: Final = 0.6  # times the size: the white between two lines of a cell


@dataclass(frozen=True, slots=True)
class Values:
    """Which columns hold values, and which the names of these."""

    name: int
    columns: frozenset[int]


def values_of(placed: Sequence[dict[int, Segment]], count: int) -> Values | None:
    """Where names and values stand; None where a table has no names left of values."""
    held = [[line[at].text for line in placed if at in line] for at in range(count)]
    told = [[text for text in texts if not _names(text)] for texts in held]
    valued = {at for at, texts in enumerate(told) if texts and 2 * sum(map(is_value, texts)) >= len(texts)}
    words = [at for at in range(count) if at not in valued and any(after > at for after in valued)]
    if not words:
        return None
    name = max(words, key=lambda at: (sum(map(len, held[at])), -at))
    return Values(name, frozenset(at for at in valued if at > name)) if any(at > name for at in valued) else None


def parted(line: Sequence[Segment]) -> list[Segment]:
    """A line's segments, with a value apart from what stands close beside it: 149 農政課 may be two cells."""
    return [
        part
        for segment in line
        for part in (segment.parts if any(is_value(part.text) for part in segment.parts) else (segment,))
    ]


def _names(text: str) -> bool:
    """Whether a cell names a column or dates one."""
    folded = unicodedata.normalize("NFKC", text).strip()
    return names_values(text) or bool(_DATED.fullmatch(folded) or _NOTE.fullmatch(folded))


def is_value(text: str) -> bool:
    """Whether a cell holds a value, and no name of a column: 120人, －, A."""
    return bool(_VALUE.fullmatch(unicodedata.normalize("NFKC", text).strip())) and not _names(text)


def is_note(text: str) -> bool:
    """Whether a cell is all in brackets, as what goes on with a value: (R5)."""
    return bool(_NOTE.fullmatch(unicodedata.normalize("NFKC", text).strip()))


@dataclass(frozen=True, slots=True)
class Line:
    """What stands at one height, by column."""

    cells: dict[int, Segment]

    def text(self, column: int) -> str:
        """What a column says there, "" for nothing."""
        return self.cells[column].text if column in self.cells else ""

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return next(iter(self.cells.values())).middle

    @property
    def size(self) -> float:
        """That of its largest letters."""
        return max(each.size for each in self.cells.values())

    @property
    def top(self) -> float:
        """Where it begins."""
        return min(each.top for each in self.cells.values())

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return max(each.bottom for each in self.cells.values())


def header_end(lines: Sequence[Line], values: Values, rules: Sequence[float]) -> int | None:
    """How many lines are of the header: those with words where values stand, what is beside them, what a rule parts.

    None where no line has a value.
    """
    valued = (at for at, line in enumerate(lines) if any(is_value(line.text(c)) for c in values.columns))
    first = next(valued, None)
    if first is None:
        return None
    end = 0
    for at, line in enumerate(lines[:first]):
        words = [line.text(column) for column in values.columns if column in line.cells]
        if end and words and not any(map(_names, words)):
            break  # a row whose values are words
        end = at + 1 if words else end
    while 0 < end < first and lines[end].middle - lines[end - 1].middle < _HALF * lines[end].size:
        end += 1
    parted = (at for at in range(end, first) if any(lines[at].middle < y < lines[at + 1].middle for y in rules))
    return max((at + 1 for at in parted), default=end) if end else 0


def close_lines(lines: Sequence[Line]) -> Iterator[list[tuple[int, Line]]]:
    """Lines of a header that are of one row, with their numbers: 基準値 and, below it, (R4)."""
    group: list[tuple[int, Line]] = []
    for at, line in enumerate(lines):
        if group and line.top - group[-1][1].bottom > CLOSE * line.size:
            yield group
            group = []
        group.append((at, line))
    if group:
        yield group
