"""Lines of a text table → rows, where cells go over lines in any column and blank lines may part the rows. Form only.

Some columns hold one line a row: a value, a mark, a number. These lines tell the rows, and a table is set in one way:
the other cells stand in the middle beside them, as many lines over as under, or begin beside them. The way that fits is
that in which every line that is not its cell's last fills its column.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plangraph.documents.aligned import width_of
from plangraph.documents.whole_cells import ATOM, BROKEN, stretches, torn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["PlacedLine", "SharedRow", "one_line_columns", "share_lines"]

_JUDGES: Final = re.compile(r"(?:.*評価|判定|進捗(?:状況|度|率)?|達成(?:状況|度|率)?|実施状況|区分)$")
_LONGEST_MARK: Final = 6  # letters
_PAIR: Final = re.compile(r"(?P<planned>目標値?|計画値?)|実績値?")
_MOSTLY: Final = 0.8
_FEWEST_VALUES: Final = 2  # of a row of a table that has more columns of them
_BRACKETED: Final = re.compile(r"[(（][^()（）]*[)）]")
_YEAR_ALONE: Final = re.compile(r"[(（][^()（）]*[0-9０-９元][^()（）]*[)）]")  # （R5）, below a value


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """The texts of a line by column; `at` counts the lines of the document from 0."""

    at: int
    cells: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class SharedRow:
    """A row: its cells, and its first and last line, counted from 0."""

    cells: list[str]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Told:
    """Places of the first and last line that tells a row: two where target and actual value stand over each other."""

    first: int
    last: int


def one_line_columns(lines: Sequence[PlacedLine], head: Sequence[str]) -> frozenset[int]:
    """The columns whose cells have one line: values, marks, numbers; where lines come in pairs, that of these."""
    texts: dict[int, list[str]] = {}
    for line in lines:
        for column, text in line.cells.items() if len(line.cells) > 1 else ():
            texts.setdefault(column, []).append(text)
    for column, found in texts.items():
        if all(map(_PAIR.fullmatch, found)) and len(set(found)) > 1:
            return frozenset({column})
    # 4,000時間以 over 上, alone on their lines: values may go over several lines here.
    broken = {
        column
        for line in lines
        for column, text in line.cells.items()
        if len(line.cells) == 1 and not ATOM.fullmatch(text) and not _BRACKETED.fullmatch(text)
    }
    return frozenset(
        column
        for column, found in texts.items()
        if (column not in broken and sum(bool(ATOM.fullmatch(text)) for text in found) >= _MOSTLY * len(found))
        or (_JUDGES.fullmatch(head[column]) and max(map(len, found)) <= _LONGEST_MARK)
    )


def share_lines(
    groups: Sequence[Sequence[PlacedLine]], told_by: frozenset[int], width: int, *, centred: bool
) -> tuple[list[SharedRow], bool, bool]:
    """The rows of lines that blank lines part into groups, whether all lines are of rows, and whether some may not be.

    A group without a row, or that no way shares out, ends the table. Where the header is `centred`, cells are.
    """
    own = [group for group in groups if not told_by or any(told_by & line.cells.keys() for line in group)]
    widest = _widest(own)
    shares: list[dict[str, tuple[float, list[SharedRow]]]] = []
    for group in groups:
        ways = _ways(group, told_by, width, widest, centred=centred)
        if not ways:
            break
        shares.append(ways)
    # A table is set in one way: where both fit a group, that which costs less in all.
    costs: Counter[str] = Counter()
    for ways in shares:
        if len(ways) > 1:
            costs.update({way: cost for way, (cost, _) in ways.items()})
    order = sorted(("middle", "top", "bottom"), key=lambda way: costs[way])
    rows: list[SharedRow] = []
    doubt = False
    for ways in shares:
        way = min((each for each in order if each in ways), key=lambda each: ways[each][0])
        if ways[way][0] >= BROKEN:
            return rows, False, True
        rows += ways[way][1]
        others = [cost for cost, other in ways.values() if other != ways[way][1]]
        doubt |= ways[way][0] >= 1 or any(cost < ways[way][0] + 1 for cost in others)
        if len(ways[way][1]) > 1 and all(each.first == each.last for each in _told(groups[0], told_by)):
            return rows, len(groups) == 1, doubt  # its rows stand close, and so a blank line ends it
    return rows, len(shares) == len(groups), doubt


def _widest(groups: Sequence[Sequence[PlacedLine]]) -> dict[int, int]:
    found: dict[int, int] = {}
    for group in groups:
        for line in group:
            for column, text in line.cells.items():
                found[column] = max(found.get(column, 0), width_of(text))
    return found


def _ways(
    group: Sequence[PlacedLine], told_by: frozenset[int], width: int, widest: Mapping[int, int], *, centred: bool
) -> dict[str, tuple[float, list[SharedRow]]]:
    """What each way makes of a group, and how ill its cells stand then; empty where it has no row."""
    told = _told(group, told_by)
    if not told_by:
        return _untold(group, width, widest)
    if not told:
        return {}
    beside = {at for each in told for at in (each.first, each.last)}
    half = any(0 not in group[at].cells for at in beside)  # a name over two lines stands around its values
    if centred and not half and 0 in beside and all(at + 1 < len(group) and at + 1 not in beside for at in beside):
        return {"middle": (BROKEN, [])}  # what stands under each may be its own, or half of what is beside the next
    if any(_is_odd(line, told_by) for at, line in enumerate(group) if at not in beside):
        return {"middle": (BROKEN, [])}
    found: dict[str, tuple[float, list[SharedRow]]] = {}
    for way, share in (("middle", _amid), ("top", _below), ("bottom", _above)):
        if centred and way != "middle":
            continue
        of = [
            _shared([at for at, line in enumerate(group) if column in line.cells], told, share)
            for column in range(width)
        ]
        if any(each is None for each in of):
            continue
        owners = [[-1] * len(group) for _ in range(width)]
        for column, each in enumerate(of):
            for at, row in (each or {}).items():
                owners[column][at] = row
        cost = sum(
            torn(_texts(group, column, owners[column]), widest[column], below=way == "bottom")
            for column in range(width)
            if column in widest and column not in told_by
        )
        found[way] = (cost, _rows(group, told, owners, told_by))
    return found


def _texts(group: Sequence[PlacedLine], column: int, owners: Sequence[int]) -> list[tuple[int, str]]:
    return [(row, group[at].cells[column]) for at, row in enumerate(owners) if row >= 0]


def _untold(
    group: Sequence[PlacedLine], width: int, widest: Mapping[int, int]
) -> dict[str, tuple[float, list[SharedRow]]]:
    """What each way makes of a group in which no column tells the rows: they are told by cells that stand whole."""
    found: dict[str, tuple[float, list[SharedRow]]] = {}
    for way in ("middle", "top"):
        shared = stretches([line.cells for line in group], widest, top=way == "top")
        if shared is not None:
            cost, parts = shared
            owners = [at for at, (a, b) in enumerate(parts) for _ in range(a, b)]
            found[way] = (cost, _rows(group, [_Told(a, a) for a, _ in parts], [owners] * width, frozenset()))
    return found


def _is_odd(line: PlacedLine, told_by: frozenset[int]) -> bool:
    """Whether a line that tells no row says in years or words what its values are."""
    return bool(told_by & line.cells.keys()) or any(map(_YEAR_ALONE.fullmatch, line.cells.values()))


def _told(group: Sequence[PlacedLine], told_by: frozenset[int]) -> list[_Told]:
    """The lines that tell rows; two of a pair tell one."""
    fewest = _FEWEST_VALUES if len(told_by) > _FEWEST_VALUES else 1
    lines = [
        at
        for at, line in enumerate(group)
        if sum(not _BRACKETED.fullmatch(line.cells[column]) for column in told_by & line.cells.keys()) >= fewest
    ]
    if len(told_by) == 1:
        [column] = told_by
        kinds = [match for at in lines if (match := _PAIR.fullmatch(group[at].cells[column]))]
        if len(kinds) == len(lines):
            paired = [bool(kind["planned"]) for kind in kinds]
            if len(lines) % 2 or any(a == b for a, b in zip(paired[::2], paired[1::2], strict=True)):
                return []
            return [_Told(a, b) for a, b in zip(lines[::2], lines[1::2], strict=True)]
    return [_Told(at, at) for at in lines]


def _shared(
    own: Sequence[int],
    told: Sequence[_Told],
    share: Callable[[Sequence[int], Sequence[_Told]], dict[int, int] | None],
) -> dict[int, int] | None:
    """The row of each line of a column; where all of them tell a row, it is theirs."""
    rows = {at: row for row, each in enumerate(told) for at in (each.first, each.last)}
    return {at: rows[at] for at in own} if all(at in rows for at in own) else share(own, told)


def _amid(own: Sequence[int], told: Sequence[_Told]) -> dict[int, int] | None:
    """The row of each line of a column, as many over the middle of a row as under it; None where some are left."""
    found: dict[int, int] = {}
    left = [*own]
    for row, (each, following) in enumerate(zip(told, [*told[1:], None], strict=True)):
        middle = range(each.first, each.last + 1) if each.first == each.last else range(each.first + 1, each.last)
        above = [at for at in left if at < middle.start] if middle else [at for at in left if at <= each.first]
        below = [at for at in left if at >= max(middle.stop, each.last + (each.first == each.last))]
        end = following.first if following else None
        here = [at for at in left if at in middle]
        own_below = below[: len(above)]
        if len(own_below) < len(above) or (end is not None and own_below and own_below[-1] >= end):
            return None
        for at in (*above, *here, *own_below):
            found[at] = row
        left = below[len(above) :]
    return None if left else found


def _below(own: Sequence[int], told: Sequence[_Told]) -> dict[int, int] | None:
    """The row of each line of a column, where cells begin beside the line that tells their row."""
    begins = [each.first for each in told]
    if own and own[0] < begins[0]:
        return None
    found = {at: max(row for row, begin in enumerate(begins) if begin <= at) for at in own}
    return found if all(begins[row] in found for row in found.values()) else None


def _above(own: Sequence[int], told: Sequence[_Told]) -> dict[int, int] | None:
    """The row of each line of a column, where cells end beside the line that tells their row."""
    ends = [each.last for each in told]
    if own and own[-1] > ends[-1]:
        return None
    found = {at: min(row for row, end in enumerate(ends) if end >= at) for at in own}
    return found if all(ends[row] in found for row in found.values()) else None


def _rows(
    group: Sequence[PlacedLine], told: Sequence[_Told], owners: Sequence[Sequence[int]], told_by: frozenset[int]
) -> list[SharedRow]:
    """The rows: two of a pair have what both share, and each the values of its own line."""
    found: list[SharedRow] = []
    for row, each in enumerate(told):
        lines = sorted({at for of in owners for at, owner in enumerate(of) if owner == row})
        whole = [
            "\n".join(group[at].cells[column] for at in lines if of[at] == row and column in group[at].cells)
            for column, of in enumerate(owners)
        ]
        first, last = group[lines[0]].at, group[lines[-1]].at
        if each.first == each.last:
            found.append(SharedRow(whole, first, last))
            continue
        split = [_is_split(group, each, column, told_by) for column in range(len(owners))]
        for at in (each.first, each.last):
            own = [group[at].cells.get(column, "") if split[column] else text for column, text in enumerate(whole)]
            found.append(SharedRow(own, first, last))
    return found


def _is_split(group: Sequence[PlacedLine], each: _Told, column: int, told_by: frozenset[int]) -> bool:
    """Whether a column has values of its own on each of two lines, and no text that both share."""
    texts = [group[at].cells[column] for at in (each.first, each.last) if column in group[at].cells]
    between = any(column in group[at].cells for at in range(each.first + 1, each.last))
    return column in told_by or (bool(texts) and not between and all(map(ATOM.fullmatch, texts)))
