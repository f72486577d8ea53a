"""What a page says of itself to search engines and to those who share it: schema.org as JSON-LD.

The block is data, which no browser runs, and so no policy on scripts has to let it through (HTML, 4.12.1.1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["describe_city", "describe_element", "describe_plan"]


def describe_element(element: Mapping[str, Any]) -> dict[str, Any]:
    """An element or indicator as a part of its plan, by its name, code, city and the path above it."""
    plan = element["plan"]
    work = {
        **_work(element),
        "identifier": element["notation"],
        "publisher": _city(element["city"]),
        "isPartOf": _work(plan) if plan else None,
    }
    return _graph(work, _way(element["city"], plan, *element["path"], element))


def describe_plan(plan: Mapping[str, Any]) -> dict[str, Any]:
    """A plan as a work that its city published, with the years that it is for."""
    work = {**_work(plan), "publisher": _city(plan["city"]), "temporalCoverage": _years(plan)}
    return _graph(work, _way(plan["city"], plan))


def describe_city(city: Mapping[str, Any]) -> dict[str, Any]:
    """A municipality by its code, and the plans that it published."""
    published = {"@type": "GovernmentOrganization", "@id": city["iri"]}
    works = ({**_work(plan), "publisher": published, "temporalCoverage": _years(plan)} for plan in city["plans"])
    return _graph({**(_city(city) or {}), "identifier": city["code"]}, *works)


def _graph(*nodes: Mapping[str, Any]) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@graph": [_clean(dict(node)) for node in nodes]}


def _way(*things: Mapping[str, Any] | None) -> dict[str, Any]:
    """The way to a page, from the city on."""
    items = [
        {"@type": "ListItem", "position": at, "name": each["label"], "item": each["iri"]}
        for at, each in enumerate(filter(None, things), start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _years(plan: Mapping[str, Any]) -> str | None:
    start, end = plan["period"]
    return f"{start or '..'}/{end or '..'}" if start or end else None


def _work(thing: Mapping[str, Any]) -> dict[str, Any]:
    return {"@type": "CreativeWork", "@id": thing["iri"], "name": thing["label"], "inLanguage": "ja"}


def _city(city: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return {"@type": "GovernmentOrganization", "@id": city["iri"], "name": city["label"]} if city else None


def _clean(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value is not None}
