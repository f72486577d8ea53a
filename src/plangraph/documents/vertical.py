"""Names in a text table that go over lines, whose values stand beside their first, last or middle line. Form only.

A table is set in one way, so its lines are shared out as a whole: of the three ways, that which leaves the names whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plangraph.documents.aligned import close_columns, columns_of, is_value, width_of
from plangraph.documents.wrapped import NARROWEST, heads_group, is_label, is_measured, is_unended

if TYPE_CHECKING:
    from collections.abc import Sequence

    Cells = Sequence[tuple[int, int, str]]

__all__ = ["share_out"]

_FEWEST_VALUES: Final = 2
_GOING_ON: Final = "のをにがはでとへや・等"  # what goes on with a name begins so: 支援 in one line, の件数 in the next
_ONE_LETTER: Final = 2  # half-width places


def share_out(lines: Sequence[str]) -> list[list[int]] | None:
    """The lines of each row of a table's body, that of the values first; None where no way is better than the others.

    No line of a name may be left over. A line that only heads a group of rows is no part of a name: a name takes a
    line where it does not end without it, or where the line fills the column.
    """
    cells = [close_columns(line) for line in lines]
    begin = min((each[0][0] for each in cells), default=0)
    valued = [sum(is_value(text) for _, _, text in each[each[0][0] == begin :]) >= _FEWEST_VALUES for each in cells]
    names = [_name_on(line, begin, valued=told) for line, told in zip(lines, valued, strict=True)]
    if all(valued) or not any(valued) or not _is_column(cells, names, valued):
        return None
    rows = [at for at, told in enumerate(valued) if told]
    bare = any(not names[at].text for at in rows)
    ways = (_beside_first(rows, len(lines)), _beside_last(rows, len(lines))) if not bare else (None, None)
    found = [
        shares
        for way, shares in zip(("first", "last", "middle"), (*ways, _amid(rows, names)), strict=True)
        if shares is not None and _holds(names, shares, way)
    ]
    scores = [sum(is_measured("".join(names[at].text for at in sorted(each))) for each in shares) for shares in found]
    best = [shares for shares, score in zip(found, scores, strict=True) if score == max(scores)]
    return best[0] if best and all(each == best[0] for each in best) else None


@dataclass(frozen=True, slots=True)
class _Name:
    """What a line has of a name ("" for values alone), and where it ends."""

    text: str
    end: int


def _name_on(line: str, begin: int, *, valued: bool) -> _Name:
    first = (close_columns(line) if valued else columns_of(line))[0]
    return _Name(first[2], first[1]) if first[0] == begin else _Name("", 0)


def _is_column(cells: Sequence[Cells], names: Sequence[_Name], valued: Sequence[bool]) -> bool:
    """Whether what stands beside no values is one cell in the column of names, left of all values."""
    alone = [(each, name) for each, name, told in zip(cells, names, valued, strict=True) if not told]
    if any(len(each) != 1 or not name.text or is_label(name.text) for each, name in alone):
        return False
    rest = min(each[bool(name.text)][0] for each, name, told in zip(cells, names, valued, strict=True) if told)
    return max(name.end for name in names) <= rest


def _beside_first(rows: Sequence[int], count: int) -> list[list[int]] | None:
    return None if rows[0] else [[*range(at, end)] for at, end in zip(rows, [*rows[1:], count], strict=True)]


def _beside_last(rows: Sequence[int], count: int) -> list[list[int]] | None:
    begins = [0, *(at + 1 for at in rows[:-1])]
    whole = [[at, *range(begin, at)] for begin, at in zip(begins, rows, strict=True)]
    return None if rows[-1] != count - 1 else whole


def _amid(rows: Sequence[int], names: Sequence[_Name]) -> list[list[int]] | None:
    """As many lines over the values as under them: how many stand over the first tells it of each."""
    found: list[list[int]] = []
    above = rows[0]
    for at, end in zip(rows, [*rows[1:], len(names)], strict=True):
        below = end - at - 1
        if not 0 <= above <= below or (not above and not names[at].text):
            return None
        found.append([at, *range(at - above, at), *range(at + 1, at + above + 1)])
        above = below - above
    return found if above == 0 else None


def _fills(name: _Name, widest: int) -> bool:
    return name.end >= widest - _ONE_LETTER and width_of(name.text) >= NARROWEST


def _holds(names: Sequence[_Name], shares: Sequence[Sequence[int]], way: str) -> bool:
    """Whether each name that takes lines needs them, and none ends as no name does."""
    widest = max(name.end for name in names)
    for each in shares:
        parts = [names[at] for at in sorted(each) if names[at].text]
        if is_unended(parts[-1].text):
            return False
        if len(parts) > 1 and is_measured(parts[0].text) and not is_measured(parts[-1].text):
            return False
        goes_on = all(is_unended(part.text) or _fills(part, widest) for part in parts[:-1])
        if not goes_on and not (way == "first" and not is_measured(parts[0].text)):
            return False
        if way != "first" and len(parts) > 1 and heads_group(parts[0].text) and parts[1].text[0] not in _GOING_ON:
            return False
    return True
