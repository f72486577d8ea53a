"""Which headings open what: numbers within numbers, amounts that are no numbers, titles that only refer."""

from __future__ import annotations

import pytest

from plangraph.documents import read_document
from plangraph.model import Block, BlockKind, PlanFacts, Span
from plangraph.plans import parse_plan
from plangraph.plans.layouts.general.ranks import read_heading
from plangraph.plans.outline import parse_marker


def read(text, name="plan.md"):
    return parse_plan(read_document(text.encode(), name), PlanFacts(municipality="990043", municipality_name="某市"))


def outline(plan):
    above = {id(child): element for element in plan.walk() for child in element.children}
    return [
        (element.kind.value, element.code, element.title, above[id(element)].title if id(element) in above else "")
        for element in plan.walk()
    ]


def heading(text):
    found = read_heading(Block(BlockKind.PARAGRAPH, Span(1, 1), text))
    return (found.code, found.title) if found else None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("施策Ⅰ-1 港", "Ⅰ-1"),
        ("施策Ⅱ－３ 港", "Ⅱ-3"),
        ("施策I-1 港", "Ⅰ-1"),
        ("Ⅰ-1 港", "Ⅰ-1"),
        ("Ⅰ-1-(2) 港", "Ⅰ-1-2"),
        ("公約1-(1) 港", "1-1"),
        ("基本施策1(1) 港", "1-1"),
        ("(1)-2 港", "1-2"),
        ("施策1.2 港", "1-2"),
    ],
)
def test_a_number_within_a_number_is_part_of_the_code(text, code):
    """Whether it stands behind a dash or in brackets: the title is what is left."""
    marker = parse_marker(text)
    assert (code, "港") == (marker.code, marker.title)
    assert (code, "港") == heading(text)


@pytest.mark.parametrize(
    "text",
    [
        "目標 200隻(令和8年度)",
        "目標 200人(令和8年度)",
        "目標 40%(令和8年度)",
        "目標100%達成",
        "取組10件を実施",
        "目標 29億円以下",
        "目標1,500人",
        "目標5年後",
    ],
)
def test_an_amount_behind_a_word_is_no_number_of_a_heading(text):
    """A number of three digits and more, or one with its unit."""
    assert (None, None) == (heading(text), parse_marker(text))


@pytest.mark.parametrize(("text", "title"), [("基本目標1人が集うまち", "人が集うまち"), ("施策1 施設", "施設")])
def test_a_title_may_begin_with_a_word_that_is_also_a_unit(text, title):
    """Only what can be nothing but an amount is one."""
    assert ("1", title) == heading(text)


def test_measures_numbered_by_roman_numerals_have_their_own_codes():
    """Ⅰ-1 and Ⅰ-2 below Ⅰ."""
    text = "# 総合計画\n\n## 政策Ⅰ 海\n\n### 施策Ⅰ-1 港\n\n【現状】\n\n浅い。\n\n### 施策Ⅰ-2 浜\n\n【現状】\n\n狭い。\n"
    assert [
        ("Policy", "政策Ⅰ", "海", ""),
        ("Measure", "Ⅰ-1", "港", "海"),
        ("Measure", "Ⅰ-2", "浜", "海"),
    ] == outline(read(text))
