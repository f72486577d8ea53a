"""Plans that somebody pasted as plain text: nothing but the words of a line says where an element or a label begins."""

from decimal import Decimal

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

HEAD = "汐鳴市総合計画\n\n基本目標1　海と働く\n施策1　網を直す\n"
BELOW = "取組1　糸を配る\n糸を配ります。\n取組2　網の店を開く\n店を開きます。\n"


def read(text):
    return parse_plan(read_document(text.encode(), "plan.txt"), PlanFacts("990019", "汐鳴市"))


def titles(plan):
    parents = {id(child): element.title for element in plan.walk() for child in element.children}
    return [(element.title, parents.get(id(element), "")) for element in plan.walk()]


def indicators(plan):
    return {
        (element.title, indicator.name): [
            (o.kind.value, o.value, o.unit, o.fiscal_year) for o in indicator.observations
        ]
        for element in plan.walk()
        for indicator in element.indicators
    }


BOTH = [("Baseline", Decimal(12), "隻", 2022), ("Target", Decimal(20), "隻", 2027)]


def test_a_heading_right_below_an_item_is_no_more_of_its_words():
    """Without a blank line behind the last indicator, 取組1 opens what it names all the same."""
    plan = read(f"{HEAD}【成果指標】\n・直した船の数　12隻（令和4年度）→20隻（令和9年度）\n{BELOW}")
    assert titles(plan) == [
        ("海と働く", ""),
        ("網を直す", "海と働く"),
        ("糸を配る", "網を直す"),
        ("網の店を開く", "網を直す"),
    ]
    assert indicators(plan) == {("網を直す", "直した船の数"): BOTH}


def test_a_wrapped_item_that_goes_on_with_a_number_stays_whole():
    """A line that ends with a particle goes on, whatever the next begins with."""
    plan = read(f"{HEAD}【現状と課題】\n・船の修理を行う工場は、市内に\n2　軒しかなく\n{BELOW}")
    assert titles(plan)[1:3] == [("網を直す", "海と働く"), ("糸を配る", "網を直す")]


def test_items_that_say_what_they_are_open_elements():
    """■基本目標1, ●施策1, ・取組1: a mark before the word takes nothing from it."""
    head = "汐鳴市総合計画\n\n■基本目標1　海と働く\n●施策1　網を直す\n"
    assert titles(read(f"{head}・取組1　糸を配る\n糸を配ります。\n・取組2　網の店を開く\n")) == [
        ("海と働く", ""),
        ("網を直す", "海と働く"),
        ("糸を配る", "網を直す"),
        ("網の店を開く", "網を直す"),
    ]


@pytest.mark.parametrize("label", ["◎ 成果指標", "▼成果指標", "★ 成果指標", "◆成果指標", "〔成果指標〕"])
@pytest.mark.parametrize(
    "lines",
    [
        "①直した船の数　12隻（令和4年度）→20隻（令和9年度）",
        "①直した船の数\n　現状値（令和4年度）：12隻　　目標値（令和9年度）：20隻",
        "・直した船の数\n　12隻（令和4年度）→20隻（令和9年度）",
        "・直した船の数【現状】12隻（令和4年度）【目標】20隻（令和9年度）",
        "・直した船の数　現状値（令和4年度）12隻 → 目標値（令和9年度）20隻",
        "・直した船の数（隻）　12（令和4年度）→20（令和9年度）",
        "・直した船の数\n　現状値（令和4（2022）年度）　12隻\n　目標値（令和9（2027）年度）　20隻",
        "指標名：直した船の数\n単位：隻\n現状値（令和4年度）：12\n目標値（令和9年度）：20",
        "指標　直した船の数\n単位　隻\n現状値（令和4年度）　12\n目標値（令和9年度）　20",
    ],
)
def test_a_name_and_its_values_are_an_indicator_whatever_mark_and_line_they_have(label, lines):
    """Below the label of indicators no item is an element, and what numbers it is none of its name."""
    plan = read(f"{HEAD}{label}\n{lines}\n担当課：港湾課\n{BELOW}")
    assert indicators(plan) == {("網を直す", "直した船の数"): BOTH}
    assert [title for title, _ in titles(plan)] == ["海と働く", "網を直す", "糸を配る", "網の店を開く"]


def test_a_value_before_the_bracket_that_it_is_compared_with_is_the_target():
    """20隻（R9）［現状値 12隻（R4）］: the bracket says where it stood."""
    plan = read(f"{HEAD}【成果指標】\n・直した船の数：20隻（R9）［現状値 12隻（R4）］\n{BELOW}")
    assert sorted(indicators(plan)[("網を直す", "直した船の数")]) == BOTH


