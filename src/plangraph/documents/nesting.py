"""How deep lines of plain text stand in lists, by their indentation. Form only."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["Nesting", "is_labelled"]

_DEEPER: Final = 2  # columns that set off what stands in an item; less is how a scan or a hand strays
# 担当課：福祉課 on a line of its own, where a line that goes on with an item would say no label.
_LABELLED: Final = re.compile(r"^[^\s:：。、「」]{2,12}[:：]\s*\S")


class Nesting:
    """The items that are open at a line, by the columns that they begin at."""

    def __init__(self) -> None:
        self._columns: list[int] = []

    def item(self, line: str) -> int:
        """The level of an item or a numbered line, which what is set in below it stands in."""
        level = self._close(column_of(line))
        self._columns.append(column_of(line))
        return level

    def paragraph(self, line: str) -> int:
        """The level of a line without a bullet: a single wide blank begins any paragraph, and sets off nothing."""
        begins = line[:1] == "\u3000" and not line[1:2].isspace() and not is_labelled(line)
        return self._close(0 if begins else column_of(line))

    def end(self) -> None:
        """A heading or a table: no item goes on behind it."""
        self._columns.clear()

    def holds(self, line: str) -> bool:
        """Whether a line that follows an item directly is a label within it, and no more of its words."""
        return bool(self._columns) and column_of(line) >= self._columns[-1] + _DEEPER and is_labelled(line)

    def _close(self, column: int) -> int:
        while self._columns and column < self._columns[-1] + _DEEPER:
            self._columns.pop()
        return len(self._columns)


def is_labelled(line: str) -> bool:
    """Whether a line is a short label with its text."""
    return _LABELLED.match(line.strip()) is not None


def column_of(line: str) -> int:
    """The column that a line's first letter stands in, from 0; wide blanks take two, tabs go on to the next fourth."""
    column = 0
    for letter in line:
        if not letter.isspace():
            break
        wide = unicodedata.east_asian_width(letter) in "FW"
        column += 4 - column % 4 if letter == "\t" else 2 if wide else 1
    return column
