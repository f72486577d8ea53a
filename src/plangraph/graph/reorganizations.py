"""Successions of departments that a document shows: `R7 広報課 R8～ 広報プロモーション課` as an org:ChangeEvent."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from plangraph.graph.draft import gyear
from plangraph.graph.locals import local_name
from plangraph.namespaces import ORG, PG

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plangraph.graph.draft import Draft
    from plangraph.model import Plan, Responsibility, Span

__all__ = ["add_reorganizations"]


class _Handover(NamedTuple):
    """A charge that passed from one unit to others at the beginning of a fiscal year, and where that is printed."""

    before: str
    after: tuple[str, ...]
    year: int
    span: Span


def add_reorganizations(draft: Draft) -> None:
    """One org:ChangeEvent (ORG, section 5.4) for units, their successors and a year, with every place that shows it.

    A charge handed over is no reorganisation; the responsibilities say that themselves. One is said only where the
    whole document shows it: the former unit is in charge of nothing later, its successors of nothing earlier, and
    wherever it hands over, it hands over to the same ones.
    """
    shown: defaultdict[tuple[str, tuple[str, ...], int], list[Span]] = defaultdict(list)
    for each in _reorganizations(draft.plan_value):
        shown[each.before, each.after, each.year].append(each.span)
    for (before, after, year), spans in shown.items():
        names = "・".join(after)
        node = draft.claim(f"change/fy{year}/{local_name(before)}-{local_name(names)}")
        draft.type(node, ORG.ChangeEvent)
        draft.add(node, ORG.originalOrganization, draft.unit(before))
        for unit in after:
            draft.add(node, ORG.resultingOrganization, draft.unit(unit))
        draft.add(node, PG.fiscalYear, gyear(year))
        draft.label(node, f"{before} → {'、'.join(after)}")
        draft.belongs(node)
        for span in spans:
            draft.source(node, span)


def _reorganizations(plan: Plan) -> Iterator[_Handover]:
    groups = list(_charges(plan))
    charges = [each for group in groups for each in group]
    handovers = [each for group in groups for each in _handovers(group)]
    # Without years, a unit is in charge throughout.
    last = _extremes(((each.unit, each.to_fiscal_year) for each in charges), latest=True)
    first = _extremes(((each.unit, each.from_fiscal_year) for each in charges), latest=False)
    successors: defaultdict[str, set[tuple[tuple[str, ...], int]]] = defaultdict(set)
    for each in handovers:
        successors[each.before].add((each.after, each.year))
    for each in handovers:
        ended = last[each.before] == each.year - 1
        begun = all(first[unit] == each.year for unit in each.after)
        if ended and begun and len(successors[each.before]) == 1:
            yield each


def _extremes(years: Iterable[tuple[str, int | None]], *, latest: bool) -> dict[str, int | None]:
    """The latest (or earliest) year of each unit; None where one of its charges has no such bound."""
    found: dict[str, int | None] = {}
    for unit, year in years:
        known = found.get(unit, year)
        found[unit] = None if year is None or known is None else (max if latest else min)(year, known)
    return found


def _handovers(group: tuple[Responsibility, ...]) -> Iterator[_Handover]:
    """Of one element's charges: who ends in a year and who begins in the next, without those who go on."""
    for year in sorted({each.to_fiscal_year for each in group if each.to_fiscal_year is not None}):
        ending = {each.unit: each.span for each in group if each.to_fiscal_year == year}
        beginning = [each.unit for each in group if each.from_fiscal_year == year + 1]
        after = tuple(sorted({unit for unit in beginning if unit not in ending}))
        # Of several that end, nobody can tell which was followed by whom, unless all were merged into one.
        gone = {unit: span for unit, span in ending.items() if unit not in beginning}
        if after and (len(gone) == 1 or len(after) == 1):
            for before, span in gone.items():
                yield _Handover(before, after, year + 1, span)


def _charges(plan: Plan) -> Iterator[tuple[Responsibility, ...]]:
    for element in plan.walk():
        yield element.responsibilities
    for indicator in plan.indicators():
        yield indicator.responsibilities
