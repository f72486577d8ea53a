"""What stands in brackets behind titles, items and sentences."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan


def parse(text, name="plan.txt"):
    return parse_plan(read_document(text.encode(), name), PlanFacts("990019", "汐鳴市"))


def facts(element):
    return (
        element.title,
        [each.unit for each in element.responsibilities],
        [each.grade for each in element.assessments],
        [each.goal for each in element.sdgs],
    )


@pytest.mark.parametrize(
    "behind",
    [
        "（進捗：順調、担当：港湾課・観光課、SDGs：3・11）",
        "【担当課：港湾課・観光課／進捗：順調／SDGs：3・11】",
        "（SDGs：3、11；評価：順調；担当：港湾課、観光課）",
        "（担当：港湾課・観光課）（進捗：順調）【SDGs：3・11】",
        "（進捗：順調、SDGs：3・11）［港湾課・観光課］",
    ],
)
def test_brackets_behind_a_title_say_several_things(behind):
    """Charge, judgement and goals come in any order, parted by any mark."""
    plan = parse(f"汐鳴市計画\n\n基本目標1 海\n\n施策1 桟橋を直し、灯台を公開する港の整備{behind}\n\n直します。\n")
    (_, measure) = plan.walk()
    title = "桟橋を直し、灯台を公開する港の整備"
    assert (title, ["港湾課", "観光課"], ["順調"], [3, 11]) == facts(measure)


def test_a_promise_with_brackets_behind_is_a_pledge():
    """Numbered lines right below each other each have their own brackets."""
    plan = parse(
        "汐鳴市長公約の進捗状況\n\n柱1 海\n\n公約1 桟橋を直します（進捗：○、担当：港湾課）\n"
        "公約2 灯台を公開します（担当：観光課、進捗：◎）\n"
    )
    assert [("桟橋を直します", ["港湾課"], ["○"], []), ("灯台を公開します", ["観光課"], ["◎"], [])] == [
        facts(each) for each in plan.elements[0].children
    ]


def test_an_item_that_is_judged_is_an_action():
    """The judgement is of what is done, not of the measure above it."""
    plan = parse(
        "# 汐鳴市計画\n\n## 施策1 港の整備\n\n### 主な取組\n\n- 桟橋の補修（進捗：順調、担当：港湾課）\n"
        "- 灯台の公開（進捗：遅れ）\n",
        "plan.md",
    )
    assert [
        ("港の整備", [], [], []),
        ("桟橋の補修", ["港湾課"], ["順調"], []),
        ("灯台の公開", [], ["遅れ"], []),
    ] == [facts(each) for each in plan.walk()]


def test_labels_in_brackets_on_a_line_of_their_own_are_of_the_title_above():
    """The bracket may stand below the title as well."""
    plan = parse("汐鳴市計画\n\n基本目標1 海\n\n施策1 港\n\n（担当：港湾課、評価：順調）\n\n直します。\n")
    assert ("港", ["港湾課"], ["順調"], []) == facts(list(plan.walk())[-1])


def test_brackets_that_say_something_else_stay_in_the_title():
    """開館：9時 is no fact of a plan's element."""
    plan = parse("汐鳴市計画\n\n基本目標1 海\n\n施策1 灯台の公開（開館：9時、担当：観光課）\n\n直します。\n")
    assert "灯台の公開（開館：9時、担当：観光課）" == list(plan.walk())[-1].title


@pytest.mark.parametrize(
    ("behind", "grade"),
    [
        ("［◎ 達成］", "◎達成"),
        ("【◎達成】", "◎達成"),
        ("（達成）", "達成"),
        ("〔順調〕", "順調"),
        ("[概ね順調]", "概ね順調"),
    ],
)
@pytest.mark.parametrize("mark", ["### ", "- "])
def test_a_judgement_needs_no_label_in_brackets(mark, behind, grade):
    """Behind headings and items, alone and beside a charge in brackets of its own on either side."""
    brackets = [behind, f"{behind}【担当：港湾課】", f"〔港湾課〕{behind}"]
    lines = "\n\n".join(f"{mark}{at} 桟橋の補修{each}" for at, each in enumerate(brackets, 1))
    plan = parse(f"# 汐鳴市計画\n\n## 施策1 港\n\n{lines}\n", "plan.md")
    assert [
        ("1", "桟橋の補修", [], [grade], []),
        ("2", "桟橋の補修", ["港湾課"], [grade], []),
        ("3", "桟橋の補修", ["港湾課"], [grade], []),
    ] == [(each.code, *facts(each)) for each in list(plan.walk())[1:]]


def test_a_bracket_before_a_title_may_judge_it():
    """As lists of pledges print it."""
    plan = parse("# 汐鳴市計画\n\n## 施策1 港\n\n- 【達成】桟橋の補修\n- 【新規】灯台の公開\n", "plan.md")
    assert [("桟橋の補修", [], ["達成"], [])] == [facts(each) for each in list(plan.walk())[1:]]


