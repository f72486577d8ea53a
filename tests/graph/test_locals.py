"""Local parts of IRIs come from what is printed."""

from dataclasses import replace

from plangraph.graph.locals import Claims, indicator_locals, iter_places, local_name, span_local
from plangraph.model import Element, ElementKind, Span


def locals_of(plan):
    return [place.local for place in iter_places(plan, Claims())]


def test_a_unique_code_is_the_local_part(plan):
    """The printed code names an element; without one, the parent's local part and the title do."""
    assert locals_of(plan) == ["1", "1-1", "1-1/訓練の支援", "1-2"]


def test_a_code_that_two_elements_share_names_neither(plan):
    """Where a code is printed twice, both elements are named by their titles."""
    twice = Element(ElementKind.MEASURE, "別の施策", Span(80, 80), code="1-1")
    assert locals_of(replace(plan, elements=(*plan.elements, twice))) == [
        "1", "1/防災の推進", "1/防災の推進/訓練の支援", "1-2", "別の施策",
    ]  # fmt: skip


def test_lines_and_earlier_siblings_do_not_matter(plan):
    """A correction of the document that adds an element and moves lines leaves other local parts as they were."""
    before = Element(ElementKind.POLICY, "はじめに", Span(1, 1))
    moved = replace(plan.elements[0], span=Span(500, 600))
    assert locals_of(replace(plan, elements=(before, moved)))[1:] == locals_of(plan)


def test_the_same_title_twice_is_told_apart_by_order(plan):
    """Only of two identical paths does the second get a number."""
    same = Element(ElementKind.POLICY, "同じ題名", Span(80, 80))
    assert locals_of(replace(plan, elements=(same, replace(same, span=Span(81, 81))))) == ["同じ題名", "同じ題名-2"]


def test_an_indicator_belongs_to_its_shallowest_owner(plan):
    """An indicator of a measure and its initiative has one local part, under the measure."""
    claims = Claims()
    found = indicator_locals(iter_places(plan, claims), claims)
    assert sorted(found.values()) == ["1-1/kpi/健康寿命", "1-1/kpi/自主防災組織の訓練実施率"]


def test_names_are_normalised_into_one_segment():
    """Width, spaces and slashes do not split or change a local part."""
    assert [local_name(text) for text in ("公約Ⅱ　安心", "公約 II 安心", "IT / DX  plan", "１－①")] == [
        "公約II安心", "公約II安心", "IT／DX_plan", "1-1",
    ]  # fmt: skip


def test_a_span_is_named_by_its_lines_or_page():
    """Lines and pages of a document name their span."""
    spans = [Span(221, 221), Span(221, 224), Span(0, 0, page=3), Span(5, 9, page=3)]
    assert [span_local(span) for span in spans] == ["L221", "L221-224", "p3", "p3-L5-9"]
    cells = [Span(221, 221, column=3), Span(5, 5, 1, "施策一覧", column=3), Span(1, 1, row=2, column=3)]
    assert [span_local(span) for span in cells] == ["L221-C3", "p1-L5-C3", "L1-R2-C3"]
