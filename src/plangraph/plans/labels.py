"""Labels set apart: a label or a numbered title right above its text, without a blank line, is a block of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from plangraph.model import Block, BlockKind, Document, Span
from plangraph.plans.outline import join_lines, parse_marker
from plangraph.plans.vocabulary import section_role

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["lines_of", "set_labels_apart"]


def set_labels_apart(document: Document) -> Document:
    """The same document; `いつまでに⏎令和8年度末` is two blocks, as it would be with a blank line between."""
    return replace(document, blocks=tuple(part for block in document.blocks for part in _parts(block)))


def _parts(block: Block) -> Iterator[Block]:
    label, _, rest = block.text.partition("\n")
    title = parse_marker(label) is not None and len(label) <= 40 and "。" not in label and rest.rstrip().endswith("。")
    lines = block.span.end_line - block.span.start_line + 1
    # Only where each line of the text is a line of the file can the lines of the parts be told.
    if not rest or (section_role(label) is None and not title) or block.text.count("\n") + 1 != lines:
        yield block
        return
    start = block.span.start_line
    yield replace(block, text=label, span=Span(start, start, block.span.page))
    yield Block(BlockKind.PARAGRAPH, Span(start + 1, block.span.end_line, block.span.page), rest)


def lines_of(block: Block) -> str:
    """A block's text as one line, but a numbered first line stays a line of its own; items keep their lines."""
    if block.kind is BlockKind.ITEM:
        return block.text
    first, _, rest = block.text.partition("\n")
    if rest and parse_marker(first) and len(first) <= 40 and "。" not in first:
        return f"{first}\n{join_lines(rest)}"
    return join_lines(block.text)
