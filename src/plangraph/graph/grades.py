"""A city's own scale of grades as a SKOS scheme, each step mapped to the common statuses."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from rdflib import Graph, Literal

from plangraph.graph.locals import local_name
from plangraph.model import Grade
from plangraph.namespaces import PG, RDF, SKOS
from plangraph.resources import ontology

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import URIRef

    from plangraph.graph.draft import Draft
    from plangraph.model import Assessment, Plan

__all__ = ["add_scale"]


def add_scale(draft: Draft) -> dict[str, URIRef]:
    """The plan's scale, or where none is printed the grades in use; returns the concept of each printed grade.

    A step is skos:exactMatch with a status that has the very same name, skos:closeMatch with it otherwise.
    """
    steps = draft.plan_value.scale or tuple(_grades_in_use(draft.plan_value))
    if not steps:
        return {}
    scheme = draft.claim("grades")
    draft.add(scheme, RDF.type, SKOS.ConceptScheme)
    draft.label(scheme, f"{draft.plan_value.title} 評価区分")
    draft.add(draft.plan, PG.gradeScheme, scheme)
    concepts: dict[str, URIRef] = {}
    for step in steps:
        concept = draft.claim(f"grades/{local_name(step.grade)}")
        concepts[step.grade] = concept
        name = step.label or step.grade
        draft.add(concept, RDF.type, SKOS.Concept)
        draft.add(concept, SKOS.inScheme, scheme)
        draft.add(concept, SKOS.notation, Literal(step.grade))
        draft.add(concept, SKOS.prefLabel, draft.words(name))
        draft.label(concept, name)
        exact = name in _status_names().get(step.status.value, frozenset())
        draft.add(concept, SKOS.exactMatch if exact else SKOS.closeMatch, PG[step.status.value])
        if step.percent is not None:
            draft.add(concept, PG.progressPercent, Literal(step.percent))
    return concepts


def _grades_in_use(plan: Plan) -> list[Grade]:
    steps: dict[str, Grade] = {}
    for assessment in _iter_assessments(plan):
        if assessment.status is not None:
            steps.setdefault(assessment.grade, Grade(assessment.grade, assessment.status))
    return [steps[grade] for grade in sorted(steps)]


def _iter_assessments(plan: Plan) -> Iterator[Assessment]:
    for element in plan.walk():
        yield from element.assessments
        for indicator in element.indicators:
            yield from indicator.assessments


@cache
def _status_names() -> dict[str, frozenset[str]]:
    """Names of each status in the vocabulary, by its local name."""
    graph = Graph()
    graph.parse(data=ontology("vocabularies", "progress-status.ttl").read_text(encoding="utf-8"), format="turtle")
    names: dict[str, set[str]] = {}
    for predicate in (SKOS.prefLabel, SKOS.altLabel):
        for concept, name in graph.subject_objects(predicate):
            names.setdefault(str(concept).removeprefix(str(PG)), set()).add(str(name))
    return {status: frozenset(values) for status, values in names.items()}
