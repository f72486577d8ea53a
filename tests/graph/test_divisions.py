"""Departments within divisions, as plans print them side by side."""

from dataclasses import replace

from plangraph.graph import build_graph
from plangraph.model import Element, ElementKind, Responsibility, Span
from plangraph.namespaces import ORG, RDFS

HERE = Span(1, 1)


def within(plan, iris, *charges):
    """Department and division of each such statement in the graph of one element with these charges."""
    units = tuple(Responsibility(unit, HERE, division=division) for division, unit in charges)
    element = Element(ElementKind.MEASURE, "港", HERE, responsibilities=units)
    graph = build_graph(replace(plan, elements=(element,)), iris)
    return sorted(
        (str(graph.value(unit, RDFS.label)), str(graph.value(division, RDFS.label)))
        for unit, division in graph.subject_objects(ORG.subOrganizationOf)
    )


def test_a_department_is_within_the_division_printed_beside_it(plan, iris):
    """The division is a unit of its own, and in charge of nothing."""
    assert [("港湾課", "建設部")] == within(plan, iris, ("建設部", "港湾課"))


def test_two_departments_of_one_name_are_within_no_division(plan, iris):
    """Which of them an element means, its name does not tell."""
    assert [] == within(plan, iris, ("建設部", "総務課"), ("消防部", "総務課"))
