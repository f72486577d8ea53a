"""A row of a sheet may hold a heading in its first cell and labelled facts in others."""

from io import BytesIO

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
