"""Text tables by where things stand on the page, as `pdftotext -layout` sets them: columns, rows, pages. Form only.

A header over one to three lines names the columns; what stands below a name is of its column, and what does not is of
that whose texts it stands below. `pdftotext` gives each letter one place, a hand in an editor two to a wide one: the
places that fit tell which it was. A table goes on over pages, with its header again or without.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plangraph.documents.aligned import width_of
from plangraph.documents.named_columns import TALLEST_HEAD, cells_of, head_of, joined, touch, with_unnamed
from plangraph.documents.placed_columns import Part, placed_lines
from plangraph.documents.shared_lines import SharedRow, one_line_columns, share_lines
from plangraph.documents.told_by_order import head_by_order, heads_of, lines_in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from plangraph.documents.aligned import Cell
    from plangraph.documents.named_columns import Head

__all__ = ["LaidOut", "laid_out_table"]

_ENDS: Final = re.compile(
    r"[【〔≪《＜<■□◆◇●※＊*]|(?:基本(?:目標|施策|方針|政策)|政策目標|施策|政策|取組|目標|方針|分野|柱)\s?[0-9０-９ⅠⅡⅢⅣⅤ一二三四五]"
    r"|第\s?[0-9０-９一二三四五六七八九十]+\s?[章節編部項]|[0-9０-９]{1,2}(?:[-－][0-9０-９]{1,2})*[ \u3000]\S"
    r"|[^\s:：]{2,8}[:：]"
)
_LABELLED: Final = re.compile(r"[【〔]?[^\s:：]{2,6}[:：】〕]\s*\S")  # 担当課：福祉課, beside a heading
_CHARGE: Final = re.compile(r"(?:主|担当|所管|主管|関係|実施)(?:課|部署|部局|所属|課等|部課)名?$")  # beside departments
_NOTE: Final = re.compile(r"[※＊*]|[(（]?注")
_MOST_BLANK: Final = 4  # lines between two rows of a page
_MOST_LINES: Final = 600


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A table: its rows, the header first; `sure` where no line could be of another row than it is read in."""

    rows: list[SharedRow]
    sure: bool


def laid_out_table(lines: Sequence[str], start: int, ends: Callable[[str], bool]) -> LaidOut | None:
    """The table whose header begins at a line; None where the lines make no such table.

    `ends` says of a line that no table goes on with it: a note, an item, a heading.
    """
    best: tuple[float, LaidOut] | None = None
    heads = [(head, measure) for measure in (len, width_of) for head in heads_of(lines, start, measure)]
    for told, measure in heads:
        head = told if told.by_order else with_unnamed(lines, start, told, measure)
        found = _read(lines, start, head, measure, ends)
        if found is None:
            continue
        loose, sure, rows = found
        filled = sum(bool(cell) for row in rows for cell in row.cells)
        weight = filled * (1 - loose)  # the wrong measure reads fewer rows, or finds much below no name
        if best is None or weight > best[0]:
            best = (weight, LaidOut([SharedRow(head.names, start, start + head.tall - 1), *rows], sure))
    return best[1] if best else None


def _read(
    lines: Sequence[str], start: int, head: Head, measure: Callable[[str], int], ends: Callable[[str], bool]
) -> tuple[float, bool, list[SharedRow]] | None:
    """The share of cells that stand below no name, whether lines are of no other row than here, and the rows."""
    rows: list[SharedRow] = []
    loose, cells, sure = 0, 0, True
    told_by: frozenset[int] | None = None
    for part in _parts(lines, start, head, measure, ends):
        if head.by_order:
            told = lines_in_order(part.groups, head.names, measure)
            placed = None if told is None else (0, told)
        else:
            placed = placed_lines(part, measure)
        if placed is None:
            break
        apart, groups = placed
        if told_by is None:
            told_by = one_line_columns([line for group in groups for line in group], head.names)
        found, whole, doubt = share_lines(
            groups, told_by, len(head.names), centred=head.tall == TALLEST_HEAD and not head.by_order
        )
        sure = sure and not doubt
        loose += apart
        cells += sum(len(line.cells) for group in groups for line in group)
        rows += found
        if not whole:
            break
    return (loose / cells, sure, rows) if rows and all(any(row.cells) for row in rows) else None


