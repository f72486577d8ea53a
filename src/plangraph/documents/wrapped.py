"""Names in text tables that go over several lines: which line is the rest of one, and which begins one. Form only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plangraph.documents.aligned import close_columns, columns_of, is_value, names_values

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

__all__ = [
    "NARROWEST",
    "centred",
    "fills",
    "goes_on",
    "groups_go_on",
    "hangs",
    "heads_group",
    "is_label",
    "is_measured",
    "is_unended",
    "leads",
]

_DIGIT: Final = re.compile(r"[0-9０-９]")
_LABEL: Final = re.compile(r"[。:：【※]|^[(（・]")
_NOTE: Final = re.compile(r"[(（][^()（）]{2,12}[)）]")  # （R5）, below a value
_FEWEST_CELLS: Final = 3  # a name and two values
# A verb before its noun, a particle, 及び: what ends so goes on.
_UNENDED: Final = re.compile(r"(?:[のをにがはでとやへなるた・]|及び|又は)$")
# What heads a group of rows ends so, and a name that was cut seldom does.
_GROUP: Final = re.compile(
    r"(?:推進|充実|まちづくり|まち|振興|支援|確保|向上|強化|促進|整備|育成|実現|形成|保全|創出|活性化|分野|関係|関連|対策|事業|施策)$"
)
# What a name of an indicator ends in: a measure of something.
_MEASURED: Final = re.compile(
    r"(?:[数率量額高度値]|割合|比率|面積|延長|距離|時間|人口|人員|寿命|所得|費|密度|世帯|順位|指数|有無|累計|合計|平均|状況)"
    r"(?:[(（][^()（）]*[)）])?$"
)
_OF_GROUP: Final = re.compile(r"(?P<group>[^\s\d０-９]{1,10})[ \u3000:：]*(?:約|延べ)?[0-9０-９]")
_BEGINS_REST: Final = re.compile(r"[のをにがはでとへや・等]")
_ONE_LETTER: Final = 2  # half-width places
NARROWEST: Final = 16  # places that a name takes before it is wrapped
_CLOSE: Final = 6  # places between a name that fills its column and the next column


def goes_on(at: int, lines: list[str], rows: list[list[str]]) -> bool:
    """Whether a row is the rest of the one above: of its name, which fills its column, and of no value of its own.

    れんこんを使った加工品の  4品  9品  農政課, and below it 商品化数 and 商工観光課. A year in brackets is no value.
    Or it holds the values of another group.
    """
    if at < 2:
        return False
    named = [column for column, name in enumerate(rows[0]) if column and names_values(name)]
    if len(named) >= _FEWEST_CELLS - 1 and groups_go_on(rows[at - 1], rows[at], named):
        return True
    valued = [column for column, text in enumerate(rows[at - 1]) if column and _DIGIT.search(text)]
    told = any(rows[at][column] and not _NOTE.fullmatch(rows[at][column]) for column in valued)
    if len(valued) < 2 or told or not rows[at][0]:
        return False
    firsts = [cells[0] for cells in map(columns_of, lines)]
    own, above = firsts[at], firsts[at - 1]
    widest = max(end for begin, end, _ in firsts if begin == above[0])
    return own[0] == above[0] and own[1] < above[1] == widest


def groups_go_on(above: Sequence[str], below: Sequence[str], valued: Collection[int]) -> bool:
    """Whether a row holds the values of another group than the row above, beside the rest of its name or none.

    答えた児童の  小学校 84%  小学校 88%, and below it 割合  中学校 76%  中学校 80%.
    """
    groups = [{_group_of(row[at]) for at in valued if row[at]} for row in (above, below)]
    if any(len(each) != 1 or "" in each for each in groups) or groups[0] == groups[1]:
        return False
    name = above[0].rstrip()
    rest = is_unended(name) or _BEGINS_REST.match(below[0]) or (not is_measured(name) and is_measured(below[0]))
    return not below[0] or bool(rest)


def _group_of(value: str) -> str:
    match = _OF_GROUP.match(value)
    return match["group"] if match else ""


def is_unended(text: str) -> bool:
    """Whether a text ends as no name does: 放課後児童クラブの."""
    return bool(_UNENDED.search(text.rstrip()))


def is_measured(text: str) -> bool:
    """Whether a text ends as the name of a measure does: 設置数."""
    return bool(_MEASURED.search(text.rstrip()))


def heads_group(text: str) -> bool:
    """Whether a text ends as what heads a group of rows does: 観光の振興."""
    return bool(_GROUP.search(text))


def is_label(text: str) -> bool:
    """Whether a text is no part of a name: a label, a note, a sentence."""
    return bool(_LABEL.search(text))


def centred(lines: Sequence[str], at: int) -> list[int]:
    """The lines of a row that begins at a line with its name, and whose values stand on a line of their own.

    The name over the values and under them (貸し出した / 隻 3 5 / 船の数), in as many lines each, as where cells are
    centred; or over them only, where the next lines are so as well or no line follows. The line of the values comes
    first; none where the lines are no such row.
    """
    for tall in (2, 1):
        middle = at + tall
        below = range(middle + 1, middle + 1 + tall)
        if middle >= len(lines) or not _are_values(lines[middle], lines[at:middle]):
            continue
        again = below.stop < len(lines) and _are_values(lines[below.stop], [lines[below.stop - 1]])
        fit = all(each < len(lines) and _stands_below(lines[each], lines[at]) for each in below)
        if fit and not again and _are_values(lines[middle], [lines[each] for each in below]):
            return [middle, *range(at, middle), *below]
        if (fit and again) or middle + 1 >= len(lines) or not lines[middle + 1].strip():
            return [middle, *range(at, middle)]
    return []


def _are_values(line: str, names: Sequence[str]) -> bool:
    """Whether a line holds two values or more, and all right of the names, each alone on its line."""
    cells = close_columns(line)
    firsts = [columns_of(each) for each in names]
    if any(len(own) != 1 or not own[0][0] or _LABEL.search(own[0][2]) for own in firsts):
        return False
    valued = sum(is_value(text) for _, _, text in cells)
    return valued >= _FEWEST_CELLS - 1 and all(own[0][1] <= cells[0][0] for own in firsts)


def _stands_below(line: str, name: str) -> bool:
    """Whether a line is one cell that begins where a name does."""
    own = columns_of(line)
    return len(own) == 1 and own[0][0] == columns_of(name)[0][0]


def hangs(line: str, above: list[str], following: str = "") -> bool:
    """Whether a line goes on with the first cell of the last line above it, as a wrapped name does.

    It begins where the first cells begin, not at the margin, and fits below the widest of them, the last one, beside
    which values stand. Where a row follows, what ends as no name does begins that row, and so does what names no
    measure below a name that does: 産後ケアの利用者数 is whole.
    """
    own, firsts = columns_of(line), [cells[0] for cells in map(columns_of, above) if cells]
    values = [text for _, _, text in columns_of(above[-1])[1:]]
    if len(own) != 1 or not own[0][0] or _LABEL.search(line.strip()) or not any(map(_DIGIT.search, values)):
        return False
    begin, end, text = own[0]
    row = columns_of(following)
    name = firsts[-1][2]
    begins = is_unended(text) or (bool(_MEASURED.search(name)) and not _MEASURED.search(text))
    if begins and not is_unended(name) and row and row[0][0] >= begin:
        return False
    below = [until for at, until, _ in firsts if at == begin]
    return len(below) >= 2 and firsts[-1][0] == begin and end < below[-1] == max(below)


def leads(line: str, following: str) -> bool:
    """Whether a line begins the name with which the next line, a row of values, goes on: 港の整備に参加した.

    It has no other cell, begins where that name does, not at the margin, and ends as no name does.
    """
    own, row = columns_of(line), columns_of(following)
    if len(own) != 1 or len(row) < _FEWEST_CELLS or not own[0][0] or _LABEL.search(line.strip()):
        return False
    valued = sum(is_value(text) for _, _, text in row[1:])
    return own[0][0] == row[0][0] and valued >= _FEWEST_CELLS - 1 and bool(_UNENDED.search(own[0][2]))


def fills(line: str, following: str, around: Sequence[str]) -> bool:
    """Whether a line fills the column of the names `around` it, and so begins that of the next line, a row of values.

    里山の手入れに加わる団 over 体の数  団体  17  20: cut where the column ends, whatever the word. What heads a
    group of rows may be as wide by chance: it is known by how such a heading ends.
    """
    own, row = columns_of(line), close_columns(following)
    if len(own) != 1 or len(row) < _FEWEST_CELLS or _LABEL.search(line.strip()) or _GROUP.search(own[0][2]):
        return False
    begin, end, _ = own[0]
    widest = max(cells[0][1] for cells in map(close_columns, around) if cells and cells[0][0] == begin)
    valued = sum(is_value(text) for _, _, text in row[1:])
    return (
        row[0][0] == begin
        and row[0][1] < end
        and valued >= _FEWEST_CELLS - 1
        and end - begin >= NARROWEST
        and end >= widest - _ONE_LETTER
        and 0 < row[1][0] - end <= _CLOSE
    )
