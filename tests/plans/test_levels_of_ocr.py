"""Headings whose levels OCR took from the size of their letters: what they say of themselves goes first."""

from __future__ import annotations

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

PLAN = """{0}{3} 海と生きるまち

{1}{4} 水産業の振興

{2}{5} 市場の整備

岸壁に市場をひらきます。

{1}{6} 港の保全

岸壁を補修します。

{0}{7} 丘を守るまち

{1}{8} 林業の振興

林道を整備します。
"""
NUMBERS = {
    "words": ("基本目標1", "施策1", "取組1", "施策2", "基本目標2", "施策1"),
    "codes": ("1.", "1-1", "(1)", "1-2", "2.", "2-1"),
    "both": ("柱1", "1-1", "(1)", "1-2", "柱2", "2-1"),
}


MARKS = [("## ", "# ", "### "), ("## ", "## ", "## "), ("# ", "## ", "### "), ("", "## ", "")]


@pytest.mark.parametrize(
    ("numbers", "marks"),
    # A number on a plain line may be one of a list.
    [(each, marks) for each in NUMBERS for marks in MARKS if marks[0] or each != "codes"],
)
def test_a_heading_stands_below_what_its_words_or_numbers_say(numbers: str, marks: tuple[str, str, str]) -> None:
    text = "# 架空市総合計画\n\n" + PLAN.format(*marks, *NUMBERS[numbers])
    plan = parse_plan(
        read_document(text.encode(), "plan.md"), PlanFacts(municipality="990019", municipality_name="架空市")
    )
    read = {
        goal.title: {measure.title: [each.title for each in measure.children] for measure in goal.children}
        for goal in plan.elements
    }
    assert read == {
        "海と生きるまち": {"水産業の振興": ["市場の整備"], "港の保全": []},
        "丘を守るまち": {"林業の振興": []},
    }
