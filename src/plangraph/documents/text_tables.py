"""Tables in plain text whose columns blanks keep apart, by the words of their lines and by places. Form only."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.documents.aligned import aligned_rows, columns_of, is_header, is_row, is_value
from plangraph.documents.laid_out import laid_out_table
from plangraph.documents.markup import strip_markup
from plangraph.documents.named_columns import names_over_lines
from plangraph.documents.parted_rows import parted_rows
from plangraph.documents.spaced import spaced_rows
from plangraph.documents.stacked_heads import in_stacked_head, stacked_rows
from plangraph.documents.two_lines import dates_below, names_over, two_line_rows, with_years, years_below
from plangraph.documents.vertical import share_out
from plangraph.documents.wrapped import centred, fills, goes_on, hangs, leads
from plangraph.model import Row, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.documents.laid_out import LaidOut
    from plangraph.documents.shared_lines import SharedRow

__all__ = ["BULLET", "NUMBERED", "PAGE", "aligned_table", "text_row"]

PAGE: Final = r"[-－‐–—―]\s*[0-9０-９]{1,4}\s*[-－‐–—―]$"  # - 12 -, the number of a page
BULLET: Final = re.compile(rf"^(?!{PAGE})(?:[-+*]\s+|[・･•●○〇◯◆◇■□▪]\s*(?=\S))")
# 1. / (1) / ⑴ / ① / 5-1 / 第5章: a line that begins so begins something new, even without a blank line before it.
NUMBERED: Final = re.compile(
    r"^(?:第\s*[0-9０-９一二三四五六七八九十]+\s*[章節編部]"
    r"|[0-9０-９]{1,2}[.．、]\s*(?=\D)|[(（][0-9０-９]{1,2}[)）]|[①-⑳⑴-⒛]|[0-9]{1,2}(?:-[0-9]{1,2}){1,3}\s|[▶▷►]\s*)",
)
# Two columns kept apart by spaces: a full-width one with another, or three.
_GAP: Final = re.compile(r"\S(?:[ \u3000]*\u3000[ \u3000]+|[ \u3000]+\u3000[ \u3000]*| {3,})\S")
_MOST_ROWS: Final = 60
_PAIR: Final = 2
_TALLEST: Final = 7  # lines of a row and of what tells that it ends
_NOTED: Final = re.compile(r"[※＊*]|[(（]?注|[-－―—]\s*[0-9０-９]+\s*[-－―—]$")  # what stands below a table


def aligned_table(lines: list[str], start: int) -> list[Row] | None:
    """The rows of a table that begins at a line and whose columns are kept apart by spaces.

    Read by the words of each line and, where that goes further, by where things stand on the page.
    """
    told = _by_lines(lines, start)
    # Where a header over three lines gives no table, no part of it heads one.
    part = start > 0 and in_stacked_head(lines, start) and in_stacked_head(lines, start - 1)
    placed = None if part else laid_out_table(lines, start, _begins_other)
    if placed is None:
        # A header of more columns than its lines tell leaves some without their names.
        return told if told is None or sum(map(bool, told[0].cells)) + 1 >= names_over_lines(lines, start) else None
    if told is not None and _is_whole(told, placed):
        return told
    return [replace(text_row(row.cells, row.first), span=Span(row.first + 1, row.last + 1)) for row in placed.rows]


def _is_whole(told: Sequence[Row], placed: LaidOut) -> bool:
    """Whether what lines told goes further than what places do, or as far where these leave a doubt."""
    head, last, end = placed.rows[0], placed.rows[-1].last + 1, max(row.span.end_line for row in told)
    parted = sum(map(bool, told[0].cells)) + (head.first < head.last) >= len(head.cells)
    below = told[1] if len(told) > 1 and told[1].span.start_line - 1 <= head.last else None
    if below is not None:
        named = [f"{upper}\n{lower}".strip() for upper, lower in zip(told[0].cells, below.cells, strict=False)]
        parted = parted and _plain(named) == _plain(head.cells)  # years below the wrong names are not told
    rows = [tuple(row.cells) for row in placed.rows[1:]]
    if rows == [row.cells for row in told[-len(rows) :]]:
        return parted
    wrapped = any("\n" in cell for row in placed.rows[1:] for cell in row.cells)
    better = placed.sure and (wrapped or _filled(placed.rows) > _filled(told))
    return parted and (end > last or (end == last and not better))


def _plain(cells: Sequence[str]) -> list[str]:
    return ["".join(cell.split()) for cell in cells]


def _filled(rows: Sequence[Row] | Sequence[SharedRow]) -> int:
    return sum(bool(cell) for row in rows for cell in row.cells)


def _by_lines(lines: list[str], start: int) -> list[Row] | None:
    """The rows of a table whose names may be wrapped; None where its lines make none."""
    named = is_header(lines[start])
    parted = (
        stacked_rows(lines, start, _begins_other)
        or (spaced_rows(lines, start, _begins_other) if named else None)
        or parted_rows(lines, start)
    )
    if parted is not None:
        return [replace(text_row(row.cells, row.first), span=Span(row.first + 1, row.last + 1)) for row in parted]
    if in_stacked_head(lines, start) or (not named and not _GAP.search(lines[start].strip())):
        return None  # where its rows do not fit a stacked header, no part of it names the columns
    over = names_over(lines, start)
    below = _by_lines(lines, start + 1) if over else None
    if below is not None and len(below[0].cells) == len(over):
        head = [f"{upper}\n{lower}".strip() for upper, lower in zip(over, below[0].cells, strict=True)]
        return [replace(text_row(head, start), span=Span(start + 1, below[0].span.end_line)), *below[1:]]
    dated = start + 1 < len(lines) and dates_below(lines[start + 1], lines[start])  # 現状値 over （令和6年度）
    rows, years = _lines_of_rows(lines, start, [[start], [start + 1]] if dated else [])
    texts = [lines[row[0]] for row in rows]
    found = (two_line_rows(texts[0], texts[1], texts[2:]) if dated else None) or aligned_rows(texts)
    if found is None:
        return None
    for at, (cells, row) in enumerate(zip(found, rows, strict=True)):
        if at in years:
            cells[:] = with_years(cells, years[at])
        else:
            parts = {row[0]: cells[0]} | {line: lines[line].strip() for line in row[1:]}
            cells[0] = "\n".join(parts[line] for line in sorted(parts) if parts[line])
    joined: list[tuple[list[str], list[int]]] = []
    for at, (cells, row) in enumerate(zip(found, rows, strict=True)):
        if joined and len(joined[-1][1]) == 1 and goes_on(at, texts, found):
            above, of = joined.pop()
            row, cells = [*of, *row], [f"{upper}\n{lower}".strip() for upper, lower in zip(above, cells, strict=True)]  # noqa: PLW2901
        joined.append((cells, row))
    return [replace(text_row(cells, min(row)), span=Span(min(row) + 1, max(row) + 1)) for cells, row in joined]


def _lines_of_rows(
    lines: list[str], start: int, rows: list[list[int]]
) -> tuple[list[list[int]], dict[int, list[tuple[int, str]]]]:
    """The lines of each row behind those `rows` that are known, and of rows the years on the line below them."""
    named = is_header(lines[start])
    years: dict[int, list[tuple[int, str]]] = {}
    if named or rows:
        head = rows or [[start]]
        first = start + len(head)
        shared = share_out(_body(lines, first))
        if shared:
            return [*head, *([first + at for at in row] for row in shared)], years
    end = start + len(rows)
    while end < len(lines) and len(rows) < _MOST_ROWS and "|" not in lines[end]:
        if end > start and (named or _is_form(lines[start:end])) and is_header(lines[end]):
            break  # the next table
        alone = len(rows) > 1 and len(rows[-1]) == 1
        if alone and (below := years_below(lines[end], lines[rows[-1][0]])):
            years[len(rows) - 1] = below
            rows[-1].append(end)
        elif end == start or _GAP.search(lines[end].strip()) or (named and is_row(lines[end], lines[start])):
            rows.append([end])
        elif rows and (whole := _centred(lines, end)):
            rows.append(whole)
            end += len(whole) - 1
        elif rows and len(rows[-1]) == 1 and _wraps(lines, start, end, [lines[row[0]] for row in rows]):
            rows[-1].append(end)
        elif end + 1 < len(lines) and (leads(lines[end], lines[end + 1]) or _fills(lines, start, end)):
            rows.append([end + 1, end])  # the line of the values first
            end += 1
        else:
            break
        end += 1
    return rows, years


def _is_form(lines: Sequence[str]) -> bool:
    """Whether lines are labels, each with what it says beside it: 担当課  港湾課."""
    return all(len(cells) == _PAIR and not is_value(cells[1][2]) for cells in map(columns_of, lines))


def _body(lines: list[str], first: int) -> list[str]:
    """The lines below a header, up to one that is none of its table's."""
    body = lines[first : first + _MOST_ROWS]

    def ends(line: str) -> bool:
        return not line.strip() or _begins_other(line) or is_header(line)

    return body[: next((at for at, line in enumerate(body) if ends(line)), len(body))]


