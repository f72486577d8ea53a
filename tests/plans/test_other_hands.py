"""Documents in hands and layouts that no rule was written for give what a person reads in them."""

import io
import re
import tomllib
import unicodedata
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts, ValueKind
from plangraph.plans import parse_plan

OTHER = Path(__file__).parents[1] / "golden" / "other"
FACTS = ("elements", "observations", "departments", "statuses")
# (document, fact): why the program does not read it yet.
NOT_YET: dict[tuple[str, str], str] = {}
CASES = [
    pytest.param(
        path, fact, id=f"{path.stem}-{fact}", marks=[pytest.mark.xfail(strict=True, reason=reason)] if reason else []
    )
    for path in sorted(OTHER.glob("*.toml"))
    for fact in FACTS
    for reason in [NOT_YET.get((path.stem, fact))]
    if fact in tomllib.loads(path.read_text(encoding="utf-8"))
]


def fold(text):
    return unicodedata.normalize("NFKC", text).replace(" ", "")


def workbook(rows):
    """A sheet of tab-separated rows: ^ goes on with the cell above, the first row spans all columns."""
    book = openpyxl.Workbook()
    sheet = book.active
    table = [line.split("\t") for line in rows.splitlines()]
    for at, row in enumerate(table, 1):
        for column, cell in enumerate(row, 1):
            if cell not in ("", "^"):
                number = re.fullmatch(r"[\d,]+(\.\d+)?", cell)
                sheet.cell(at, column, float(cell.replace(",", "")) if number else cell)
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(table[1]))
    for column in range(len(table[1])):
        start = 1
        for at in range(1, len(table) + 1):
            if at < len(table) and column < len(table[at]) and table[at][column] == "^":
                continue
            if at - start > 1:
                sheet.merge_cells(start_row=start + 1, end_row=at, start_column=column + 1, end_column=column + 1)
            start = at
    for column, cell in enumerate(table[1], 1):
        if column > 1 and not cell:
            sheet.merge_cells(start_row=2, end_row=2, start_column=column - 1, end_column=column)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def word(text):
    """A Word file of Markdown's headings, tables and paragraphs."""
    made = docx.Document()
    for part in text.split("\n\n"):
        heading = re.match(r"(#+) (.*)", part)
        if heading:
            made.add_heading(heading[2].strip(), level=len(heading[1]))
        elif part.startswith("|"):
            rows = [line.strip("|").split("|") for line in part.strip().splitlines() if not line.startswith("|---")]
            table = made.add_table(rows=len(rows), cols=len(rows[0]))
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, said in zip(row.cells, cells, strict=True):
                    cell.text = said.strip()
        else:
            made.add_paragraph(part.strip())
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def read(path):
    """The plan that a document of the folder holds."""
    if path.suffix == ".tsv":
        document = read_document(workbook(path.read_text(encoding="utf-8")), "review.xlsx")
    elif path.name.endswith(".docx.md"):
        document = read_document(word(path.read_text(encoding="utf-8")), "strategy.docx")
    else:
        document = read_document(path)
    return parse_plan(document, PlanFacts(municipality="990043", municipality_name="某市"))


def parents(plan):
    return {id(child): element for element in plan.walk() for child in element.children}


def elements(plan):
    above = parents(plan)
    return [[e.kind.value, fold(e.title), fold(above[id(e)].title) if id(e) in above else ""] for e in plan.walk()]


def observations(plan):
    """Each stated value of each indicator, with the highest element that has it; a dash is no value."""
    seen = set()
    found = []
    for element in plan.walk():
        for indicator in element.indicators:
            if indicator not in seen:
                seen.add(indicator)
                found += [
                    [fold(indicator.name), fold(element.title), o.kind.value, o.value, o.unit, o.fiscal_year]
                    for o in indicator.observations
                    if o.value is not None
                ]
    return found


def subjects(plan):
    return [
        *((e.title, e) for e in plan.walk()),
        *((i.name, i) for i in plan.indicators()),
    ]


def departments(plan):
    return [[fold(name), r.unit] for name, thing in subjects(plan) for r in thing.responsibilities]


def statuses(plan):
    return [
        [fold(name), a.status.value if a.status else ""] for name, thing in subjects(plan) for a in thing.assessments
    ]


@pytest.mark.parametrize(("path", "fact"), CASES)
def test_what_a_person_reads_is_read(path, fact):
    """Neither less nor more: elements with their parents, values with their years, charges, judgements."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    plan = read(OTHER / told["document"])
    expected = [[fold(cell) if isinstance(cell, str) else cell for cell in row] for row in told[fact]]
    if fact == "observations":
        expected = [[*row[:3], Decimal(row[3]), *row[4:]] for row in expected]
        assert {kind.value for kind in ValueKind} >= {row[2] for row in expected}
    assert sorted(map(repr, expected)) == sorted(
        map(
            repr,
            {"elements": elements, "observations": observations, "departments": departments, "statuses": statuses}[
                fact
            ](plan),
        )
    )


@pytest.mark.parametrize("path", sorted(OTHER.glob("*.toml")), ids=lambda path: path.stem)
def test_the_kind_of_plan_is_known_by_its_form(path):
    """Where the form says it."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    if "kind" in told:
        assert told["kind"] == read(OTHER / told["document"]).kind.value
