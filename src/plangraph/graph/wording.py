"""The values of an indicator in words, so that they can be found and read: 現状値 95% → 目標値 100%."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plangraph.namespaces import PG

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["observations_in_words"]

_KINDS: Final = {str(PG.Baseline): (0, "現状値"), str(PG.Actual): (1, "実績値"), str(PG.Target): (2, "目標値")}
_MISSING: Final = {
    str(PG.NotPublished): "未公表",
    str(PG.NotApplicable): "該当なし",
    str(PG.NotMeasured): "未調査",
    str(PG.Qualitative): "",
    str(PG.Abolished): "廃止",
}
_BOUNDS: Final = {str(PG.AtLeast): "以上", str(PG.AtMost): "以下", str(PG.Rise): "上昇"}


def observations_in_words(graph: Graph, indicator: Node) -> str:
    """All values, baseline to target, older before newer, one phrase a group: `男性 現状値 78.46歳 → 目標値 80歳`."""
    groups: dict[str, list[tuple[int, int, str]]] = {}
    nodes = list(graph.objects(indicator, PG.observation))
    upper = {_place(graph, node): node for node in nodes if graph.value(node, PG.bound) == PG.AtMost}
    lower = {_place(graph, node) for node in nodes if graph.value(node, PG.bound) == PG.AtLeast}
    for node in nodes:
        order, kind = _KINDS.get(str(graph.value(node, PG.valueKind)), (3, "値"))
        year, year_words = _year(graph, node)
        place = _place(graph, node)
        end = upper.get(place) if place in lower else None
        if node == end:  # of 40%以上60%以下, which the lower end tells
            continue
        ranges = end is not None and graph.value(node, PG.bound) == PG.AtLeast
        words = f"{kind} {_value(graph, node)}{_value(graph, end) if ranges and end else ''}{year_words}"
        groups.setdefault(str(graph.value(node, PG.group) or ""), []).append((order, year, words))
    phrases = []
    for group in sorted(groups):
        chain = " → ".join(words for _, _, words in sorted(groups[group]))
        phrases.append(f"{group} {chain}" if group else chain)
    return "、".join(phrases)


def _place(graph: Graph, node: Node) -> tuple[Node | None, ...]:
    """What the two ends of a range have in common: all but number and bound."""
    said = (PG.valueKind, PG.fiscalYear, PG.calendarYear, PG.group, PG.rawValue)
    return tuple(graph.value(node, each) for each in said)


def _value(graph: Graph, node: Node) -> str:
    value = graph.value(node, PG.value)
    bound = _BOUNDS.get(str(graph.value(node, PG.bound)), "")
    if value is not None:
        return f"{value}{graph.value(node, PG.unitText) or ''}{bound}"
    if bound:
        return bound
    missing = _MISSING.get(str(graph.value(node, PG.missing)), "")
    return missing or " ".join(str(graph.value(node, PG.rawValue) or "").split())


def _year(graph: Graph, node: Node) -> tuple[int, str]:
    fiscal = graph.value(node, PG.fiscalYear)
    if fiscal is not None:
        return int(str(fiscal)), f"（{_era(int(str(fiscal)))}度）"
    calendar = graph.value(node, PG.calendarYear)
    if calendar is not None:
        return int(str(calendar)), f"（{_era(int(str(calendar)))}）"
    return 0, ""


def _era(year: int) -> str:
    """令和 from 2019, 平成 before; plans do not look back further than that."""
    return f"令和{year - 2018}年" if year > 2019 else "令和元年" if year == 2019 else f"平成{year - 1988}年"
