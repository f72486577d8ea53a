"""What a text prints at the turn of each page: a page number, and the running head that stands beside it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from plangraph.model import Block, BlockKind, Span
from plangraph.plans.labels import label_role
from plangraph.plans.layouts.general.ranks import read_heading
from plangraph.plans.vocabulary import fold, noise_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plangraph.model import Document

__all__ = ["part_furniture"]

_NUMBER: Final = "page_number"
_LONGEST: Final = 40  # letters of a running head
_FEWEST: Final = 2  # pages on which it stands


def part_furniture(document: Document) -> tuple[Document, frozenset[Block]]:
    """The same document with running heads as blocks of their own, and these blocks.

    A running head is a short line, no heading and no label, that stands right beside the number of two pages or more.
    """
    beside: Counter[str] = Counter()
    for above, block in pairwise(document.blocks):
        if above.rows or block.rows:
            continue
        last, first = above.text.split("\n")[-1], block.text.split("\n")[0]
        if noise_rule(last) == _NUMBER and noise_rule(first) != _NUMBER:
            beside[fold(first)] += 1
        elif noise_rule(first) == _NUMBER and noise_rule(last) != _NUMBER and "\n" not in above.text:
            beside[fold(last)] += 1
    heads = frozenset(text for text, count in beside.items() if count >= _FEWEST and _could_run(text))
    if not heads:
        return document, frozenset()
    parts = [*_parts(document.blocks, heads)]
    found = {
        block
        for at, block in enumerate(parts)
        if not block.rows and fold(block.text) in heads and _beside_number(parts, at)
    }
    return replace(document, blocks=tuple(parts)), frozenset(found)


def _could_run(text: str) -> bool:
    block = Block(BlockKind.PARAGRAPH, Span(1, 1), text)
    return 1 < len(text) <= _LONGEST and "。" not in text and label_role(text) is None and read_heading(block) is None


def _beside_number(blocks: list[Block], at: int) -> bool:
    near = blocks[max(at - 1, 0) : at + 2]
    return any(not each.rows and noise_rule(each.text) == _NUMBER for each in near)


def _parts(blocks: tuple[Block, ...], heads: frozenset[str]) -> Iterator[Block]:
    """A head that the text of the page follows without a blank line is parted from it."""
    for above, block in zip((None, *blocks), blocks, strict=False):
        first, _, rest = block.text.partition("\n")
        numbered = above is not None and not above.rows and noise_rule(above.text) == _NUMBER
        told = block.span.end_line - block.span.start_line == block.text.count("\n")
        if block.rows or not rest or not numbered or not told or fold(first) not in heads:
            yield block
            continue
        begin, end = block.span.start_line, block.span.end_line
        yield replace(block, text=first, span=replace(block.span, end_line=begin))
        yield replace(block, text=rest, span=replace(block.span, start_line=begin + 1, end_line=end))
