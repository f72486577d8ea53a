"""Goals that a document of any form states: on a line of their own, at the end of one, and for what stands below."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

PLAN = """# 汐鳴市 未来づくり計画

SDGsの目標とのつながりを示します。

## 1 安全なまち

{line}

### 1-1 防災の推進

自主防災組織とともに訓練を行います。

### 1-2 防犯の推進

{behind}
"""


def elements(text):
    facts = PlanFacts(municipality="990019", municipality_name="汐鳴市")
    plan = parse_plan(read_document(text.encode(), "plan.md"), facts)
    assert "general" == plan.layout
    return {element.code: element for element in plan.walk()}


def goals(element):
    return [each.target or str(each.goal) for each in element.sdgs]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("SDGs 目標3、ゴール11、ターゲット11.5、11.b", ["3", "11", "11.5", "11.b"]),
        ("SDGs 1～4", ["1", "2", "3", "4"]),
        ("SDGs：ゴール8、9", ["8", "9"]),
        ("[3][10]", ["3", "10"]),
        ("【3】【10】【11】", ["3", "10", "11"]),
        ("関連するSDGs 3・11", ["3", "11"]),
        ("ゴール16及び17", ["16", "17"]),
        ("[3]", []),
        ("目標 3", []),
        ("SDGsの3つの側面", []),
    ],
)
def test_a_line_that_is_nothing_but_goals_states_them(line, expected):
    """With words, ranges, targets or brackets; a number alone may be that of a note, or of a goal of the plan."""
    assert expected == goals(elements(PLAN.format(line=line, behind="見守ります。"))["1"])


@pytest.mark.parametrize(
    ("behind", "expected", "text"),
    [
        ("見守りの目を増やします。[3][10]", ["3", "10"], "見守りの目を増やします。"),
        ("[3][10]\n見守りの目を増やします。", ["3", "10"], "見守りの目を増やします。"),
        ("見守りの目を増やします。[3]", [], "見守りの目を増やします。[3]"),
        ("見守りの目を増やします。[3][18]", [], "見守りの目を増やします。[3][18]"),
    ],
)
def test_goals_in_brackets_stand_at_the_end_of_a_line_or_alone(behind, expected, text):
    """Two or more, each a goal that there is; the text goes without them."""
    found = elements(PLAN.format(line="見通しを示します。", behind=behind))["1-2"]
    assert (expected, [text]) == (goals(found), [each.text for each in found.texts])


def test_numbers_in_brackets_are_notes_where_nobody_speaks_of_the_sdgs():
    """A document without a word of them states none."""
    text = PLAN.replace("SDGs", "計画").format(line="見通しを示します。", behind="見守ります。[3][10]")
    assert [] == goals(elements(text)["1-2"])


def test_what_a_section_states_is_inherited_by_what_is_below_and_states_nothing():
    """As inherited, with the line that states it; an element's own statement stands alone."""
    found = elements(PLAN.format(line="SDGs 3、11", behind="見守ります。[16][17]"))
    assert [("3", False), ("11", False)] == [(str(each.goal), each.inherited) for each in found["1"].sdgs]
    assert [("3", True, 7), ("11", True, 7)] == [
        (str(each.goal), each.inherited, each.span.start_line) for each in found["1-1"].sdgs
    ]
    assert [("16", False), ("17", False)] == [(str(each.goal), each.inherited) for each in found["1-2"].sdgs]


def test_a_target_is_stated_beside_its_goal():
    """Goal 11 and then 11.5 are two statements, in whatever order they come."""
    text = PLAN.format(line="SDGs 11\n\nSDGs 11.5", behind="見守ります。")
    assert ["11", "11.5"] == goals(elements(text)["1"])


@pytest.mark.parametrize(
    "line",
    [
        "3 すべての人に健康と福祉を\n14 海の豊かさを守ろう",
        "### 3 すべての人に健康と福祉を\n\n### 14 海の豊かさを守ろう",
        "- すべての人に健康と福祉を\n- 海の豊かさを守ろう",
        "目標3 すべての人に健康と福祉を　目標14 海の豊かさを守ろう",
    ],
)
def test_the_names_of_goals_are_goals_and_no_elements(line):
    """As printed below the icons, with their numbers or without, whether the file makes headings of them or not."""
    found = elements(PLAN.format(line=line, behind="[3][14]"))
    assert ["1", "1-1", "1-2"] == list(found)
    assert [["3", "14"]] * 3 == [goals(found[code]) for code in found]


def test_a_title_that_begins_as_a_goal_does_is_a_title():
    """海の豊かさを守ろうプロジェクト is none of the goals."""
    found = elements(PLAN.format(line="SDGs 14", behind="## 2 海の豊かさを守ろうプロジェクト"))
    assert "海の豊かさを守ろうプロジェクト" == found["2"].title
