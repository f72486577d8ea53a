"""The system of a plan, printed as a table over the chapters whose headings say the same: a list of contents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plangraph.model import BlockKind
from plangraph.plans.layouts.general.ranks import read_heading
from plangraph.plans.layouts.general.state import code_and_title
from plangraph.plans.listed_titles import counted_items
from plangraph.plans.outline import join_lines, similar_key
from plangraph.plans.vocabulary import register_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Block
    from plangraph.plans.layouts.general.state import State

__all__ = ["heading_titles", "read_system"]

_FEWEST: Final = 3  # titles that a list of contents holds


def heading_titles(blocks: Sequence[Block]) -> frozenset[str]:
    """The titles of a document's own headings, for comparison."""
    headings = [read_heading(block) for block in blocks if block.kind is BlockKind.HEADING]
    return frozenset(similar_key(each.title) for each in headings if each is not None and each.title)


def read_system(state: State, block: Block) -> bool:
    """A table that lists nothing but headings of the document, several of them in a cell.

    基本目標 | 分野 over １ 健やかに暮らす | （１）栄養⏎（２）運動. Of a table with a title in each cell, rows are read:
    its columns say what the headings are.
    """
    head, *rows = block.rows
    if state.about or not rows or not state.titles:
        return False
    named = any(register_role(cell) for cell in head.cells if cell)
    said = [_titles(cell, state.titles) for row in (rows if named else block.rows) for cell in row.cells if cell]
    if not (any(len(each) > 1 for each in said) and all(said) and sum(map(len, said)) >= _FEWEST):
        return False
    for row in block.rows:
        state.draft.ledger.claim(row, "contents", "entry of the chapter's list")
    return True


def _titles(cell: str, titles: frozenset[str]) -> list[str]:
    """What a cell lists, one title or more, where each is a heading's; else nothing."""
    lines = [line for line in cell.split("\n") if line.strip()]
    for listed in ([join_lines(cell)], counted_items(cell), lines):
        keys = [similar_key(code_and_title(each.strip("・●○ \u3000"))[1]) for each in listed]
        if keys and all(key in titles for key in keys):
            return keys
    return []
