"""A column that lists what a measure consists of is about no row; values of school years are parted by group."""

import io
from decimal import Decimal

import openpyxl
import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan
from plangraph.plans.values import parse_quantities

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")


def review(works):
    """Two measures with two indicators each, measure and works merged over their rows, a unit in each row."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ("汐鳴市総合戦略 進捗管理表",),
        ("施策", "主な取組", "KPI", "単位", "基準値（R4）", "目標値（R9）", "評価", "担当課"),
        ("1-1 港", works[0], "船の客", "人", 10, 20, "順調", "港湾課"),
        (None, None, "荷の重さ", "t", 3, 5, "遅れ", "水産課"),
        ("1-2 浜", works[1], "泳ぐ人", "人", 7, 8, "達成", "観光課"),
        (None, None, "貝の数", "個", 70, 90, "順調", "水産課"),
    ):
        sheet.append(row)
    for top in (3, 5):
        for column in (1, 2):
            sheet.merge_cells(start_row=top, end_row=top + 1, start_column=column, end_column=column)
    out = io.BytesIO()
    book.save(out)
    return parse_plan(read_document(out.getvalue(), "plan.xlsx"), FACTS)


def test_one_item_behind_a_bullet_is_a_list_of_one():
    """・浜の掃除 stands below its measure without the bullet, and the indicators are those of the measure."""
    plan = review(("・桟橋の補修\n・灯台の公開", "・浜の掃除"))
    assert [
        ("港", ["船の客", "荷の重さ"]),
        ("桟橋の補修", []),
        ("灯台の公開", []),
        ("浜", ["泳ぐ人", "貝の数"]),
        ("浜の掃除", []),
    ] == [(each.title, [one.name for one in each.indicators]) for each in plan.walk()]


def test_units_that_each_row_of_a_measure_has_are_in_charge_of_its_indicators():
    """Beside lists of works as where there are none, since it is not they that the rows are about."""
    plan = review(("・桟橋の補修\n・灯台の公開", "・浜の掃除"))
    assert [["港湾課"], ["水産課"], ["観光課"], ["水産課"]] == [
        [each.unit for each in one.responsibilities] for one in plan.indicators()
    ]
    assert not any(each.responsibilities for each in plan.walk())


@pytest.mark.parametrize("text", ["小6 88.4\n中3 81.2", "小6：88.4　中3：81.2", "小学6年生88.4\n中学3年生81.2"])
def test_values_of_two_school_years_in_a_cell_are_two_groups(text):
    """小6 is a group with a digit in it, where a number stands behind it."""
    (one, two) = parse_quantities(text)
    assert [Decimal("88.4"), Decimal("81.2")] == [one.value, two.value]
    assert one.group.startswith("小")
    assert two.group.startswith("中")


def test_so_many_schools_are_no_school_year():
    """6校 counts, and 中3校 names no year of a school."""
    assert [("", Decimal(6), "校")] == [(each.group, each.value, each.unit) for each in parse_quantities("6校")]
    assert [Decimal(3)] == [each.value for each in parse_quantities("中3校")]
