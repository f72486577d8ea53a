"""A table of measures right below the heading of a measure or of what is lower: its rows are what that consists of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.model import ElementKind
from plangraph.plans.layouts.general.grid import HIERARCHY
from plangraph.plans.layouts.general.state import code_and_title
from plangraph.plans.outline import similar_key
from plangraph.plans.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Row
    from plangraph.plans.columns import Column
    from plangraph.plans.layouts.general.state import State

__all__ = ["lower_measures"]

_HOLDS: Final = (ElementKind.MEASURE, ElementKind.INITIATIVE)


def lower_measures(state: State, columns: tuple[Column, ...], body: Sequence[Row]) -> tuple[Column, ...]:
    """(1) 学びの機会 over 番号 | 具体的施策 | 担当課: what the column names are initiatives of the heading's element.

    A label between heading and table says itself what the table is of; a table that names the heading's element again
    lists measures beside it.
    """
    named = [column for column in columns if column.role in HIERARCHY]
    node = state.path[-1].node if state.path else None
    if node is None or node.kind not in _HOLDS or state.current is not node:
        return columns
    if [column.role for column in named] != ["measure"]:
        return columns
    if state.section and fold(state.label) != fold(named[0].name):  # 具体的施策 over its own column is a caption
        return columns
    key, at = similar_key(node.title), named[0].index
    if any(similar_key(code_and_title(cell)[1]) == key for row in body for cell in row.cells[at : at + 1] if cell):
        return columns
    return tuple(replace(column, role="initiative") if column is named[0] else column for column in columns)