def _parts(
    lines: Sequence[str], start: int, head: Head, measure: Callable[[str], int], ends: Callable[[str], bool]
) -> Iterator[Part]:
    """The parts of the table by page, up to a line that is none of its."""
    part = Part(head.spans)
    at, blank, turned = start + head.tall, 0, False
    while at < min(len(lines), start + _MOST_LINES):
        line = lines[at]
        turned = turned or line.startswith("\f")
        if not line.strip():
            blank += 1
            at += 1
            continue
        again = (head_by_order if head.by_order else head_of)(lines, at, measure)
        if again is not None:
            again = again if again.by_order else with_unnamed(lines, at, again, measure)
            if [re.sub(r"\s", "", each) for each in again.names] != [re.sub(r"\s", "", each) for each in head.names]:
                break
            if not turned and blank == 0:
                break
            yield part
            part = Part(again.spans)
            at, blank, turned = at + again.tall, 1, False
            continue
        if turned:
            # On a new page what stands there is all that tells the columns.
            spans = _spans_of(lines, at, head, measure, ends)
            if spans is None:
                break
            yield part
            part = Part(spans)
            blank, turned = 1, False
        if blank > _MOST_BLANK or _is_other(line, part.spans, measure, ends, by_order=head.by_order):
            break
        if blank or not part.groups:
            part.groups.append([])
        part.groups[-1].append((at, cells_of(line, measure)))
        blank = 0
        at += 1
    yield part


def _spans_of(
    lines: Sequence[str], start: int, head: Head, measure: Callable[[str], int], ends: Callable[[str], bool]
) -> list[tuple[int, int]] | None:
    """Where the columns of a table stand that goes on at the top of a page; None unless as many as it has names."""
    filled: list[tuple[int, int]] = []
    for at in range(start, min(len(lines), start + _MOST_LINES)):
        line = lines[at]
        cells = cells_of(line, measure)
        if not cells:
            continue
        if (line.startswith("\f") and at > start) or heads_of(lines, at, measure):
            break
        spans = joined([*filled, *((begin, end) for begin, end, _ in cells)])
        if (filled and len(spans) < len(head.names) <= len(filled)) or (
            len(cells) == 1 and _is_alone(line, cells[0], ends)
        ):
            break
        filled = spans
    return filled if len(filled) == len(head.names) else None


def _is_alone(line: str, cell: Cell, ends: Callable[[str], bool]) -> bool:
    """Whether the only cell of a line is a heading or a note."""
    return ends(line) or bool(_ENDS.match(cell[2]))


def _is_other(
    line: str,
    spans: Sequence[tuple[int, int]],
    measure: Callable[[str], int],
    ends: Callable[[str], bool],
    *,
    by_order: bool,
) -> bool:
    """Whether a line is none of the table's: prose below several names, or a heading or note that stands alone."""
    cells = cells_of(line, measure)
    words = cells_of(line, measure, words=True)
    moved = by_order and len(words) >= len(spans)  # its words stand below names that are not theirs
    if not moved and any(sum(touch(word, (*span, "")) for span in spans) > 1 for word in words):
        return True
    if len(cells) > 1:
        headed = _is_alone(cells[0][2], cells[0], ends) and any(_LABELLED.match(text) for _, _, text in cells[1:])
        return headed or bool(_NOTE.match(cells[0][2]) or _CHARGE.match(cells[0][2]))
    if by_order and cells[0][2].endswith("。"):
        return True
    return cells[0][0] < spans[1][0] and _is_alone(line, cells[0], ends)
