"""Local parts of IRIs: they come from what is printed, so that they survive a second ingestion (CONTRACT)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plangraph.model import Element, Indicator, Plan, Span

__all__ = ["Claims", "Place", "indicator_locals", "iter_places", "local_name", "span_local"]

_SPACES = re.compile(r"\s+")
_BETWEEN_WORDS = re.compile(r"(?<=[A-Za-z0-9])\s+(?=[A-Za-z0-9])")


def local_name(text: str) -> str:
    """One segment of a local part: NFKC, no spaces but between Latin words, and no slash.

    >>> local_name("公約 Ⅱ　安心から/選ばれる　まちへ")
    '公約II安心から／選ばれるまちへ'
    """
    normal = unicodedata.normalize("NFKC", text).strip()
    return _SPACES.sub("", _BETWEEN_WORDS.sub("_", normal)).replace("/", "／")


def span_local(span: Span) -> str:
    """The local part of a span: `L221`, `L221-224`, with the page `p3` or `p3-L5`, with a table's cell `L5-R2-C3`."""
    parts = [f"p{span.page}"] if span.page is not None else []
    if span.start_line > 0:
        end = "" if span.end_line == span.start_line else f"-{span.end_line}"
        parts.append(f"L{span.start_line}{end}")
    parts += [f"R{span.row}"] if span.row is not None else []
    parts += [f"C{span.column}"] if span.column is not None else []
    return "-".join(parts)


class Claims:
    """Local parts that are taken; whoever comes second to one gets `-2` after it, and so on."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def claim(self, wanted: str) -> str:
        """The wanted local part, or the first free one after it."""
        local, count = wanted, 1
        while local in self._taken:
            count += 1
            local = f"{wanted}-{count}"
        self._taken.add(local)
        return local


@dataclass(frozen=True, slots=True)
class Place:
    """An element where it stands: its local part and its parent's, its depth, its place among its siblings."""

    element: Element
    local: str
    parent: str | None
    depth: int
    position: int


def iter_places(plan: Plan, claims: Claims) -> list[Place]:
    """All elements in document order with their local parts.

    The printed code where no other element of the plan has it, otherwise the parent's local part and the title.
    """
    codes = Counter(local_name(element.code) for element in plan.walk() if element.code)
    places: list[Place] = []

    def place(element: Element, parent: str | None, depth: int, position: int) -> None:
        code = local_name(element.code or "")
        if code and codes[code] == 1:
            wanted = code
        else:
            name = local_name(element.title) or code or element.kind.value.lower()
            wanted = f"{parent}/{name}" if parent else name
        local = claims.claim(wanted)
        places.append(Place(element, local, parent, depth, position))
        for number, child in enumerate(element.children, 1):
            place(child, local, depth + 1, number)

    for number, element in enumerate(plan.elements, 1):
        place(element, None, 0, number)
    return places


def indicator_locals(places: list[Place], claims: Claims) -> dict[Indicator, str]:
    """The local part of each indicator, under the shallowest of the elements that have it.

    One indicator may stand under a measure and under its initiatives: the same value is the same node.
    """
    owners: dict[Indicator, Place] = {}
    for place in places:
        for indicator in place.element.indicators:
            known = owners.get(indicator)
            if known is None or place.depth < known.depth:
                owners[indicator] = place
    return {
        indicator: claims.claim(f"{owner.local}/kpi/{local_name(indicator.name) or 'unnamed'}")
        for indicator, owner in owners.items()
    }
