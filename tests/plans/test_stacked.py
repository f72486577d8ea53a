"""A row that names several indicators on lines has as many, where its values stand on as many lines."""

import csv
import io

import openpyxl
import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")
# The first is read as a list of measures, the second as a review, the third below the heading of a measure.
HEADS = {
    "list": ("施策", "KPI", "R5実績", "R9目標"),
    "review": ("基本目標", "施策", "KPI", "R5実績", "R9目標", "評価"),
    "heading": ("KPI", "R5実績", "R9目標"),
}
ABOVE = {"list": ("1-1 港",), "review": ("1 海", "1-1 港"), "heading": ()}


def parse(layout, rows, form="html"):
    head = HEADS[layout]
    full = [(*ABOVE[layout], *row, *[""] * (len(head) - len(row) - len(ABOVE[layout]))) for row in rows]
    if form == "xlsx":
        book = openpyxl.Workbook()
        book.active.append(["施策1 港" if layout == "heading" else "汐鳴市計画"])
        for row in (head, *full):
            book.active.append([cell or None for cell in row])
        out = io.BytesIO()
        book.save(out)
        return parse_plan(read_document(out.getvalue(), "plan.xlsx"), FACTS)
    if form == "csv":
        out = io.StringIO()
        csv.writer(out).writerows([head, *full])
        return parse_plan(read_document(out.getvalue().encode(), "plan.csv"), FACTS)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in (head, *full))
    text = f"<!doctype html><h1>汐鳴市計画</h1><h2>施策1 港</h2><table>{body}</table>".replace("\n", "<br>")
    return parse_plan(read_document(text.encode(), "plan.html"), FACTS)


def values(plan):
    return [
        (i.name, o.kind.value, str(o.value), o.unit, o.fiscal_year) for i in plan.indicators() for o in i.observations
    ]


TWO = [
    ("桟橋の数", "Actual", "3", "本", 2023),
    ("桟橋の数", "Target", "5", "本", 2027),
    ("船の数", "Actual", "7", "隻", 2023),
    ("船の数", "Target", "9", "隻", 2027),
]


@pytest.mark.parametrize("layout", HEADS)
@pytest.mark.parametrize("form", ["html", "xlsx"])
def test_names_and_values_on_as_many_lines_are_as_many_indicators(layout, form):
    """The first value is of the first name, and so on."""
    assert TWO == values(parse(layout, [("桟橋の数\n船の数", "3本\n7隻", "5本\n9隻")], form))


def test_a_quoted_field_of_several_lines_is_parted_likewise():
    """In a file of commas, with bullets before the names."""
    assert TWO == values(parse("list", [("・桟橋の数\n・船の数", "3本\n7隻", "5本\n9隻")], "csv"))


def test_a_judgement_on_as_many_lines_is_parted_too():
    """The second judgement is of the second indicator."""
    plan = parse("review", [("桟橋の数\n船の数", "3本\n7隻", "5本\n9隻", "Ａ\nＢ")])
    assert [("桟橋の数", ["Ａ"]), ("船の数", ["Ｂ"])] == [
        (i.name, [a.grade for a in i.assessments]) for i in plan.indicators()
    ]


@pytest.mark.parametrize("layout", HEADS)
def test_a_dash_beside_several_values_is_of_each_of_them(layout):
    """And a bracket on a line of its own goes with the name above it."""
    plan = parse(layout, [("桟橋の数\n(再掲)\n船の数", "－", "5本\n9隻")])
    assert [("桟橋の数(再掲)", "5"), ("船の数", "9")] == [
        (name, value) for name, kind, value, _, _ in values(plan) if kind == "Target"
    ]


@pytest.mark.parametrize("layout", HEADS)
def test_more_values_than_names_are_kept_as_printed_and_said(layout):
    """Nothing says which value is of which: there is no number, and the warning names the cell."""
    plan = parse(layout, [("桟橋の数\n船の数", "3\n7\n8", "5\n9\n9")])
    assert ["3\n7\n8", "5\n9\n9"] == [o.raw for i in plan.indicators() for o in i.observations]
    assert ["None", "None"] == [value for _, _, value, _, _ in values(plan)]
    assert 2 == sum("3 values" in warned.message for warned in plan.warnings)


def test_values_that_say_whose_they_are_need_no_second_name():
    """男性 and 女性 below each other are groups of one indicator whose name was wrapped."""
    plan = parse("heading", [("港で働く人の\n平均の年齢", "男性41歳\n女性39歳", "男性40歳\n女性38歳")])
    assert {"港で働く人の平均の年齢"} == {i.name for i in plan.indicators()}
    assert ["男性", "女性", "男性", "女性"] == [o.group for i in plan.indicators() for o in i.observations]


def test_a_name_that_was_wrapped_beside_one_value_is_one():
    """As many values as columns, one name."""
    plan = parse("heading", [("港で働く人の\n平均の年齢", "41歳", "40歳")])
    assert [("港で働く人の平均の年齢", "41"), ("港で働く人の平均の年齢", "40")] == [
        (name, value) for name, _, value, _, _ in values(plan)
    ]
