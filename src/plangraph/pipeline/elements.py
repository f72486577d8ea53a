"""All that is known of one element or indicator, as the JSON that its page and the API show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rdflib import Literal, URIRef

from plangraph.model import TextRole
from plangraph.namespaces import DCTERMS, PG, PROV, RDF, RDFS, SKOS
from plangraph.pipeline.addressed import fields_of, goals_of
from plangraph.pipeline.beside import statistics_beside
from plangraph.pipeline.curation import open_curated
from plangraph.pipeline.disagreements import disagreements
from plangraph.pipeline.nodes import NodeReader
from plangraph.pipeline.opened import open_store
from plangraph.pipeline.triples import RememberedTriples

if TYPE_CHECKING:
    from pathlib import Path

    import pyoxigraph as ox
    from rdflib.term import Node

    from plangraph.pipeline.curation import Curated

__all__ = ["ElementReader", "element", "indicators"]

_ROLES: Final = [role.value for role in TextRole]


def element(workspace: Path, iri: str) -> dict[str, Any] | None:
    """An element or indicator by its IRI, or None where the workspace has no such one. Numbers are decimal strings.

    Each thing that was read says where: `source` is {"document", "start_line", "end_line", "page", "sheet", "row",
    "column", "cell", "quotation"}: row, column and cell of what stands in a table, and what the document prints there.
    """
    view = ElementReader(open_store(workspace), open_curated(workspace))
    node = URIRef(iri)
    kind = view.kind(node)
    if kind is None:
        return None
    about = view.reference(node) | {
        "code_inferred": view.flag(node, PG.codeInferred),
        "title_inferred": view.flag(node, PG.titleInferred),
        "parent_inferred": view.flag(node, PG.parentInferred),
        "printed_parent": view.printed_parent(node),
        "row_inferred": view.flag(node, PG.rowInferred),
        "printed_codes": sorted(str(code) for code in view.data.objects(node, PG.printedCode)),
        "mentioned_only": view.flag(node, PG.mentionedOnly),
        "city": view.city(node),
        "plan": view.plan(node),
        "path": [view.reference(above) for above in view.ancestors(node)],
        "texts": view.texts(node),
        "responsibilities": view.responsibilities(node),
        "assessments": view.assessments(node),
        "sdgs": goals_of(view, view.curated, node),
        "fields": fields_of(view, node),
        "source": view.source(node),
        "document": view.document(node),
        "referenced_by": view.referenced_by(node),
    }
    if kind == "Indicator":
        measured = view.ordered(view.data.subjects(PG.indicator, node))
        return (
            about
            | view.judged(node)
            | {
                "elements": [view.reference(owner) for owner in measured],
                "statistics": statistics_beside(view, view.curated, node),
            }
        )
    return about | {
        "term": view.local(node, PG["term"]),
        "deadline": view.year(node, PG.deadline),
        "deadline_text": view.text(node, PG.deadlineText),
        "start": view.year(node, PG.startYear),
        "start_text": view.text(node, PG.startText),
        "amounts": view.amounts(node),
        "children": [view.reference(child) for child in view.ordered(view.data.subjects(PG.parent, node))],
        "indicators": [
            view.reference(each) | view.judged(each) | {"assessments": view.assessments(each)}
            for each in view.ordered(view.data.objects(node, PG.indicator))
        ],
        "references": view.references(node),
    }


def indicators(workspace: Path, iri: str) -> list[dict[str, Any]]:
    """The indicators of an element in the order of the document, or an indicator alone, with all of their values.

    Without what judgements and figures disagree in, which takes a while to find.
    """
    view = ElementReader(open_store(workspace), open_curated(workspace))
    node = URIRef(iri)
    nodes = [node] if view.kind(node) == "Indicator" else view.ordered(view.data.objects(node, PG.indicator))
    return [view.reference(each) | view.indicator(each) for each in nodes]


class ElementReader(NodeReader):
    """The parts of a page; every list comes in the order of the document."""

    def __init__(self, store: ox.Store, curated: Curated) -> None:
        super().__init__(RememberedTriples(store))
        self.store, self.curated = store, curated

    def city(self, node: Node) -> dict[str, Any] | None:
        """The municipality that a thing belongs to."""
        city = self.data.value(node, PG.municipality)
        if city is None:
            return None
        return {"iri": str(city), "code": self.text(city, DCTERMS.identifier), "label": self.text(city, RDFS.label)}

    def plan(self, node: Node) -> dict[str, Any] | None:
        """The plan that a thing belongs to, with its period."""
        plan = self.data.value(node, PG.plan)
        if plan is None:
            return None
        return {
            "iri": str(plan),
            "label": self.text(plan, RDFS.label),
            "kind": self.local(plan, PG.planKind),
            "period": [self.year(plan, PG.periodStart), self.year(plan, PG.periodEnd)],
        }

    def document(self, node: Node) -> dict[str, Any] | None:
        """The file: of the element's own span, else of its plan."""
        found = self.data.value(self.data.value(node, PG.source), PG.document)
        found = found or self.data.value(self.data.value(node, PG.plan), PROV.wasDerivedFrom)
        if found is None:
            return None
        return {"iri": str(found), "name": self.text(found, RDFS.label), "sha256": self.text(found, PG.sha256)}

    def ancestors(self, node: Node) -> list[Node]:
        """What stands above, from the top down; above an indicator stands the shallowest element that has it."""
        owners = list(self.data.subjects(PG.indicator, node))
        chains = [[owner, *self._parents(owner)] for owner in owners] or [self._parents(node)]
        return min(chains, key=lambda chain: (len(chain), str(chain[:1])))[::-1]

    def _parents(self, node: Node) -> list[Node]:
        above: list[Node] = []
        parent = self.data.value(node, PG.parent)
        while parent is not None and parent not in above:
            above.append(parent)
            parent = self.data.value(parent, PG.parent)
        return above

    def printed_parent(self, node: Node) -> dict[str, Any] | None:
        """The element that the document prints above, where it was put elsewhere."""
        printed = self.data.value(node, PG.printedParent)
        return None if printed is None else self.reference(printed)

    def texts(self, node: Node) -> list[dict[str, Any]]:
        """Texts by role, with their lines."""
        found = [
            {
                "role": self.local(text, PG.role),
                "text": str(words),
                "language": words.language if isinstance(words, Literal) else None,
                "printed_code": self.text(text, PG.printedCode),
                "source": self.source(text),
            }
            for text in self.data.objects(node, PG.text)
            if (words := self.data.value(text, RDF.value)) is not None
        ]
        return sorted(found, key=lambda t: (_ROLES.index(t["role"]), _line(t), t["text"]))

    def responsibilities(self, node: Node) -> list[dict[str, Any]]:
        """The departments in charge, over the years."""
        found = [
            {
                "unit": self.unit(unit),
                "from_fiscal_year": self.year(charge, PG.fromFiscalYear),
                "to_fiscal_year": self.year(charge, PG.toFiscalYear),
                "printed_code": self.text(charge, PG.printedCode),
                "inferred": self.flag(charge, PG.chargeInferred),
                "supporting": self.flag(charge, PG.supporting),
                "source": self.source(charge),
            }
            for charge in self.data.objects(node, PG.responsibility)
            for unit in self.data.objects(charge, PG.unit)
        ]
        return sorted(found, key=lambda r: (r["from_fiscal_year"] or 0, _line(r), r["unit"]["label"]))

    def assessments(self, node: Node) -> list[dict[str, Any]]:
        """The printed judgements."""
        found = [
            {
                "grade": self.text(one, PG.grade),
                "label": self.text(self.data.value(one, PG.gradeConcept), SKOS.prefLabel),
                "status": self.local(one, PG.status),
                "fiscal_year": self.year(one, PG.fiscalYear),
                "as_of": self.text(one, PG.asOf),
                "units": sorted((self.unit(u) for u in self.data.objects(one, PG.unit)), key=lambda u: u["label"]),
                "printed_code": self.text(one, PG.printedCode),
                "source": self.source(one),
            }
            for one in self.data.objects(node, PG.assessment)
        ]
        return sorted(found, key=lambda a: (_line(a), a["fiscal_year"] or 0, a["grade"] or ""))

    def amounts(self, node: Node) -> list[dict[str, Any]]:
        """Budgets and costs."""
        found = [
            {
                "kind": self.local(one, PG.amountKind),
                "name": self.text(one, RDFS.label),
                "value": self.text(one, PG.value),
                "unit": self.text(one, PG.unitText),
                "fiscal_year": self.year(one, PG.fiscalYear),
                "raw": self.text(one, PG.rawValue),
                "source": self.source(one),
            }
            for one in self.data.objects(node, PG.amount)
        ]
        return sorted(found, key=lambda a: (a["fiscal_year"] or 0, _line(a), a["name"] or "", a["raw"] or ""))

    def indicator(self, node: Node) -> dict[str, Any]:
        """What an indicator is, with all of its values."""
        found = [
            {
                "iri": str(one),
                "kind": self.local(one, PG.valueKind),
                "value": self.text(one, PG.value),
                "unit": self.text(one, PG.unitText),
                "fiscal_year": self.year(one, PG.fiscalYear),
                "calendar_year": self.year(one, PG.calendarYear),
                "group": self.text(one, PG.group),
                "bound": self.local(one, PG.bound),
                "missing": self.local(one, PG.missing),
                "cumulative": {"true": True, "false": False}.get(self.text(one, PG.cumulative) or ""),
                "attainment": self.text(one, PG.attainment),
                "not_comparable": self.locals(one, PG.notComparable),
                "target_met": {"true": True, "false": False}.get(self.text(one, PG.targetMet) or ""),
                "target_of_year": self.text(one, PG.targetOfYear),
                "target_ratio": self.text(one, PG.targetRatio),
                "target_not_comparable": self.locals(one, PG.targetNotComparable),
                "raw": self.text(one, PG.rawValue),
                "correction": self.curated.correction(str(one)),
                "source": self.source(one),
            }
            for one in self.data.objects(node, PG.observation)
        ]
        order = {"Baseline": 0, "Actual": 1, "Target": 2}
        return {
            "definition": self.text(node, SKOS.definition),
            "unit": self.text(node, PG.unitText),
            "direction": self.local(node, PG.direction) or self.local(node, PG.inferredDirection),
            "direction_inferred": self.local(node, PG.direction) is None
            and self.local(node, PG.inferredDirection) is not None,
            "direction_ground": self.local(node, PG.directionGround),
            "attainment": self.text(node, PG.attainment),
            "not_comparable": self.locals(node, PG.notComparable),
            "observations": sorted(
                found,
                key=lambda o: (
                    order.get(o["kind"] or "", 3),
                    o["fiscal_year"] or o["calendar_year"] or 0,
                    o["group"] or "",
                    o["iri"],
                ),
            ),
        }

    def judged(self, node: Node) -> dict[str, Any]:
        """The indicator with what is said of its printed judgements, which takes a query for each."""
        return self.indicator(node) | {"disagreements": disagreements(self.store, str(node))}

    def references(self, node: Node) -> list[dict[str, Any]]:
        """What an element refers to."""
        return [
            {"relation": str(predicate).removeprefix(str(PG)), **self.reference(other)}
            for predicate in (PG.related, PG.relatedPlan, PG.project)
            for other in self.ordered(self.data.objects(node, predicate))
        ]

    def referenced_by(self, node: Node) -> list[dict[str, Any]]:
        """What refers to an element."""
        return [
            {"relation": str(predicate).removeprefix(str(PG)), **self.reference(other)}
            for predicate in (PG.related, PG.project)
            for other in self.ordered(self.data.subjects(predicate, node))
        ]


def _line(read: dict[str, Any]) -> tuple[int, int]:
    source = read["source"] or {}
    return source.get("page") or 0, source.get("start_line") or 0
