"""A sign in a cell is kept as printed, and a note below the table may say what signs and grades mean."""

import csv
import io

import pytest

from plangraph.documents import read_document
from plangraph.model import Missing, PlanFacts
from plangraph.plans import parse_plan
from plangraph.plans.values import parse_quantities

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")
NOTE = "※達成度　Ａ：目標達成　Ｂ：もう少し　Ｃ：始めより下　－：評価できない"


def read(note, *rows):
    out = io.StringIO()
    head = ("基本目標", "施策", "KPI", "R3基準値", "R5実績値", "R7目標値", "達成度")
    csv.writer(out).writerows([("汐鳴市総合戦略の達成状況",), head, *rows, (), (note,)])
    return parse_plan(read_document(out.getvalue().encode(), "plan.csv"), FACTS)


def indicators(plan):
    return [each for goal in plan.elements for measure in goal.children for each in measure.indicators]


ROWS = [
    ("1 海", "(1) 港", "貸出冊数", "10冊", "12冊", "12冊", "Ａ"),
    ("1 海", "(1) 港", "来館者数", "10人", "9人", "12人", "Ｃ"),
    ("1 海", "(1) 港", "出航数", "10回", "△", "12回", "－"),
]


@pytest.mark.parametrize("sign", ["△", "▲", " △ "])
def test_a_triangle_alone_is_a_value_that_is_missing(sign):
    """It is kept as printed; before a number it is its sign."""
    assert [(sign.strip(), None, Missing.NOT_APPLICABLE)] == [
        (each.raw, each.value, each.missing) for each in parse_quantities(sign)
    ]
    assert [-5] == [each.value for each in parse_quantities(f"{sign.strip()}5人")]


def test_a_value_printed_as_a_triangle_stays_with_its_indicator():
    """Between the values of other years."""
    values = indicators(read("", *ROWS))[2].observations
    assert [("10回", None), ("△", Missing.NOT_APPLICABLE), ("12回", None)] == [
        (each.raw, each.missing) for each in values
    ]


def test_a_note_says_why_a_triangle_has_no_number():
    """As it does of a dash."""
    values = indicators(read("※△は集計方法の変更により算出不可", *ROWS))[2].observations
    assert Missing.NOT_PUBLISHED == values[1].missing


def test_a_note_below_a_table_that_explains_its_grades_is_the_scale():
    """A grade whose words map to no status stays as printed, and a warning says so; the note stays a text."""
    plan = read(NOTE, *ROWS)
    assert {"Ａ": "Achieved", "－": "NotAssessable"} == {each.grade: each.status.value for each in plan.scale}
    assert [("Ａ", "Achieved"), ("Ｃ", None), ("－", "NotAssessable")] == [
        (each.grade, each.status and each.status.value) for one in indicators(plan) for each in one.assessments
    ]
    assert 2 == sum("maps to no status" in each.message for each in plan.warnings)
    walked = [each for root in plan.elements for each in root.walk()]
    texts = [*plan.texts, *(text for each in walked for text in each.texts)]
    assert 1 == sum("もう少し" in text.text for text in texts)


def test_a_dash_that_no_legend_explains_is_no_judgement():
    """It says that there is none."""
    assert [["Ａ"], ["Ｃ"], []] == [[a.grade for a in each.assessments] for each in indicators(read("", *ROWS))]


@pytest.mark.parametrize(
    "note", ["※Ａ：目標達成、Ｂ：もう少し、Ｃ：始めより下", "※Ａ…目標達成　Ｂ…もう少し　Ｃ…始めより下"]
)
def test_a_note_may_begin_with_the_grades(note):
    """Parted by commas or blanks."""
    assert {"Ａ": "Achieved"} == {each.grade: each.status.value for each in read(note, *ROWS).scale}
