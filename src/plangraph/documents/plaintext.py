"""Plain text and Markdown → blocks. Form only: what a heading means is for the plans stage to say."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from plangraph.documents.content import Content
from plangraph.documents.encoding import decode
from plangraph.documents.grid import check_size
from plangraph.documents.letters import as_shown
from plangraph.documents.marks_explained import explained_marks
from plangraph.documents.markup import strip_markup
from plangraph.documents.nesting import Nesting
from plangraph.documents.pipes import is_pipe_row, is_rule, rest_of_table, split_pipes
from plangraph.documents.running_lines import running_lines
from plangraph.documents.tabbed import tabbed_rows
from plangraph.documents.text_tables import BULLET, NUMBERED, PAGE, aligned_table, text_row
from plangraph.model import Block, BlockKind, Row, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["BULLET", "NUMBERED", "read_blocks", "read_text"]

_ATX_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_NUMBER_OF_PAGE = re.compile(PAGE)
_DRAWN = re.compile(r"^(?:[-－‐–—―─━=＝_＿~〜*＊・…]\s?){3,}$")  # a rule below a heading or between two parts
_LABELLED = re.compile(r"【[^【】]{2,12}】\s*\S")  # 【評価の区分】 ◎：達成
_LABEL = re.compile(r"【[^【】]{1,20}】")  # alone on its line, it heads what stands below it
_QUOTED = re.compile(r"^(?:>\s+)+")
_BOLD = re.compile(r"^(?:\*\*|__)")  # **(1) …** begins as (1) … does


def read_text(data: bytes, name: str) -> Content:
    """Read plain text or Markdown.

    Raises:
        DocumentError: binary, in an encoding that cannot be told, or with a table too large to be a plan's.

    """
    text, encoding = decode(data, name)
    lines = _lines(as_shown(text))
    running = running_lines(lines)
    blocks = tuple(_iter_blocks(["\f" * line.count("\f") if at in running else line for at, line in enumerate(lines)]))
    for block in blocks:
        check_size(name, len(block.rows), sum(len(row.cells) for row in block.rows), line=block.span.start_line)
    furniture = tuple(Block(BlockKind.PARAGRAPH, Span(at + 1, at + 1), lines[at].strip()) for at in sorted(running))
    return Content(blocks, encoding, furniture)


def read_blocks(text: str) -> tuple[Block, ...]:
    """Blocks in document order; lines count from 1 as an editor shows them."""
    return tuple(_iter_blocks(_lines(text)))


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


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
                [replace(text_row(each.cells, each.first), span=Span(each.first + 1, each.last + 1)) for each in tabbed]
            )
        elif not line.strip() or _DRAWN.match(line.strip()):
            end = at + 1
        elif at in marks:
            nesting.end()
            end = marks[at]
            yield Block(BlockKind.PARAGRAPH, Span(at + 1, end), "\n".join(each.strip() for each in lines[at:end]))
        elif (found := aligned_table(lines, at)) is not None:
            nesting.end()
            end = found[-1].span.end_line
            yield _table(found)
        else:
            end = at + 1
            heading = _ATX_HEADING.match(line.strip())  # it ends with its line (CommonMark, 4.2)
            level = _level(nesting, line)
            alone = heading or _NUMBER_OF_PAGE.match(line.strip())
            while not alone and end < len(lines) and _continues(lines[end]) and aligned_table(lines, end) is None:
                if nesting.holds(lines[end]) or end in marks or _is_labelled(lines[end - 1], lines[end]):
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
        and not _LABEL.fullmatch(line.strip())
        and not BULLET.match(line.strip())
        and not NUMBERED.match(_BOLD.sub("", line.strip()))
    )


def _is_labelled(above: str, line: str) -> bool:
    """Whether a line begins with a label in brackets, below the end of a sentence."""
    return above.rstrip().endswith("。") and bool(_LABELLED.match(line.strip()))


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


def _pipe_tables(lines: list[str], places: Iterable[int]) -> Iterator[Block]:
    rows = [text_row(split_pipes(lines[i]), i) for i in places if not is_rule(lines[i])]
    if rows:
        yield _table(rows)


def _table(rows: list[Row]) -> Block:
    return Block(BlockKind.TABLE, rows[0].span.to(rows[-1].span), rows=tuple(rows))
