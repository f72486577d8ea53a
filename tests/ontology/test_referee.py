"""pySHACL, an implementation of SHACL by others, is the referee: our validation finds what it finds, and no more."""

import random

import pyshacl
import pytest
from rdflib import RDF, RDFS, XSD, BNode, Graph, Literal, URIRef

from plangraph.errors import BuildError
from plangraph.graph import ontology_graph, validate_graph
from plangraph.graph.shapes import parse_shapes, shapes_graph
from plangraph.namespaces import PG, SH
from plangraph.resources import ontology


def examples(*folders):
    """The examples of some folders as one graph, the things of each under names of their own."""
    whole = Graph()
    for file in (file for folder in folders for file in sorted(ontology("examples", folder).iterdir(), key=str)):
        graph = Graph()
        for each in (ontology("examples", "base.ttl"), file):
            graph.parse(data=each.read_text(encoding="utf-8"), format="turtle")
        own = {subject: URIRef(f"{subject}/{file.name}") for subject in graph.subjects() if isinstance(subject, URIRef)}
        for subject, predicate, value in graph:
            whole.add((own.get(subject, subject), predicate, own.get(value, value)))
    return whole


def ours(graph):
    """Focus node, shape, severity and message of each result."""
    return {(each.focus, each.shape, each.severity, each.message) for each in validate_graph(graph)}


def referee(graph):
    data = Graph()
    for triple in (*graph, *ontology_graph().triples((None, RDFS.subClassOf, None))):
        data.add(triple)
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes_graph(), inference="none", inplace=True)
    found = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape = report.value(result, SH.sourceShape)
        # Of a SPARQL constraint pySHACL does not pass on the message of its shape (SHACL 1.0, 5.2.1), as it must.
        said = next(str(each) for each in shapes_graph().objects(shape, SH.message) if each.language == "en")
        value = report.value(result, SH.value)
        severity = str(report.value(result, SH.resultSeverity)).removeprefix(str(SH)).lower()
        shown = f"{said} ({str(value)[:80]})" if isinstance(value, Literal) else said
        name = "" if isinstance(shape, BNode) else str(shape)
        found.add((str(report.value(result, SH.focusNode)), name, severity, shown))
    return found


def test_both_find_the_same_in_the_examples():
    """Every example, valid or invalid: the same nodes, shapes, severities and messages."""
    graph = examples("valid", "invalid")
    assert referee(graph) == ours(graph)


@pytest.mark.parametrize("seed", range(3))
def test_both_find_the_same_where_triples_were_damaged(seed):
    """Triples taken away, values of other kinds, empty, long, doubled, and nodes in each other's place."""
    chance = random.Random(seed)
    graph = examples("valid")
    triples = sorted(graph)
    values = [value for _, _, value in triples]
    strange = [Literal(""), Literal("字" * 201, lang="ja"), Literal("x", datatype=XSD.date), Literal(0), Literal(1.5)]
    strange += [
        Literal(True),
        Literal("2024", datatype=XSD.gYear),
        URIRef("http://example.org/x"),
        PG.Target,
        PG.Policy,
    ]
    for subject, predicate, value in chance.sample(triples, 60):
        if chance.random() < 0.6:
            graph.remove((subject, predicate, value))
        if chance.random() < 0.7:
            graph.add((subject, predicate, chance.choice(strange if chance.random() < 0.5 else values)))
    found = ours(graph)
    assert len({shape for _, shape, _, _ in found}) > 5
    assert referee(graph) == found


def test_a_constraint_that_is_not_known_is_an_error():
    """A shape that asks for what our validation does not do is told of, not passed over."""
    text = "@prefix sh: <http://www.w3.org/ns/shacl#> . <x:s> sh:targetClass <x:c> ; sh:closed true ."
    with pytest.raises(BuildError, match="closed"):
        parse_shapes(Graph().parse(data=text, format="turtle"))
