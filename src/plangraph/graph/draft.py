"""A plan's graph in the making: what every part of the build needs to name things and to say where they were read."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Final

from rdflib import Graph, Literal, URIRef

from plangraph.graph.locals import Claims, local_name, span_local
from plangraph.graph.quotations import Quotations
from plangraph.graph.unit_names import division_of
from plangraph.namespaces import ORG, PG, PREFIXES, PROV, QB, RDF, RDFS, XSD, Iris

if TYPE_CHECKING:
    from decimal import Decimal

    from rdflib.term import Node

    from plangraph.model import Plan, Span

__all__ = ["Draft", "decimal", "gyear"]

# Superclasses are written out: Oxigraph infers nothing, and `?x a pg:PlanElement` must find every element.
_SUPERCLASSES: Final[dict[URIRef, tuple[URIRef, ...]]] = {
    PG.Municipality: (ORG.FormalOrganization,),
    PG.Plan: (PROV.Entity,),
    PG.Observation: (QB.Observation,),
    **{PG[kind]: (PG.PlanElement,) for kind in ("Policy", "Goal", "Measure", "Initiative", "Pledge", "Project")},
}


def gyear(year: int) -> Literal:
    """A year as xsd:gYear; of a fiscal year, the year in which it begins."""
    return Literal(f"{year:04d}", datatype=XSD.gYear)


def decimal(value: Decimal) -> Literal:
    """A number as xsd:decimal, digits as they are, never with an exponent."""
    return Literal(format(value, "f"), datatype=XSD.decimal)


class Draft:
    """The graph of one plan, and the names that are already taken in it."""

    def __init__(self, plan: Plan, iris: Iris) -> None:
        self.plan_value = plan
        self.iris = iris
        self.claims = Claims()
        # One graph needs no contexts: rdflib's simple store takes half the time of its default one.
        self.graph = Graph("SimpleMemory", identifier=iris.graph(plan.municipality, plan.slug))
        for prefix, iri in PREFIXES.items():
            self.graph.bind(prefix, iri, replace=True)
        self.language = plan.document.language or "ja"
        self._quotations = Quotations(plan.printed)
        self.municipality = iris.municipality(plan.municipality)
        self.plan = iris.plan(plan.municipality, plan.slug)
        self.document = self.thing(self.claims.claim("document"))

    def thing(self, local: str) -> URIRef:
        """The IRI of a thing of this plan by its local part."""
        return self.iris.thing(self.plan_value.municipality, self.plan_value.slug, local)

    def claim(self, wanted: str) -> URIRef:
        """A new thing, named as wanted or, where that is taken, with a counter."""
        return self.thing(self.claims.claim(wanted))

    def add(self, subject: Node, predicate: URIRef, value: Node | None) -> None:
        """One triple; nothing for None."""
        if value is not None:
            self.graph.add((subject, predicate, value))

    def type(self, subject: URIRef, cls: URIRef) -> None:
        """A class and the superclasses that are written out with it."""
        for each in (cls, *_SUPERCLASSES.get(cls, ())):
            self.graph.add((subject, RDF.type, each))

    def words(self, text: str) -> Literal:
        """A text in the document's language."""
        return Literal(text, lang=self.language)

    def label(self, subject: URIRef, text: str) -> None:
        """A name on one line, in the document's language."""
        self.add(subject, RDFS.label, self.words(" ".join(text.split())))

    def source(self, subject: URIRef, span: Span) -> None:
        """The span that a thing was read from."""
        self.add(subject, PG.source, self.span(span))

    def span(self, span: Span) -> URIRef:
        """The node of a place of the document."""
        node = self.thing(span_local(span))
        if (node, RDF.type, PG.SourceSpan) not in self.graph:
            self.type(node, PG.SourceSpan)
            self.add(node, PG.document, self.document)
            if span.start_line > 0:
                self.add(node, PG.startLine, Literal(span.start_line))
                self.add(node, PG.endLine, Literal(span.end_line))
            for predicate, at in ((PG.page, span.page), (PG.row, span.row), (PG.column, span.column)):
                self.add(node, predicate, None if at is None else Literal(at))
            for predicate, name in ((PG.sheet, span.sheet), (PG.cell, span.cell)):
                self.add(node, predicate, Literal(name) if name else None)
            quoted = self._quotations.at(span)
            self.add(node, PG.quotation, self.words(quoted) if quoted else None)
        return node

    def belongs(self, subject: URIRef) -> None:
        """Municipality and plan, which every element and indicator says itself."""
        self.add(subject, PG.municipality, self.municipality)
        self.add(subject, PG.plan, self.plan)

    @cached_property
    def _divisions(self) -> dict[str, set[str]]:
        """Of each department, the divisions that the plan says it stands in."""
        divisions: defaultdict[str, set[str]] = defaultdict(set)
        charges = [charge for element in self.plan_value.walk() for charge in element.responsibilities]
        charges += [charge for indicator in self.plan_value.indicators() for charge in indicator.responsibilities]
        for charge in charges:
            divisions[" ".join(charge.unit.split())] |= {charge.division} if charge.division else set()
        return divisions

    def unit(self, name: str, within: str = "") -> URIRef:
        """The node of a department of this municipality; `within` is the division that the plan says it stands in.

        Two departments may have one name: where the plan says two divisions of it, none is stated.
        """
        name = " ".join(name.split())
        node = self.iris.unit(self.plan_value.municipality, local_name(name))
        self.type(node, ORG.OrganizationalUnit)
        if (node, RDFS.label, None) not in self.graph:
            self.label(node, name)
        self.add(node, ORG.unitOf, self.municipality)
        division = division_of(name) or (within if len(self._divisions[name]) == 1 else "")
        if division:
            self.add(node, ORG.subOrganizationOf, self.unit(division))
        return node
