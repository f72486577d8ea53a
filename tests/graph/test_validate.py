"""Validation of plans: what is wrong is found, with document and lines."""

from dataclasses import replace

from plangraph.graph import build_graph, validate_graph
from plangraph.model import Element, ElementKind, Responsibility, Span
from plangraph.namespaces import PG, SHAPES


def test_a_built_graph_conforms(plan, iris):
    """What the build makes of a whole plan has no violation and no warning."""
    assert validate_graph(build_graph(plan, iris)) == ()


def test_a_violation_has_document_and_lines(plan, iris):
    """A text in the department's column is reported where it stands, though the unit itself has no source."""
    shifted = Element(
        ElementKind.PLEDGE, "公約", Span(90, 92), responsibilities=(Responsibility("訓練を行います。", Span(91, 92)),)
    )
    (found,) = validate_graph(build_graph(replace(plan, elements=(*plan.elements, shifted)), iris))
    assert (found.severity, found.shape) == ("violation", str(SHAPES["OrganizationalUnit-sentence"]))
    assert (found.document, found.start_line, found.end_line) == ("plan.txt", 91, 92)
    assert "訓練を行います。" in found.message


def test_validation_does_not_change_the_graph(plan, iris):
    """The graph has the same triples after validation."""
    graph = build_graph(plan, iris)
    before = set(graph)
    validate_graph(graph)
    assert set(graph) == before


def test_violations_come_before_warnings(plan, iris):
    """The worst stands first."""
    graph = build_graph(plan, iris)
    element = iris.thing(plan.municipality, plan.slug, "1")
    graph.remove((element, PG.plan, None))
    graph.remove((None, PG.unitText, None))
    severities = [violation.severity for violation in validate_graph(graph)]
    assert severities[0] == "violation"
    assert severities[-1] == "warning"
