"""How a document was understood, line by line: what a person looks at before a plan is built."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final

from plangraph.model import ElementKind, Row, TextRole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plangraph.model import Block, Element, Plan, Reading, Span, Violation

__all__ = ["FAMILIES", "lines_of", "summary_of"]

_ELEMENTS: Final = {kind.value for kind in ElementKind} | {"element", "title"}
_TEXTS: Final = {role.value for role in TextRole}
_FACTS: Final = {
    *("Indicator", "department", "deadline", "term", "assessment", "grade", "sdgs", "reference", "related_plans"),
    *("responsibility", "project"),
}
FAMILIES: Final = ("element", "text", "fact", "frame", "kept", "noise", "unread")
"""What a line can be, coarsely: part of the outline, a text, a fact, a label or heading, or what no rule took."""


def summary_of(plan: Plan, violations: Sequence[Violation], *, replaced: bool) -> dict[str, Any]:
    """What a plan says, in figures, with its outline and what a person should look at."""
    shares = ("understood", "kept", "noise", "unread")
    return {
        "municipality": plan.municipality,
        "municipality_name": plan.municipality_name,
        "title": plan.title,
        "kind": plan.kind.value,
        "slug": plan.slug,
        "period": list(plan.period) if plan.period else None,
        "layout": plan.layout,
        "encoding": plan.document.encoding,
        "media_type": plan.document.media_type,
        "replaced": replaced,
        "kinds": dict(Counter(element.kind.value for element in plan.walk())),
        "indicators": len(plan.indicators()),
        "shares": {name: round(getattr(plan, name), 4) for name in shares},
        "warnings": [
            *({"message": warned.message, **_where(warned.span)} for warned in plan.warnings),
            *(_violation(each) for each in violations),
        ],
        "outline": [line for element in plan.elements for line in _outline(element, 0)],
    }


def lines_of(plan: Plan) -> list[dict[str, Any]]:
    """Each block and table row in the order of the document, with its text and how it was understood.

    `parts` are the readings of one of them: cells that were only kept, or lost, are told apart. `family` is that of the
    part that a person should look at first.
    """
    readings: dict[Span, list[Reading]] = defaultdict(list)
    for reading in plan.readings:
        readings[reading.span].append(reading)
    units = list(_units(plan))
    left = Counter(unit.span for unit in units)
    lines = []
    for unit in units:
        own = readings[unit.span]
        # Units of one span, as in a page of one line, have their readings in their own order.
        taken = own[:] if left[unit.span] == 1 else own[:1]
        del own[: len(taken)]
        left[unit.span] -= 1
        parts = [_part(reading) for reading in taken]
        # What is lost goes before what is only kept, and both before what is understood.
        family = max((part["family"] for part in parts), key=_concern, default="unread")
        lines.append({**_where(unit.span), "cells": _cells(unit), "parts": parts, "family": family})
    return lines


def _units(plan: Plan) -> Iterator[Block | Row]:
    for block in (*plan.document.blocks, *plan.document.furniture):
        yield from block.rows or (block,)


def _cells(unit: Block | Row) -> list[str]:
    return [cell.strip() for cell in unit.cells] if isinstance(unit, Row) else [unit.text]


def _part(reading: Reading) -> dict[str, Any]:
    return {
        "role": reading.role,
        "family": _family(reading.role),
        "rule": reading.rule,
        "characters": reading.characters,
        "confidence": round(reading.confidence, 2),
    }


def _family(role: str) -> str:
    if role in {"kept", "noise", "unread"}:
        return role
    named = (("element", _ELEMENTS), ("text", _TEXTS), ("fact", _FACTS))
    return next((family for family, roles in named if role in roles), "frame")


def _concern(family: str) -> int:
    return {"unread": 2, "kept": 1}.get(family, 0)


def _where(span: Span) -> dict[str, Any]:
    return {"start": span.start_line, "end": span.end_line, "page": span.page, "sheet": span.sheet}


def _violation(violation: Violation) -> dict[str, Any]:
    place = {"start": violation.start_line, "end": violation.end_line, "page": None, "sheet": ""}
    return {"message": violation.message, **place}


def _outline(element: Element, depth: int) -> Iterator[dict[str, Any]]:
    yield {
        "depth": depth,
        "kind": element.kind.value,
        "code": element.code,
        "title": element.title,
        "indicators": len(element.indicators),
        "departments": list(dict.fromkeys(charge.unit for charge in element.responsibilities)),
        **_where(element.span),
    }
    for child in element.children:
        yield from _outline(child, depth + 1)
