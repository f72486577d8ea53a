"""Inferred fields of policy as a graph: links with their grounds, and the shortcut where they are sure enough."""

from decimal import Decimal

from rdflib import Literal, URIRef

from plangraph.graph import derive_fields, validate_graph
from plangraph.model import FieldLink
from plangraph.namespaces import PG, PGF, RDF

SUBJECT = "https://w3id.org/plangraph/id/990015/plan/1"
LINKS = (
    FieldLink(SUBJECT, str(PGF["security-lighting"]), 0.86, "防犯灯"),
    FieldLink(SUBJECT, str(PGF["crime-prevention"]), 0.31, ""),
)


def test_a_link_says_how_sure_it_is_and_by_which_words():
    """Both links are inferred and stand in the derived graph; only words that there are are given."""
    graph = derive_fields(LINKS, 0.4)
    assert str(graph.identifier) == "https://w3id.org/plangraph/graph/derived/fields"
    links = {str(graph.value(node, PG.field)): node for node in graph.objects(URIRef(SUBJECT), PG.fieldLink)}
    sure, unsure = (links[link.field] for link in LINKS)
    assert graph.value(sure, PG.confidence).toPython() == Decimal("0.86")
    assert graph.value(sure, PG.evidence) == Literal("防犯灯")
    assert graph.value(unsure, PG.evidence) is None
    assert set(graph.objects(None, PG.basis)) == {PG.Inferred}
    assert len(list(graph.subjects(RDF.type, PG.FieldLink))) == 2


def test_the_shortcut_stands_for_what_is_sure_enough():
    """A subject counts as of a field from the least confidence on."""
    assert set(derive_fields(LINKS, 0.4).objects(URIRef(SUBJECT), PG.field)) == {PGF["security-lighting"]}


def test_the_derived_graph_conforms():
    """Its links break no shape."""
    assert validate_graph(derive_fields(LINKS, 0.4)) == ()
