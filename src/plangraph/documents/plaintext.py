"""Plain text and Markdown → blocks. Form only: what a heading means is for the plans stage to say."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from plangraph.documents.aligned import aligned_rows, is_header, is_row
from plangraph.documents.content import Content
from plangraph.documents.encoding import decode
from plangraph.documents.grid import check_size
from plangraph.documents.letters import as_shown
from plangraph.documents.marks_explained import explained_marks
from plangraph.documents.markup import strip_markup
from plangraph.documents.nesting import Nesting
from plangraph.documents.parted_rows import parted_rows
from plangraph.documents.pipes import is_pipe_row, is_rule, rest_of_table, split_pipes
from plangraph.documents.spaced import spaced_rows
from plangraph.documents.stacked_heads import in_stacked_head, stacked_rows
from plangraph.documents.tabbed import tabbed_rows
from plangraph.documents.two_lines import dates_below, names_over, two_line_rows, with_years, years_below
from plangraph.documents.vertical import share_out
from plangraph.documents.wrapped import centred, fills, goes_on, hangs, leads
from plangraph.model import Block, BlockKind, Row, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["BULLET", "NUMBERED", "read_blocks", "read_text"]

_ATX_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_PAGE = r"[-－‐–—―]\s*[0-9０-９]{1,4}\s*[-－‐–—―]$"  # - 12 -, the number of a page
BULLET = re.compile(rf"^(?!{_PAGE})(?:[-+*]\s+|[・･•●○〇◯◆◇■□▪]\s*(?=\S))")
# 1. / (1) / ⑴ / ① / 5-1 / 第5章: a line that begins so begins something new, even without a blank line before it.
NUMBERED = re.compile(
    r"^(?:第\s*[0-9０-９一二三四五六七八九十]+\s*[章節編部]"
    r"|[0-9０-９]{1,2}[.．、]\s*(?=\D)|[(（][0-9０-９]{1,2}[)）]|[①-⑳⑴-⒛]|[0-9]{1,2}(?:-[0-9]{1,2}){1,3}\s|[▶▷►]\s*)",
)
_NUMBER_OF_PAGE = re.compile(_PAGE)
_DRAWN = re.compile(r"^(?:[-－‐–—―─━=＝_＿~〜*＊・…]\s?){3,}$")  # a rule below a heading or between two parts
_QUOTED = re.compile(r"^(?:>\s+)+")
_BOLD = re.compile(r"^(?:\*\*|__)")  # **(1) …** begins as (1) … does
# Two columns kept apart by spaces: a full-width one with another, or three.
_GAP = re.compile(r"\S(?:[ \u3000]*\u3000[ \u3000]+|[ \u3000]+\u3000[ \u3000]*| {3,})\S")
_MOST_ROWS = 60
_TALLEST = 7  # lines of a row and of what tells that it ends
_NOTED = re.compile(r"[※＊*]|[(（]?注|[-－―—]\s*[0-9０-９]+\s*[-－―—]$")  # what stands below a table


def read_text(data: bytes, name: str) -> Content:
    """Read plain text or Markdown.

    Raises:
        DocumentError: binary, in an encoding that cannot be told, or with a table too large to be a plan's.

    """
    text, encoding = decode(data, name)
    blocks = read_blocks(as_shown(text))
    for block in blocks:
        check_size(name, len(block.rows), sum(len(row.cells) for row in block.rows), line=block.span.start_line)
    return Content(blocks, encoding)


def read_blocks(text: str) -> tuple[Block, ...]:
    """Blocks in document order; lines count from 1 as an editor shows them."""
    return tuple(_iter_blocks(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")))


def _iter_blocks(lines: list[str]) -> Iterator[Block]:
    at = 0
    nesting = Nesting()
    marks = explained_marks(lines)
    while at < len(lines):
        line = lines[at]
        if (rest := rest_of_table(lines, at)) is not None:
            nesting.end()
            end = _run(lines, rest, is_pipe_row)
            yield from _pipe_tables(lines, (at, *range(rest, end)))
        elif _is_tabbed(line):
            nesting.end()
            tabbed = tabbed_rows(lines, at)
            end = tabbed[-1].last + 1
            yield _table(
                [replace(_row(each.cells, each.first), span=Span(each.first + 1, each.last + 1)) for each in tabbed]
            )
        elif not line.strip() or _DRAWN.match(line.strip()):
            end = at + 1
        elif at in marks:
            nesting.end()
            end = marks[at]
            yield Block(BlockKind.PARAGRAPH, Span(at + 1, end), "\n".join(each.strip() for each in lines[at:end]))
        elif (found := _aligned(lines, at)) is not None:
            nesting.end()
            end = found[-1].span.end_line
            yield _table(found)
        else:
            end = at + 1
            heading = _ATX_HEADING.match(line.strip())  # it ends with its line (CommonMark, 4.2)
            level = _level(nesting, line)
            alone = heading or _NUMBER_OF_PAGE.match(line.strip())
            while not alone and end < len(lines) and _continues(lines[end]) and _aligned(lines, end) is None:
                if nesting.holds(lines[end]) or end in marks:
                    break
                end += 1
            block = _text_block(lines, at, end)
            if block:
                yield block if heading else replace(block, level=level)
        at = end


def _is_tabbed(line: str) -> bool:
    """Whether tabs part the cells of a line; those before a bullet set it in."""
    return "\t" in (line.strip() if BULLET.match(line.strip()) else line.strip("\n"))


def _level(nesting: Nesting, line: str) -> int:
    """How many items a line that begins a block stands in."""
    stripped = line.strip()
    if _ATX_HEADING.match(stripped):
        nesting.end()
        return 0
    begins = BULLET.match(stripped) or NUMBERED.match(_BOLD.sub("", stripped))
    return nesting.item(line) if begins else nesting.paragraph(line)


def _aligned(lines: list[str], start: int) -> list[Row] | None:
    """The rows of a table that begins at a line and whose columns are kept apart by spaces; a name may be wrapped."""
    named = is_header(lines[start])
    parted = (
        stacked_rows(lines, start, _begins_other)
        or (spaced_rows(lines, start, _begins_other) if named else None)
        or parted_rows(lines, start)
    )
    if parted is not None:
        return [replace(_row(row.cells, row.first), span=Span(row.first + 1, row.last + 1)) for row in parted]
    if in_stacked_head(lines, start) or (not named and not _GAP.search(lines[start].strip())):
        return None  # where its rows do not fit a stacked header, no part of it names the columns
    over = names_over(lines, start)
    below = _aligned(lines, start + 1) if over else None
    if below is not None and len(below[0].cells) == len(over):
        head = [f"{upper}\n{lower}".strip() for upper, lower in zip(over, below[0].cells, strict=True)]
        return [replace(_row(head, start), span=Span(start + 1, below[0].span.end_line)), *below[1:]]
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
    return [replace(_row(cells, min(row)), span=Span(min(row) + 1, max(row) + 1)) for cells, row in joined]


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
        if end > start and named and is_header(lines[end]):
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


def _run(lines: list[str], start: int, belongs: Callable[[str], bool]) -> int:
    end = start
    while end < len(lines) and belongs(lines[end]):
        end += 1
    return end


def _continues(line: str) -> bool:
    """Whether a line goes on with the paragraph or item above it."""
    return bool(
        line.strip()
        and not line.startswith("\f")  # on a new page
        and not _is_tabbed(line)
        and not is_pipe_row(line)
        and not _ATX_HEADING.match(line.strip())
        and not _NUMBER_OF_PAGE.match(line.strip())
        and not _DRAWN.match(line.strip())
        and not BULLET.match(line.strip())
        and not NUMBERED.match(_BOLD.sub("", line.strip()))
    )


def _text_block(lines: list[str], start: int, end: int) -> Block | None:
    span = Span(start + 1, end)
    first = lines[start].strip()
    heading = _ATX_HEADING.match(first)
    if heading:
        text = strip_markup(heading[2])
        return Block(BlockKind.HEADING, span, text, level=len(heading[1])) if text else None
    kind = BlockKind.ITEM if BULLET.match(first) else BlockKind.PARAGRAPH
    text = strip_markup("\n".join(_QUOTED.sub("", each.strip()) for each in lines[start:end]))
    if kind is BlockKind.ITEM:
        while bullet := BULLET.match(text):
            text = text[bullet.end() :]
    return Block(kind, span, text) if text else None


def _row(cells: list[str], index: int) -> Row:
    return Row(tuple(strip_markup(cell) for cell in cells), Span(index + 1, index + 1))


def _pipe_tables(lines: list[str], places: Iterable[int]) -> Iterator[Block]:
    rows = [_row(split_pipes(lines[i]), i) for i in places if not is_rule(lines[i])]
    if rows:
        yield _table(rows)


def _table(rows: list[Row]) -> Block:
    return Block(BlockKind.TABLE, rows[0].span.to(rows[-1].span), rows=tuple(rows))
