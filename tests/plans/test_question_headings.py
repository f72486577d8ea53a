"""A chapter that asks a question, or sums up, is no element: what stands below it is as high as it is."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan


def elements(heading):
    text = (
        f"# 港の計画のあゆみ\n\n## {heading}\n\n前の計画の話。\n\n### 桟橋の長さ\n\n"
        "|KPI|R4実績|R5実績|R9目標|\n|---|---|---|---|\n|桟橋の長さ|30m|35m|40m|\n"
    )
    facts = PlanFacts(municipality="990019", municipality_name="汐鳴市")
    plan = parse_plan(read_document(text.encode(), "plan.md"), facts)
    return [element.title for element in plan.walk()], [text.text for text in plan.texts]


@pytest.mark.parametrize("heading", ["Ⅰ．何を計画したか", "Ⅱ．結果はどうなったのか？"])
def test_a_chapter_that_asks_a_question_only_gathers(heading):
    """Its words and its text are the plan's."""
    assert (["桟橋の長さ"], [heading, "前の計画の話。"]) == elements(heading)


def test_a_chapter_that_names_something_is_an_element():
    """As ever."""
    assert (["港の仕事", "桟橋の長さ"], []) == elements("Ⅰ．港の仕事")
