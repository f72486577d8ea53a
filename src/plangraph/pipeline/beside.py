"""Series of official statistics beside an indicator: its city's values, its prefecture's, and the nation's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rdflib import OWL, Namespace, URIRef

from plangraph.namespaces import AREA, PG, QB, RDFS, SKOS
from plangraph.pipeline.curation import said_by

if TYPE_CHECKING:
    from rdflib.term import Node

    from plangraph.pipeline.curation import Curated
    from plangraph.pipeline.nodes import NodeReader

__all__ = ["statistics_beside"]

_DIMENSION: Final = Namespace("http://purl.org/linked-data/sdmx/2009/dimension#")
_MEASURE: Final = Namespace("http://purl.org/linked-data/sdmx/2009/measure#")
_ATTRIBUTE: Final = Namespace("http://purl.org/linked-data/sdmx/2009/attribute#")


# Of the candidates of an indicator, those that staff confirmed come first, and last those that they rejected.
_ORDER: Final = {"Confirmed": 0, None: 1, "Rejected": 2}


def statistics_beside(view: NodeReader, curated: Curated, indicator: Node) -> list[dict[str, Any]]:
    """The candidates of an indicator, the surest first, each with the places that have values and a row a time.

    Each says what staff `decided` of it, now, and by which decision; what they confirmed comes first, also where it is
    no candidate any more. `values` are in the order of `places`, the smallest first: {"value": decimal string or None,
    "mark": what stands there instead, "meaning": of the mark}, or None where the table says nothing.
    """
    places = _places(view, view.data.value(indicator, PG.municipality))
    decisions = curated.series(str(indicator))
    links: dict[Node | None, Node | None] = dict.fromkeys(map(URIRef, decisions))
    for stored in view.data.objects(indicator, PG.statisticsLink):
        # Those that staff made are of the time of the build; the decisions in force are known already.
        if view.local(stored, PG.basis) not in {"Confirmed", "Rejected"}:
            links[view.data.value(stored, PG.series)] = stored
    found = []
    for series, link in links.items():
        decision = decisions.get(str(series))
        values = [(place, _values(view, series, place)) for place in places]
        there = [(place, own) for place, own in values if own]
        times = sorted({time for _, own in there for time in own})
        agree = view.text(link, PG.unitsAgree)
        verdict = decision.verdict if decision else None
        found.append(
            {
                "series": str(series),
                "label": view.text(series, RDFS.label),
                "unit": view.text(series, _ATTRIBUTE.unitMeasure),
                "table": view.text(next(view.data.subjects(QB.slice, series), None), RDFS.label) if series else None,
                "basis": verdict if link is None else view.local(link, PG.basis),
                "decided": verdict,
                "decision": said_by(decision) if decision else None,
                "confidence": view.text(link, PG.confidence),
                "units_agree": None if agree is None else agree == "true",
                "places": [
                    {"iri": str(place), "label": view.text(place, SKOS.prefLabel) or view.text(place, RDFS.label)}
                    for place, _ in there
                ],
                "rows": [
                    {"time": time, "fiscal": fiscal, "values": [own.get((time, fiscal)) for _, own in there]}
                    for time, fiscal in times
                ],
            }
        )
    return sorted(found, key=lambda s: (_ORDER[s["decided"]], -float(s["confidence"] or 0), s["series"]))


def _places(view: NodeReader, place: Node | None) -> list[Node]:
    """A city and all that it is part of, from the city up."""
    found: list[Node] = []
    while place is not None and place not in found:
        found.append(place)
        place = view.data.value(place, SKOS.broader)
    # Of a city that the register of areas has not, it is not said what it is part of; the country is.
    country = next(iter(view.data.subjects(OWL.sameAs, AREA["00000"])), None)
    return found if country is None or country in found else [*found, country]


def _values(view: NodeReader, series: Node | None, place: Node) -> dict[tuple[str, bool], dict[str, str | None]]:
    found = {}
    # Observations have names below their series': an area has values of thousands of other series.
    for one in view.data.subjects_below(f"{series}/", _DIMENSION.refArea, place):
        time = view.text(one, _DIMENSION.timePeriod) or ""
        found[time, view.text(one, PG.fiscalYear) is not None] = {
            "value": view.text(one, _MEASURE.obsValue),
            "mark": view.text(one, PG.rawValue),
            "meaning": view.text(view.data.value(one, URIRef(_ATTRIBUTE.obsStatus)), SKOS.prefLabel),
        }
    return found
