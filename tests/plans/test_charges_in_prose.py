"""In chapters of prose, a title above its sentence is an element, and units in brackets behind either are in charge."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan
from plangraph.plans.layouts.chapters import Chapters

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")
HEAD = """汐鳴市基本計画

第１章 海と生きる

施策１－１ 港の整備
【現状と課題】
岸壁が古くなりました。

【主な取組】
"""


def initiatives(text):
    plan = parse_plan(read_document((HEAD + text).encode(), "plan.txt"), FACTS)
    assert "plan-chapters" == plan.layout
    measure = plan.elements[0].children[0]
    return [(each.title, [r.unit for r in each.responsibilities]) for each in measure.children]


@pytest.mark.parametrize(
    "behind",
    ["（担当課：港湾課）", "〔港湾課〕"],
)
def test_a_numbered_title_above_its_sentence_is_an_element_with_the_charge_behind_the_sentence(behind):
    """The next ones have no charge, and the charge of the first is not theirs."""
    text = f"① 岸壁の改修\n　傷んだ岸壁を直します。{behind}\n② 航路の確保\n③ 灯台の点検\n　毎年度点検します。\n"
    assert [("岸壁の改修", ["港湾課"]), ("航路の確保", []), ("灯台の点検", [])] == initiatives(text)


def test_a_charge_behind_the_title_is_no_part_of_it():
    """The label and the brackets go."""
    assert [("岸壁の改修", ["港湾課"]), ("航路の確保", ["水産課"])] == initiatives(
        "① 岸壁の改修（担当課：港湾課）\n　傷んだ岸壁を直します。\n② 航路の確保（水産課）\n"
    )


def test_a_charge_behind_the_sentence_of_the_last_initiative_stays_there():
    """It is not the measure's, as one on a line of its own is."""
    assert [("岸壁の改修", []), ("航路の確保", ["水産課"])] == initiatives(
        "① 岸壁の改修\n　傷んだ岸壁を直します。\n② 航路の確保\n　深さを保ちます。（水産課）\n"
    )


def test_a_line_of_departments_below_the_last_initiative_is_the_measures():
    """None of the initiatives has one."""
    text = "① 岸壁の改修\n　傷んだ岸壁を直します。\n② 航路の確保\n　深さを保ちます。\n\n担当課：水産課\n"
    assert [("岸壁の改修", []), ("航路の確保", [])] == initiatives(text)


def test_a_judgement_behind_its_label_is_read_by_the_legend_in_front():
    """A mark that no legend explains stays a text."""
    legend = "評価　A：目標を達成している　B：おおむね順調に進んでいる　C：進捗に遅れがある\n"
    head = HEAD.replace("\n\n", f"\n\n{legend}\n", 1)
    told = {}
    for mark in ("B", "X"):
        text = head.replace("【現状", f"\n総合評価：{mark}\n\n【現状")
        measure = Chapters().read(read_document(text.encode(), "plan.txt")).elements[0].children[0]
        told[mark] = [each.status.value for each in measure.assessments], [each.text for each in measure.texts]
    assert ["MostlyOnTrack"] == told["B"][0]
    assert "総合評価：B" not in told["B"][1]
    assert [] == told["X"][0]
    assert "総合評価：X" in told["X"][1]


def test_a_row_of_goals_in_a_table_of_its_own_are_those_of_the_measure_above():
    """関連するSDGs | 3 すべての人に健康と福祉を."""
    text = HEAD.replace("【主な取組】", "| 関連するSDGs | 3 すべての人に健康と福祉を |\n|---|---|\n\n【主な取組】")
    plan = Chapters().read(read_document((text + "① 岸壁の改修\n").encode(), "plan.md"))
    assert [3] == [each.goal for each in plan.elements[0].children[0].sdgs]
