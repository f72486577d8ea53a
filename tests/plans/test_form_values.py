"""Rows of values within the table of a pledge or a project belong to the indicator that a row names."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts, Status
from plangraph.plans import parse_plan

BEFORE = [("内容", "古い遊具を入れ替えます。"), ("これまでの歩み", "三つの公園で終えました。")]
AFTER = [("進捗", "達成"), ("担当課", "公園緑地課")]
NAMED = ("指標", "遊具の更新数")


def read(rows, heading="公約1 公園の遊具を新しくします"):
    body = "".join(f"<tr><th>{label}</th><td>{said}</td></tr>" for label, said in (*BEFORE, *rows, *AFTER))
    page = f'<html lang="ja"><body><h1>汐鳴市長の公約</h1><h2>{heading}</h2><table>{body}</table></body></html>'
    return parse_plan(
        read_document(page.encode(), "page.html"), PlanFacts(municipality="990019", municipality_name="汐鳴市")
    )


def values(plan):
    return [
        (i.name, o.kind.value, o.fiscal_year, o.value if o.value is None else int(o.value), o.unit)
        for i in plan.indicators()
        for o in i.observations
    ]


def facts(plan):
    return [([r.unit for r in each.responsibilities], [a.status for a in each.assessments]) for each in plan.walk()]


TOLD = [(["公園緑地課"], [Status.ACHIEVED])]
ALL = [
    ("遊具の更新数", "Baseline", 2021, 4, "基"),
    ("遊具の更新数", "Target", 2025, 30, "基"),
    ("遊具の更新数", "Actual", 2024, 21, "基"),
]


@pytest.mark.parametrize(
    "rows",
    [
        [("現状値（令和3年度）", "4基"), ("目標値（令和7年度）", "30基"), ("実績値（令和6年度）", "21基")],
        [("現状値", "4基（令和3年度）"), ("目標値", "30基（令和7年度）"), ("実績値", "21基（令和6年度）")],
        [("単位", "基"), ("令和3年度現状値", "4"), ("令和7年度目標", "30"), ("R6実績", "21")],
        [("基準（R3）", "4基"), ("目標（R7）", "30基"), ("実績（R6）", "21基")],
    ],
)
def test_values_below_the_name_of_an_indicator_are_its_values_and_the_form_is_read(rows):
    """The years stand in the labels or behind the values; charge and judgement are the pledge's as before."""
    plan = read([NAMED, *rows])
    assert (ALL, TOLD) == (values(plan), facts(plan))


def test_a_value_that_nothing_names_is_a_text_of_the_pledge():
    """Nobody's number makes no indicator, and the pledge keeps its charge and its judgement."""
    plan = read([("目標（令和7年度）", "30基"), ("実績値", "21基")])
    assert ([], TOLD) == (values(plan), facts(plan))
    assert {"目標（令和7年度）：30基", "実績値：21基"} <= {text.text for each in plan.walk() for text in each.texts}


def test_a_target_whose_row_names_it_is_an_indicator_of_the_pledge():
    """Its year is that of the label."""
    plan = read([("目標（令和7年度）", "遊具の更新数　30基")])
    assert ([("遊具の更新数", "Target", 2025, 30, "基")], TOLD) == (values(plan), facts(plan))


def test_words_beside_a_label_of_values_are_a_text_and_give_no_value():
    """What is aimed at in words is no figure."""
    plan = read([NAMED, ("目標値", "子どもが安心して遊べるようにします。")])
    assert ([], TOLD) == (values(plan), facts(plan))
    assert "目標値：子どもが安心して遊べるようにします。" in [text.text for each in plan.walk() for text in each.texts]


def test_a_value_that_is_not_published_yet_says_so():
    """The reason stands in place of the number."""
    plan = read([NAMED, ("目標値（令和7年度）", "30基"), ("実績値（令和6年度）", "集計中")])
    assert [("遊具の更新数", "Target", 2025, 30, "基"), ("遊具の更新数", "Actual", 2024, None, "")] == values(plan)


def test_two_indicators_of_one_form_each_have_the_values_below_their_name():
    """The next name ends the values of the one before."""
    plan = read([NAMED, ("目標値", "30基"), ("指標", "公園の利用者数"), ("目標値", "900人")])
    assert [("遊具の更新数", "Target", None, 30, "基"), ("公園の利用者数", "Target", None, 900, "人")] == values(plan)


def test_a_form_of_a_project_is_read_alike():
    """Whatever the table is about."""
    plan = read([NAMED, ("目標値（令和7年度）", "30基")], "事業1 遊具の更新")
    assert ([("遊具の更新数", "Target", 2025, 30, "基")], TOLD) == (values(plan), facts(plan))
