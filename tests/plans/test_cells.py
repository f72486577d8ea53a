"""What was read from a table says the cell, in every format; a merged cell's is its upper left place.

Of PDFs: tests/documents/test_pdf.py.
"""

from io import BytesIO

import docx
import pytest
from openpyxl import Workbook

from plangraph.documents import read_document
from plangraph.model import PlanFacts, Span
from plangraph.pipeline import plan_json
from plangraph.plans import parse_plan

REVIEW = [
    ["", "基本目標", "施策", "KPI", "令和4年度実績値", "令和6年度目標値", "進捗評価", "課題", "担当課"],
    ["", "1 しごと", "① 起業", "創業件数", "8件", "10件", "順調", "人が足りない。", "商工課"],
    ["", "", "", "融資件数", "3件", "9件", "遅れ", "", "商工課、農政課"],
]


def parse(data, name):
    facts = PlanFacts(municipality="990019", municipality_name="汐鳴市", title="総合戦略の検証")
    return parse_plan(read_document(data, name), facts)


def as_xlsx():
    book = Workbook()
    book.active.title = "検証"
    for row in ([], *REVIEW):
        book.active.append([cell or None for cell in row])
    for cells in ("B3:B4", "C3:C4", "I3:I4"):  # the department of both rows stands at the first
        book.active.merge_cells(cells)
    out = BytesIO()
    book.save(out)
    return out.getvalue(), "plan.xlsx"


def as_csv():
    return "\n".join(",".join(row) for row in REVIEW).encode(), "plan.csv"


def as_markdown():
    return "\n".join(f"|{'|'.join(row)}|" for row in [REVIEW[0], ["---"] * 9, *REVIEW[1:]]).encode(), "plan.md"


def as_html():
    """On one line, as programs write it; the goal and the measure go over two rows."""
    cells = [
        "".join(
            f"<td rowspan=2>{cell}</td>" if number == 1 and at in (1, 2) else f"<td>{cell}</td>"
            for at, cell in enumerate(row)
            if number < 2 or at not in (1, 2)
        )
        for number, row in enumerate(REVIEW)
    ]
    rows = "".join(f"<tr>{row}</tr>" for row in cells)
    return f"<html><body><table>{rows}</table></body></html>".encode(), "plan.html"


def as_docx():
    document = docx.Document()
    table = document.add_table(3, 9)
    for at, row in enumerate(REVIEW):
        for place, cell in enumerate(row):
            table.cell(at, place).text = cell
    table.cell(1, 1).merge(table.cell(2, 1))
    out = BytesIO()
    document.save(out)
    return out.getvalue(), "plan.docx"


FORMS = {
    as_xlsx: lambda row, column: Span(row + 1, row + 1, 1, "検証", column=column),
    as_csv: lambda row, column: Span(row, row, column=column),
    as_markdown: lambda row, column: Span(row + 1, row + 1, column=column),
    as_html: lambda row, column: Span(1, 1, row=row, column=column),
}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_facts_of_an_indicator_know_their_cells(form):
    """Values, judgement, text and charge, each in its column; the indicator itself is the row."""
    place = FORMS[form]
    indicator = parse(*form()).indicators()[0]
    assert [place(2, 5), place(2, 6)] == [each.span for each in indicator.observations]
    assert [place(2, 7)] == [each.span for each in indicator.assessments]
    assert [place(2, 8)] == [each.span for each in indicator.texts]
    assert [place(2, 9)] == [each.span for each in indicator.responsibilities]
    assert (place(2, 1).start_line, None) == (indicator.span.start_line, indicator.span.column)


def test_a_word_document_counts_paragraphs_and_says_row_and_column():
    """The lines of its rows are paragraphs; the place in the table is said as Word shows it."""
    first, second = parse(*as_docx()).indicators()
    assert [(2, 5), (2, 6), (3, 5), (3, 6)] == [
        (o.span.row, o.span.column) for each in (first, second) for o in each.observations
    ]
    assert first.observations[0].span.start_line < second.observations[0].span.start_line


def test_a_row_that_slipped_says_the_columns_it_is_printed_in():
    """It is realigned by its contents; the cells are those of the page."""
    row = ["", "② 就労", "参加者数", "5人", "6人", "遅れ", "調査が遅れている。", "福祉課", ""]
    text = "\n".join(f"|{'|'.join(each)}|" for each in [REVIEW[0], ["---"] * 9, REVIEW[1], row])
    indicator = parse(text.encode(), "plan.md").indicators()[1]
    assert [4, 5] == [each.span.column for each in indicator.observations]
    assert [6] == [each.span.column for each in indicator.assessments]


