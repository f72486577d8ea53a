"""Graph → cards: what a search result shows of an element or an indicator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rdflib import Literal, URIRef

from plangraph.graph.verdicts import goal_of, verdict
from plangraph.model import Card, ElementKind
from plangraph.namespaces import DCTERMS, PG, PROV, RDF, RDFS, SDG, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["Source", "iter_cards", "source_of"]

_APRIL: Final = 4
# Of links that are equally sure, the later one is named.
_BASES: Final = ("Inferred", "Inherited", "Stated", "Confirmed")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a thing was read from, as `Span` says it; None and "" where the document has no such thing."""

    start_line: int | None = None
    end_line: int | None = None
    page: int | None = None
    sheet: str = ""


def iter_cards(graph: Graph, links: Sequence[Graph] = ()) -> Iterator[Card]:
    """Cards of one plan's graph in the order of its document, elements before the indicators on the same lines.

    `links` are graphs that may hold further SDG links of the same subjects. What is only named by others has no card.
    """
    plan = graph.value(None, RDF.type, PG.Plan)
    municipality = graph.value(plan, PG.municipality)
    city = str(graph.value(municipality, DCTERMS.identifier) or "")
    city_label = _label(graph, municipality)
    document = _label(graph, graph.value(plan, PROV.wasDerivedFrom))
    period = _period(graph, plan)
    cards = [
        Card(
            iri=str(subject),
            kind=kind,
            label=_label(graph, subject),
            city=city,
            city_label=city_label,
            plan=str(plan),
            plan_label=_label(graph, plan),
            notation=_text(graph.value(subject, SKOS.notation)),
            path=_path(graph, subject),
            departments=_departments(graph, subject),
            status=_status(graph, subject),
            sdgs=_sdgs((graph, *links), subject),
            document=document,
            start_line=source.start_line,
            end_line=source.end_line,
            page=source.page,
            sheet=source.sheet,
            years=_years(graph, subject),
            grades=_grades(graph, subject),
            period=period,
        )
        for subject, kind in _subjects(graph)
        for source in (source_of(graph, subject),)
    ]
    yield from sorted(cards, key=_place)


def _place(card: Card) -> tuple[int, int, bool, int, str]:
    return card.page or 0, card.start_line or 0, card.kind == "Indicator", len(card.path), card.iri


def source_of(graph: Graph, subject: Node) -> Source:
    """The first place that a thing was read from."""
    places = []
    for span in graph.objects(subject, PG.source):
        start, page = _number(graph, span, PG.startLine), _number(graph, span, PG.page)
        end = _number(graph, span, PG.endLine)
        places.append(Source(start, start if end is None else end, page, _text(graph.value(span, PG.sheet)) or ""))
    return min(places, key=lambda s: (s.page or 0, s.start_line or 0, s.end_line or 0), default=Source())


def _number(graph: Graph, node: Node | None, predicate: URIRef) -> int | None:
    value = graph.value(node, predicate)
    return None if value is None else int(str(value))


def _subjects(graph: Graph) -> Iterator[tuple[URIRef, str]]:
    for kind in (*(kind.value for kind in ElementKind), "Indicator"):
        for subject in graph.subjects(RDF.type, PG[kind]):
            if isinstance(subject, URIRef) and (subject, PG.mentionedOnly, None) not in graph:
                yield subject, kind


def _path(graph: Graph, subject: Node) -> tuple[str, ...]:
    """Titles above a subject, topmost first; above an indicator stands the shallowest element that has it."""
    if (subject, RDF.type, PG.Indicator) in graph:
        chains = [[owner, *_ancestors(graph, owner)] for owner in graph.subjects(PG.indicator, subject)]
        chain = min(chains, key=lambda nodes: (len(nodes), str(nodes[0])), default=[])
    else:
        chain = _ancestors(graph, subject)
    return tuple(_label(graph, node) for node in reversed(chain))


def _ancestors(graph: Graph, subject: Node) -> list[Node]:
    chain: list[Node] = []
    parent = graph.value(subject, PG.parent)
    while parent is not None and parent not in chain:
        chain.append(parent)
        parent = graph.value(parent, PG.parent)
    return chain


