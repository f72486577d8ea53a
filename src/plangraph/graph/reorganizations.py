"""Successions of departments that a document shows: `R7 企画調整課 R8～ 戦略推進課` as an org:ChangeEvent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plangraph.graph.draft import gyear
from plangraph.graph.locals import local_name
from plangraph.namespaces import ORG, PG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plangraph.graph.draft import Draft
    from plangraph.model import Plan, Responsibility, Span

__all__ = ["add_reorganizations"]


def add_reorganizations(draft: Draft) -> None:
    """One org:ChangeEvent (ORG, section 5.4) a pair of units and year, with every place that shows it.

    Said only where it is plain: of one element's charges exactly one ends in a fiscal year and exactly one other
    begins in the next, and the former unit is in charge of nothing after it. Where it is, it goes on, and only the
    charge moved: the responsibilities say that themselves.
    """
    shown: dict[tuple[str, str, int], list[Span]] = {}
    for before, after, year, span in _successions(draft.plan_value):
        shown.setdefault((before, after, year), []).append(span)
    for (before, after, year), spans in shown.items():
        node = draft.claim(f"change/fy{year}/{local_name(before)}-{local_name(after)}")
        draft.type(node, ORG.ChangeEvent)
        draft.add(node, ORG.originalOrganization, draft.unit(before))
        draft.add(node, ORG.resultingOrganization, draft.unit(after))
        draft.add(node, PG.fiscalYear, gyear(year))
        draft.label(node, f"{before} → {after}")
        draft.belongs(node)
        for span in spans:
            draft.source(node, span)


def _successions(plan: Plan) -> Iterator[tuple[str, str, int, Span]]:
    charges = list(_charges(plan))
    last: dict[str, int | None] = {}
    for each in (each for group in charges for each in group):
        known = last.get(each.unit, 0)
        ends = each.to_fiscal_year
        last[each.unit] = None if ends is None or known is None else max(ends, known)
    for group in charges:
        for year in sorted({each.to_fiscal_year for each in group if each.to_fiscal_year is not None}):
            ending = {each.unit: each for each in group if each.to_fiscal_year == year}
            beginning = {each.unit for each in group if each.from_fiscal_year == year + 1}
            if len(ending) != 1 or len(beginning) != 1 or ending.keys() == beginning:
                continue
            ((before, charge),) = ending.items()
            if last[before] == year:
                yield before, beginning.pop(), year + 1, charge.span


def _charges(plan: Plan) -> Iterator[tuple[Responsibility, ...]]:
    for element in plan.walk():
        yield element.responsibilities
    for indicator in plan.indicators():
        yield indicator.responsibilities
