"""Levels that only the running heads of pages say: 第2章 … over each of its measures."""

from dataclasses import replace

import pytest

from plangraph.documents import read_document
from plangraph.model import Block, BlockKind, PlanFacts, Span
from plangraph.plans import parse_plan

FACTS = PlanFacts("990043", "某市")
PAGES = ["施策1 網を配る", "施策2 灯台を守る", "施策1 道を直す"]


def plan_of(heads, lines=PAGES, more=()):
    """A plan of a page for each measure, with its running head, as a PDF's blocks are."""
    texts = [Block(BlockKind.HEADING, Span(1, 1, page), line, level=1) for page, line in enumerate(lines, 1)]
    told = [Block(BlockKind.PARAGRAPH, Span(2, 2, page), "担当課：港湾課") for page, _ in enumerate(lines, 1)]
    blocks = [*more, *(block for pair in zip(texts, told, strict=True) for block in pair)]
    furniture = tuple(Block(BlockKind.PARAGRAPH, Span(9, 9, page), head) for page, head in enumerate(heads, 1) if head)
    document = replace(read_document("某市総合計画\n".encode(), "plan.txt"), blocks=tuple(blocks), furniture=furniture)
    return parse_plan(document, FACTS)


def outline(plan):
    return [(each.code, each.title, [child.title for child in each.children]) for each in plan.elements]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("第２章 海と生きるまち", "第３章 行き交うまち"),
        ("基本目標2 海と生きるまち", "基本目標3 行き交うまち"),
        ("政策Ⅱ　海と生きるまち", "政策Ⅲ　行き交うまち"),
        ("【柱2】海と生きるまち", "【柱3】行き交うまち"),
        ("第２節　海と生きるまち", "第３節　行き交うまち"),
    ],
)
def test_a_level_in_the_running_heads_stands_above_the_measures_of_its_pages(first, second):
    """It is printed nowhere else, and a reader sees it over each page."""
    assert [("海と生きるまち", ["網を配る", "灯台を守る"]), ("行き交うまち", ["道を直す"])] == [
        (title, below) for _, title, below in outline(plan_of([first, first, second]))
    ]


def test_a_running_head_that_the_text_prints_is_no_second_heading():
    """The chapter has its own heading, and the head only repeats it."""
    chapter = Block(BlockKind.HEADING, Span(1, 1, 1), "第2章 海と生きるまち", level=1)
    plan = plan_of(["第２章　海と生きるまち"] * 3, more=(chapter,))
    assert ["海と生きるまち"] == [each.title for each in plan.elements]


@pytest.mark.parametrize("head", ["某市総合計画 後期基本計画", "Ⅱ", "- 12 -", "市民とともに", "第3章"])
def test_other_running_heads_open_nothing(head):
    """The plan's name, a number, a slogan."""
    assert ["網を配る", "灯台を守る", "道を直す"] == [each.title for each in plan_of([head] * 3).elements]
