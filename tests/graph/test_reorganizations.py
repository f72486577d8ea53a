"""Departments that were followed by others, and charges that were merely handed over."""

from dataclasses import replace

import pytest
from rdflib import Literal

from plangraph.graph import build_graph
from plangraph.model import Element, ElementKind, Span
from plangraph.namespaces import ORG, PG, RDF, RDFS, Iris
from plangraph.plans.units import parse_responsibilities


def changes(plan, *cells):
    elements = tuple(
        Element(
            ElementKind.PLEDGE,
            f"公約{number}",
            Span(number, number),
            responsibilities=parse_responsibilities(cell, Span(number, number)),
        )
        for number, cell in enumerate(cells, 1)
    )
    graph = build_graph(replace(plan, municipality="102041", elements=elements), Iris())
    return sorted(
        (
            str(graph.value(graph.value(node, ORG.originalOrganization), RDFS.label)),
            sorted(str(graph.value(unit, RDFS.label)) for unit in graph.objects(node, ORG.resultingOrganization)),
            int(graph.value(node, PG.fiscalYear, any=False)),
            len(list(graph.objects(node, PG.source))),
        )
        for node in graph.subjects(RDF.type, ORG.ChangeEvent)
    )


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (("R7 広報課 R8～ 広聴課", "R7 広報課 R8～ 広聴課"), [("広報課", ["広聴課"], 2026, 2)]),
        # 財政課 goes on, whoever else is in the cell.
        (("R7 財政課 広報課 R8～財政課 広聴課",), [("広報課", ["広聴課"], 2026, 1)]),
        # One that was split, two that were merged.
        (("R7 広報課 R8～ 広聴課 情報課",), [("広報課", ["広聴課", "情報課"], 2026, 1)]),
        (("R7 甲課 R8～ 丙課", "R7 乙課 R8～ 丙課"), [("乙課", ["丙課"], 2026, 1), ("甲課", ["丙課"], 2026, 1)]),
        # Wherever the successor was there before, or the former unit still is, only a charge passed on.
        (("R7 広報課 R8～ 広聴課", "広聴課"), []),
        (("R7 広報課 R8～ 広聴課", "R6～ 広聴課"), []),
        (("R7 広報課 R8～ 広聴課", "広報課"), []),
        (("R7 広報課 R8～ 広聴課", "R8～ 広報課"), []),
        # What goes to one here and to another there is parted, and nobody says how.
        (("R7 広報課 R8～ 広聴課", "R7 広報課 R8～ 情報課"), []),
        # Of two units followed by two, nobody says which by which.
        (("R7 広報課 広聴課 R8～ 情報課 発信課",), []),
    ],
)  # fmt: skip
def test_only_what_the_whole_document_shows_is_a_reorganisation(plan, cells, found):
    """The former unit ends, its successors begin, and every handover agrees."""
    assert found == changes(plan, *cells)


def test_a_split_says_its_successors_in_its_name(plan):
    """The label of a change names all that came of it."""
    cell = parse_responsibilities("R7 広報課 R8～ 広聴課 情報課", Span(1, 1))
    one = Element(ElementKind.PLEDGE, "公約", Span(1, 1), responsibilities=cell)
    graph = build_graph(replace(plan, municipality="102041", elements=(one,)), Iris())
    (node,) = graph.subjects(RDF.type, ORG.ChangeEvent)
    assert Literal("広報課 → 広聴課、情報課", lang="ja") == graph.value(node, RDFS.label)
