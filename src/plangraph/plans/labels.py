"""Labels set apart: a label printed right above its text, without a blank line, becomes a block of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from plangraph.model import Block, BlockKind, Document, Span
from plangraph.plans.vocabulary import section_role

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["set_labels_apart"]


def set_labels_apart(document: Document) -> Document:
    """The same document; `いつまでに⏎令和8年度末` is two blocks, as it would be with a blank line between."""
    return replace(document, blocks=tuple(part for block in document.blocks for part in _parts(block)))


def _parts(block: Block) -> Iterator[Block]:
    label, _, rest = block.text.partition("\n")
    lines = block.span.end_line - block.span.start_line + 1
    # Only where each line of the text is a line of the file can the lines of the parts be told.
    if not rest or section_role(label) is None or block.text.count("\n") + 1 != lines:
        yield block
        return
    start = block.span.start_line
    yield replace(block, text=label, span=Span(start, start, block.span.page))
    yield Block(BlockKind.PARAGRAPH, Span(start + 1, block.span.end_line, block.span.page), rest)
