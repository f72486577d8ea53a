"""Indicators below a caption that names an element are that element's, whatever stood last above it."""

import io

import docx
import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")


def read(*captions, last=()):
    """Two goals with two measures each, and below the last measure of each a caption and a table."""
    file = docx.Document()
    file.add_heading("汐鳴市海の計画", 0)
    goals = ("基本目標Ⅰ　海と生きるまち", "基本目標Ⅱ　丘に住むまち")
    for tables, (goal, caption) in enumerate(zip(goals, captions, strict=False)):
        file.add_heading(goal, 2)
        for at in range(2):
            file.add_heading(f"施策の柱{tables * 2 + at + 1}　{'港丘灯畑'[tables * 2 + at]}の整備", 3)
            file.add_paragraph("市と住民で進めます。")
            file.add_paragraph("【担当】港湾課")
        _table(file, caption, f"値{tables + 1}")
    for at, caption in enumerate(last):
        file.add_heading("第３章　指標の一覧", 1) if not at else None
        _table(file, caption, f"末{at}")
    out = io.BytesIO()
    file.save(out)
    plan = parse_plan(read_document(out.getvalue(), "plan.docx"), FACTS)
    found = {}
    stack = list(plan.elements)
    while stack:
        each = stack.pop()
        found |= {indicator.name: each.title for indicator in each.indicators}
        stack += each.children
    return found


def _table(file, caption, name):
    file.add_paragraph(caption)
    table = file.add_table(rows=2, cols=3)
    for row, cells in enumerate((("環境指標", "現状（R3）", "目標（R14）"), (f"{name}（件）", "12", "20"))):
        for at, cell in enumerate(cells):
            table.cell(row, at).text = cell


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("■ 環境指標（海と生きるまち）", "■ 環境指標（丘に住むまち）"),
        ("【基本目標Ⅰの成果指標】", "【基本目標Ⅱの成果指標】"),
        ("基本目標Ⅰ　海と生きるまちの指標", "基本目標Ⅱ　丘に住むまちの指標"),
        ("「海と生きるまち」に係る成果指標", "「丘に住むまち」に係る成果指標"),
        ("成果指標（基本目標Ⅰ）", "成果指標（基本目標Ⅱ）"),
    ],
)
def test_the_indicators_below_a_caption_are_of_the_element_that_it_names(first, second):
    """By its title or its number."""
    assert {"値1": "海と生きるまち", "値2": "丘に住むまち"} == read(first, second)


@pytest.mark.parametrize("caption", ["■ 環境指標", "■ 環境指標（令和3年度）", "【空の目標の成果指標】"])
def test_the_indicators_below_a_caption_that_names_no_element_are_of_the_last_one(caption):
    """Nothing is said of any above it."""
    assert {"値1": "丘の整備"} == read(caption)


def test_a_caption_far_below_its_element_names_it_as_well():
    """As where a chapter at the end has all tables."""
    assert {
        "値1": "海と生きるまち",
        "値2": "丘に住むまち",
        "末0": "海と生きるまち",
        "末1": "畑の整備",
    } == read(
        "【基本目標Ⅰの成果指標】",
        "【基本目標Ⅱの成果指標】",
        last=("【基本目標Ⅰの成果指標】", "【施策の柱4の成果指標】"),
    )
