"""What no rule understood is kept as text of the nearest element or of the plan, and said to be only kept."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from plangraph.model import Row, Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plangraph.model import Block, Span
    from plangraph.plans.layouts.draft import Draft
    from plangraph.plans.tree import Node

__all__ = ["keep_leftovers"]

_CONFIDENCE: Final = 0.2


def keep_leftovers(draft: Draft) -> None:
    """Give each block and row that nobody claimed to the element that begins last before it, or else to the plan.

    What follows on another without a claimed line between is one text. The element's own lines stay what they were.
    """
    nodes = sorted(_walk(draft.elements), key=lambda node: _place(node.span))
    places = [_place(node.span) for node in nodes]
    last: list[Text] | None = None
    for unit in (unit for block in draft.ledger.document.blocks for unit in block.rows or (block,)):
        words = _words(unit)
        if draft.ledger.claimed(unit):
            last = None
        elif words:
            before = bisect_right(places, _place(unit.span))
            texts = nodes[before - 1].texts if before else draft.texts
            if texts is last:
                former = texts[-1]
                texts[-1] = Text(former.role, f"{former.text}\n{words}", former.span.to(unit.span))
            else:
                texts.append(Text(TextRole.DESCRIPTION, words, unit.span))
            last = texts
            whose = "the nearest element" if before else "the plan"
            draft.ledger.claim(unit, "kept", f"not understood: text of {whose}", confidence=_CONFIDENCE)


def _words(unit: Block | Row) -> str:
    return " | ".join(filter(None, map(str.strip, unit.cells))) if isinstance(unit, Row) else unit.text.strip()


def _place(span: Span) -> tuple[int, int, int]:
    return span.page or 0, span.start_line, span.row or 0


def _walk(nodes: list[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _walk(node.children)
