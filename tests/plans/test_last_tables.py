"""A table of indicators behind the last measure of a goal is the goal's where the document says so, else marked."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")
TABLE = "| 指標 | 基準値（R3） | 目標値（R8） |\n|---|---|---|\n| {} | 3人 | 9人 |\n"
NOTE = "\n※ 数値は毎年春に調べたもの\n"


def goal(number, title, measures, behind):
    body = "\n".join(f"### 施策{at} {name}\n\n{name}を支えます。\n" for at, name in enumerate(measures, 1))
    return f"## 基本目標{number} {title}\n\n{title}人を増やします。\n\n{body}\n{behind}\n"


def parse(first, second):
    text = "# 汐鳴市総合戦略\n\n" + goal(1, "海で働く", ("網", "船"), first) + goal(2, "浜で遊ぶ", ("砂", "貝"), second)
    return parse_plan(read_document(text.encode(), "plan.md"), FACTS)


def owners(plan):
    return {indicator.name: each.title for each in plan.walk() for indicator in each.indicators}


def inferred(plan):
    return [(each.confidence, each.span.start_line) for each in plan.readings if "inferred" in each.rule]


@pytest.mark.parametrize(
    "caption",
    [
        "【基本目標{}の数値目標】",
        "基本目標{}の成果指標",
        "基本目標の数値目標",
        "基本目標に係る成果指標",
        "## 数値目標",
        "### 数値目標",
    ],
)
def test_a_caption_or_a_heading_as_high_says_that_it_is_the_goals(caption):
    """A caption names the kind, with or without its number; a heading stands as high as the goal or its measures."""
    first, second = (f"{caption.format(n)}\n\n{TABLE.format(name)}" for n, name in ((1, "漁師"), (2, "客")))
    plan = parse(first, second)
    assert {"漁師": "海で働く", "客": "浜で遊ぶ"} == owners(plan)
    assert [] == inferred(plan)
    assert all(caption.format(1) not in text.text for each in plan.walk() for text in each.texts)


def test_a_caption_that_names_a_measure_leaves_it_there():
    """施策2の成果指標 stands where it belongs, and nothing is inferred."""
    plan = parse(f"施策2の成果指標\n\n{TABLE.format('漁師')}", "")
    assert {"漁師": "船"} == owners(plan)
    assert [] == inferred(plan)


@pytest.mark.parametrize("caption", ["", "数値目標\n\n"], ids=["bare", "below a label"])
def test_a_table_that_nobody_names_stays_with_the_nearest_and_says_so(caption):
    """Its row is less sure, and a warning names both that it may be of."""
    plan = parse(f"{caption}{TABLE.format('漁師')}", "")
    assert {"漁師": "船"} == owners(plan)
    assert [0.5] == [confidence for confidence, _ in inferred(plan)]
    assert any("船" in each.message and "海で働く" in each.message for each in plan.warnings)


def test_a_table_of_each_measure_is_that_measures():
    """Only what stands below the last alone is in doubt."""
    text = "# 汐鳴市総合戦略\n\n## 基本目標1 海で働く\n\n" + "\n".join(
        f"### 施策{at} {name}\n\n{name}を支えます。\n\n{TABLE.format(name + 'の数')}"
        for at, name in ((1, "網"), (2, "船"))
    )
    plan = parse_plan(read_document(text.encode(), "plan.md"), FACTS)
    assert {"網の数": "網", "船の数": "船"} == owners(plan)
    assert [] == inferred(plan)


@pytest.mark.parametrize(
    ("caption", "title"), [("基本目標の数値目標\n\n", "海で働く"), ("", "船")], ids=["of the goal", "of a measure"]
)
def test_a_note_below_a_table_is_of_what_the_table_is_of(caption, title):
    """Not of what happens to be printed last above it."""
    plan = parse(f"{caption}{TABLE.format('漁師')}{NOTE}", "")
    (noted,) = (each.title for each in plan.walk() if any("※" in text.text for text in each.texts))
    assert title == noted


POLICY = """汐鳴市総合計画

政策1 海で働く

● めざす姿
  船が毎日出ています。

● 取り組む施策
施策(1) 網
{within}施策(2) 船

● 成果指標
  指標          単位    現状値    目標値
  漁師の数      人      3         9
  港の船        隻      4         8
"""


def test_a_table_below_a_label_like_those_above_the_measures_is_of_what_these_speak_of():
    """● めざす姿 is of the policy, so ● 成果指標 behind the measures is; that this is inferred is said."""
    plan = parse_plan(read_document(POLICY.format(within="").encode(), "plan.txt"), FACTS)
    assert {"漁師の数": "海で働く", "港の船": "海で働く"} == owners(plan)
    assert {0.8} == {confidence for confidence, _ in inferred(plan)}


def test_a_label_of_the_same_form_within_a_measure_says_nothing():
    """● 現状と課題 below 施策(1): such labels are of measures too, so the table stays with the nearest, in doubt."""
    text = POLICY.format(within="\n● 現状と課題\n  網が破れています。\n\n")
    plan = parse_plan(read_document(text.encode(), "plan.txt"), FACTS)
    assert {"船"} == set(owners(plan).values())
    assert {0.5} == {confidence for confidence, _ in inferred(plan)}


def ends(*goals, caption="◇ 海の指標"):
    body = "\n".join(
        goal(n, f"目標{n}", names, f"{caption}\n\n{TABLE.format(f'数{n}')}") for n, names in enumerate(goals, 1)
    )
    return parse_plan(read_document(f"# 汐鳴市総合戦略\n\n{body}".encode(), "plan.md"), FACTS)


def test_a_table_behind_the_measures_of_each_goal_is_the_goals():
    """Also where a goal has one measure only; nothing printed says so, and each says that it is inferred."""
    plan = ends(("網", "船"), ("砂", "貝"), ("丘",))
    assert {"数1": "目標1", "数2": "目標2", "数3": "目標3"} == owners(plan)
    assert [0.7] * 3 == [confidence for confidence, _ in inferred(plan)]
    assert {0.7} == {i.owner_confidence for each in plan.walk() for i in each.indicators}


def test_one_such_goal_is_too_few_to_tell():
    """The table stays with the nearest, and so does that of a goal of one measure; both are in doubt."""
    plan = ends(("網", "船"), ("丘",))
    assert {"数1": "船", "数2": "丘"} == owners(plan)
    assert [0.5, 0.5] == [confidence for confidence, _ in inferred(plan)]


def test_tables_of_single_measures_are_theirs():
    """Where no goal has several measures, nothing speaks against it."""
    plan = ends(("網",), ("丘",))
    assert {"数1": "網", "数2": "丘"} == owners(plan)
    assert [] == inferred(plan)
