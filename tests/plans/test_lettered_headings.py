"""Headings whose word is followed by a letter: 【施策ア】, 柱A."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")
TABLE = "\n\n|KPI|基準値（R元）|目標値（R6）|実績値（R5）|\n|---|---|---|---|\n|{}の数|3|5|4|\n"


@pytest.mark.parametrize(
    "form",
    ["【施策{}】　{}", "施策{}　{}", "施策（{}）{}", "＜施策{}＞{}"],
    ids=["brackets", "blank", "round", "angle"],
)
@pytest.mark.parametrize("letters", ["アイ", "ＡＢ"])
def test_a_measure_with_a_letter_has_its_own_indicators(form, letters):
    """They stand below its goal."""
    measures = "".join(
        f"{form.format(letter, title)}\n\n進めました。{TABLE.format(title)}\n"
        for letter, title in zip(letters, ("港の再生", "浜の再生"), strict=True)
    )
    text = f"# 汐鳴市総合戦略の評価\n\n基本目標Ⅰ　海の暮らし\n\n{measures}"
    (goal,) = parse_plan(read_document(text.encode(), "plan.md"), FACTS).elements
    found = [(each.kind.value, each.title, [i.name for i in each.indicators]) for each in goal.children]
    assert [("Measure", "港の再生", ["港の再生の数"]), ("Measure", "浜の再生", ["浜の再生の数"])] == found
    assert ["ア", "イ"] == [each.code for each in goal.children] or letters == "ＡＢ"


def test_a_word_that_goes_on_with_a_letter_is_no_heading():
    """施策アンケート is a word."""
    text = "# 汐鳴市総合戦略\n\n## 基本目標1 海の暮らし\n\n守ります。\n\n施策アンケートの結果\n"
    (goal,) = parse_plan(read_document(text.encode(), "plan.md"), FACTS).elements
    assert () == goal.children
