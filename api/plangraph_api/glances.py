"""What the pages of a plan and of a city show of an overview: how deep its tree, which indicators in which order."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from plangraph.model import PlanKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fastapi import Request

__all__ = ["ORDERS", "city_facts", "in_order", "plan_facts"]

ORDERS: Final = ("document", "attainment", "name")
"""How a table of indicators can be sorted: `?sort=`; by attainment, those furthest behind come first."""
_NODES: Final = 300
"""Elements that a tree of a page shows at most, level by level; below it says how many there are."""
_ROWS: Final = 120


def plan_facts(request: Request, plan: dict[str, Any]) -> dict[str, Any]:
    """The facts of the page of a plan."""
    levels = _levels(plan["tree"])
    deepest = _deepest(levels, _NODES)
    return {
        "plan": plan,
        "plan_kind": _kind(plan["kind"]),
        "deepest": deepest,
        "cut": deepest < len(levels) - 1,
        **_sorted(request, plan["indicators"]),
    }


def city_facts(request: Request, city: dict[str, Any]) -> dict[str, Any]:
    """The facts of the page of a city, whose plans show less of their trees the more there are."""
    every = [level for plan in city["plans"] for level in [_levels(plan["tree"])]]
    longest = max((len(levels) for levels in every), default=0)
    summed = [sum(levels[at] for levels in every if at < len(levels)) for at in range(longest)]
    return {"city": city, "deepest": _deepest(summed, _NODES // 2), **_sorted(request, city["indicators"])}


def in_order(request: Request, rows: Sequence[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """The order that a request asks for, and indicators in it."""
    asked = request.query_params.get("sort", "")
    order = asked if asked in ORDERS else ORDERS[0]
    keys: dict[str, Any] = {"attainment": _behind, "name": lambda row: (row["label"] or "", row["iri"])}
    return order, sorted(rows, key=keys[order]) if order in keys else list(rows)


def _sorted(request: Request, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    order, ordered = in_order(request, rows)
    return {"indicators": ordered, "orders": ORDERS, "order": order, "most": _ROWS}


def _behind(row: dict[str, Any]) -> tuple[bool, Decimal, int]:
    """Those with an attainment first, from the lowest; then those that missed the target of their year."""
    known = row["attainment"] is not None
    return not known, Decimal(row["attainment"] or 0), {"notMet": 0, "met": 1}.get(row["come"], 2)


def _levels(tree: Sequence[dict[str, Any]]) -> list[int]:
    """How many elements stand on each level, from the top."""
    counts, level = [], list(tree)
    while level:
        counts.append(len(level))
        level = [child for node in level for child in node["children"]]
    return counts


def _deepest(levels: Sequence[int], most: int) -> int:
    """The last level up to which there are no more than `most` elements, at least the first."""
    shown, deepest = 0, 0
    for at, count in enumerate(levels):
        shown += count
        if shown > most:
            break
        deepest = at
    return deepest


def _kind(local: str | None) -> str:
    """The kind of a plan as messages name it: `PledgeSheets` is `pledge-sheets`."""
    names = {"".join(part.capitalize() for part in kind.value.split("-")): kind.value for kind in PlanKind}
    return names.get(local or "", local or "")