def _begins_other(line: str) -> bool:
    """Whether a line is none of a table's: a note, an item, a heading, a row between bars or tabs."""
    text = line.strip()
    begun = _NOTED.match(text) or BULLET.match(text) or NUMBERED.match(text)
    return bool(begun) or "|" in line


def _wraps(lines: list[str], start: int, at: int, above: list[str]) -> bool:
    """Whether a line is the rest of a name: the table goes on behind it, or ends."""
    following = lines[at + 1] if at + 1 < len(lines) else ""
    named = BULLET.match(lines[at].strip()) or NUMBERED.match(lines[at].strip())
    ends = not following.strip() or bool(_NOTED.match(following.strip()))
    goes_on_behind = bool(_GAP.search(following.strip())) or _fills(lines, start, at + 1)
    return (
        not named and (ends or goes_on_behind) and not _fills(lines, start, at) and hangs(lines[at], above, following)
    )


def _centred(lines: list[str], at: int) -> list[int]:
    """The lines of a row whose values stand on a line of their own, those of its name around it."""
    around = lines[at : at + _TALLEST]
    marked = (i for i, each in enumerate(around) if BULLET.match(each.strip()) or NUMBERED.match(each.strip()))
    ends = next(marked, len(around))
    return [at + each for each in centred(around[:ends], 0)]


def _fills(lines: list[str], start: int, at: int) -> bool:
    """Whether a line of the table that begins at `start` is the begin of a name, cut where its column ends."""
    if at + 1 >= len(lines) or BULLET.match(lines[at].strip()) or NUMBERED.match(lines[at].strip()):
        return False
    end = next((i for i in range(at, min(len(lines), start + _MOST_ROWS)) if not lines[i].strip()), at + 2)
    return fills(lines[at], lines[at + 1], lines[start:end])


def text_row(cells: list[str], index: int) -> Row:
    """The cells of a line, counted from 0, without marks of emphasis."""
    return Row(tuple(strip_markup(cell) for cell in cells), Span(index + 1, index + 1))