def _departments(graph: Graph, subject: Node) -> tuple[str, ...]:
    """Names of the units in charge; where none is named, those in charge of the subject's indicators."""
    units = _units(graph, [subject]) or _units(graph, graph.objects(subject, PG.indicator))
    return tuple(sorted(units))


def _units(graph: Graph, subjects: Iterable[Node]) -> set[str]:
    return {_label(graph, unit) for subject in subjects for unit in graph.objects(subject, PG.responsibleUnit)}


def _status(graph: Graph, subject: Node) -> tuple[str, ...]:
    assessments = graph.objects(subject, PG.assessment)
    values = {str(status) for node in assessments for status in graph.objects(node, PG.status)}
    return tuple(sorted(value.removeprefix(str(PG)) for value in values))


def _years(graph: Graph, subject: Node) -> tuple[int, ...]:
    """Years of its deadline, judgements and values, and of those of its indicators; a date counts by fiscal year."""
    years: set[int] = set()
    for node in (subject, *graph.objects(subject, PG.indicator)):
        claims = [node, *graph.objects(node, PG.observation), *graph.objects(node, PG.assessment)]
        for claim in claims:
            for predicate in (PG.deadline, PG.fiscalYear, PG.calendarYear):
                years |= {int(str(year)) for year in graph.objects(claim, predicate)}
            for date in graph.objects(claim, PG.asOf):
                year, month = map(int, str(date).split("-")[:2])
                years.add(year if month >= _APRIL else year - 1)
    return tuple(sorted(years))


def _period(graph: Graph, plan: Node | None) -> tuple[int, ...]:
    """The fiscal years of a plan; where its document names one end alone, that year."""
    start, end = _number(graph, plan, PG.periodStart), _number(graph, plan, PG.periodEnd)
    ends = [year for year in (start, end) if year is not None]
    return tuple(range(min(ends), max(ends) + 1)) if ends else ()


def _grades(graph: Graph, subject: Node) -> tuple[str, ...]:
    assessments = graph.objects(subject, PG.assessment)
    return tuple(sorted({str(grade) for node in assessments for grade in graph.objects(node, PG.grade)}))


def _sdgs(graphs: Sequence[Graph], subject: Node) -> tuple[tuple[int, str, float], ...]:
    """(goal, basis, confidence): the surest link of each goal; what staff rejected is left out.

    What a section above states is told from what is stated in place, as "Inherited".
    """
    links = []
    for graph in graphs:
        for link in graph.objects(subject, PG.sdgLink):
            code = str(graph.value(link, PG.sdg) or "").removeprefix(str(SDG))
            if goal_of(code).isdecimal():
                confidence = graph.value(link, PG.confidence)
                basis = str(graph.value(link, PG.basis) or "").removeprefix(str(PG))
                if basis == "Stated" and str(graph.value(link, PG.inherited)) == "true":
                    basis = "Inherited"
                # What is printed or confirmed needs no confidence: it is so.
                links.append((code, basis, float(str(confidence)) if confidence is not None else 1.0))
    rejected = {code for code, basis, _ in links if basis == "Rejected"}
    confirmed = {code for code, basis, _ in links if basis == "Confirmed"}
    found: dict[int, tuple[float, int, str]] = {}
    for code, basis, sure in links:
        goal = goal_of(code)
        if verdict(code, confirmed, rejected) != "Rejected":
            rank = _BASES.index(basis) if basis in _BASES else -1
            found[int(goal)] = max(found.get(int(goal), (0.0, -1, "")), (sure, rank, basis))
    return tuple((goal, basis, sure) for goal, (sure, _, basis) in sorted(found.items()))


def _label(graph: Graph, node: Node | None) -> str:
    """The Japanese label, or whichever comes first by name."""
    if node is None:
        return ""
    labels = sorted(
        (label for label in graph.objects(node, RDFS.label) if isinstance(label, Literal)),
        key=lambda label: (label.language != "ja", str(label)),
    )
    return str(labels[0]) if labels else ""


def _text(node: Node | None) -> str | None:
    return None if node is None else str(node)
