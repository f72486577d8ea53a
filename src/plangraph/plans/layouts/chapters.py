"""Chapters of a comprehensive plan: prose under labels (めざす姿, 現況と課題, 取組内容), with tables of indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plangraph.model import ElementKind, PlanKind
from plangraph.plans.labels import label_role
from plangraph.plans.layouts.draft import Draft, iter_tables
from plangraph.plans.layouts.prose import ProseReader
from plangraph.plans.layouts.prose_headings import settle_charges
from plangraph.plans.layouts.scale import read_scale
from plangraph.plans.outline import join_lines, parse_marker
from plangraph.plans.tree import Ledger
from plangraph.plans.vocabulary import structure_role

if TYPE_CHECKING:
    from plangraph.model import Document
    from plangraph.plans.tree import Node

__all__ = ["Chapters"]

_TELLING = frozenset(
    {"vision", "situation", "initiatives", "indicators", "collaboration", "related_measures", "measure_list"}
)


class Chapters:
    """総合計画 基本計画 and its like."""

    name = "plan-chapters"
    kind = PlanKind.COMPREHENSIVE_PLAN

    def recognise(self, document: Document) -> float:
        """Up to 0.9 for three kinds of labels or more: other forms, where they fit wholly, go before this one."""
        roles = {label_role(block.text) for block in document.blocks if not block.rows} & _TELLING
        markers = {marker.style for block in document.blocks if not block.rows and (marker := parse_marker(block.text))}
        # 施策1 … says of itself that it is a measure.
        telling = len(roles) + len(markers & {"named:施策", "named:基本施策"})
        if telling and any("indicator" in header.roles for _, header in iter_tables(document)):
            telling += 1
        return min(telling, 3) * 0.3

    def read(self, document: Document) -> Draft:
        """Block by block."""
        draft = Draft(Ledger(document))
        draft.scale = read_scale(document, Ledger(document))  # in prose a legend stays a text of the plan
        reader = ProseReader(draft, document)
        for at, block in enumerate(document.blocks):
            reader.read(at, block)
        settle_charges(draft.elements)
        _lift_gathered(draft)
        return draft


def _lift_gathered(draft: Draft) -> None:
    """A chapter that only gathers goals, 第3章 分野別の施策, is none of the plan's elements: they stand on top."""
    blocks = {(block.span.page, block.span.start_line): block for block in draft.ledger.document.blocks}
    lifted: list[Node] = []
    for node in draft.elements:
        goals = bool(node.children) and all(child.kind is ElementKind.GOAL for child in node.children)
        told = node.indicators or node.responsibilities or node.assessments or node.sdgs or node.references
        if not goals or told or structure_role(node.title) != "container":
            lifted.append(node)
            continue
        lifted += node.children
        for text in node.texts:
            draft.say(text.text, text.span)
        heading = blocks.get((node.span.page, node.span.start_line))
        if heading is not None:
            draft.say(join_lines(heading.text), heading.span)
            draft.ledger.claim(heading, "label", "chapter that only gathers goals", confidence=0.8)
    draft.elements = lifted
