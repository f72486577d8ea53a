"""What a cover and a front chapter print is no element: titles over two lines, captions, how a plan is carried out."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan
from plangraph.plans.vocabulary import structure_role

FACTS = PlanFacts(municipality="990043", municipality_name="汐鳴市")


def parsed(text, name="plan.md"):
    return parse_plan(read_document(text.encode(), name), FACTS)


def tree(plan):
    def told(element):
        names = [each.name for each in element.indicators]
        return (element.kind.value, element.code, element.title, names, [told(each) for each in element.children])

    return [told(each) for each in plan.elements]


BELOW = "\n\n## 基本目標1 海を守る\n\n### (1) 網の補助\n"


@pytest.mark.parametrize(
    ("cover", "title"),
    [
        ("第3期\n\n# 汐鳴市総合戦略", "第3期汐鳴市総合戦略"),
        ("# 汐鳴市\n\n# 第2次海辺の環境基本計画", "汐鳴市第2次海辺の環境基本計画"),
        ("# 汐鳴市まち・ひと・しごと創生\n\n# 総合戦略（素案）", "汐鳴市まち・ひと・しごと創生総合戦略（素案）"),
        ("第3期\n汐鳴市総合戦略", "第3期汐鳴市総合戦略"),
        ("# 汐鳴市総合計画\n\n前期基本計画", "汐鳴市総合計画"),
        ("# 汐鳴市総合戦略\n\n# 令和6年度 進捗状況報告書", "汐鳴市総合戦略 令和6年度進捗状況報告書"),
        ("# 汐鳴市総合戦略\n\n## 進捗状況", "汐鳴市総合戦略"),
        ("汐鳴市総合戦略\n効果検証結果（令和5年度実績）", "汐鳴市総合戦略 効果検証結果（令和5年度実績）"),
    ],
)
def test_a_title_may_go_over_two_lines(cover, title):
    """The second ends what the first begins, and opens no element; a title that is whole takes nothing."""
    plan = parsed(cover + BELOW)
    assert (title, [("Goal", "1", "海を守る")]) == (plan.title, [each[:3] for each in tree(plan)])


@pytest.mark.parametrize("title", ["推進体制と効果検証", "計画の進行管理と評価", "ＰＤＣＡサイクルによる効果検証"])
def test_how_a_plan_is_carried_out_is_no_measure(title):
    """In the chapter before the goals."""
    front = (
        f"# 汐鳴市総合戦略\n\n## Ⅰ 策定にあたって\n\n### 1 趣旨\n\n甲。\n\n### 2 {title}\n\n乙。\n\n## Ⅱ 基本目標と施策"
    )
    assert [("Goal", "1", "海を守る", [], [("Measure", "1", "網の補助", [], [])])] == tree(parsed(front + BELOW))


@pytest.mark.parametrize("title", ["推進体制の強化", "観光の推進体制の整備", "事業評価の導入"])
def test_what_is_done_about_it_is_a_measure(title):
    """To make it stronger is something to do."""
    assert structure_role(title) is None


GOAL = ["基本目標1 港を守る", "船の数", 3, 9]
MEASURES = [
    ["基本目標", "施策", "KPI", "基準値(R3)", "目標値(R8)"],
    ["基本目標1 港を守る", "(1) 網の補助", "網の数", 2, 4],
]


@pytest.mark.parametrize("caption", ["2 基本目標の数値目標", "２　数値目標の達成状況", "2 計画のあらましの紹介"])
def test_a_goal_of_two_sheets_is_one(sheets, caption):
    """A numbered caption over the table of the cover opens nothing of its own; of no caption a goal stands twice."""
    head = ["基本目標", "数値目標", "基準値(R3)", "目標値(R8)"]
    plan = sheets([["汐鳴市総合戦略"], [], [caption], head, GOAL], *[[["進捗管理表"], [], *MEASURES]])
    goal = ("Goal", "1", "港を守る", ["船の数"], [("Measure", "1", "網の補助", ["網の数"], [])])
    found = tree(plan)
    assert [goal] == (found[0][4] if "紹介" in caption else found)


def test_captions_of_results_open_nothing(sheets):
    """１ KPIの評価結果 over how many were judged A."""
    rows = [["1 KPIの評価結果"], ["評価", "件数"], ["A", "4"], ["B", "2"], [], ["2 基本目標の数値目標"]]
    plan = sheets([["汐鳴市総合戦略"], [], *rows, ["基本目標", "数値目標", "基準値(R3)", "目標値(R8)"], GOAL])
    assert [("Goal", "1", "港を守る", ["船の数"], [])] == tree(plan)


@pytest.mark.parametrize(
    "title", ["1 評価の基準", "全体計画", "1-1 将来ビジョン", "(1) 地域の実態", "(2) 2030年のあるべき姿"]
)
def test_what_a_chapter_tells_of_a_place_or_of_grades_is_no_policy(title):
    """No more than one that only gathers."""
    assert [("Goal", "1", "海を守る")] == [
        each[:3] for each in tree(parsed(f"# 汐鳴市計画\n\n## {title}\n\n甲。{BELOW}"))
    ]


def test_a_chapter_that_only_gathers_goals_is_none_of_them():
    """第3章 分野別の施策 over goals; 第3章 海の暮らし is what they belong to."""
    labels = "■めざす姿\n\n直っています。\n\n■現状と課題\n\n破れます。\n\n■主な取組\n\n(1) 修理\n"
    goal = f"基本目標1 海を守る\n\n1-1 網の補助\n\n{labels}"
    kinds = [tree(parsed(f"第3章 {name}\n\n{goal}", "plan.txt"))[0][:3] for name in ("分野別の施策", "海の暮らし")]
    assert [("Goal", "1", "海を守る"), ("Policy", "3", "海の暮らし")] == kinds
