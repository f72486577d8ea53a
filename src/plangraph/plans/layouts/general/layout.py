"""The general form: recognised where any heading or table is known, and read only where no special form reads more."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Final

from plangraph.model import ElementKind, PlanKind
from plangraph.plans.layouts.draft import Draft
from plangraph.plans.layouts.general.actions import find_actions
from plangraph.plans.layouts.general.answers import join_answers, sheet_heads
from plangraph.plans.layouts.general.furniture import part_furniture
from plangraph.plans.layouts.general.goals import inherit_goals, mentions_goals, part_goals
from plangraph.plans.layouts.general.levels import with_usual_levels
from plangraph.plans.layouts.general.lines import part_lines
from plangraph.plans.layouts.general.listed import find_lists, nest_facts
from plangraph.plans.layouts.general.promised import promises_listed, spaced_labels
from plangraph.plans.layouts.general.reader import Reader
from plangraph.plans.layouts.general.repeated import repeated_labels
from plangraph.plans.layouts.general.restarts import find_uppers
from plangraph.plans.layouts.general.settle import settle
from plangraph.plans.layouts.general.sibling_labels import find_sibling_labels
from plangraph.plans.layouts.general.state import State
from plangraph.plans.layouts.general.systems import heading_titles
from plangraph.plans.layouts.general.title_lines import join_titles
from plangraph.plans.layouts.general.words import legend_words
from plangraph.plans.layouts.legends import judged_before
from plangraph.plans.layouts.scale import read_scale
from plangraph.plans.tree import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plangraph.model import Block, Document
    from plangraph.plans.tree import Node

__all__ = ["General"]

_STRATEGY: Final = re.compile(r"総合戦略|まち・ひと・しごと|地方創生")
_OTHER_PLAN: Final = re.compile(r"計画|プラン|ビジョン")
_COMPREHENSIVE: Final = re.compile(r"総合計画|基本計画|振興計画")


@dataclass(frozen=True, slots=True)
class General:
    """Any document with headings, labels, forms or tables that are known; `pledges` where somebody says it has them."""

    pledges: bool = False
    name: ClassVar[str] = "general"
    kind: ClassVar[PlanKind] = PlanKind.OTHER

    def recognise(self, document: Document) -> float:
        """0.2: more than headings alone, less than any form that was recognised."""
        return 0.2 if document.blocks else 0.0

    def read(self, document: Document) -> Draft:
        """Block by block, with paragraphs parted at their labels; then what only the whole shows."""
        document, furniture = part_furniture(with_usual_levels(document))
        document = join_titles(part_goals(part_lines(join_answers(document))))
        document = replace(document, blocks=tuple(nest_facts(document.blocks)))
        draft = Draft(Ledger(document), pledges=self.pledges or promises_listed(document))
        draft.scale = read_scale(document, draft.ledger)
        lists = replace(find_lists(document.blocks, draft.scale), phrases=find_actions(document.blocks))
        words = legend_words(document.blocks)
        state = State(
            draft,
            uppers=find_uppers(document.blocks),
            sibling_labels=find_sibling_labels(document.blocks),
            furniture=furniture,
            lists=lists,
            words=words,
            titles=heading_titles(document.blocks),
            sheets=sheet_heads(document.blocks),
            spaced=spaced_labels(document),
            repeated=repeated_labels(document.blocks),
            goals=mentions_goals(document),
        )
        reader = Reader(state)
        # On a page of one line, blocks of the same text are equal: what is read must not hide those after it.
        for block, following in pairwise((*_unclaimed(document, draft), None)):
            if block is not None:
                reader.read(block, following)
        state.give_up()
        settle(state)
        inherit_goals(draft.elements)
        draft.kind = _kind(draft)
        return draft


def _unclaimed(document: Document, draft: Draft) -> Iterator[Block]:
    """What is left to read: the blocks, and of tables the rows, that are no legend, and judgements before one."""
    for block in document.blocks:
        rows = tuple(row for row in block.rows if not draft.ledger.claimed(row))
        if rows == block.rows and (rows or not draft.ledger.claimed(block)):
            yield block
        elif rows:
            yield replace(block, rows=rows)
        elif not block.rows and (judged := judged_before(block.text)):
            yield replace(block, text=judged)


def _kind(draft: Draft) -> PlanKind:
    """What kind of document the elements make it."""
    nodes: list[Node] = []
    stack = list(draft.elements)
    while stack:
        node = stack.pop()
        nodes.append(node)
        stack += node.children
    pledges = sum(node.kind is ElementKind.PLEDGE for node in nodes)
    projects = sum(node.kind is ElementKind.PROJECT for node in nodes)
    judged = any(node.assessments or any(i.assessments for i in node.indicators) for node in nodes)
    if pledges * 3 >= len(nodes) > 0:
        return PlanKind.MANIFESTO_PROGRESS
    if judged and _STRATEGY.search(draft.title):
        return PlanKind.STRATEGY_REVIEW
    if projects * 4 >= len(nodes) > 0 and judged:
        return PlanKind.PROJECT_REVIEW
    goals = any(node.kind is ElementKind.GOAL for node in nodes)
    if judged and goals and draft.title and not _OTHER_PLAN.search(draft.title):
        return PlanKind.STRATEGY_REVIEW
    return PlanKind.COMPREHENSIVE_PLAN if _COMPREHENSIVE.search(draft.title) else PlanKind.OTHER
