"""Boxes with the number and the name of a goal, as they stand in place of icons: 14 over 海の豊かさを守ろう."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from plangraph.model import Block, BlockKind
from plangraph.plans.goal_names import number_goals
from plangraph.plans.layouts.general.goals import names_goals
from plangraph.plans.outline import join_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plangraph.model import Document

__all__ = ["join_goal_boxes"]

_TALLEST: Final = 4  # lines, or rows, of a box
_LONGEST: Final = 14  # letters of a line in a box


def join_goal_boxes(document: Document) -> Document:
    """The same document; a table that is nothing but such boxes, and the lines of one box, are lines of goals."""
    return replace(document, blocks=tuple(_joined([_unboxed(block) for block in document.blocks])))


def _unboxed(block: Block) -> Block:
    """Boxes beside each other, number over name or before it."""
    if not 0 < len(block.rows) <= _TALLEST:
        return block
    columns = zip_longest(*(row.cells for row in block.rows), fillvalue="")
    text = "\u3000".join(join_lines("\n".join(filter(None, cells))) for cells in columns if any(cells))
    return replace(block, kind=BlockKind.PARAGRAPH, rows=(), text=text) if names_goals(text) else block


def _joined(blocks: list[Block]) -> Iterator[Block]:
    """The lines of a box, each a block, put together: 4, 質の高い教育, をみんなに."""
    at = 0
    while at < len(blocks):
        ends = range(min(at + _TALLEST, len(blocks)), at + 1, -1)
        end = next((end for end in ends if _is_box(blocks[at:end])), at + 1)
        if end == at + 1:
            yield blocks[at]
        else:
            text = join_lines("\n".join(block.text for block in blocks[at:end]))
            span = blocks[at].span.to(blocks[end - 1].span)
            yield replace(blocks[at], kind=BlockKind.PARAGRAPH, text=text, span=span, level=0)
        at = end


def _is_box(lines: list[Block]) -> bool:
    """Whether lines of a page are a goal's name in parts, perhaps below its own number."""
    if any(each.rows or len(each.text) > _LONGEST for each in lines) or len({each.span.page for each in lines}) > 1:
        return False
    text = join_lines("\n".join(each.text for each in lines))
    return names_goals(text) and number_goals(text) == number_goals(re.sub(r"\d+", "", text))
