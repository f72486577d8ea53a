"""Lists of measures or initiatives: one a row, with what is done, who is in charge and perhaps its indicators."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plangraph.model import BlockKind, ElementKind, PlanKind
from plangraph.plans.layouts.registers import iter_registers, read_registers, row_role

if TYPE_CHECKING:
    from plangraph.model import Document
    from plangraph.plans.layouts.draft import Draft
    from plangraph.plans.layouts.register_columns import Register

__all__ = ["Lists"]

_SAYS: Final = frozenset(
    {"department", "division", "description", "action", "result", "nextStep", "challenge", "grade"}
)
_COMPREHENSIVE: Final = re.compile(r"総合計画|基本計画|振興計画")


def _fits(register: Register) -> bool:
    return row_role(register) is not None and bool(register.indicators or register.roles & _SAYS)


class Lists:
    """施策一覧, 取組一覧, 指標一覧 and their like."""

    name = "list-of-measures"
    kind = PlanKind.OTHER

    def recognise(self, document: Document) -> float:
        """At most 0.6, for half the tables or more: forms that say more of themselves go first."""
        tables = [block for block in document.blocks if block.kind is BlockKind.TABLE]
        fits = sum(_fits(register) for _, register in iter_registers(document))
        return 0.6 * fits / len(tables) if tables and fits * 2 >= len(tables) else 0.0

    def read(self, document: Document) -> Draft:
        """All tables, as registers of what stands lowest in their columns."""
        draft = read_registers(document)
        nodes = [node for root in draft.elements for node in root.walk()]
        if sum(node.kind is ElementKind.PLEDGE and bool(node.assessments) for node in nodes) * 2 > len(nodes):
            draft.kind = PlanKind.MANIFESTO_PROGRESS
        else:
            draft.kind = PlanKind.COMPREHENSIVE_PLAN if _COMPREHENSIVE.search(draft.title) else self.kind
        return draft
