"""The period of a plan, as sentences tell it."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan
from plangraph.plans.years import find_named_period, find_period

SAYS = {
    "before its name": "この計画は、港と浜の暮らしを守るため、令和２年度から令和６年度までの５年間を計画期間とする。",
    "before the plan's": "市民と歩む港づくりを進めるため、令和２年度から令和６年度までの５か年を本計画の期間とします。",
    "behind its name": "港と浜の暮らしを守ることを旨とします。計画期間は、令和２年度から令和６年度までの５年間です。",
    "behind the plan's": "本計画の期間は、２０２０（令和２）年度から２０２４（令和６）年度までとします。",
    "by its first and last year": "この計画は、港を守るため、令和２年度を初年度とし、令和６年度を目標年度とします。",
    "by its first year and length": "この計画は、港を守るため、令和２（2020）年度を初年度とする５か年計画です。",
    "by a year and how many": "港と浜の暮らしを守ることを旨とします。本計画の期間は、令和２年度から５年間とします。",
    "in brackets": "桟橋の補修は、令和２年度～令和６年度（計画期間）に行うものとして、毎年度その進み方を確かめます。",
}
SAYS_NOT = {
    "of people": "人口は、令和２年度から令和６年度までの５年間で減り、港を使う船も同じ期間に減ったことが分かります。",
    "of a plan before": "前計画は、令和２年度から令和６年度までの５年間を計画期間とし、桟橋の補修を進めてきました。",
    "of a plan before, by its first year": "前計画は、令和２年度を初年度とし、令和６年度を目標年度としました。",
    "of what is done": "桟橋の補修は、令和２年度から５年間で行い、その後も灯台と浜の手入れを続けます。",
    "of a plan above": "上位の計画では、令和２年度から令和６年度までを計画期間と定めています。",
    "of another plan": "県計画の期間は、令和２年度から令和６年度までです。",
}


@pytest.mark.parametrize("text", SAYS.values(), ids=SAYS)
def test_a_sentence_tells_the_period(text):
    """Before or behind the word for it."""
    assert (2020, 2024) == find_named_period(text)


@pytest.mark.parametrize("text", SAYS_NOT.values(), ids=SAYS_NOT)
def test_years_of_another_matter_are_no_period(text):
    """They are not said of this plan."""
    assert find_named_period(text) is None


def test_the_plan_has_the_period_that_its_introduction_tells():
    """In a sentence longer than a heading."""
    text = f"# 汐鳴市港湾プラン\n\n{SAYS['before its name'] * 2}\n\n## 施策1 桟橋の補修\n\n担当課：港湾課\n"
    plan = parse_plan(read_document(text.encode(), "plan.md"), PlanFacts("990019", "汐鳴市"))
    assert (2020, 2024) == plan.period


@pytest.mark.parametrize(
    "line",
    [
        "計画期間は5年（R2～R6）",
        "計画期間：令和２年度から５年間",
        "港湾プラン　2020-2024年度",
        "港湾プラン（2020-2024）",
        "計画期間　2020～2024",
        "令和２年度を初年度とする５か年の計画",
    ],
)
def test_a_line_tells_the_period(line):
    """By eras or years alone, or by the first year and how many there are."""
    assert (2020, 2024) == find_period(line)


@pytest.mark.parametrize(
    "line", ["R2-R6", "補修：令和２年度から５年間", "前計画：令和２年度から５年間", "電話 2020-2024"]
)
def test_a_line_of_another_matter_tells_none(line):
    """Nothing says that a plan lasts so long."""
    assert find_period(line) is None


@pytest.mark.parametrize("line", ["実施期間：令和6年度～令和8年度", "- 桟橋の補修\n  - 令和6年度～令和8年度に直す"])
def test_years_of_an_element_are_not_the_plans(line):
    """A label says how long something is done; what stands in an item is of the item."""
    text = f"# 汐鳴市港湾プラン\n\n## 施策1 桟橋の補修\n\n{line}\n\n担当課：港湾課\n"
    assert parse_plan(read_document(text.encode(), "plan.md"), PlanFacts("990019", "汐鳴市")).period is None


GOAL = "## 基本目標1 海で働く\n{}\n### 施策1 桟橋\n\n担当課：港湾課\n"
TOLD = "計画期間：令和4年度～令和6年度\n"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        (f"{TOLD}\n{GOAL.format('')}", (2022, 2024)),
        (f"## 計画の概要\n\n{TOLD}\n{GOAL.format('')}", (2022, 2024)),
        (f"{GOAL.format('')}\n## 計画の概要\n\n{TOLD}", (2022, 2024)),
        (GOAL.format(f"\n{TOLD}"), None),
    ],
    ids=["above all", "in a chapter on the plan", "in a chapter behind", "below a goal"],
)
def test_a_period_is_the_plans_where_the_plan_is_spoken_of(text, period):
    """Below the heading of a goal it may be of that goal alone, and is its text."""
    plan = parse_plan(read_document(f"# 汐鳴市港湾プラン\n\n{text}".encode(), "plan.md"), PlanFacts("990019", "汐鳴市"))
    assert period == plan.period
    goal = plan.elements[0]
    told = [each.text for each in goal.texts]
    assert ([] if period else [TOLD.strip()], None) == (told, goal.deadline)


@pytest.mark.parametrize(
    "said", ["■関連する個別計画\n\n第3期港湾振興計画（令和5～9年度）", "関連計画：第3期港湾振興計画（令和5～9年度）"]
)
def test_the_years_of_a_plan_that_a_measure_is_related_to_are_not_the_plans(said):
    """They say when that one runs."""
    text = f"第3章 海の暮らし\n\n3-1 桟橋\n\n■めざす姿\n\n直っています。\n\n■現状と課題\n\n古い。\n\n{said}\n"
    assert parse_plan(read_document(text.encode(), "plan.txt"), PlanFacts("990019", "汐鳴市")).period is None
