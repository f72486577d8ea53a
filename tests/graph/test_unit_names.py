"""Names of departments in the graph: as printed, within one another, and beside their other spellings."""

from dataclasses import replace

import pytest
from rdflib import Literal

from plangraph.graph import build_graph
from plangraph.graph.unit_names import division_of, spelling_variants
from plangraph.model import Element, ElementKind, Span
from plangraph.namespaces import ORG, RDFS, Iris
from plangraph.plans.units import parse_responsibilities

HERE = Span(3, 3)


@pytest.mark.parametrize(
    ("name", "above"),
    [
        ("総務部総務課", "総務部"),
        ("産業振興部農林課林務係", "産業振興部農林課"),
        ("農林課林務係", "農林課"),
        ("北部環境課", ""),
        ("放課後児童係", ""),
        ("資産課税係", ""),
        ("農林課", ""),
    ],
)
def test_a_name_says_within_which_unit_it_stands(name, above):
    """A section stands within its department, a department within its division."""
    assert above == division_of(name)


def test_units_are_named_as_they_are_printed(plan):
    """A dot within a name stays in the label and the IRI; a section has its department above it."""
    charges = parse_responsibilities("スポーツ・文化振興課、農林課(林務係)", HERE)
    one = Element(ElementKind.PLEDGE, "備え", HERE, responsibilities=charges)
    graph = build_graph(replace(plan, municipality="102041", elements=(one,)), Iris())
    iris = Iris()
    printed = iris.unit("102041", "スポーツ・文化振興課")
    assert Literal("スポーツ・文化振興課", lang="ja") == graph.value(printed, RDFS.label)
    section, department = (iris.unit("102041", name) for name in ("農林課林務係", "農林課"))
    assert department == graph.value(section, ORG.subOrganizationOf)


def test_a_dot_makes_a_spelling_not_another_unit():
    """With and without the dot, both names stay and are linked; other municipalities' units are not."""
    names = [("a", "a1", "スポーツ・文化振興課"), ("a", "a2", "スポーツ文化振興課"), ("b", "b1", "スポーツ文化振興課")]
    assert [("a1", "a2"), ("a2", "a1")] == list(spelling_variants(names))
