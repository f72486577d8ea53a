"""A text before all elements says of which years the values of the tables are, where no column or cell says another."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts, Status
from plangraph.plans import parse_plan
from plangraph.plans.stated_years import stated_years

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")


def years(said, head=("指標", "策定時", "中間目標（R8）", "目標値"), row=("泳ぐ人", "31人", "35人（R7）", "40人")):
    text = f"# 汐鳴市計画\n\n{said}\n\n## 基本目標1 浜の暮らし\n\n|{'|'.join(head)}|\n|{'|'.join(row)}|\n"
    plan = parse_plan(read_document(text.encode(), "plan.md"), FACTS)
    return [(o.kind.value, o.fiscal_year) for i in plan.indicators() for o in i.observations]


def test_columns_without_a_year_are_of_the_year_that_the_text_says():
    """A bracketed year in a cell beats it, as it beats the column's."""
    found = years("策定時の値は令和４年度、目標値は令和13年度のものです。")
    assert [("Baseline", 2022), ("Target", 2025), ("Target", 2031)] == found


def test_a_column_with_a_year_and_one_of_values_half_way_keep_what_they_say():
    """Only the column that is called 目標値 is of the year of 目標値."""
    head = ("指標", "策定時（R5）", "中間目標", "目標値（R12）")
    found = years("策定時の値は令和４年度、目標値は令和13年度のものです。", head, ("泳ぐ人", "31人", "35人", "40人"))
    assert [("Baseline", 2023), ("Target", None), ("Target", 2030)] == found


def test_two_columns_of_targets_without_a_year_are_dated_by_no_text():
    """Nothing says which of them is meant."""
    head = ("指標", "策定時", "目標値", "期待値")
    found = years("目標値は令和13年度のものです。", head, ("泳ぐ人", "31人", "35人", "40人"))
    assert [("Baseline", None), ("Target", None), ("Target", None)] == found


@pytest.mark.parametrize(
    "text",
    [
        "基準値は令和4年度比で示します。",
        "現状値は令和4年度又は令和5年度の値です。",
        "前計画の目標値は令和4年度のものでした。",
        "目標値は令和7年度です。目標値は令和8年度です。",
        "目標値は平均で示します。",
        "目標値は令和7年10月のものです。",
    ],
)
def test_a_text_that_says_two_years_another_plan_or_a_comparison_dates_nothing(text):
    """Nor does one that says no fiscal year."""
    assert not stated_years(text)


def test_the_bracket_around_a_legend_is_no_part_of_its_last_word():
    """（Ａ：順調　Ｂ：未着手） explains Ｂ."""
    text = "# 汐鳴市計画\n\n（進捗 Ａ：順調　Ｂ：未着手）\n\n## 基本目標1 浜\n"
    scale = parse_plan(read_document(text.encode(), "plan.md"), FACTS).scale
    assert [("Ａ", Status.ON_TRACK), ("Ｂ", Status.NOT_STARTED)] == [(each.grade, each.status) for each in scale]


def test_what_a_browser_prints_over_a_page_is_no_title():
    """11/27/26, 12:51 PM, and the name of the web page."""
    text = "11/27/26, 12:51 PM　汐鳴市公式サイト\n\n# 汐鳴市計画\n\n## 基本目標1 浜の暮らし\n\n浜を守ります。\n"
    plan = parse_plan(read_document(text.encode(), "plan.md"), FACTS)
    assert ("汐鳴市計画", ["浜の暮らし"]) == (plan.title, [each.title for each in plan.elements])
