"""What gathers measures is a label by its words, whatever mark or bracket it has, and with no blank line below it."""

import pytest

from plangraph.documents import read_document
from plangraph.model import ElementKind, PlanFacts
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")
TEXT = """汐鳴市総合計画

政策1 海で働く

■ 現状と課題
  船が減っています。

{label}
  施策(1) 網を直す
    ① 糸を配ります。
  施策(2) 船を造る
"""


def parse(text):
    return parse_plan(read_document(text.encode(), "plan.txt"), FACTS)


@pytest.mark.parametrize(
    "label",
    [
        "● 主な施策",
        "○ 主な施策",
        "■ 取り組む施策",
        "◇重点的に取り組む施策",
        "【主な施策】",
        "＜重点施策の内容＞",
        "［具体的な施策の展開］",
        "主要施策の方向性",
    ],
)
def test_the_lines_below_are_measures_of_what_is_above(label):
    """施策(1) and 施策(2), whether or not a blank line parts them from the label."""
    (policy,) = parse(TEXT.format(label=label)).elements
    measures = [(each.kind, each.title) for each in policy.children]
    assert [(ElementKind.MEASURE, "網を直す"), (ElementKind.MEASURE, "船を造る")] == measures
    assert not any(label in text.text for each in (policy, *policy.children) for text in each.texts)


def test_a_running_head_beside_page_numbers_is_of_no_element():
    """- 3 - and below it the title of the part, on two pages; the text of the page may follow at once."""
    head = "汐鳴市総合計画 前期の部"
    text = TEXT.format(label="● 主な施策")
    second, third = "政策2 浜で遊ぶ\n\n  砂を守ります。\n", "政策3 山を歩く\n"
    plan = parse(f"{text}\n          - 3 -\n{head}\n\n{second}\n      - 4 -\n{head}\n{third}\n      - 5 -\n")
    assert ["海で働く", "浜で遊ぶ", "山を歩く"] == [each.title for each in plan.elements]
    texts = [text.text for each in plan.walk() for text in each.texts] + [text.text for text in plan.texts]
    assert not any(head in each or "3 -" in each or "5 -" in each for each in texts)


def test_a_numbered_measure_right_below_an_item_is_a_measure():
    """施策(2) on a line of its own is no part of the item ・糸を配ります。 above it."""
    measures = "施策(1) 網を直す\n　・糸を配ります。\n施策(2) 船を造る\n　・木を伐ります。\n"
    text = f"汐鳴市総合計画\n\n政策1 海で働く\n\n◆ 現況\n船が減っています。\n◆ 重点的な施策\n{measures}"
    (policy,) = parse(text).elements
    assert [("網を直す", ["糸を配ります。"]), ("船を造る", ["木を伐ります。"])] == [
        (each.title, [text.text for text in each.texts]) for each in policy.children
    ]
