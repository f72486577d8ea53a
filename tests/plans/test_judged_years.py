"""The year of a judgement that only the title of its document says."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")


def years(title, actual=""):
    """The years of the judgements of a table of projects below a title."""
    head = f"事業名,担当課,指標名,目標値,{actual}実績値,総合評価"
    text = f"{title},,,,,\n{head}\n桟橋の補修,港湾課,船の数,5,4,Ａ\n灯台の公開,観光課,客の数,50,30,Ｂ\n"
    plan = parse_plan(read_document(text.encode(), "plan.csv"), FACTS)
    return {each.fiscal_year for element in plan.walk() for each in element.assessments}


@pytest.mark.parametrize(
    "title",
    [
        "令和６年度事務事業評価一覧（令和５年度実施分）",
        "事務事業評価一覧（令和5年度実績）",
        "事務事業評価一覧（令和5年度分）",
        "令和６年度事務事業評価一覧（令和５年度対象）",
        "令和5年度事務事業評価表",
        "汐鳴市令和5年度 事務事業の評価結果",
    ],
)
def test_the_title_of_a_review_dates_its_judgements(title):
    """A bracket at its end goes before the year of the review itself."""
    assert {2023} == years(title)


def test_results_of_the_year_before_show_which_year_was_judged():
    """A review is held in the year after: its results say so."""
    assert {2022} == years("令和5年度事務事業評価表", "R4")
    assert {2023} == years("令和5年度事務事業評価表", "R5")


@pytest.mark.parametrize("title", ["汐鳴市事務事業評価表", "令和5年度～令和9年度 計画の進捗", "令和5年度予算の説明"])
def test_a_title_that_names_no_year_of_a_review_dates_nothing(title):
    """Nor does a span of years."""
    assert {None} == years(title)


@pytest.mark.parametrize(("title", "year"), [("汐鳴市総合戦略　令和5年度評価", 2023), ("汐鳴市総合戦略の検証", None)])
def test_a_judgement_beside_the_actual_values_of_several_years_is_not_of_the_first(title, year):
    """Their columns do not say which of the years was judged; the title does, or nobody."""
    book = Workbook()
    sheet = book.active
    for row in (
        [title],
        [],
        ["施策", "KPI", "単位", "実績値", None, None, "目標値", "評価", "担当課"],
        [None, None, None, "R3", "R4", "R5", "R8", None, None],
        ["漁業の担い手", "新規就業者数", "人", 3, 5, 8, 9, "順調", "水産課"],
    ):
        sheet.append(row)
    for cells in ("D3:F3", *(f"{column}3:{column}4" for column in "ABCHI")):
        sheet.merge_cells(cells)
    out = BytesIO()
    book.save(out)
    facts = PlanFacts(municipality="990019", municipality_name="汐鳴市", title=title)
    (measure,) = parse_plan(read_document(out.getvalue(), "plan.xlsx"), facts).elements
    (indicator,) = measure.indicators
    assert [("順調", year)] == [(each.grade, each.fiscal_year) for each in indicator.assessments]


@pytest.mark.parametrize(
    "line",
    [
        "令和6年3月31日現在の進捗",
        "進捗状況は、令和6年3月31日現在のものです。",
        "※令和6年3月31日時点",
        "基準日：令和6年3月31日",
        "評価時点：令和6年3月末",
        "R6.3.31現在",
    ],
)
def test_a_line_above_all_elements_dates_the_judgements(line):
    """Those of elements and of indicators; that it is theirs is inferred, and a warning says so."""
    text = (
        f"# 汐鳴市総合戦略の進捗\n\n{line}\n\n## 基本目標1 海で働く\n\n### 施策1 網を直す\n\n進捗状況：順調\n\n"
        "| KPI | 目標値（R9） | 実績値 | 進捗 |\n|---|---|---|---|\n| 船の数 | 5隻 | 3隻 | 概ね順調 |\n"
    )
    plan = parse_plan(read_document(text.encode(), "plan.md"), FACTS)
    judged = [*(each for element in plan.walk() for each in element.assessments)]
    judged += [each for indicator in plan.indicators() for each in indicator.assessments]
    assert [("順調", "2024-03-31"), ("概ね順調", "2024-03-31")] == [(each.grade, each.as_of) for each in judged]
    assert ["2024-03-31" in warned.message for warned in plan.warnings if "inferred from" in warned.message] == [True]


@pytest.mark.parametrize(
    "line", ["人口：令和6年3月31日現在", "策定日：令和6年3月31日", "令和6年3月31日現在の人口を示しています。"]
)
def test_a_line_about_something_else_dates_no_judgement(line):
    """The day of what is counted is not that of what is judged."""
    text = f"# 汐鳴市総合戦略の進捗\n\n{line}\n\n## 基本目標1 海で働く\n\n### 施策1 網を直す\n\n進捗状況：順調\n"
    plan = parse_plan(read_document(text.encode(), "plan.md"), FACTS)
    assert [None] == [each.as_of for element in plan.walk() for each in element.assessments]
