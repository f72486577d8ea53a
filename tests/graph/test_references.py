"""Cross references find their element, or a node that is only named."""

from dataclasses import replace

from plangraph.graph import build_graph
from plangraph.model import Element, ElementKind, Reference, ReferenceKind, Span
from plangraph.namespaces import PG, RDF, SKOS


def graph_with(plan, iris, *references, extra=()):
    owner = Element(ElementKind.PLEDGE, "参照する公約", Span(90, 90), code="9-9-9", references=references)
    graph = build_graph(replace(plan, elements=(*plan.elements, owner, *extra)), iris)
    thing = lambda local: iris.thing(plan.municipality, plan.slug, local)  # noqa: E731 — a name for a short test
    return graph, thing


def test_code_and_title_find_the_element(plan, iris):
    """A reference by code and title is a triple to that element."""
    graph, thing = graph_with(plan, iris, Reference(ReferenceKind.ELEMENT, "空き家対策", Span(90, 90), code="1-2"))
    assert list(graph.objects(thing("9-9-9"), PG.related)) == [thing("1-2")]


def test_a_misread_title_still_finds_its_code(plan, iris):
    """OCR changes a character; the code and a title much alike are enough."""
    graph, thing = graph_with(plan, iris, Reference(ReferenceKind.ELEMENT, "空さ家対策", Span(90, 90), code="1-2"))
    assert list(graph.objects(thing("9-9-9"), PG.related)) == [thing("1-2")]


def test_another_title_under_the_same_code_is_another_thing(plan, iris):
    """A code alone does not make two things one when their titles differ altogether."""
    graph, thing = graph_with(plan, iris, Reference(ReferenceKind.ELEMENT, "農業の振興", Span(90, 90), code="1-2"))
    assert list(graph.objects(thing("9-9-9"), PG.related)) == [thing("related/農業の振興")]


def test_what_is_not_in_the_plan_is_named_only(plan, iris):
    """A measure of a chapter that was not read is a marked node under the code that it will have, of no kind yet."""
    graph, thing = graph_with(plan, iris)
    assert graph.value(thing("2-1"), PG.mentionedOnly).toPython() is True
    assert str(graph.value(thing("2-1"), SKOS.notation)) == "2-1"
    assert list(graph.objects(thing("2-1"), RDF.type)) == [PG.PlanElement]


def test_a_project_is_one_node_for_all_who_name_it(plan, iris):
    """Two elements that name a project point to one node, which has both as sources."""
    graph, thing = graph_with(plan, iris)
    node = thing("project/避難所整備事業")
    assert set(graph.subjects(PG.project, node)) == {thing("1-1"), thing("1-2")}
    assert set(graph.objects(node, PG.source)) == {thing("L50"), thing("L62")}


def test_a_project_of_the_plan_itself_is_found(plan, iris):
    """A project that is an element of the plan is not made a second time."""
    project = Element(ElementKind.PROJECT, "避難所整備事業", Span(95, 95))
    graph, thing = graph_with(plan, iris, extra=(project,))
    assert set(graph.objects(thing("1-1"), PG.project)) == {thing("避難所整備事業")}


def test_another_plan_is_a_referred_plan(plan, iris):
    """A plan that is only named is no pg:Plan, so that plans are not counted wrongly."""
    graph, thing = graph_with(plan, iris)
    assert list(graph.objects(thing("plan/地域防災計画"), RDF.type)) == [PG.ReferredPlan]
