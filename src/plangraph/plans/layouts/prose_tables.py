"""Tables within prose: those of indicators and those of actions belong to the element that is open."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from plangraph.model import TextRole
from plangraph.plans.alignment import align
from plangraph.plans.headers import read_header
from plangraph.plans.layouts.cells import read_indicators
from plangraph.plans.layouts.kept import keep, left_cells, values_and_charge
from plangraph.plans.layouts.prose_labels import tell_below
from plangraph.plans.vocabulary import form_role

if TYPE_CHECKING:
    from plangraph.model import Block
    from plangraph.plans.layouts.draft import Draft
    from plangraph.plans.tree import Node

__all__ = ["read_prose_table"]


def _tell_goals(block: Block, node: Node, draft: Draft) -> bool:
    """関連するSDGs | 3 すべての人に健康と福祉を: a row that says which goals an element serves."""
    label, *said = [cell for cell in block.rows[0].cells if cell] if len(block.rows) == 1 else [""]
    row = block.rows[0]
    text = "\n".join(said)
    if form_role(label) != "sdgs" or not tell_below(node, ("sdgs", label), replace(block, rows=(), text=text), draft):
        return False
    draft.ledger.claim(row, "sdgs", "row of a table of goals")
    return True


def read_prose_table(block: Block, node: Node | None, draft: Draft) -> bool:
    """Read a table into an element; says whether it was one of indicators."""
    ledger, header = draft.ledger, read_header(block)
    if node is not None and _tell_goals(block, node, draft):
        return False
    if header is None or node is None:
        return False
    indicators = "indicator" in header.roles and bool({"baseline", "target", "actual"} & header.roles)
    if not indicators and not {"action", "direction_of_action"} & header.roles:
        return False
    names = [column.index for column in header.columns if column.role == "indicator"]
    if any(row.merged[at : at + 1] not in ((), ("",)) for row in block.rows[header.depth :] for at in names):
        return False  # what stands below a name that is merged over rows are its groups, no further names
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
        cells, slipped = align(row, header)
        if found := read_indicators(cells, header, row.span):
            left = left_cells(row, cells, header, values_and_charge(cells), slipped=bool(slipped))
            texts = keep(ledger, left, row)
            node.indicators.extend(replace(each, texts=(*each.texts, *texts)) for each in found)
            node.grow(row.span)
            ledger.claim(row, "Indicator", "row of a table of indicators", kept=tuple(cell for _, cell in left))
    return indicators
