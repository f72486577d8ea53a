"""Choices that a form prints in full and ticks one of, as judgements and as what a label says."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

FACTS = PlanFacts("990043", "某市")
SHEET = """某市長公約 進捗シート

| 公約の柱 | 1 海と生きる | 公約番号 | {number} |
|---|---|---|---|
| 公約 | {title} |  |  |
| 担当課 | 水産課 | 目標年度 | R8年度 |
| 進捗状況 | {choice} |  |  |
"""
CHOICES = [
    ("■実施済 □実施中 □未着手", "実施済", "Achieved"),
    ("□達成　☑概ね達成　□未達成", "概ね達成", "MostlyOnTrack"),
    ("☐ 完了\n☐ 検討中\n☒ 未着手", "未着手", "NotStarted"),
    ("□レ 達成 □ 未達成", "達成", "Achieved"),
    ("□完了・■未着手", "未着手", "NotStarted"),
    ("［　］実施済　［○］実施中　［　］未着手", "実施中", "Underway"),
    ("○実施済・●実施中・○未着手", "実施中", "Underway"),
]


@pytest.mark.parametrize(("choice", "grade", "status"), CHOICES)
def test_the_ticked_one_of_several_choices_is_the_judgement(sheets, choice, grade, status):
    """A form on a sheet prints all of them; what has an empty box is no judgement."""
    plan = sheets([["事業名", "桟橋補修事業"], ["担当課", "港湾課"], ["進捗状況", choice], ["取組内容", "直した。"]])
    (project,) = plan.elements
    assert [(grade, status)] == [(each.grade, each.status) for each in project.assessments]


def test_a_choice_behind_a_label_on_a_line_is_read_as_in_a_cell():
    """The label ends at its colon, and the boxes follow."""
    text = "某市総合計画\n\n施策1 海を守る\n\n担当課：水産課\n\n進捗状況：□完了 ■検討中 □未着手\n"
    plan = parse_plan(read_document(text.encode(), "plan.txt"), FACTS)
    assert ["検討中"] == [each.grade for each in plan.elements[0].assessments]


@pytest.mark.parametrize("choice", ["□実施済 □実施中 □未着手", "■実施済 ■実施中 □未着手"])
def test_none_ticked_or_several_is_left_as_printed(sheets, choice):
    """Which of two holds, nobody can say."""
    plan = sheets([["事業名", "桟橋補修事業"], ["担当課", "港湾課"], ["進捗状況", choice], ["取組内容", "直した。"]])
    assert [None] == [each.status for each in plan.elements[0].assessments]


def test_a_legend_of_boxes_ticks_nothing():
    """■：達成 explains the mark."""
    text = "某市総合計画\n\n凡例 ■達成 □未達成\n\n施策1 海を守る\n\n担当課：水産課\n"
    plan = parse_plan(read_document(text.encode(), "plan.txt"), FACTS)
    assert any("□未達成" in block.text for block in plan.document.blocks)


def test_a_number_beside_the_pillar_is_of_the_pledge_below_it():
    """公約番号 | 3 stands in the row of 公約の柱, which has a number of its own."""
    sheet = "".join(
        SHEET.format(number=number, title=title, choice="■完了 □未着手") + "\n"
        for number, title in ((3, "網を配ります"), (4, "灯台を公開します"))
    )
    plan = parse_plan(read_document(sheet.encode(), "plan.md"), FACTS)
    (pillar,) = plan.elements
    assert ("1", ["3", "4"]) == (pillar.code, [each.code for each in pillar.children])


def test_a_choice_on_a_line_among_others_is_read_as_on_one_of_its_own():
    """No blank line parts it from what else is said."""
    text = "某市長公約の進捗状況\n\n公約1 桟橋を直します\n進捗状況：□達成　□順調　■遅れ\n担当課：港湾課\n"
    plan = parse_plan(read_document(text.encode(), "lines.txt"), FACTS)
    assert [("遅れ", "Delayed")] == [(a.grade, a.status) for each in plan.walk() for a in each.assessments]


@pytest.mark.parametrize("marks", ["●達成 ○順調", "◎達成 ○順調 △遅れ", "●漁業 ○港 ◎灯台"])
def test_round_marks_that_differ_are_no_choices(sheets, marks):
    """They judge by themselves: which one is meant, only a legend can say."""
    plan = sheets([["事業名", "桟橋補修事業"], ["担当課", "港湾課"], ["進捗状況", marks], ["取組内容", "直した。"]])
    assert any(marks in row.cells for block in plan.document.blocks for row in block.rows)


def test_other_words_for_pillar_and_number_are_read_alike():
    """政策の柱, マニフェスト番号."""
    sheet = SHEET.format(number="2-1", title="網を配ります", choice="☐達成 ☑一部達成 ☐未達成")
    sheet = sheet.replace("公約の柱 | 1", "政策の柱 | 柱2").replace("公約番号", "マニフェスト番号")
    plan = parse_plan(read_document(sheet.encode(), "plan.md"), FACTS)
    (pillar,) = plan.elements
    assert ("海と生きる", ["2-1"]) == (pillar.title, [each.code for each in pillar.children])
