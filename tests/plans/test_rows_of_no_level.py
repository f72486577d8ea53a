"""Rows whose column of measures says that they are of none: their indicators are of what is above."""

import io

import openpyxl
import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan
from plangraph.plans.vocabulary import is_no_level

FACTS = PlanFacts(municipality="990043", municipality_name="汐鳴市")
NAMES = ["基本目標", "施策", "指標", "単位", "基準値(R3)", "目標値(R8)"]


def sheet(*rows, merged=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    data = io.BytesIO()
    book.save(data)
    return parse_plan(read_document(data.getvalue(), "plan.xlsx"), FACTS)


def owners(plan):
    return {indicator.name: each.title for each in plan.walk() for indicator in each.indicators}


@pytest.mark.parametrize("judged", [[], ["実績値(R6)", "評価"]])
@pytest.mark.parametrize(
    "none", ["（数値目標）", "数値目標", "－", "全体", "共通", "基本目標の成果指標", "数値目標（基本目標１）"]
)
def test_an_indicator_of_no_measure_is_the_goals(none, judged):
    """The cell makes no measure, holds for the rows that it is merged over, and ends the measure above it."""
    more = [4, "Ｂ：遅れ"] if judged else []
    plan = sheet(
        ["汐鳴市総合戦略"],
        [],
        [*NAMES, *judged],
        ["基本目標1 海で働く", none, "漁師の数", "人", 3, 9, *more],
        [None, None, "船の数", "隻", 3, 9, *more],
        [None, "施策1 網の補助", "網の数", "張", 1, 2, *more],
        ["基本目標2 浜で遊ぶ", "施策1 砂の補充", "客の数", "人", 1, 2, *more],
        [None, none, "宿の数", "軒", 1, 2, *more],
        merged=("A4:A6", "B4:B5", "A7:A8"),
    )
    assert {
        "漁師の数": "海で働く",
        "船の数": "海で働く",
        "網の数": "網の補助",
        "客の数": "砂の補充",
        "宿の数": "浜で遊ぶ",
    } == owners(plan)
    assert ["海で働く", "網の補助", "浜で遊ぶ", "砂の補充"] == [each.title for each in plan.walk()]


@pytest.mark.parametrize("cell", ["全体の奉仕者の育成", "目標1", "共通の足場づくり", "施策1", "数値で語る", ""])
def test_a_title_names_a_level(cell):
    """Only a cell that is nothing but such a word names none."""
    assert not is_no_level(cell)


def test_a_row_for_the_whole_is_no_total_where_it_names_an_indicator():
    """全体, in the column of levels, beside a name: not left out as a row that adds up the others."""
    rows = "|全体|漁師の数|3人|9人|\n|1 網|網の数|1張|2張|\n|合計||4|11|\n"
    text = f"# 海の計画\n\n## 基本目標1 海\n\n|施策|指標|基準値(R3)|目標値(R8)|\n|---|---|---|---|\n{rows}"
    plan = parse_plan(read_document(text.encode(), "plan.md"), FACTS)
    assert {"漁師の数": "海", "網の数": "網"} == owners(plan)
