"""When an element is done and what it costs, as columns and labels say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plangraph.plans.amounts import amount_kind, read_amounts
from plangraph.plans.outline import join_lines
from plangraph.plans.years import deadline_of, parse_year, start_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Row
    from plangraph.plans.columns import Column
    from plangraph.plans.tree import Node

__all__ = ["take_amounts", "take_yearly", "tell_time"]


def tell_time(node: Node, role: str, text: str) -> None:
    """Keep with an element its first year ("start"), or its last and, where a span of years is printed, its first."""
    if role == "start":
        first = parse_year(text)
        node.start_text = node.start_text or join_lines(text)
        node.start = first.value if first and first.fiscal else node.start
        return
    node.deadline_text = node.deadline_text or join_lines(text)
    node.deadline = node.deadline or deadline_of(text)
    node.start = node.start or start_of(text)


def take_amounts(node: Node, cells: Sequence[tuple[Column, str]], row: Row, unit: str = "") -> set[int]:
    """Keep with an element the amounts of a row's columns; the columns that held them. `unit` is that of the table."""
    taken = set()
    for column, cell in cells:
        amounts = read_amounts(column.name, cell, row.cell_span(column.index), year=column.year, unit=unit)
        node.amounts += amounts
        taken |= {column.index} if amounts else set()
    return taken


def take_yearly(node: Node | None, cells: Sequence[tuple[Column, str]], row: Row, unit: str = "") -> set[int]:
    """Keep with an element the amounts of a row 事業費（千円） | 1,200 | 1,300 below years; its columns, or none."""
    named = [(column, cell) for column, cell in cells if column.role != "yearly"]
    yearly = [(column, cell) for column, cell in cells if column.role == "yearly"]
    if node is None or len(named) != 1 or not yearly or amount_kind(named[0][1]) is None:
        return set()
    found = [
        read_amounts(named[0][1], cell, row.cell_span(column.index), year=column.year, unit=unit)
        for column, cell in yearly
    ]
    if not all(found):
        return set()
    node.amounts += [amount for amounts in found for amount in amounts]
    return {column.index for column, _ in cells}