def test_one_bracket_may_hold_judgement_and_charge_without_labels():
    """Each part of it is one or the other."""
    plan = parse("# 汐鳴市計画\n\n## 施策1 港\n\n### 1 桟橋の補修（◎ 達成／港湾課・建設課）\n", "plan.md")
    assert ("桟橋の補修", ["港湾課", "建設課"], ["◎達成"], []) == facts(list(plan.walk())[-1])


def test_a_letter_in_brackets_judges_where_a_legend_explains_it():
    """Without one it is a part of the title."""
    legend = "評価：A 順調、B 概ね順調、C 遅れている\n\n"
    text = "# 汐鳴市計画\n\n{}## 施策1 港\n\n### 1 桟橋の補修［C］\n\n直します。\n"
    judged, named = (list(parse(text.format(each), "plan.md").walk())[-1] for each in (legend, ""))
    assert [("桟橋の補修", [], ["C"], []), ("桟橋の補修［C］", [], [], [])] == [facts(judged), facts(named)]


@pytest.mark.parametrize(
    "line", ["【進捗：◎ 達成】【担当：港湾課】", "［◎ 達成］（港湾課）", "【進捗：◎ 達成／担当：港湾課】"]
)
def test_a_line_of_brackets_is_of_the_title_above(line):
    """One or several, each with a fact."""
    plan = parse(f"# 汐鳴市計画\n\n## 施策1 港\n\n### 1 桟橋の補修\n\n{line}\n\n直しました。\n", "plan.md")
    assert ("桟橋の補修", ["港湾課"], ["◎達成"], []) == facts(list(plan.walk())[-1])


@pytest.mark.parametrize(
    "line", ["桟橋の補修：◎達成（港湾課）", "桟橋の補修　◎達成〔港湾課〕", "桟橋の補修（担当：港湾課）…◎達成"]
)
def test_a_mark_at_the_end_of_a_title_needs_no_brackets(line):
    """Behind a colon, a gap or dots, in a list."""
    plan = parse(f"# 汐鳴市計画\n\n## 施策1 港\n\n- {line}\n", "plan.md")
    assert ("桟橋の補修", ["港湾課"], ["◎達成"], []) == facts(list(plan.walk())[-1])


def test_a_mark_behind_a_label_or_a_year_is_of_the_element():
    """These are no titles."""
    plan = parse(
        "# 汐鳴市計画\n\n## 施策1 港\n\n### 1 桟橋\n\n- 進捗：◎達成\n\n### 2 灯台\n\n- 令和6年度　◎達成\n", "plan.md"
    )
    assert [("港", []), ("桟橋", ["◎達成"]), ("灯台", [])] == [
        (each.title, [judged.grade for judged in each.assessments]) for each in plan.walk()
    ]


LEGEND = "凡例　◎：達成　○：実施中　△：検討中　×：未着手"


def page(*items):
    listed = "".join(f"<li>{item}</li>" for item in items)
    return parse(
        f"<html><body><h1>汐鳴市長公約の進捗</h1><p>{LEGEND}</p><h2>1　海のまち</h2><ul>{listed}</ul></body></html>",
        "page.html",
    )


@pytest.mark.parametrize("mark", ["◎", "○", "△", "×"])
@pytest.mark.parametrize(
    "form", ["{mark} 桟橋の整備（港湾課）", "{mark}桟橋の整備（港湾課）", "桟橋の整備（港湾課）　{mark}"]
)
def test_a_mark_of_the_legend_before_or_behind_a_title_judges(mark, form):
    """It needs no brackets; △ in a list is no caption of a picture."""
    (pledge,) = page(form.format(mark=mark)).elements[0].children
    assert ("桟橋の整備", ["港湾課"], [mark], []) == facts(pledge)


def test_a_mark_that_no_legend_explains_stays_in_the_title():
    """☆ decorates."""
    (pledge,) = page("☆ 桟橋の整備（港湾課）").elements[0].children
    assert ("☆ 桟橋の整備".replace(" ", ""), []) == (pledge.title.replace(" ", ""), [*pledge.assessments])


def test_a_charge_below_the_indicators_of_a_measure_is_the_measures():
    """Its last initiative stands above the indicators, and has no say in them."""
    plan = parse(
        "汐鳴市総合計画\n\n第1章　海のまち\n\n基本施策1-1　港の充実\n\n"
        "【主な取組】\n ①　桟橋の整備\n　　　桟橋を直します。\n"
        " ②　灯台の公開\n　　　灯台を公開します。（担当課：観光課）\n\n【成果指標】\n"
        "　指標名　　　　　　単位　　現状値(R5)　　目標値(R11)\n"
        "　桟橋の数　　　　　基　　　　　3　　　　　　5\n\n担当課：港湾課\n"
    )
    charges = {each.title: [r.unit for r in each.responsibilities] for each in plan.walk()}
    assert (["港湾課"], ["観光課"]) == (charges["港の充実"], charges["灯台の公開"])
