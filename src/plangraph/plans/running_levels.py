"""Levels that stand only in the running heads of pages, as 第2章 人を育むまち over each of its measures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.model import Block, BlockKind
from plangraph.plans.layouts.general.ranks import read_heading
from plangraph.plans.outline import similar_key

if TYPE_CHECKING:
    from plangraph.model import Document

__all__ = ["open_running_levels"]

_LEVELS: Final = frozenset({"chapter", "section", "top", "measure"})
_LONGEST: Final = 60  # letters


def open_running_levels(document: Document) -> Document:
    """The same document; what heads pages and says itself that it is a level is a heading on the first of them.

    Only where the text of the pages nowhere prints it; pages are those of a PDF.
    """
    said: dict[str, Block] = {}
    for block in sorted((each for each in document.furniture if each.span.page), key=lambda each: each.span.page or 0):
        if (key := _level(block)) is not None:
            said.setdefault(key, block)
    if not said:
        return document
    printed = "\n".join(similar_key(block.text) for block in document.blocks if not block.rows)
    heads = [block for key, block in said.items() if key not in printed]
    if not heads:
        return document
    blocks: list[Block] = []
    for block in document.blocks:
        while heads and (heads[0].span.page or 0) <= (block.span.page or 0):
            blocks.append(replace(heads.pop(0), kind=BlockKind.HEADING, level=1))
        blocks.append(block)
    taken = {id(block) for key, block in said.items() if key not in printed}
    return replace(
        document,
        blocks=tuple(blocks),
        furniture=tuple(block for block in document.furniture if id(block) not in taken),
    )


def _level(block: Block) -> str | None:
    """What a running head that is a level is called, for comparison; None for any other."""
    if len(block.text) > _LONGEST or "\n" in block.text:
        return None
    heading = read_heading(replace(block, kind=BlockKind.PARAGRAPH, level=0))
    named = heading is not None and bool(heading.code and heading.title) and heading.step in _LEVELS
    return similar_key(heading.title) if heading is not None and named else None
