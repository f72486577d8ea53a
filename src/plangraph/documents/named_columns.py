"""Headers of text tables by where names stand: over one to three lines, a column each. Form only."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plangraph.documents.aligned import names_values, width_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from plangraph.documents.aligned import Cell

__all__ = [
    "TALLEST_HEAD",
    "Head",
    "cells_of",
    "head_of",
    "is_name",
    "is_year",
    "joined",
    "names_bare_value",
    "names_over_lines",
    "touch",
    "unspread",
    "with_unnamed",
    "words_of",
]

_CELL: Final = re.compile(r"[^\s\u3000]+(?:[ \u3000][^\s\u3000]+)*")  # one blank parts no cells
_WORD: Final = re.compile(r"[^\s\u3000]+")
_YEAR: Final = r"(?:(?:令和|平成|[RHＲＨ])\s?[0-9０-９元]{1,2}|(?:19|20|１９|２０)[0-9０-９]{2})(?:年度?)?"
_DATED: Final = re.compile(rf"[(（]?{_YEAR}(?:末|時点|見込み?)?[)）]?(?:[（(][^()（）]{{1,8}}[)）])?")
_BRACKETED: Final = re.compile(r"[(（][^()（）]{1,12}[)）]")
# Names of columns; what a name means is for others to say.
_NAME: Final = re.compile(
    r"(?:整理|施策|事業|公約|取組|指標|管理)?(?:番号|コード|No\.?)|NO\.?|№|項番|通番"
    r"|(?:事業|指標|評価|項目)?区分|種別|分類|分野|単位|備考|出典|把握方法|算出方法|説明|目的|対象|期間|時期|方向性?"
    r"|(?:[自内外]部|総合|最終|自己|担当課)?評価|判定|(?:進捗|達成|実施|取組|進行|執行)(?:状況|度|率|内容|結果|方針)?"
    r"|(?:重要業績評価|重要業績|成果|目標|活動|数値|評価|主要|主な)?指標(?:名|の名称|項目)?|KPI|目標項目"
    r"|(?:(?:構成|関連|主要|主な|重点|個別|具体的|事務)(?:な|の)?)?(?:事務)?(?:事業|取組|施策|公約|政策|項目)(?:名|の?名称|の?概要|の?内容|項目)?"
    r"|(?:政策|公約)?分野|(?:基本|個別)(?:目標|施策|方針)|(?:主な|具体的な?|これまでの|今後の)?(?:取組|内容|概要|成果|課題|予定|方針|コメント|実績|取組状況|取組内容)"
    r"|(?:主|担当|所管|関係|実施)(?:管)?(?:課|部署|部局|所属|課等|部課|課名|主体)|担当|所属|(?:当初)?(?:予算|決算|事業|見込)(?:額|費)|(?:予算|決算)|効果|貢献度|概要|内容"
    r"|(?:策定時|現状|基準|目標|実績|計画|最終|最新|中間)(?:値|年度)?"
)
_VALUED: Final = re.compile(r"(?:策定時|現状|基準|目標|実績|見込|計画|最終|最新|中間)値?")
_OTHER: Final = re.compile(r"[^\s0-9０-９。、:：◎○△×]{1,10}")
_SPREAD: Final = re.compile(r"(?<!\S)[^\s\d](?:[ \u3000][^\s\d])+(?!\S)")  # 備　考
_PAIRED: Final = re.compile(r"目標値?|計画値?|実績値?")
_MOST_PAIRED: Final = 6  # lines in which a pair stands
_FEWEST: Final = 3  # columns
_OPEN: Final = re.compile(r"[(（][^()（）]{0,8}$")
_END: Final = re.compile(r"[^()（）\s]{1,8}[)）]")
_SEVERAL: Final = 2
_NEAR: Final = 2  # places
TALLEST_HEAD: Final = 3  # lines


@dataclass(slots=True)
class Head:
    """The names of columns and where these stand; `tall` lines. Told `by_order`, no place tells what is of a column."""

    names: list[str]
    spans: list[tuple[int, int]]
    tall: int
    by_order: bool = False


def cells_of(line: str, measure: Callable[[str], int], *, words: bool = False) -> list[Cell]:
    """Begin, end and text of what at least two blanks part, or of each word; places as `measure` counts letters."""
    pattern = _WORD if words else _CELL
    text = line.replace("\f", "")
    return [(measure(text[: m.start()]), measure(text[: m.end()]), m[0]) for m in pattern.finditer(text)]


def words_of(cell: Cell, measure: Callable[[str], int]) -> list[Cell]:
    """The words of a cell, each with its place."""
    begin, _, text = cell
    return [(begin + measure(text[: m.start()]), begin + measure(text[: m.end()]), m[0]) for m in _WORD.finditer(text)]


def head_of(lines: Sequence[str], start: int, measure: Callable[[str], int]) -> Head | None:
    """The header that begins at a line; None where none does."""
    rows: list[list[Cell]] = []
    told = [_named(cells_of(line, measure), measure) for line in lines[start : start + TALLEST_HEAD]]
    torn = _closed_below(told)
    for at, cells in enumerate(told):
        known = sum(is_name(text) for _, _, text in cells)
        first = len(cells) >= _FEWEST and known >= 2 and all(is_name(t) or _OTHER.fullmatch(t) for _, _, t in cells)
        if not cells and (at not in torn or not rows):
            break
        if not (known == len(cells) or (first and not any(len(row) > 2 for row in rows))):
            break
        rows.append(cells)
    while rows and len(rows[0]) < 2 and not torn:
        return None
    if not rows:
        return None
    columns = _stacked(_settled(_beside_years(rows)))
    if columns is None or len(columns) < _FEWEST or not all(_is_one(texts) for _, texts in columns):
        return None
    if any(names_values(text) or _DATED.fullmatch(text) for text in columns[0][1]):
        return None  # what the rows are has a name too
    dated = [texts for _, texts in columns if any(map(_DATED.fullmatch, texts))]
    if len({any(map(_names_value, set(texts) - {*filter(_DATED.fullmatch, texts)})) for texts in dated}) > 1:
        return None  # a name over one of several years may be of all of them
    names = ["\n".join(map(unspread, texts)) for _, texts in columns]
    return Head(names, [span for span, _ in columns], len(rows))


def _closed_below(rows: list[list[Cell]]) -> set[int]:
    """Close the brackets of names that another line ends: 令和8年度（最 over 終目標）; the lines that held the ends."""
    ends: set[int] = set()
    for at, row in enumerate(rows):
        for place, cell in enumerate(row):
            if not _OPEN.search(cell[2]):
                continue
            for below in range(at + 1, len(rows)):
                end = next((each for each in rows[below] if _END.fullmatch(each[2]) and _is_near(cell, each)), None)
                if end is not None:
                    row[place] = (min(cell[0], end[0]), max(cell[1], end[1]), cell[2] + end[2])
                    rows[below].remove(end)
                    ends.add(below)
                    break
    return ends


def unspread(name: str) -> str:
    """A name of a column without the blanks between its letters: 備　考."""
    return _SPREAD.sub(lambda match: re.sub(r"\s", "", match[0]), name)


def _names_value(text: str) -> bool:
    return names_values(text) or bool(_VALUED.fullmatch(text))


def names_bare_value(text: str) -> bool:
    """Whether a name is of a value and says no year: 実績値."""
    return bool(_VALUED.fullmatch(text))


def is_year(text: str) -> bool:
    """Whether a text of a header is nothing but a year: 2021年度."""
    return bool(_DATED.fullmatch(text))


def is_name(text: str) -> bool:
    """Whether a text may name a column or, as a year or a bracket, be a part of such a name."""
    folded = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    plain = re.sub(r"\([^()]{1,12}\)$", "", folded)
    return bool(
        _NAME.fullmatch(plain or folded)
        or _DATED.fullmatch(folded)
        or _BRACKETED.fullmatch(folded)
        or names_values(folded)
        or (re.match(_YEAR, folded) and _NAME.fullmatch(re.sub(rf"^{_YEAR}", "", plain)))
    )


def _is_one(texts: Sequence[str]) -> bool:
    """Whether what stands over each other names one column: no two years, and more than （策定時） alone."""
    return sum(bool(_DATED.fullmatch(text)) for text in texts) < _SEVERAL and not (
        len(texts) == 1 and _BRACKETED.fullmatch(texts[0])
    )


def _named(cells: Sequence[Cell], measure: Callable[[str], int]) -> list[Cell]:
    """The cells of a header, those parted that stand one blank apart: R5実績 R6実績."""
    found: list[Cell] = []
    for begin, end, text in cells:
        parts = words_of((begin, end, text), measure)
        bracketed = [bool(_BRACKETED.fullmatch(part)) for _, _, part in parts]
        if len(parts) > 1 and all(is_name(part) for _, _, part in parts) and (all(bracketed) or not any(bracketed)):
            found += parts
        else:
            found.append((begin, end, text))
    return found


def _beside_years(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """The rows, the years or brackets of one at the names of values or years of another, where these are as many.

    Letters of different widths may have moved them aside.
    """
    found = [[*row] for row in rows]
    for at, lower in enumerate(rows):
        dated = all(_DATED.fullmatch(text) for _, _, text in lower)
        if len(lower) < _SEVERAL or not (dated or all(_BRACKETED.fullmatch(text) for _, _, text in lower)):
            continue
        for upper in (row for row in rows if row is not lower):
            valued = [cell for cell in upper if (_VALUED if dated else _DATED).fullmatch(cell[2])]
            if len(valued) == len(lower) and all(map(_is_near, valued, lower)):
                clear = [cell for cell in upper if cell not in valued]
                found[at] = [
                    _clear_of((min(a[0], b[0]), max(a[1], b[1]), b[2]), [*(c for c in valued if c is not a), *clear])
                    for a, b in zip(valued, lower, strict=True)
                ]
    return found


def _is_near(cell: Cell, other: Cell) -> bool:
    return max(cell[0] - other[1], other[0] - cell[1]) <= _NEAR


def _settled(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """The rows, a bracket or year that reaches below the name beside its own only as wide as it is below its own."""
    found: list[list[Cell]] = []
    for row in rows:
        others = [cell for each in rows if each is not row for cell in each]
        found.append([_clear_of(cell, _beside(cell, others)) if _is_below(cell) else cell for cell in row])
    return found


def _is_below(cell: Cell) -> bool:
    return bool(_BRACKETED.fullmatch(cell[2]) or _DATED.fullmatch(cell[2]))


def _beside(cell: Cell, others: Sequence[Cell]) -> list[Cell]:
    """The names that a cell only reaches, where it stands below another by much more."""
    shared = sorted(((min(cell[1], other[1]) - max(cell[0], other[0]), other) for other in others), reverse=True)
    return [other for width, other in shared[1:] if 0 < width <= _NEAR and width * _SEVERAL <= shared[0][0]]


def _clear_of(cell: Cell, others: Sequence[Cell]) -> Cell:
    """The cell without the places that it shares with others."""
    begin, end, text = cell
    middle = begin + end
    begin = max([begin, *(other[1] for other in others if other[0] + other[1] < middle and other[1] > begin)])
    end = min([end, *(other[0] for other in others if other[0] + other[1] >= middle and other[0] < end)])
    return (begin, end, text) if begin < end else cell


def _stacked(rows: Sequence[Sequence[Cell]]) -> list[tuple[tuple[int, int], list[str]]] | None:
    """The columns: names that stand over each other are of one, and a name over several is of each of these."""
    over = [
        cell
        for at, row in enumerate(rows)
        for cell in row
        if any(sum(touch(cell, other) for other in below) > 1 for below in rows[at + 1 :])
    ]
    spans = joined([(begin, end) for row in rows for begin, end, text in row if (begin, end, text) not in over])
    found = [(span, [cell[2] for row in rows for cell in row if touch(cell, (*span, ""))]) for span in spans]
    single = all(
        sum(touch(cell, (*span, "")) for cell in row if cell not in over) <= 1 for row in rows for span in spans
    )
    return found if single else None


def touch(cell: Cell, other: Cell) -> bool:
    """Whether two cells have a place in common."""
    return cell[0] < other[1] and other[0] < cell[1]


def with_unnamed(lines: Sequence[str], start: int, head: Head, measure: Callable[[str], int]) -> Head:
    """The header with the column that says which value a line has, where nothing names it: 目標 over 実績."""
    first = start + head.tall
    pairs = [
        cell
        for line in lines[first : first + _MOST_PAIRED]
        for cell in cells_of(line, measure, words=True)
        if _PAIRED.fullmatch(cell[2]) and not any(touch(cell, (*span, "")) for span in head.spans)
    ]
    if len({text for _, _, text in pairs}) < 2 or max(begin for begin, _, _ in pairs) >= min(
        end for _, end, _ in pairs
    ):
        return head
    spans = sorted([*head.spans, (min(begin for begin, _, _ in pairs), max(end for _, end, _ in pairs))])
    names = iter(head.names)
    return Head([next(names) if span in head.spans else "" for span in spans], spans, head.tall)


def names_over_lines(lines: Sequence[str], start: int) -> int:
    """How many columns a header over two lines or three names that begins at a line; 0 where none does."""
    heads = [head for measure in (len, width_of) if (head := head_of(lines, start, measure)) and head.tall > 1]
    return max((len(head.names) for head in heads), default=0)


def joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches of places, those that overlap as one."""
    found: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if found and begin < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return found
