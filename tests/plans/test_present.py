"""Columns of what is so now are told by the columns beside them; sections of a chapter are parents in a register."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan


def read(text, name):
    return parse_plan(
        read_document(text.encode(), name), PlanFacts(municipality="990043", municipality_name="某市", title="計画")
    )


def page(header):
    return (
        "<html><body><h1>町長公約の進捗状況（令和6年度末）</h1><h2>柱1　港</h2>"
        '<table><tr><th rowspan="2">公約</th><th rowspan="2">指標</th><th colspan="3">数値</th></tr>'
        f"<tr>{header}</tr><tr><td>1-1 船を増やす</td><td>船の数</td><td>2隻</td><td>5隻</td><td>8隻</td></tr>"
        "</table></body></html>"
    )


def kinds(plan):
    return [(o.kind.value, int(o.value), o.fiscal_year) for i in plan.indicators() for o in i.observations]


@pytest.mark.parametrize("last", ["目標", "任期末目標", "任期末の目標値"])
def test_values_since_an_office_was_taken_are_baseline_result_and_target(last):
    """就任時 | 現在 | 目標 below a name that spans them; each has the year of its own bracket."""
    header = f"<th>就任時（令和4年度）</th><th>現在（令和6年度）</th><th>{last}（令和8年度）</th>"
    assert [("Baseline", 2, 2022), ("Actual", 5, 2024), ("Target", 8, 2026)] == kinds(read(page(header), "p.html"))


def test_years_that_no_column_says_stay_unknown():
    """就任時 names no year, and none is made up."""
    header = "<th>就任時</th><th>現在</th><th>任期末目標</th>"
    assert [("Baseline", 2, None), ("Actual", 5, None), ("Target", 8, None)] == kinds(read(page(header), "p.html"))


def test_what_is_so_now_is_the_baseline_where_nothing_was_before():
    """現在 | 目標 starts from now."""
    text = "# 計画\n\n## 施策1 港\n\n|指標|現在（R5）|目標（R9）|\n|---|---|---|\n|船の数|3隻|6隻|\n"
    assert [("Baseline", 3, 2023), ("Target", 6, 2027)] == kinds(read(text, "p.md"))


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("当初値", "現状値"), [("Baseline", 2019), ("Actual", 2023)]),
        (("計画策定時", "現況値"), [("Baseline", None), ("Actual", None)]),
        (("基準値", "現状値"), [("Baseline", None), ("Baseline", 2023)]),
    ],
)
def test_what_is_so_now_is_a_result_behind_what_was_so_at_the_start(names, expected):
    """The years are those that the text above says of a column of this name; 基準値 may be of before all plans."""
    said = "「当初値」は2019年度、「現状値」は2023年度、「目標値」は2030年度の値です。"
    text = (
        f"# 計画\n\n{said}\n\n## 施策1 港\n\n|指標|{'|'.join(names)}|目標値|\n|---|---|---|---|\n|船の数|2隻|3隻|6隻|\n"
    )
    plan = read(text, "p.md")
    *found, aim = [(o.kind.value, o.fiscal_year) for i in plan.indicators() for o in i.observations]
    assert (expected, ("Target", 2030)) == (found, aim)


REGISTER = (
    "番号,章,節,事業名,事業概要,所管課,区分,指標1_名称,指標1_現状値(R5),指標1_目標値(R9)\n"
    "1,第1章 海,第1節 港,岸壁の改修,岸壁を直す。,水産課,新規,改修した数,2か所,4か所\n"
    "2,第1章 海,第2節 浜,浜の清掃,浜を掃く。,環境課,継続,参加者,20人,40人\n"
)


def test_sections_stand_between_chapters_and_projects():
    """章 | 節 | 事業名 are three levels, with the sections' numbers."""
    found = [(e.kind.value, e.code, e.title) for e in read(REGISTER, "r.csv").walk()]
    assert [
        ("Policy", "1", "海"),
        ("Measure", "1", "港"),
        ("Project", "1", "岸壁の改修"),
        ("Measure", "2", "浜"),
        ("Project", "2", "浜の清掃"),
    ] == found


def test_the_sort_of_a_project_is_a_labelled_text_and_no_judgement():
    """区分：新規 says nothing of progress; what else describes the project needs no label beside it."""
    projects = [e for e in read(REGISTER, "r.csv").walk() if e.kind.value == "Project"]
    assert [["岸壁を直す。", "区分：新規"], ["浜を掃く。", "区分：継続"]] == [
        [text.text for text in each.texts] for each in projects
    ]
    assert [(), ()] == [each.assessments for each in projects]


def test_sections_stand_above_measures_where_both_have_columns():
    """章 | 節 | 施策 | 事業名: four levels."""
    text = "章,節,施策,事業名,所管課\n第1章 海,第1節 港,港を直す,岸壁の改修,水産課\n"
    assert ["海", "港", "港を直す", "岸壁の改修"] == [e.title for e in read(text, "r.csv").walk()]


def test_milestones_behind_a_baseline_are_targets():
    """現状 | 中間 | 最終, each with its year in brackets; one of the two alone is not told."""
    table = "|指標|現状（2023）|中間（2029）|最終（2034）|\n|---|---|---|---|\n|船の数|3隻|6隻|9隻|\n"
    plan = read(f"# 計画\n\n## 施策1 港\n\n{table}", "p.md")
    assert [("Baseline", 3, 2023), ("Target", 6, 2029), ("Target", 9, 2034)] == kinds(plan)
    half = "|指標|現状（2023）|中間（2029）|\n|---|---|---|\n|船の数|3隻|6隻|\n"
    assert [("Baseline", 3, 2023)] == kinds(read(f"# 計画\n\n## 施策1 港\n\n{half}", "p.md"))
