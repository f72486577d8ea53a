"""Lists that offices keep in spreadsheets: numbered titles, headings between rows, columns of years, charges by row."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan
from plangraph.plans.layouts.legends import meanings
from plangraph.plans.outline import numbered_title
from plangraph.plans.values import parse_quantities

FACTS = PlanFacts(municipality="990043", municipality_name="某市")


def read(*rows):
    data = "\n".join(",".join(row) for row in rows).encode()
    return parse_plan(read_document(data, "list.csv"), FACTS)


def outline(plan):
    parents = {id(child): element.title for element in plan.walk() for child in element.children}
    return [(each.code, each.title, parents.get(id(each), "")) for each in plan.walk()]


def values(indicator):
    return [(each.kind.value, each.fiscal_year, each.value, each.unit) for each in indicator.observations]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("主要施策1-2　桟橋の補修", ("1-2", "桟橋の補修")),
        ("まちづくりの目標3：海を守る", ("3", "海を守る")),
        ("【柱2】海を守る", ("2", "海を守る")),
        ("事務事業1-2-1　市の開催", ("1-2-1", "市の開催")),
        ("計画事業10件の見直し", (None, "計画事業10件の見直し")),
        ("取組事業2か所 整備", (None, "取組事業2か所整備")),
    ],
)
def test_a_title_may_be_counted_by_any_word_for_what_plans_consist_of(printed, read):
    """A blank, a colon or a bracket parts the number from the title; an amount with its unit is no number."""
    assert read == numbered_title(printed)


def test_a_column_that_counts_rows_says_less_than_the_number_of_the_title():
    """3 | 施策1-2 …: the measure is 1-2."""
    plan = read(
        ("No.", "施策", "指標", "基準値（R3）", "目標値（R7）", "判定"),
        ("1", "施策1-1　浜の清掃", "清掃の回数", "3回", "6回", "達成"),
        ("2", "", "参加した人", "30人", "60人", "達成"),
        ("3", "施策1-2　桟橋の補修", "補修した数", "1か所", "2か所", "遅れ"),
    )
    assert [("1-1", "浜の清掃"), ("1-2", "桟橋の補修")] == [(each.code, each.title) for each in plan.walk()]


@pytest.mark.parametrize("bands", [("1　海を守る", "2　町を温める"), ("海を守る", "町を温める")])
def test_a_row_with_one_text_over_numbered_rows_says_what_they_are_of(bands):
    """In a column of running numbers it needs no number; 2 … between the rows 1 and 3 is a row, not a heading."""
    header = ("番号", "施策", "事業名", "担当課", "評価")
    rows = [("1", "浜の保全", "浜の清掃", "環境課", "達成"), ("2", "", "砂の補充", "環境課", "遅れ")]
    more = [("3", "市の振興", "朝市", "商工課", "達成")]
    plan = read(header, (bands[0], "", "", "", ""), *rows, (bands[1], "", "", "", ""), *more)
    assert [("海を守る", ["浜の保全"]), ("町を温める", ["市の振興"])] == [
        (each.title, [child.title for child in each.children]) for each in plan.elements
    ]
    lost = read(header, rows[0], ("2 砂の補充", "", "", "", ""), *more)
    assert "砂の補充" not in [each.title for each in lost.elements]


def test_lines_that_number_the_sheets_on_are_goals():
    """1 海を守る over the table of the first sheet, 2 町を温める over that of the second."""
    book = Workbook()
    for number, (title, measure) in enumerate((("海を守る", "浜の保全"), ("町を温める", "市の振興")), start=1):
        sheet = book.active if number == 1 else book.create_sheet(f"その{number}")
        sheet.append([f"{number}　{title}"])
        sheet.append(["施策", "取組", "担当課", "進捗"])
        sheet.append([measure, f"{measure}の見直し", "環境課", "達成"])
    data = BytesIO()
    book.save(data)
    plan = parse_plan(read_document(data.getvalue(), "list.xlsx"), FACTS)
    assert [("1", "海を守る", ["浜の保全"]), ("2", "町を温める", ["市の振興"])] == [
        (each.code, each.title, [child.title for child in each.children]) for each in plan.elements
    ]


def test_years_may_stand_before_the_values_and_units_behind_the_names_of_several_indicators():
    """指標1基準年度 | 指標1基準値 | 指標1KPI目標値（令和7（2025）年度）: each is of the first indicator."""
    plan = read(
        ("事務事業名", "指標1名称", "指標1基準年度", "指標1基準値", "指標1KPI目標値（令和7（2025）年度）", "評価"),
        ("浜の清掃", "参加した人（人）", "R3", "30", "60", "達成"),
        ("砂の補充", "補充した量（ｔ）", "R4", "3", "8", "遅れ"),
    )
    found = [indicator for element in plan.walk() for indicator in element.indicators]
    assert ["参加した人", "補充した量"] == [each.name for each in found]
    assert [("Baseline", 2021, 30, "人"), ("Target", 2025, 60, "人")] == values(found[0])


def test_a_row_of_years_below_the_names_of_values_is_of_the_header():
    """活動指標1策定時 | 活動指標1目標 over R3 | R7, for projects with their indicators side by side."""
    plan = read(
        ("事業名", "活動指標1名称", "活動指標1策定時", "活動指標1目標", "事業費（千円）"),
        ("", "", "R3", "R7", ""),
        ("浜の清掃", "清掃の回数", "3回", "6回", "120"),
        ("砂の補充", "補充の回数", "1回", "2回", "340"),
    )
    found = [values(indicator) for element in plan.walk() for indicator in element.indicators]
    assert [("Baseline", 2021, 3, "回"), ("Target", 2025, 6, "回")] == found[0]


def test_a_charge_that_differs_between_rows_of_one_measure_is_that_of_each_indicator():
    """The measure is printed again on each row, and what stands in the column of charges is not."""
    plan = read(
        ("施策", "指標", "担当課", "単位", "基準値（R3）", "目標値（R7）"),
        ("浜の保全", "清掃の回数", "環境課", "回", "3", "6"),
        ("浜の保全", "参加した人", "観光課", "人", "30", "60"),
        ("市の振興", "市の日数", "商工課", "日", "10", "12"),
    )
    found = {
        each.name: [unit.unit for unit in each.responsibilities] for node in plan.walk() for each in node.indicators
    }
    assert {"清掃の回数": ["環境課"], "参加した人": ["観光課"], "市の日数": ["商工課"]} == found
    assert not any(each.responsibilities for each in plan.walk())


def test_a_column_that_numbers_rows_of_one_measure_is_not_its_number():
    """1, 2 beside the same measure: it is one, and has no number."""
    plan = read(
        ("番号", "施策", "指標", "基準値（R3）", "目標値（R7）"),
        ("1", "浜の保全", "清掃の回数", "3回", "6回"),
        ("2", "浜の保全", "参加した人", "30人", "60人"),
    )
    assert [("浜の保全", ["清掃の回数", "参加した人"])] == [
        (each.title, [indicator.name for indicator in each.indicators]) for each in plan.walk()
    ]


def test_projects_below_indicators_are_a_table_of_their_own():
    """主な事業 | 実施内容 | 担当課 right below the last indicator of a measure."""
    plan = read(
        ("施策1　浜の保全", "", "", ""),
        ("指標", "単位", "基準値（R3）", "目標値（R7）"),
        ("清掃の回数", "回", "3", "6"),
        ("主な事業", "実施内容", "担当課", ""),
        ("浜の清掃", "年3回掃いた。", "環境課", ""),
        ("砂の補充", "2か所で補った。", "土木課", ""),
    )
    (measure,) = plan.elements
    assert ["清掃の回数"] == [each.name for each in measure.indicators]
    assert [("浜の清掃", "環境課"), ("砂の補充", "土木課")] == [
        (each.title, each.responsibilities[0].unit) for each in measure.children
    ]


def test_years_in_which_things_are_done_head_no_values():
    """Rows that say nothing but a title and 令和6年度 are rows of the list."""
    plan = read(
        ("施策", "取組", "取組期間"),
        ("浜の保全", "浜の清掃", "令和6年度"),
        ("", "砂の補充", "令和6年度"),
        ("市の振興", "朝市", "令和7年度"),
    )
    assert [("浜の保全", ["浜の清掃", "砂の補充"]), ("市の振興", ["朝市"])] == [
        (each.title, [child.title for child in each.children]) for each in plan.elements
    ]


def test_numbers_judge_where_a_legend_explains_all_of_them():
    """Numbers that do not follow each other, or a word that is not known, may be anything."""
    assert ["Achieved", "OnTrack", "NotStarted"] == [each.status for each in meanings("3：達成　2：順調　1：未着手")]
    assert [] == meanings("5：達成　2：順調　1：未着手") == meanings("3：達成　2：清掃　1：未着手")


@pytest.mark.parametrize(
    ("cell", "value", "year"),
    [
        ("1993件（R5）", 1993, 2023),
        ("1918（令和4年度）", 1918, 2022),
        ("2087人（令和13年度）", 2087, 2031),
        ("60社（令和4（2022）年度）", 60, 2022),
    ],
)
def test_a_count_may_look_like_a_year_and_a_year_may_be_said_twice(cell, value, year):
    """What a unit follows is a count; 令和4（2022）年度 is one year."""
    (read,) = parse_quantities(cell)
    assert (value, year) == (read.value, read.fiscal_year)
