"""Chapters of a comprehensive plan: prose under labels (めざす姿, 現況と課題, 取組内容), with tables of indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plangraph.model import PlanKind
from plangraph.plans.labels import label_role
from plangraph.plans.layouts.draft import Draft, iter_tables
from plangraph.plans.layouts.prose import ProseReader
from plangraph.plans.layouts.prose_headings import settle_charges
from plangraph.plans.outline import parse_marker
from plangraph.plans.tree import Ledger

if TYPE_CHECKING:
    from plangraph.model import Document

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
        reader = ProseReader(draft, document)
        for at, block in enumerate(document.blocks):
            reader.read(at, block)
        settle_charges(draft.elements)
        return draft
