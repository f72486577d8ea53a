"""Tables within prose: those of indicators and those of actions belong to the element that is open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from plangraph.model import TextRole
from plangraph.plans.columns import align, read_header
from plangraph.plans.layouts.cells import read_indicator, unread_cells

if TYPE_CHECKING:
    from plangraph.model import Block
    from plangraph.plans.tree import Ledger, Node

__all__ = ["read_prose_table"]


def read_prose_table(block: Block, node: Node | None, ledger: Ledger) -> bool:
    """Read a table into an element; says whether it was one of indicators."""
    header = read_header(block)
    if header is None or node is None:
        return False
    indicators = "indicator" in header.roles and bool({"baseline", "target", "actual"} & header.roles)
    if not indicators and not {"action", "direction_of_action"} & header.roles:
        return False
    for row in block.rows[: header.depth]:
        ledger.claim(row, "header", "names of columns")
    for row in block.rows[header.depth :]:
        if not indicators:
            said = [(at, cell) for at, cell in enumerate(row.cells) if cell and not re.fullmatch(r"[●○◯\s]+", cell)]
            if said:
                span = row.cell_span(said[0][0]) if len(said) == 1 else row.span
                node.say(TextRole.ACTION, "\n".join(cell for _, cell in said), span, join=False)
            ledger.claim(row, "action", "row of a table of actions")
            continue
        cells, _ = align(row, header)
        if (indicator := read_indicator(cells, header, row.span)) is not None:
            node.indicators.append(indicator)
            node.grow(row.span)
            unread = unread_cells(row, cells)
            ledger.claim(row, "Indicator", "row of a table of indicators", unread=unread)
    return indicators
