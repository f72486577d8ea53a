"""Several indicators in one row, a line each: cells of names and of values are parted where their lines agree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plangraph.model import Missing
from plangraph.plans.columns import VALUES
from plangraph.plans.numerals import MARKS
from plangraph.plans.values import parse_quantities

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plangraph.plans.columns import Cells
    from plangraph.plans.layouts.draft import Draft

__all__ = ["line_of", "part_stacked", "unparted", "warn_unparted"]

_MARK: Final = re.compile(rf"^[・○●◆■\-{MARKS}]\s*")
_GOES_ON: Final = re.compile(r"^[(（\[［※]")  # a bracket or a note is of the line above
_SHORT: Final = 12  # letters of a unit or of a judgement
_LINED: Final = frozenset({"unit", "definition", "grade"})


def part_stacked(cells: Cells) -> tuple[Cells, ...]:
    """The cells of each of the indicators that a row names on lines, where its values stand on as many lines.

    What the other cells say is of all of them. The cells as they are where the lines do not agree.
    """
    names = _names(cells)
    values = {key: lines for key, lines in _values(cells).items() if len(lines) > 1}
    if len(names) < 2 or not values or any(len(lines) != len(names) for lines in values.values()):
        return (cells,)
    if any(len(lines) == 1 and re.search(r"\d", lines[0]) for lines in _values(cells).values()):
        return (cells,)
    lined = values | {key: _lines(cells[key]) for key in cells if key in _LINED}
    return tuple(
        cells.saying({"indicator": name} | {k: line_of(cells[k], at, len(names)) for k in lined})
        for at, name in enumerate(names)
    )


def line_of(cell: str, at: int, count: int) -> str:
    """The line of a cell that is of one of several indicators; the whole cell where it has not one for each."""
    lines = _lines(cell) if count > 1 else []
    return lines[at] if lines and len(lines) == count else cell


def unparted(cells: Mapping[str, str]) -> frozenset[str]:
    """The roles whose cells hold several bare values where a row names several indicators, but not as many.

    Nothing says which value is of which.
    """
    names = _names(cells)
    return frozenset(key for key, lines in _values(cells).items() if len(lines) > 1 and len(names) > 1)


def warn_unparted(draft: Draft) -> None:
    """Say once of each cell that its values are kept as printed, since they are not as many as the names."""
    told = (o for root in draft.elements for node in root.walk() for i in node.indicators for o in i.observations)
    for each in told:
        lines = _lines(each.raw) if each.missing is Missing.QUALITATIVE and "\n" in each.raw else []
        if len(lines) > 1 and all(map(_number, lines)):
            draft.ledger.warn(
                f"the cell holds {len(lines)} values, its row another number of names; they are kept as printed",
                each.span,
            )


def _names(cells: Mapping[str, str]) -> list[str]:
    names: list[str] = []
    for line in _lines(cells.get("indicator", "")):
        if names and _GOES_ON.match(line):
            names[-1] += line
        else:
            names.append(line)
    return [_MARK.sub("", name) for name in names] if len(names) > 1 else names


def _values(cells: Mapping[str, str]) -> dict[str, list[str]]:
    """The lines of the cells of values of which each is a value, without a group or a year that would say whose."""
    found = {key: _lines(cells[key]) for key in _keys(cells)}
    return {key: lines for key, lines in found.items() if lines and all(map(_number, lines))}


def _keys(cells: Mapping[str, str]) -> list[str]:
    return [key for key in cells if key.split("#")[0] in VALUES and cells[key]]


def _number(line: str) -> bool:
    told = parse_quantities(line)
    bare = all(not each.group and each.year is None for each in told)
    return bool(told) and bare and all(q.value is not None or q.missing in _SAID for q in told)


_SAID: Final = frozenset(Missing) - {Missing.QUALITATIVE}


def _lines(cell: str) -> list[str]:
    lines: list[str] = []
    for line in filter(None, map(str.strip, cell.split("\n"))):
        if lines and _GOES_ON.match(line):
            lines[-1] += line
        else:
            lines.append(line)
    return lines
