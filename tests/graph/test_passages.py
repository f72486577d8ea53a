"""Cards and passages are projected from the graph."""

from dataclasses import replace

import pytest
from rdflib import Graph, Literal

from plangraph.graph import build_graph, project
from plangraph.graph.passages import split_text
from plangraph.model import Assessment, Element, ElementKind, Span, Text, TextRole
from plangraph.namespaces import PG, SDG


@pytest.fixture
def graph(plan, iris):
    return build_graph(plan, iris)


def test_cards_are_elements_and_indicators_in_the_order_of_the_document(graph):
    """What is only named has no card."""
    cards, _ = project([graph])
    assert [(card.kind, card.notation, card.label) for card in cards] == [
        ("Policy", "1", "安心のまち"),
        ("Measure", "1-1", "防災の推進"),
        ("Indicator", None, "自主防災組織の訓練実施率"),
        ("Indicator", None, "健康寿命"),
        ("Initiative", None, "訓練の支援"),
        ("Measure", "1-2", "空き家対策"),
    ]


def test_a_card_says_what_a_result_shows(graph):
    """City, plan, path, departments, status, goals and lines come from the graph."""
    cards = {card.label: card for card in project([graph])[0]}
    card = cards["空き家対策"]
    assert (card.city, card.city_label, card.plan_label) == ("990015", "花月市", "花月市 総合計画")
    assert (card.path, card.departments, card.status) == (("安心のまち",), ("事務管理課", "住宅課"), ("Achieved",))
    assert (card.document, card.start_line, card.end_line) == ("plan.txt", 60, 62)
    assert cards["防災の推進"].sdgs == ((11, "Stated", 1.0),)
    assert cards["健康寿命"].path == ("安心のまち", "防災の推進")


def test_a_card_knows_the_years_and_printed_grades_of_its_claims(graph, plan):
    """Years are those of values, judgements (a date by its fiscal year) and deadline, its indicators' included."""
    cards = {card.label: card for card in project([graph])[0]}
    element = next(each for each in plan.walk() if each.title == "空き家対策")
    assert {each.grade for each in element.assessments} == set(cards["空き家対策"].grades)
    for indicator in plan.indicators():
        printed = {each.fiscal_year or each.calendar_year for each in indicator.observations} - {None}
        assert printed <= set(cards[indicator.name].years)
        owners = [each.title for each in plan.walk() if indicator in each.indicators]
        assert all(printed <= set(cards[title].years) for title in owners)


def test_a_judgement_in_march_is_of_the_fiscal_year_before(plan, iris):
    """2024-03-31 lies in the fiscal year 2023."""
    judged = Assessment("A", Span(2, 2), as_of="2024-03-31")
    element = Element(ElementKind.MEASURE, "施策", Span(1, 3), assessments=(judged,), deadline=2026)
    (card,) = project([build_graph(replace(plan, elements=(element,)), iris)])[0]
    assert ((2023, 2026), ("A",)) == (card.years, card.grades)


def test_an_element_without_departments_has_those_of_its_indicators(graph):
    """A measure whose table names departments beside its indicators is found by them."""
    cards = {card.label: card for card in project([graph])[0]}
    assert cards["防災の推進"].departments == ("危機管理課",)


def test_links_of_other_graphs_are_seen(graph, plan, iris):
    """A goal that staff rejected leaves the card, one that they confirmed comes onto it."""
    subject = iris.thing(plan.municipality, plan.slug, "1-1")
    curated = Graph()
    for goal, basis in ((11, PG.Rejected), (13, PG.Confirmed)):
        link = iris.thing("x", "curated", str(goal))
        curated.add((subject, PG.sdgLink, link))
        curated.add((link, PG.sdg, SDG[str(goal)]))
        curated.add((link, PG.basis, basis))
    cards = {card.label: card for card in project([graph], [curated])[0]}
    assert cards["防災の推進"].sdgs == ((13, "Confirmed", 1.0),)


def test_inferred_links_keep_their_confidence(graph, plan, iris):
    """Confidence comes from the link."""
    subject, link = iris.thing(plan.municipality, plan.slug, "1-2"), iris.thing("x", "y", "z")
    graph.add((subject, PG.sdgLink, link))
    graph.add((link, PG.sdg, SDG["11.5"]))
    graph.add((link, PG.basis, PG.Inferred))
    graph.add((link, PG.confidence, Literal("0.7")))
    cards = {card.label: card for card in project([graph])[0]}
    assert cards["空き家対策"].sdgs == ((11, "Inferred", 0.7),)


def test_every_role_is_a_passage(graph):
    """Title, texts and values each make a passage; the indicator's title carries its definition."""
    passages = {(p.subject.rsplit("/", 1)[-1], p.role): p for p in project([graph])[1]}
    assert {role for _, role in passages} == {"label", "vision", "situation", "delayReason", "observations"}
    assert passages["自主防災組織の訓練実施率", "label"].text.endswith("訓練を行った組織の割合")
    assert passages["自主防災組織の訓練実施率", "observations"].text == (
        "自主防災組織の訓練実施率: 現状値 40.0%（令和3年度） → 実績値 55%（令和5年度） → 目標値 70%以上（令和8年度）"
    )
    assert "女性 実績値 未公表" in passages["健康寿命", "observations"].text
    assert passages["1-1", "vision"].context == ("安心のまち",)


def test_passage_ids_are_stable_and_unique(graph, plan, iris):
    """A second build gives the same ids, and no id twice."""
    first = [passage.id for passage in project([graph])[1]]
    second = [passage.id for passage in project([build_graph(plan, iris)])[1]]
    assert first == second
    assert len(set(first)) == len(first)


def test_a_long_text_is_split_with_its_lines(plan, iris):
    """Each piece of a text that stands line by line knows its own lines."""
    lines = [f"{number}行目の文です。" + "あ" * 90 for number in range(8)]
    element = Element(
        ElementKind.PLEDGE, "長い公約", Span(100, 108), texts=(Text(TextRole.ACTION, "\n".join(lines), Span(101, 108)),)
    )
    passages = project([build_graph(replace(plan, elements=(element,)), iris)])[1]
    pieces = [(p.id.rsplit("#")[-1], p.start_line, p.end_line) for p in passages if p.role == "action"]
    assert pieces == [("action-1", 101, 104), ("action-2", 105, 108)]


def test_a_text_in_one_cell_keeps_its_row(plan, iris):
    """Where a cell's text does not stand line by line, each piece has the lines of the whole."""
    text = Text(TextRole.RESULT, "\n".join(["実施しました。" * 20] * 4), Span(101, 101))
    element = Element(ElementKind.PLEDGE, "公約", Span(101, 101), texts=(text,))
    passages = project([build_graph(replace(plan, elements=(element,)), iris)])[1]
    assert {(p.start_line, p.end_line) for p in passages if p.role == "result"} == {(101, 101)}


def test_splitting_loses_nothing():
    """All characters but the whitespace at the cuts are in the pieces, each at most the longest."""
    text = "短い文。" * 150 + "\n" + "句点のない長い文" * 100 + "\n\n終わり。"
    pieces = split_text(text, 400)
    assert "".join(piece for piece, _, _ in pieces) == text.replace("\n", "")
    assert max(len(piece) for piece, _, _ in pieces) <= 400


def test_a_short_text_is_one_piece():
    """Nothing is split that fits."""
    assert split_text("一文目。\n二文目。") == [("一文目。\n二文目。", 0, 1)]
