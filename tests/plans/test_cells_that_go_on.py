"""A cell that goes on over further rows names what each of them is of, in every form of table and every format."""

import csv
import io

import openpyxl
import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan
from plangraph.plans.layouts.general.layout import General
from plangraph.plans.layouts.lists import Lists
from plangraph.plans.layouts.review import Review

HEAD = ["施策", "取組", "担当課", "KPI", "基準値(R3)", "目標値(R8)", "R5実績"]
VALUES = ["1件", "5件", "3件"]
ROWS = [
    ["(1) 港", "桟橋の補修", "港湾課", "桟橋の数", *VALUES],
    ["", "", "水産課", "船の数", *VALUES],
    ["", "灯台の公開", "港湾課", "客の数", *VALUES],
    ["(2) 浜", "", "観光課", "浜の数", *VALUES],
    ["", "砂の補給", "観光課", "砂の量", *VALUES],
    ["", "－", "観光課", "率", *VALUES],
]
EXPECTED = {"桟橋の補修": ["桟橋の数", "船の数"], "灯台の公開": ["客の数"], "砂の補給": ["砂の量"]}


def workbook(rows, merged):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([cell or None for cell in row])
    for cells in merged:
        book.active.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return read_document(out.getvalue(), "plan.xlsx")


def lines(rows):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return read_document(out.getvalue().encode(), "plan.csv")


def initiatives(draft):
    found = {}
    for node in (node for root in draft.elements for node in root.walk() if node.kind.value == "Initiative"):
        found.setdefault(node.title, []).extend(each.name for each in node.indicators)
    return found


@pytest.mark.parametrize("layout", [Review(), General(), Lists()], ids=lambda layout: layout.name)
@pytest.mark.parametrize("form", ["merged", "the merge lost", "csv", "the measure on each row"])
def test_indicators_of_further_rows_are_of_the_initiative_above(layout, form):
    """Not of the measure above it; a row that begins a measure, or has a dash, names no initiative."""
    if form == "csv":
        document = lines([HEAD, *ROWS])
    elif form == "the measure on each row":
        filled = ["(1) 港"] * 3 + ["(2) 浜"] * 3
        document = workbook([HEAD, *([name, *row[1:]] for name, row in zip(filled, ROWS, strict=True))], ["B2:B3"])
    else:
        document = workbook([HEAD, *ROWS], ["A2:A4", "B2:B3", "A5:A7"] if form == "merged" else [])
    assert EXPECTED == initiatives(layout.read(document))


@pytest.mark.parametrize("layout", [Review(), General(), Lists()], ids=lambda layout: layout.name)
@pytest.mark.parametrize("merged", [["A2:A3"], []], ids=["merged", "lost"])
def test_a_cell_to_the_left_of_measures_goes_on_beside_each_of_them(layout, merged):
    """取組 | 施策: as if it were printed again."""
    rows = [
        ["取組", "施策", *HEAD[3:]],
        ["桟橋の補修", "(1) 港", "桟橋の数", *VALUES],
        ["", "(2) 浜", "浜の数", *VALUES],
        ["灯台の公開", "(3) 町", "客の数", *VALUES],
    ]
    draft = layout.read(workbook(rows, merged))
    assert {"桟橋の補修": ["桟橋の数", "浜の数"], "灯台の公開": ["客の数"]} == initiatives(draft)


@pytest.mark.parametrize("layout", [General(), Lists()], ids=lambda layout: layout.name)
def test_a_row_that_names_a_measure_alone_tells_of_the_measure(layout):
    """Its indicators are not lost where the column of initiatives is empty."""
    measures = {node.title: node for node in layout.read(lines([HEAD, *ROWS])).elements}
    assert ["浜の数", "率"] == [each.name for each in measures["浜"].indicators]


CODED = {
    "review": ([*HEAD[:2], *HEAD[3:], "評価"], ["港", "{title}", "{title}の数", *VALUES, "A"]),
    "list": (["No.", "施策名", "取組内容", "担当課"], ["{row}", "{title}", "網を直した。", "港湾課"]),
    "register": (
        ["施策", "事務事業名", "担当課", "成果指標", "目標値"],
        ["港", "{title}", "港湾課", "{title}の数", "5"],
    ),
}


@pytest.mark.parametrize("form", CODED)
@pytest.mark.parametrize(
    ("number", "code"), [("({n}) ", "{n}"), ("（{n}）", "{n}"), ("{n}. ", "{n}"), ("1-{n} ", "1-{n}")]
)
def test_a_number_before_a_title_in_a_cell_is_its_code(form, number, code):
    """As before a heading, whatever number a column gives the rows."""
    head, row = CODED[form]
    titles = ["桟橋の補修", "灯台の公開"]
    rows = [
        [cell.format(row=at, title=f"{number.format(n=at)}{title}" if cell == "{title}" else title) for cell in row]
        for at, title in enumerate(titles, 1)
    ]
    plan = parse_plan(workbook([head, *rows], []), PlanFacts("990043", "汐鳴市"))
    assert [(code.format(n=at), title) for at, title in enumerate(titles, 1)] == [
        (each.code, each.title) for each in plan.walk() if each.title in titles
    ]


def test_numbered_titles_in_one_cell_are_each_one():
    """On lines of their own, numbered on from one to the next."""
    rows = [["施策", "主な取組", "担当課"], ["港", "(1) 桟橋の補修\n(2) 灯台の\n公開", "港湾課"]]
    plan = parse_plan(workbook([*rows, ["浜", "砂の補給", "観光課"]], []), PlanFacts("990043", "汐鳴市"))
    assert [("1", "桟橋の補修"), ("2", "灯台の公開"), (None, "砂の補給")] == [
        (each.code, each.title) for each in plan.walk() if each.kind.value == "Initiative"
    ]
