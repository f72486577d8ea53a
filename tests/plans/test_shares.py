"""A percentage where judgements stand says how far something has come: it is kept as printed, and is no grade."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")
REGISTER = (
    "番号,施策名,事務事業の名称,担当課,{},総合評価\n1,港,桟橋事業,港湾課,86.7%,B\n2,港,市場事業,水産課,106.1％,A\n"
)
TABLE = """# 汐鳴市総合戦略

## 施策1 港

|指標|基準値（R3）|目標値（R8）|{}|評価|
|---|---|---|---|---|
|船|3隻|9隻|約50%|B|
|客|1人|5人|20.0%|A|
"""
LABEL = "# 汐鳴市の公約\n\n## 公約1 桟橋を直す\n\n担当課：港湾課\n\n{}：75%\n\n## 公約2 網を配る\n\n進捗度：Ｂ\n"


def parse(text, name):
    return parse_plan(read_document(text.encode(), name), FACTS)


def grades(plan):
    told = [each.assessments for each in plan.walk()] + [each.assessments for each in plan.indicators()]
    return [each.grade for several in told for each in several]


def texts(plan):
    told = [each.texts for each in plan.walk()] + [each.texts for each in plan.indicators()]
    return [each.text for several in told for each in several]


@pytest.mark.parametrize("name", ["達成度", "進捗度", "進捗率"])
def test_in_a_register_it_is_a_text_of_the_project(name):
    """Beside the grade, with the name of its column."""
    plan = parse(REGISTER.format(name), "plan.csv")
    assert ["B", "A"] == grades(plan)
    assert {f"{name}：86.7%", f"{name}：106.1％"} <= set(texts(plan))


def test_in_a_table_of_indicators_it_is_a_text_of_the_indicator():
    """約50% is no grade either."""
    plan = parse(TABLE.format("達成度"), "plan.md")
    assert ["B", "A"] == grades(plan)
    assert {"達成度：約50%", "達成度：20.0%"} <= set(texts(plan))


def test_behind_a_label_it_is_a_text_with_its_label():
    """進捗状況：75%, below a measure."""
    plan = parse(LABEL.format("進捗度"), "plan.md")
    assert ["Ｂ"] == grades(plan)
    assert any("進捗度：75%" in each for each in texts(plan))
