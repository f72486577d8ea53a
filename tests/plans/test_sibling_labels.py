"""A label may be a heading as high as that of the measure which it is of; what stands below it is the measure's."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990043", municipality_name="汐鳴市")
TABLE = "\n\n| KPI | 基準値(R5) | 目標値(R11) |\n|---|---|---|\n| {} | 2隻 | 3隻 |\n"


def owners(text):
    plan = parse_plan(read_document(f"# 汐鳴市総合戦略\n{text}".encode(), "plan.md"), FACTS)
    found = []

    def walk(element):
        found.extend((element.title, each.name) for each in element.indicators)
        for child in element.children:
            walk(child)

    for each in plan.elements:
        walk(each)
    return found


def measure(number, label, name):
    listed = f"\n\n{label}\n\n- 網を直す\n- 船を塗る" if label else ""
    return f"\n\n### ({number}) 施策の{name}{listed}{TABLE.format(name)}"


@pytest.mark.parametrize("label", ["［主な取組］", "【主な取組】", "主な取組", "［具体的な事業］", "＜主な事業＞"])
@pytest.mark.parametrize("before", ["", "\n\n### 数値目標" + TABLE.format("港の数")])
def test_indicators_below_a_label_between_measures_are_the_measures(label, before):
    """Also behind the last measure of a goal and in a goal of one, and where the goal's own label is as high."""
    one = "\n\n## 基本目標1 海を守る" + before + measure(1, f"### {label}", "甲") + measure(2, "", "乙")
    other = "\n\n## 基本目標2 丘を守る" + measure(1, f"### {label}", "丙")
    goal = [("海を守る", "港の数")] if before else []
    assert [*goal, ("施策の甲", "甲"), ("施策の乙", "乙"), ("施策の丙", "丙")] == owners(one + other)


def test_a_label_behind_the_last_measure_alone_is_the_goals():
    """Nothing counts on behind it."""
    goal = "\n\n## 基本目標{} 海を守る" + "{}\n\n### (1) 甲の施策\n\n- 網\n\n### (2) 乙の施策\n\n- 船\n\n### 成果指標"
    text = goal.format(1, "") + TABLE.format("港の数")
    assert [("海を守る", "港の数")] == owners(text)


def test_a_label_that_came_before_the_goals_does_not_end_them():
    """結果の概要 over all goals is as high as 令和6年度の総括 within one; the goal stands above both."""
    text = "\n\n### 結果の概要\n\n概ね順調です。\n\n## 基本目標1 海を守る\n\n### 【令和6年度の総括】\n\n進みました。"
    rows = "\n\n| 施策 | KPI | 基準値(R5) | 目標値(R11) |\n|---|---|---|---|\n| (1) 甲の施策 | 甲 | 2隻 | 3隻 |\n"
    plan = parse_plan(read_document(f"# 汐鳴市総合戦略\n{text}{rows}".encode(), "plan.md"), FACTS)
    (goal,) = plan.elements
    assert ("海を守る", ["甲の施策"]) == (goal.title, [each.title for each in goal.children])
    assert [("result", "進みました。")] == [(each.role.value, each.text) for each in goal.texts]


@pytest.mark.parametrize("label", ["## 主な取組", "# ◆主な取組"])
def test_a_label_with_a_higher_level_than_the_measures_around_it_is_the_measures(label):
    """OCR gives a label in large letters the level of a chapter."""
    goal = "\n\n## 基本目標1 海を守る" + measure(1, label, "甲") + measure(2, label, "乙")
    other = "\n\n## 基本目標2 丘を守る" + measure(1, label, "丙")
    assert [("施策の甲", "甲"), ("施策の乙", "乙"), ("施策の丙", "丙")] == owners(goal + other)


def test_a_label_as_high_as_the_goals_is_that_of_the_measures_which_count_on_around_it():
    """基本目標1 and 基本目標2 count on around ## 成果指標 as well, but 施策1-1 and 施策1-2 stand nearer."""

    def goal(number, title, *names):
        below = (f"\n\n### 施策{number}-{at} {name}の施策\n\n## 成果指標{TABLE.format(name)}" for at, name in names)
        return f"\n\n## 基本目標{number} {title}{''.join(below)}"

    text = goal(1, "海を守る", (1, "甲"), (2, "乙")) + goal(2, "丘を守る", (1, "丙"))
    assert [("甲の施策", "甲"), ("乙の施策", "乙"), ("丙の施策", "丙")] == owners(text)
