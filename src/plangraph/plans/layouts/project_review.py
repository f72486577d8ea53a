"""Reviews of projects (事務事業評価): one 事務事業 a row, with its indicators side by side in a hundred columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plangraph.model import BlockKind, PlanKind
from plangraph.plans.layouts.registers import iter_registers, read_registers, row_role

if TYPE_CHECKING:
    from plangraph.model import Document
    from plangraph.plans.layouts.draft import Draft
    from plangraph.plans.layouts.register_columns import Register

__all__ = ["ProjectReview"]


def _fits(register: Register) -> bool:
    """A project's name, and its indicators or both its charge and its judgement."""
    if row_role(register) != "title":
        return False
    return bool(register.indicators) or {"department", "grade"} <= register.roles | (
        {"department"} if "division" in register.roles else set()
    )


class ProjectReview:
    """事務事業評価一覧 and its like."""

    name = "project-review"
    kind = PlanKind.PROJECT_REVIEW

    def recognise(self, document: Document) -> float:
        """Share of the tables that have a project a row."""
        tables = [block for block in document.blocks if block.kind is BlockKind.TABLE]
        return sum(_fits(each) for _, each in iter_registers(document)) / len(tables) if tables else 0.0

    def read(self, document: Document) -> Draft:
        """All tables, as registers of projects under policies and measures."""
        return read_registers(document)
