"""Indicators that cells of values hold without a column of names: 利用者数 18,400人, or 10億円 below 数値目標."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.plans.columns import Cells, Column, Header
from plangraph.plans.layouts.cells import read_indicator
from plangraph.plans.layouts.general.column_names import VALUES
from plangraph.plans.layouts.general.indicators import add_indicator
from plangraph.plans.layouts.general.refine import FIGURES
from plangraph.plans.layouts.general.row_cells import on_one_line, values_of
from plangraph.plans.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from plangraph.model import Row
    from plangraph.plans.tree import Node

__all__ = ["read_figures"]

_NAME_FIRST: Final = re.compile(r"^(?P<name>[^\d\s:]{2,30}?)\s*[:\s]\s*(?P<value>[-▲△]?\d\S*)$")


def read_figures(node: Node, cells: Sequence[tuple[Column, str]], row: Row, used: Collection[int]) -> set[int]:
    """Give an element the indicators of a row that has no column of them; the columns that these took."""
    taken = _with_names(node, cells, row)
    return taken | _in_figures(node, cells, row, {*used, *taken})


def _with_names(node: Node, cells: Sequence[tuple[Column, str]], row: Row) -> set[int]:
    """利用者数 18,400人 in a column of values: the cell itself names the indicator."""
    said: dict[str, dict[str, str]] = {}
    columns: list[Column] = []
    for column, cell in cells:
        match = _NAME_FIRST.match(on_one_line(cell)) if column.role in VALUES else None
        if match is not None and column.role is not None:
            said.setdefault(match["name"], {})[column.role] = match["value"]
            columns.append(column)
    for name, values in said.items():
        mine = tuple(column for column in columns if column.role in values)
        places = {column.role: column.index for column in mine if column.role is not None}
        told = Cells.of_row({"indicator": name, **values}, row, places)
        indicator = read_indicator(told, Header(mine, 0), row.cell_span(mine[0].index))
        if indicator is not None and any(each.value is not None for each in indicator.observations):
            add_indicator(node, indicator)
    return {column.index for column in columns}


def _in_figures(node: Node, cells: Sequence[tuple[Column, str]], row: Row, used: Collection[int]) -> set[int]:
    """10億円 below 数値目標, in the row of what is to reach it: the column is all that names the indicator."""
    aims = [(c, cell) for c, cell in cells if c.role == "target" and FIGURES.fullmatch(fold(c.name))]
    if len(aims) != 1 or aims[0][0].index in used:
        return set()
    said, columns, places = values_of(cells, None)
    told = Cells.of_row({"indicator": aims[0][0].name, **said}, row, places)
    indicator = read_indicator(told, Header(tuple(columns), 0), row.cell_span(aims[0][0].index))
    if indicator is None or all(each.value is None for each in indicator.observations):
        return set()
    add_indicator(node, replace(indicator, responsibilities=()))
    return {column.index for column in columns}
