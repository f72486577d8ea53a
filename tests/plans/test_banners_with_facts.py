"""A row of a sheet may hold a heading in its first cell and labelled facts in others."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from plangraph.documents import read_document
from plangraph.model import ElementKind, PlanFacts
from plangraph.plans import parse_plan


def test_a_heading_with_a_fact_at_the_edge_of_its_row_opens_what_stands_below():
    """The goal has its own title, and the measures of the table stand below it."""
    book = Workbook()
    book.active.append(["汐鳴市総合戦略　重要業績評価指標の検証"])
    book.active.append(["基本目標1　海で働く人を増やす", None, None, None, "計画期間：令和4年度～令和8年度"])
    book.active.append([])
    book.active.append(["施策", "重要業績評価指標（KPI）", "単位", "基準値（R3）", "目標値（R8）"])
    book.active.append(["(1) 漁業の担い手", "新規就業者数", "人", 3, 9])
    out = BytesIO()
    book.save(out)
    facts = PlanFacts(municipality="990019", municipality_name="汐鳴市")
    (goal,) = parse_plan(read_document(out.getvalue(), "plan.xlsx"), facts).elements
    assert (ElementKind.GOAL, "海で働く人を増やす", ["漁業の担い手"], ["計画期間：令和4年度～令和8年度"]) == (
        goal.kind,
        goal.title,
        [each.title for each in goal.children],
        [each.text for each in goal.texts],
    )


FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")


def read(rows, form):
    if form == "csv":
        data = "\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in rows).encode()
    else:
        book, out = Workbook(), BytesIO()
        for row in rows:
            book.active.append(row)
        book.save(out)
        data = out.getvalue()
    return parse_plan(read_document(data, f"plan.{form}"), FACTS)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_blank_row_need_part_a_heading_and_its_facts_from_the_table(form):
    """The title ends with its cell; a period below a goal is no deadline and no period of the plan."""
    plan = read(
        [
            ["汐鳴市総合戦略　重要業績評価指標の検証"],
            ["基本目標1　海で働く人を増やす", None, None, None, "計画期間：令和4年度～令和8年度"],
            ["施策", "重要業績評価指標（KPI）", "単位", "基準値（R3）", "目標値（R8）"],
            ["(1) 漁業の担い手", "新規就業者数", "人", 3, 9],
        ],
        form,
    )
    (goal,) = plan.elements
    assert ("海で働く人を増やす", None, ["計画期間：令和4年度～令和8年度"]) == (
        goal.title,
        goal.deadline,
        [each.text for each in goal.texts],
    )
    assert (["漁業の担い手"], None) == ([each.title for each in goal.children], plan.period)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_charge_beside_a_heading_is_the_headings(form):
    """On the first row and across the table alike; what no label explains is a text."""
    head = ["事業名", "担当課", "取組内容", "評価"]
    plan = read(
        [
            ["基本目標1　海で働く", "所管：港湾課", "評価年度：令和5年度"],
            head,
            ["桟橋の補修", "港湾課", "板を替える", "A"],
            ["基本目標2　浜で遊ぶ", "所管：観光課", "評価年度：令和5年度"],
            head,
            ["灯台の公開", "観光課", "灯りを見せる", "B"],
        ],
        form,
    )
    assert [("海で働く", ["港湾課"], ["評価年度：令和5年度"]), ("浜で遊ぶ", ["観光課"], ["評価年度：令和5年度"])] == [
        (each.title, [charge.unit for charge in each.responsibilities], [text.text for text in each.texts])
        for each in plan.elements
    ]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_title_beside_the_day_of_the_table_is_no_name_of_a_column(form):
    """However short it is."""
    plan = read(
        [
            ["汐鳴市港湾プラン", None, None, "令和6年3月31日現在"],
            ["事業名", "担当課", "取組内容", "評価"],
            ["桟橋の補修", "港湾課", "板を替える", "A"],
        ],
        form,
    )
    assert ("汐鳴市港湾プラン", ["令和6年3月31日現在"]) == (plan.title, [each.text for each in plan.texts])
    assert ["板を替える"] == [text.text for each in plan.walk() for text in each.texts]
