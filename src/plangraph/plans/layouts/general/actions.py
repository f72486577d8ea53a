"""Bulleted actions of a measure: several short phrases of nouns, below 主な取組 or right below the measure's text."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from plangraph.model import BlockKind, ElementKind
from plangraph.plans.layouts.general.listed import may_be_title
from plangraph.plans.layouts.general.ranks import read_heading
from plangraph.plans.outline import parse_marker, similar_key
from plangraph.plans.vocabulary import section_role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plangraph.model import Block
    from plangraph.plans.layouts.general.state import State

__all__ = ["find_actions", "is_action"]

_SEVERAL: Final = 2
_LONGEST: Final = 40  # letters
# What ends a sentence or a clause, and no phrase of nouns.
_VERBAL: Final = re.compile(r"[。、：:]|(?:した|です|ない|など)$|[うくすつぬぶむぐるはがをにでともへやて]$")
_SECTIONS: Final = frozenset({"initiatives"})
_NAMED: Final = re.compile(r"施策|取組")


def find_actions(blocks: Sequence[Block]) -> frozenset[int]:
    """The items, by identity, of lists that consist of short phrases of nouns which no heading prints as well.

    A list of one such phrase counts where another list of several does.
    """
    headings = {key for block in blocks for key in _titles(block)}
    runs: list[list[Block]] = []
    for is_item, run in groupby(blocks, _may_be_listed):
        items = list(run) if is_item else []
        if items and len({each.level for each in items}) == 1 and all(_is_phrase(each, headings) for each in items):
            runs.append(items)
    if not any(len(run) >= _SEVERAL for run in runs):
        return frozenset()
    return frozenset(id(each) for run in runs for each in run)


def _may_be_listed(block: Block) -> bool:
    """Whether a block is an item, and none that says what follows it: ◆主な取組."""
    return block.kind is BlockKind.ITEM and not block.rows and section_role(block.text) is None


def is_action(state: State, block: Block) -> bool:
    """Whether an item of such a list is an initiative: below its label, or right below the text of a measure."""
    node = state.parent
    if id(block) not in state.lists.phrases or node is None or state.subject is not None or state.about:
        return False
    if node.kind not in (ElementKind.MEASURE, ElementKind.POLICY, ElementKind.GOAL) or not _lowest(state):
        return False
    if state.section in _SECTIONS:
        return True
    styled = _NAMED.search(state.numbered.get(id(node), "")) is not None
    return not state.section and styled and id(node) in state.named and bool(node.texts)


def _lowest(state: State) -> bool:
    """Whether the element has no others below it than what such items opened."""
    node = state.parent
    return node is not None and all(id(child) in state.listed for child in node.children)


def _titles(block: Block) -> Iterator[str]:
    heading = read_heading(block) if not block.rows else None
    if heading is not None:
        yield similar_key(heading.title)


def _is_phrase(block: Block, headings: set[str]) -> bool:
    text = block.text.strip()
    if len(text) > _LONGEST or "\n" in text or _VERBAL.search(text) or parse_marker(text) is not None:
        return False
    return may_be_title(block, text) and similar_key(text) not in headings