def test_results_below_the_line_of_an_indicator_are_its_own():
    """Each of several results has its year, also one of three digits behind a comma."""
    lines = "・直した船の数　12隻（令和4年度）→200隻（令和9年度）\n　実績：90隻（令和5年度）、150隻（令和6年度）\n"
    plan = read(f"{HEAD}【成果指標】\n{lines}{BELOW}")
    assert indicators(plan)[("網を直す", "直した船の数")][2:] == [
        ("Actual", Decimal(90), "隻", 2023),
        ("Actual", Decimal(150), "隻", 2024),
    ]


@pytest.mark.parametrize("line", ["（達成度：{}）", "評価：{}", "【評価】{}", "　評価　{}"])
def test_judgements_below_each_of_several_indicators_are_theirs(line):
    """What stands between two indicators judges the first."""
    one, two = line.format("達成"), line.format("遅れ")
    kpis = "・{}　基準値12隻（令和4年度）　実績値15隻（令和6年度）　目標値20隻（令和9年度）\n{}\n"
    plan = read(f"{HEAD}【成果指標】\n{kpis.format('直した船の数', one)}{kpis.format('造った船の数', two)}{BELOW}")
    judged = {i.name: [a.grade for a in i.assessments] for e in plan.walk() for i in e.indicators}
    assert judged == {"直した船の数": ["達成"], "造った船の数": ["遅れ"]}
    assert not any(element.assessments for element in plan.walk())


def test_one_judgement_behind_all_indicators_is_of_the_element():
    """評価 at the foot of a sheet judges the project, not the last indicator above it."""
    kpis = "・{}　基準値12隻（令和4年度）　実績値15隻（令和6年度）　目標値20隻（令和9年度）\n"
    sheet = (
        f"事業名：網を直す事業\n【活動指標】\n{kpis.format('直した船の数')}{kpis.format('造った船の数')}評価：達成\n"
    )
    plan = read(f"事務事業評価\n\n{sheet}")
    assert [(e.title, [a.grade for a in e.assessments]) for e in plan.walk()] == [("網を直す事業", ["達成"])]


def test_the_title_stands_above_the_legend_without_a_blank_line():
    """What explains the grades is none of the title, and the first pillar is none either."""
    one = "（1）網を直します\n【進捗】C　【担当課】港湾課\n糸を配りました。\n"
    two = "（2）船を造ります\n【進捗】A　【担当課】水産課\n船を造りました。\n"
    legend = "評価区分　A：達成した　B：順調　C：遅れている"
    plan = read(f"汐鳴市長公約進捗状況\n{legend}\n\n1　海と働くまち\n{one}{two}")
    assert plan.title == "汐鳴市長公約進捗状況"
    assert [(e.title, [a.grade for a in e.assessments], [r.unit for r in e.responsibilities]) for e in plan.walk()] == [
        ("海と働くまち", [], []),
        ("網を直します", ["C"], ["港湾課"]),
        ("船を造ります", ["A"], ["水産課"]),
    ]


@pytest.mark.parametrize("number", ["1　", "Ⅰ　", "第1章　", "基本目標1　"])
def test_quotation_marks_around_all_of_a_title_are_none_of_it(number):
    """1 「海と働くまち」 is called 海と働くまち."""
    plan = read(f"汐鳴市総合計画\n\n{number}「海と働くまち」\n船が減っています。\n\n（1）網を直す\n担当課：港湾課\n")
    assert titles(plan) == [("海と働くまち", ""), ("網を直す", "海と働くまち")]


def test_goals_below_their_label_open_nothing():
    """目標3、目標14 below 関連するSDGs are goals, and no heading of a goal 3."""
    plan = read(
        "汐鳴市総合計画\n\n基本目標1　海と働く\n◆関連するSDGs\n目標3、目標14\n船が減っています。\n施策1　網を直す\n"
    )
    assert titles(plan) == [("海と働く", ""), ("網を直す", "海と働く")]
    assert [each.goal for each in plan.elements[0].sdgs] == [3, 14]


def test_bullets_below_their_label_are_initiatives_of_a_goal_too():
    """主な取組 within one numbered element says nothing of the next one of its kind."""
    one = "Ⅰ　海と働く\n〔主な取組〕\n○糸の配布\n○網の修理\n"
    two = "Ⅱ　山と働く\n〔主な取組〕\n○苗の配布\n○林道の修理\n"
    assert titles(read(f"汐鳴市総合計画\n\n{one}{two}")) == [
        ("海と働く", ""),
        ("糸の配布", "海と働く"),
        ("網の修理", "海と働く"),
        ("山と働く", ""),
        ("苗の配布", "山と働く"),
        ("林道の修理", "山と働く"),
    ]
