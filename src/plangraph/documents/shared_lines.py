"""Lines of a text table → rows, where cells go over lines in any column and blank lines may part the rows. Form only.

Some columns hold one line a row: a value, a mark, a number. These lines tell the rows, and a table is set in one way:
the other cells stand in the middle beside them, as many lines over as under, or begin beside them. The way that fits is
that in which every line that is not its cell's last fills its column.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from plangraph.documents.aligned import width_of
from plangraph.documents.wrapped import NARROWEST, heads_group, is_measured, is_unended

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["PlacedLine", "SharedRow", "one_line_columns", "share_lines"]

_ATOM: Final = re.compile(
    r"(?:約|延べ|[-－−▲△+＋])?\s?[0-9０-９][0-9０-９,，.．]*\s?[^\s0-9０-９。、]{0,4}(?:[/／][^\s0-9０-９。、]{1,3})?"
    r"|[(（]?[0-9０-９]{1,3}(?:[-‐‑–—―−－ー.．][0-9０-９]{1,3}){0,3}[)）]?"
    r"|[-－―‐–—−ー…]+|[A-ESＡ-ＥＳ◎○〇●◯△▲×☆★][+＋-]?|(?:現状)?維持|増加|減少|向上|未公表|未定|集計中|調査中|調査なし|未実施"
)
_JUDGES: Final = re.compile(r"(?:.*評価|判定|進捗(?:状況|度|率)?|達成(?:状況|度|率)?|実施状況|区分)$")
_LONGEST_MARK: Final = 6  # letters
_PAIR: Final = re.compile(r"(?P<planned>目標値?|計画値?)|実績値?")
_MOSTLY: Final = 0.8
_ONE_LETTER: Final = 2  # half-width places
_NARROWEST: Final = 10  # that a cell takes before it is wrapped
_FEWEST_VALUES: Final = 2  # of a row of a table that has more columns of them
_FEWEST_GROUPS: Final = 2  # that show that blank lines part rows
_NARROW: Final = 3  # half-width places that a cell may be narrower than the column's widest, as before a long word
_WHOLE: Final = re.compile(
    r"(?:[課室部局係所署会館校園](?:[(（]\S{1,8}[)）])?|[・、，。])$"
)  # a line of a cell that lists: 観光課 over 商工課
_BROKEN: Final = 3  # the cost of a way in which a cell does not stand whole
_GOING_ON: Final = "のをにがはでとへや・等"
_BRACKETED: Final = re.compile(r"[(（][^()（）]*[)）]")
_YEAR_ALONE: Final = re.compile(r"[(（][^()（）]*[0-9０-９元][^()（）]*[)）]")  # （R5）, below a value
_BEGINS: Final = re.compile(r"[(（・･○●※*＊①-⑳]")  # what begins so is on a line of its own


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
    return frozenset(
        column
        for column, found in texts.items()
        if sum(bool(_ATOM.fullmatch(text)) for text in found) >= _MOSTLY * len(found)
        or (_JUDGES.fullmatch(head[column]) and max(map(len, found)) <= _LONGEST_MARK)
    )


def share_lines(
    groups: Sequence[Sequence[PlacedLine]], told_by: frozenset[int], width: int, *, centred: bool
) -> tuple[list[SharedRow], bool, bool]:
    """The rows of lines that blank lines part into groups, whether all lines are of rows, and whether some may not be.

    A group without a row, or that no way shares out, ends the table. Where the header is `centred`, cells are.
    """
    if not told_by and max(map(len, groups), default=0) > 1 and len(groups) < _FEWEST_GROUPS:
        return [], False, True
    widest = _widest([group for group in groups if any(told_by & line.cells.keys() for line in group)])
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
        if ways[way][0] >= _BROKEN:
            return rows, False, True
        rows += ways[way][1]
        others = [cost for cost, other in ways.values() if other != ways[way][1]]
        doubt |= ways[way][0] >= 1 or any(cost < ways[way][0] + 1 for cost in others)
        if len(ways[way][1]) > 1 and told_by and all(each.first == each.last for each in _told(groups[0], told_by)):
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
    if not told_by and any(0 in line.cells and len(line.cells) > 1 for line in group):  # blank lines alone tell rows
        return {"middle": (0, _rows(group, [_Told(0, 0)], [[0] * len(group)] * width, told_by))}
    if not told:
        return {}
    beside = {at for each in told for at in (each.first, each.last)}
    if centred and all(at + 1 in range(len(group)) and at + 1 not in beside for at in beside) and 0 in beside:
        return {"middle": (_BROKEN, [])}  # what stands under each may be its own, or half of what is beside the next
    if any(_is_odd(line, told_by) for at, line in enumerate(group) if at not in beside):
        return {"middle": (_BROKEN, [])}
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
            _cost(group, column, owners[column], widest[column], below=way == "bottom")
            for column in range(width)
            if column in widest and column not in told_by
        )
        found[way] = (cost, _rows(group, told, owners, told_by))
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


def _cost(group: Sequence[PlacedLine], column: int, owners: Sequence[int], widest: int, *, below: bool) -> float:
    """How ill the cells of a column stand: lines that end early and yet go on, and full ones that do not.

    Where values stand `below` a line, that may head a group of rows.
    """
    lines = [(row, group[at].cells[column]) for at, row in enumerate(owners) if row >= 0]
    if all(_ATOM.fullmatch(text) for _, text in lines):
        return 0.0  # values over each other
    named = not any("。" in text for _, text in lines)
    cost = 0.0
    for (row, text), (after, following) in pairwise([*lines, (-1, "")]):
        room = widest - width_of(text)
        full = room <= _ONE_LETTER and widest >= _NARROWEST
        heads = below and heads_group(text) and following[:1] not in _GOING_ON
        if row == after and (heads or (named and _is_whole(text, following))):
            cost += _BROKEN
        elif row == after and not _WHOLE.search(text) and not is_unended(text) and not _BEGINS.match(following):
            cost += 0 if full else 1 if room <= _NARROW and widest >= _NARROWEST else _BROKEN
        elif row != after and is_unended(text):
            cost += 2
        elif row != after and full and widest >= NARROWEST and text[-1] not in "。）)":
            cost += 0.5
    return cost


def _is_whole(text: str, following: str) -> bool:
    """Whether a name is whole that says what it measures, as what follows does not: 利用者数 over 港の振興."""
    begins = following[0] not in _GOING_ON and not _BEGINS.match(following)
    return is_measured(text) and not is_measured(following) and begins


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
    return column in told_by or (bool(texts) and not between and all(map(_ATOM.fullmatch, texts)))
