"""Which lines of a text table make a cell, by what stands in them: full ones go on, ended ones do not. Form only."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from plangraph.documents.aligned import width_of
from plangraph.documents.wrapped import NARROWEST, heads_group, is_measured, is_unended

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["ATOM", "BROKEN", "stretches", "torn"]

ATOM: Final = re.compile(
    r"(?:約|延べ|[-－−▲△+＋])?\s?[0-9０-９][0-9０-９,，.．]*\s?[^\s0-9０-９。、]{0,4}(?:[/／][^\s0-9０-９。、]{1,3})?"
    r"|[(（]?[0-9０-９]{1,3}(?:[-‐‑–—―−－ー.．][0-9０-９]{1,3}){0,3}[)）]?"
    r"|[-－―‐–—−ー…]+|[A-ESＡ-ＥＳ◎○〇●◯△▲×☆★][+＋-]?|(?:現状)?維持|増加|減少|向上|未公表|未定|集計中|調査中|調査なし|未実施"
)
_WHOLE: Final = re.compile(
    r"(?:[課室部局係所署会館校園](?:[(（]\S{1,8}[)）])?|[・、，。])$"
)  # a line of a cell that lists: 観光課 over 商工課
_ONE_LETTER: Final = 2  # half-width places
_NARROWEST: Final = 10  # that a cell takes before it is wrapped
_NARROW: Final = 3  # half-width places that a cell may be narrower than the column's widest, as before a long word
_GOING_ON: Final = "のをにがはでとへや・等"
_BEGINS: Final = re.compile(r"[(（・･○●※*＊①-⑳]")  # what begins so is on a line of its own
BROKEN: Final = 3  # the cost of a way in which a cell does not stand whole
_FEWEST: Final = 2  # cells of a row
_TALLEST: Final = 12  # lines of a row
_SLIGHT: Final = 0.05  # the cost of what happens often: a name that fills its column to its end
_CLEARLY: Final = 0.5  # by which one way must cost less than all others


def torn(lines: Sequence[tuple[int, str]], widest: int, *, below: bool = False) -> float:
    """How ill the cells of a column stand: lines that end early and yet go on, and full ones that do not.

    `lines` has the row and the text of each line, `widest` the places that the column's widest line takes.
    Where values stand `below` a line, that may head a group of rows.
    """
    if all(ATOM.fullmatch(text) for _, text in lines):
        return 0.0  # values over each other
    named = not any("。" in text for _, text in lines)
    cost = 0.0
    for (row, text), (after, following) in pairwise([*lines, (-1, "")]):
        room = widest - width_of(text)
        full = room <= _ONE_LETTER and widest >= _NARROWEST
        heads = below and heads_group(text) and following[:1] not in _GOING_ON
        if row == after and (heads or (named and _is_whole(text, following))):
            cost += BROKEN
        elif row == after and not _WHOLE.search(text) and not is_unended(text) and not _BEGINS.match(following):
            cost += 0 if full else 1 if room <= _NARROW and widest >= _NARROWEST else BROKEN
        elif row != after and is_unended(text):
            cost += 2
        elif row != after and full and widest >= NARROWEST and text[-1] not in "。）)":
            cost += _SLIGHT
    return cost


def _is_whole(text: str, following: str) -> bool:
    """Whether a name is whole that says what it measures, as what follows does not: 利用者数 over 港の振興."""
    begins = following[0] not in _GOING_ON and not _BEGINS.match(following)
    return is_measured(text) and not is_measured(following) and begins


def stretches(
    lines: Sequence[Mapping[int, str]], widest: Mapping[int, int], *, top: bool
) -> tuple[float, list[tuple[int, int]]] | None:
    """What the best way to part lines into rows costs, and the begin and end of each row; None where none is clear.

    Each row has something in the first column; its cells begin in its first line (`top`), or stand in its middle.
    """
    best: list[list[tuple[float, list[tuple[int, int]]]]] = [[(0.0, [])]]
    for end in range(1, len(lines) + 1):
        ways = [
            (before + cost, [*parts, (begin, end)])
            for begin in range(max(0, end - _TALLEST), end)
            if best[begin] and (cost := _of_row(lines[begin:end], widest, top=top)) is not None
            for before, parts in best[begin]
        ]
        best.append(sorted(ways)[:2])
    if not best[-1] or (len(best[-1]) > 1 and best[-1][1][0] - best[-1][0][0] < _CLEARLY):
        return None
    return best[-1][0]


def _of_row(lines: Sequence[Mapping[int, str]], widest: Mapping[int, int], *, top: bool) -> float | None:
    """What it costs to take lines as one row; None where its cells do not stand as they must."""
    cost = 0.0
    columns = {column for line in lines for column in line}
    places = {column: [at for at, line in enumerate(lines) if column in line] for column in columns}
    if (
        0 not in places
        or len(places) < _FEWEST
        or not any(own[0] == 0 and own[-1] == len(lines) - 1 for own in places.values())
    ):
        return None
    for column, own in places.items():
        if own[0] if top else own != [len(lines) - 1 - at for at in reversed(own)]:
            return None
        texts = [lines[at][column] for at in own]
        cost += torn([(0, text) for text in texts], widest[column])
        cost += sum(_CLEARLY for text in texts[:-1] if text.endswith("。"))
    return cost if cost < BROKEN else None
