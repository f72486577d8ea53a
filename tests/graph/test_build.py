"""A plan becomes a graph: the same triples each time, everything with its source."""

from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import OWL, Literal, URIRef
from rdflib.compare import graph_diff, to_isomorphic

from plangraph.graph import build_graph, open_trig
from plangraph.graph.build import kind_iri
from plangraph.graph.dataset import ontology_graph
from plangraph.model import Bound, Direction, Missing, PlanKind, Status, Term, TextRole, ValueKind
from plangraph.namespaces import ORG, PG, RDF, RDFS, SKOS, Iris

GOLDEN = Path(__file__).parents[1] / "golden" / "graph" / "by-hand.trig"


@pytest.fixture
def graph(plan, iris):
    return build_graph(plan, iris)


@pytest.fixture
def thing(plan, iris):
    return lambda local: iris.thing(plan.municipality, plan.slug, local)


def test_graph_is_the_golden_one(graph):
    """The plan that shows everything becomes exactly the triples of the golden file."""
    golden = open_trig(GOLDEN)
    _, missing, added = graph_diff(to_isomorphic(golden), to_isomorphic(graph))
    assert (sorted(missing), sorted(added), graph.identifier) == ([], [], golden.identifier)


def test_building_is_pure(plan, iris):
    """Building twice gives the same triples."""
    assert set(build_graph(plan, iris)) == set(build_graph(plan, iris))


def test_base_is_a_setting(plan):
    """Under another base nothing of ours keeps the default one."""
    graph = build_graph(plan, Iris("https://example.org/kg"))
    ours = {str(s) for s in graph.subjects()}
    assert {iri.startswith("https://example.org/kg/id/990015") for iri in ours} == {True}


def test_every_extracted_thing_says_where_it_was_read(graph):
    """Elements, indicators, values, judgements, charges, texts and links all have a source."""
    for cls in (PG.PlanElement, PG.Indicator, PG.Observation, PG.Assessment, PG.Responsibility, PG.Text, PG.SdgLink):
        subjects = set(graph.subjects(RDF.type, cls))
        assert subjects
        assert [s for s in subjects if (s, PG.source, None) not in graph] == []


def test_elements_and_indicators_say_their_municipality_and_plan(graph, iris, plan):
    """No path needs to be walked to find whose an element or indicator is."""
    for cls in (PG.PlanElement, PG.Indicator):
        for subject in graph.subjects(RDF.type, cls):
            assert list(graph.objects(subject, PG.municipality)) == [iris.municipality("990015")]
            assert list(graph.objects(subject, PG.plan)) == [iris.plan("990015", plan.slug)]


def test_one_indicator_of_two_elements_is_one_node(graph, thing):
    """A measure and its initiative point to the same indicator."""
    owners = set(graph.subjects(PG.indicator, thing("1-1/kpi/自主防災組織の訓練実施率")))
    assert owners == {thing("1-1"), thing("1-1/訓練の支援")}


def test_charges_have_years_and_a_shortcut(graph, thing, iris):
    """A charge that moves keeps both units, each with its years."""
    after = thing("1-2/responsibility/住宅課-fy2026")
    assert str(graph.value(after, PG.fromFiscalYear)) == "2026"
    assert graph.value(after, PG.unit) == iris.unit("990015", "住宅課")
    assert (iris.unit("990015", "住宅課"), ORG.unitOf, iris.municipality("990015")) in graph
    assert set(graph.objects(thing("1-2"), PG.responsibleUnit)) == {
        iris.unit("990015", "事務管理課"),
        iris.unit("990015", "住宅課"),
    }


def test_grades_are_mapped_to_the_common_scale(graph, thing):
    """A step whose name is the status's own is an exact match, any other a close one."""
    assert (thing("grades/A"), SKOS.exactMatch, PG.Achieved) in graph
    assert (thing("grades/B"), SKOS.closeMatch, PG.MostlyOnTrack) in graph
    assert graph.value(thing("1-2/assessment/住宅課"), PG.gradeConcept) == thing("grades/A")


def test_a_scale_that_is_not_printed_is_made_of_the_grades_in_use(plan, iris, thing):
    """Without a printed scale, the judgements' grades are its steps."""
    graph = build_graph(replace(plan, scale=()), iris)
    assert set(graph.subjects(SKOS.inScheme, thing("grades"))) == {thing("grades/A"), thing("grades/遅れ")}


def test_only_real_codes_have_an_area(plan, iris):
    """owl:sameAs points to the area of a real code, without its check digit; an invented code has none."""
    real = build_graph(replace(plan, municipality="102041"), iris)
    area = URIRef("http://data.e-stat.go.jp/lod/sac/C10204")
    assert real.value(iris.municipality("102041"), OWL.sameAs) == area
    assert list(build_graph(plan, iris).objects(None, OWL.sameAs)) == []


def test_a_municipality_without_a_name_is_labelled_by_its_code(plan, iris):
    """Where nobody says the name, the code stands in for it."""
    graph = build_graph(replace(plan, municipality_name=""), iris)
    assert graph.value(iris.municipality("990015"), RDFS.label) == Literal("990015", lang="ja")


def test_enums_are_terms_of_the_ontology():
    """Every value of the model's enumerations that the build writes is declared."""
    declared = {str(term) for term in ontology_graph().subjects(RDFS.isDefinedBy, None)}
    local = [*Status, *Term, *ValueKind, *Missing, *Direction, *TextRole]
    written = {str(PG[value.value]) for value in local} | {str(kind_iri(kind)) for kind in PlanKind}
    written |= {str(PG[name]) for name in ("AtLeast", "AtMost", "Rise")}
    assert len(Bound) == 3
    assert written - declared == set()
