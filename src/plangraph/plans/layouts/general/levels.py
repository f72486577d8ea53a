"""Levels of headings by vote: OCR gives 第2節 of one page the level of a chapter, and those of all others another."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.model import BlockKind
from plangraph.plans.labels import label_role, unmarked
from plangraph.plans.layouts.general.ranks import FIRM, PARTS, read_heading
from plangraph.plans.vocabulary import fold

if TYPE_CHECKING:
    from plangraph.model import Block, Document

__all__ = ["with_usual_levels"]

_LEAST: Final = 2  # headings of one level, and more than half of all, for it to be the usual one


def with_usual_levels(document: Document) -> Document:
    """The document with headings that say what they are, and labels, on the level that most like them have.

    第1節, 施策2 and 主な取組 say what they are; a number alone may count on any level.
    """
    kinds = [_kind(block) for block in document.blocks]
    votes: dict[str, Counter[int]] = {}
    for block, kind in zip(document.blocks, kinds, strict=True):
        if kind:
            votes.setdefault(kind, Counter())[block.level] += 1
    usual = {
        kind: level
        for kind, counted in votes.items()
        for level, count in counted.most_common(1)
        if len(counted) > 1 and count >= _LEAST and 2 * count > counted.total()
    }
    blocks = (
        replace(block, level=usual[kind]) if kind in usual else block
        for block, kind in zip(document.blocks, kinds, strict=True)
    )
    return replace(document, blocks=tuple(blocks)) if usual else document


def _kind(block: Block) -> str:
    """What a heading of the file is like, by its word and number or as a label; "" for any other block."""
    if block.kind is not BlockKind.HEADING:
        return ""
    if label_role(unmarked(block.text)):
        return fold(block.text)
    heading = read_heading(block)
    return heading.style if heading and heading.code and heading.step in PARTS | FIRM else ""