NUMBERED = [
    "",
    "1 しごと",
    "① 起業",
    "①訪問世帯数②相談件数",
    "①12世帯<br>②230件",
    "①20世帯②300件",
    "順調",
    "",
    "福祉課",
]


@pytest.mark.parametrize("name", ["①訪問世帯数②相談件数", "①訪問世帯数<br>②相談件数"])
def test_numbered_indicators_of_one_row_have_the_values_of_their_numbers(name):
    """Names and values in one cell each, told by the same numbers, are two indicators."""
    row = [name if cell == NUMBERED[3] else cell for cell in NUMBERED]
    text = "\n".join(f"|{'|'.join(each)}|" for each in [REVIEW[0], ["---"] * 9, REVIEW[1], row])
    found = parse(text.encode(), "plan.md").indicators()[1:]
    assert [
        ("訪問世帯数", "世帯", [(12, "世帯", ""), (20, "世帯", "")]),
        ("相談件数", "件", [(230, "件", ""), (300, "件", "")]),
    ] == [(each.name, each.unit, [(o.value, o.unit, o.group) for o in each.observations]) for each in found]


@pytest.mark.parametrize("values", ["12世帯", "①12世帯<br>③230件"])
def test_numbered_names_stay_together_where_values_have_other_numbers(values):
    """Nothing says which value is whose."""
    row = [values if at in (4, 5) else cell for at, cell in enumerate(NUMBERED)]
    text = "\n".join(f"|{'|'.join(each)}|" for each in [REVIEW[0], ["---"] * 9, REVIEW[1], row])
    assert ["①訪問世帯数②相談件数"] == [each.name for each in parse(text.encode(), "plan.md").indicators()[1:]]


def test_a_dash_in_a_column_of_units_is_no_unit():
    """The number beside it has none."""
    header = "事務事業名,担当課,事業概要,成果指標名,単位,目標値,実績値,評価"
    data = f"{header}\n見守り事業,福祉課,訪問する。,充足指数,－,100,120,A\n".encode()
    (project,) = parse(data, "plan.csv").elements
    (indicator,) = project.indicators
    assert ["", "", ""] == [indicator.unit, *(each.unit for each in indicator.observations)]


def test_a_year_of_comparison_leaves_a_value_the_year_of_its_column():
    """2013年度比 says what a share is of."""
    row = [*REVIEW[1][:3], "削減率", "12%", "46％（2013年度比）", *REVIEW[1][6:]]
    text = "\n".join(f"|{'|'.join(each)}|" for each in [REVIEW[0], ["---"] * 9, row])
    (indicator,) = parse(text.encode(), "plan.md").indicators()
    assert [(12, 2022), (46, 2024)] == [(each.value, each.fiscal_year) for each in indicator.observations]


def test_columns_of_registers_know_their_cells():
    """A project a row: what several columns say together has the row, the rest its cell."""
    header = "事務事業名,担当課,事業概要,成果指標名,単位,目標値,実績値,評価"
    data = f"{header}\n見守り事業,福祉課,訪問する。,訪問件数,件,100,120,A\n".encode()
    (project,) = parse(data, "plan.csv").elements
    assert [2] == [each.span.column for each in project.responsibilities]
    assert [3] == [each.span.column for each in project.texts]
    assert [8] == [each.span.column for each in project.assessments]
    assert [6, 7] == [each.span.column for each in project.indicators[0].observations]


def test_inspection_gives_page_and_cell():
    """In JSON, as spreadsheets call it."""
    (goal,) = plan_json(parse(*as_xlsx()))["elements"]
    observation = goal["children"][0]["indicators"][0]["observations"][0]
    assert {
        "start_line": 3, "end_line": 3, "page": 1, "sheet": "検証", "row": None, "column": 5, "cell": "E3",
    } == observation["span"]  # fmt: skip


@pytest.mark.parametrize(
    ("column", "name"), [(1, "A7"), (26, "Z7"), (27, "AA7"), (52, "AZ7"), (703, "AAA7"), (16384, "XFD7")]
)
def test_columns_are_named_as_in_spreadsheets(column, name):
    """A to Z, then AA (ECMA-376, 18.18.7); the last column of a sheet is XFD."""
    assert name == Span(7, 7, 1, "一覧", column=column).cell


def test_a_span_that_grows_says_the_cell_that_it_begins_in():
    """What goes on below or beside a cell keeps its column; what began earlier, without one, has none."""
    one, below, beside = (Span(n, n, column=c) for n, c in ((3, 2), (4, 2), (3, 5)))
    assert (Span(3, 4, column=2), Span(3, 3, column=2)) == (one.to(below), one.to(beside))
    assert (Span(3, 4, column=2), Span(2, 3)) == (below.to(one), one.to(Span(2, 2)))
