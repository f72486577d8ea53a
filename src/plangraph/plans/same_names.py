"""Indicators of one element that only brackets tell apart: 相談件数（電話による相談）, 相談件数（窓口での相談）."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from plangraph.plans.layouts.cells import name_and_definition
from plangraph.plans.outline import join_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plangraph.model import Indicator, Span
    from plangraph.plans.layouts.draft import Draft
    from plangraph.plans.tree import Node

__all__ = ["tell_apart"]


def tell_apart(draft: Draft) -> None:
    """Give such indicators the names that their cells print: the brackets say which is which, and define neither."""
    nodes = [node for root in draft.elements for node in root.walk()]
    alike = [each for node in nodes for group in _groups(node) for each in group]
    if not alike:
        return
    cells: dict[tuple[int, int], list[str]] = defaultdict(list)
    for row in (row for block in draft.ledger.document.blocks for row in block.rows):
        cells[_place(row.span)] += [cell for cell in row.cells if cell]
    named = {id(each): _printed(each, cells[_place(each.span)]) for each in alike}
    for node in nodes:
        node.indicators = [named.get(id(each), each) for each in node.indicators]


def _groups(node: Node) -> Iterator[list[Indicator]]:
    """The indicators of an element that have one name and several definitions."""
    by_name: dict[str, list[Indicator]] = defaultdict(list)
    for each in node.indicators:
        by_name[each.name].append(each)
    yield from (group for group in by_name.values() if len({each.definition for each in group}) > 1)


def _printed(indicator: Indicator, cells: Iterable[str]) -> Indicator:
    said = (indicator.name, indicator.definition)
    whole = next((cell for cell in cells if indicator.definition and name_and_definition(cell) == said), None)
    return indicator if whole is None else replace(indicator, name=join_lines(whole), definition="")


def _place(span: Span) -> tuple[int, int]:
    return span.page or 0, span.start_line
