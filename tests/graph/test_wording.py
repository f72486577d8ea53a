"""The values of an indicator in words."""

from dataclasses import replace

from rdflib import RDF

from plangraph.graph import build_graph
from plangraph.graph.wording import observations_in_words
from plangraph.model import Element, ElementKind, Indicator, Observation, Span, ValueKind
from plangraph.namespaces import PG
from plangraph.plans.values import parse_quantities

HERE = Span(1, 1)


def test_a_range_is_one_value_in_words(plan, iris):
    """It does not go from one of its ends to the other; a target of another year is a value of its own."""
    told = [
        Observation(ValueKind.TARGET, q.raw, HERE, q.value, q.unit, fiscal_year=year, bound=q.bound)
        for cell, year in (("40%以上100%以下", 2022), ("50%以上", 2024))
        for q in parse_quantities(cell)
    ]
    indicator = Indicator("率", HERE, observations=tuple(told))
    element = Element(ElementKind.MEASURE, "施策", HERE, code="1", indicators=(indicator,))
    graph = build_graph(replace(plan, elements=(element,)), iris)
    (node,) = graph.subjects(RDF.type, PG.Indicator)
    assert observations_in_words(graph, node) == ("目標値 40%以上100%以下（令和4年度） → 目標値 50%以上（令和6年度）")
