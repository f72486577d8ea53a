"""The shapes accept what is right, and each of them rejects what it is there for."""

import pytest
from rdflib import OWL, RDF, Graph, URIRef

from plangraph.graph import ontology_graph, validate_graph
from plangraph.graph.shapes import shapes_graph
from plangraph.namespaces import PG, SH, SHAPES
from plangraph.resources import ontology

VALID = sorted(file.name for file in ontology("examples", "valid").iterdir())
INVALID = sorted(file.name for file in ontology("examples", "invalid").iterdir())


def example(*path):
    graph = Graph()
    for file in (ontology("examples", "base.ttl"), ontology("examples", *path)):
        graph.parse(data=file.read_text(encoding="utf-8"), format="turtle")
    return graph


def constraining_shapes():
    """Shapes that have a message: node shapes that only list property shapes have none."""
    return {str(shape).removeprefix(str(SHAPES)) for shape in shapes_graph().subjects(SH.message)}


@pytest.mark.parametrize("name", VALID)
def test_valid_examples_conform(name):
    """A valid example has no violation and no warning."""
    assert validate_graph(example("valid", name)) == ()


@pytest.mark.parametrize("name", INVALID)
def test_invalid_examples_break_the_shape_they_are_named_after(name):
    """An invalid example breaks its shape, with the severity that the shape says."""
    shape = SHAPES[name.removesuffix(".ttl")]
    severity = str(shapes_graph().value(shape, SH.severity)).removeprefix(str(SH)).lower()
    found = {(v.shape, v.severity) for v in validate_graph(example("invalid", name))}
    assert (str(shape), severity) in found


def test_every_shape_has_an_invalid_example():
    """No shape is without an example that it rejects."""
    assert constraining_shapes() == {name.removesuffix(".ttl") for name in INVALID}


def test_every_class_has_a_valid_example():
    """Each class of the ontology has an instance among the valid examples."""
    graph = Graph()
    for name in VALID:
        graph += example("valid", name)
    classes = {cls for cls in ontology_graph().subjects(RDF.type, OWL.Class) if cls in PG}
    instances = set(graph.objects(None, RDF.type)) | {PG.PlanElement}
    assert classes - instances == set()


def test_lists_in_shapes_are_the_schemes_of_the_vocabularies():
    """`sh:in` lists the concepts of exactly one scheme, or the text properties."""
    vocabulary = ontology_graph()
    schemes = {}
    for concept, scheme in vocabulary.subject_objects(URIRef("http://www.w3.org/2004/02/skos/core#inScheme")):
        schemes.setdefault(scheme, set()).add(concept)
    description = URIRef("http://purl.org/dc/terms/description")
    subproperty = URIRef("http://www.w3.org/2000/01/rdf-schema#subPropertyOf")
    allowed = [*schemes.values(), set(vocabulary.subjects(subproperty, description))]
    lists = [set(shapes_graph().items(head)) for head in shapes_graph().objects(None, SH["in"])]
    assert len(lists) > 8
    assert [found for found in lists if found not in allowed] == []


def test_messages_come_in_both_languages():
    """A violation can be read in Japanese and in English."""
    graph = example("invalid", "PlanElement-plan.ttl")
    assert [v.message for v in validate_graph(graph, "en")] == ["It must belong to exactly one plan."]
    assert [v.message for v in validate_graph(graph, "ja")] == ["計画が一つに定まらない。"]
