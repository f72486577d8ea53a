"""Plan → graph: a pure function, the same plan giving the same triples."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from rdflib import OWL, Literal

from plangraph.graph.draft import Draft, decimal, gyear
from plangraph.graph.grades import add_scale
from plangraph.graph.locals import indicator_locals, iter_places
from plangraph.graph.observations import add_indicator
from plangraph.graph.references import References
from plangraph.graph.reorganizations import add_reorganizations
from plangraph.graph.statements import (
    add_amount,
    add_assessment,
    add_printed_codes,
    add_responsibility,
    add_sdg,
    add_text,
)
from plangraph.namespaces import AREA, DCTERMS, PG, PROV, RDFS, SKOS

if TYPE_CHECKING:
    from rdflib import Graph, URIRef

    from plangraph.graph.locals import Place
    from plangraph.model import Element, Plan, PlanKind
    from plangraph.namespaces import Iris

__all__ = ["build_graph", "kind_iri"]

_PREFECTURES: Final = range(1, 48)


def build_graph(plan: Plan, iris: Iris) -> Graph:
    """The named graph of one plan: municipality, plan, document, elements, indicators, and where each was read."""
    draft = Draft(plan, iris)
    _add_plan(draft)
    scale = add_scale(draft)
    places = iter_places(plan, draft.claims)
    indicators = indicator_locals(places, draft.claims)
    for indicator, local in indicators.items():
        add_indicator(draft, indicator, local, scale)
    for place in places:
        node = _add_element(draft, place)
        for indicator in place.element.indicators:
            draft.add(node, PG.indicator, draft.thing(indicators[indicator]))
        for assessment in place.element.assessments:
            add_assessment(draft, node, place.local, assessment, scale)
    references = References(draft, places)
    for place in places:
        for reference in place.element.references:
            references.add(draft.thing(place.local), reference)
        if place.element.printed_parent is not None:
            printed = references.find(place.element.printed_parent)
            draft.add(draft.thing(place.local), PG.printedParent, printed)
    add_reorganizations(draft)
    return draft.graph


def kind_iri(kind: PlanKind) -> URIRef:
    """The concept of a plan kind: `pledge-sheets` is `pg:PledgeSheets`."""
    return PG["".join(part.capitalize() for part in kind.value.split("-"))]


def _add_plan(draft: Draft) -> None:
    plan, document = draft.plan_value, draft.plan_value.document
    draft.type(draft.municipality, PG.Municipality)
    draft.add(draft.municipality, DCTERMS.identifier, Literal(plan.municipality))
    draft.label(draft.municipality, plan.municipality_name or plan.municipality)
    # Only real codes have an area: those of the 47 prefectures. The sixth digit is a check digit.
    if plan.municipality[:2].isdigit() and int(plan.municipality[:2]) in _PREFECTURES:
        draft.add(draft.municipality, OWL.sameAs, AREA[plan.municipality[:5]])

    draft.type(draft.plan, PG.Plan)
    draft.label(draft.plan, plan.title)
    draft.add(draft.plan, DCTERMS.title, draft.words(plan.title))
    draft.add(draft.plan, PG.municipality, draft.municipality)
    draft.add(draft.plan, PG.planKind, kind_iri(plan.kind))
    if plan.period is not None:
        draft.add(draft.plan, PG.periodStart, gyear(plan.period[0]))
        draft.add(draft.plan, PG.periodEnd, gyear(plan.period[1]))
    if plan.layout:
        draft.add(draft.plan, PG.layout, Literal(plan.layout))
    _add_coverage(draft)
    draft.add(draft.plan, PROV.wasDerivedFrom, draft.document)
    for text in plan.texts:
        add_text(draft, draft.plan, "plan", text)

    draft.type(draft.document, PG.SourceDocument)
    draft.add(draft.document, RDFS.label, Literal(document.name))
    draft.add(draft.document, PG.sha256, Literal(document.sha256))
    draft.add(draft.document, DCTERMS.format, Literal(document.media_type))
    if document.encoding:
        draft.add(draft.document, PG.encoding, Literal(document.encoding))
    if document.language:
        draft.add(draft.document, DCTERMS.language, Literal(document.language))


def _add_coverage(draft: Draft) -> None:
    """How much of the document was understood, and where it was not."""
    plan = draft.plan_value
    if not plan.readings:
        return
    shares = {
        PG.coverage: plan.coverage,
        PG.understoodShare: plan.understood,
        PG.keptShare: plan.kept,
        PG.noiseShare: plan.noise,
        PG.unreadShare: plan.unread,
    }
    for predicate, share in shares.items():
        # What is left of a sum of fractions may be a little below nothing.
        draft.add(draft.plan, predicate, decimal(Decimal(f"{max(share, 0):.4f}")))
    for reading in plan.readings:
        if reading.role in {"kept", "unread"}:
            draft.add(draft.plan, PG[f"{reading.role}Source"], draft.span(reading.span))


def _add_element(draft: Draft, place: Place) -> URIRef:
    element, local = place.element, place.local
    node = draft.thing(local)
    draft.type(node, PG[element.kind.value])
    draft.label(node, element.title or element.code or "(名称なし)")
    draft.belongs(node)
    draft.source(node, element.span)
    draft.add(node, PG.position, Literal(place.position))
    if place.parent is not None:
        draft.add(node, PG.parent, draft.thing(place.parent))
    if element.code:
        draft.add(node, SKOS.notation, Literal(element.code))
    if element.code_inferred:
        draft.add(node, PG.codeInferred, Literal(lexical_or_value=True))
    if element.title_inferred:
        draft.add(node, PG.titleInferred, Literal(lexical_or_value=True))
    if element.parent_inferred:
        draft.add(node, PG.parentInferred, Literal(lexical_or_value=True))
    add_printed_codes(draft, node, element.printed_codes)
    _add_times(draft, node, element)
    for text in element.texts:
        add_text(draft, node, local, text)
    for amount in element.amounts:
        add_amount(draft, node, local, amount)
    for charge in element.responsibilities:
        add_responsibility(draft, node, local, charge)
    for statement in element.sdgs:
        add_sdg(draft, node, local, statement)
    return node


def _add_times(draft: Draft, node: URIRef, element: Element) -> None:
    if element.term is not None:
        draft.add(node, PG["term"], PG[element.term.value])
    if element.deadline is not None:
        draft.add(node, PG.deadline, gyear(element.deadline))
    if element.deadline_text:
        draft.add(node, PG.deadlineText, Literal(element.deadline_text))
    if element.start is not None:
        draft.add(node, PG.startYear, gyear(element.start))
    if element.start_text:
        draft.add(node, PG.startText, Literal(element.start_text))
