"""The ontology keeps its own rules, and each rule catches its breach."""

import pyoxigraph as ox
import pytest

from plangraph.graph.dataset import iter_ontology_files
from plangraph.resources import ontology

CHECKS = sorted(file.name for file in ontology("checks").iterdir() if file.name.endswith("-violation.rq"))
PREFIXES = """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix pg: <https://w3id.org/plangraph/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
OURS = "rdfs:isDefinedBy <https://w3id.org/plangraph/ns>"
BREACHES = {
    "ambiguous-label": 'pg:Novel a owl:Class ; rdfs:label "plan"@en .',
    "class-without-shape": "pg:Novel a owl:Class .",
    "concept-without-scheme": f"pg:Novel a skos:Concept ; {OURS} .",
    "misnamed-term": f"pg:other a owl:Class ; {OURS} .",
    "orphaned-property-shape": "pg:other a sh:PropertyShape .",
    "property-without-domain": "pg:other a owl:ObjectProperty ; rdfs:range pg:Plan .",
    "property-without-range": "pg:other a owl:ObjectProperty ; rdfs:domain pg:Plan .",
    "shape-without-message": 'pg:other sh:severity sh:Warning ; sh:message "only English"@en .',
    "shape-without-severity": "pg:other a sh:PropertyShape .",
    "term-without-definition": f'pg:Novel a owl:Class ; {OURS} ; skos:definition "only English"@en .',
    "term-without-label": f'pg:Novel a owl:Class ; {OURS} ; rdfs:label "日本語だけ"@ja .',
    "undeclared-term": "<http://example.org/x> pg:other 1 .",
}


def store(extra=""):
    store = ox.Store()
    files = [*iter_ontology_files(), ontology("shapes.ttl"), ontology("examples", "base.ttl")]
    files += [*ontology("examples", "valid").iterdir(), *ontology("examples", "invalid").iterdir()]
    for file in files:
        store.load(file.read_bytes(), format=ox.RdfFormat.TURTLE)
    if extra:
        store.load((PREFIXES + extra).encode(), format=ox.RdfFormat.TURTLE)
    return store


def rows(name, extra=""):
    return [str(row) for row in store(extra).query(ontology("checks", name).read_text(encoding="utf-8"))]


@pytest.mark.parametrize("name", CHECKS)
def test_no_rule_is_broken(name):
    """A check over ontology, vocabularies, shapes and examples finds nothing."""
    assert rows(name) == []


@pytest.mark.parametrize("name", CHECKS)
def test_each_rule_catches_its_breach(name):
    """A check finds the breach that is made for it."""
    assert rows(name, BREACHES[name.removesuffix("-violation.rq")]) != []


@pytest.mark.parametrize("name", CHECKS)
def test_each_check_says_what_it_finds(name):
    """A check's first line is a comment in words."""
    assert ontology("checks", name).read_text(encoding="utf-8").startswith("# ")
