"""No cell of a table vanishes: what no column's name explains is kept as text, and a merged cell holds for its rows."""

from io import BytesIO

import docx
import pytest
from openpyxl import Workbook

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan


def parse(data, name="plan.md"):
    data = data if isinstance(data, bytes) else data.encode()
    return parse_plan(read_document(data, name), PlanFacts(municipality="990019", municipality_name="汐鳴市"))


def saved(document):
    out = BytesIO()
    document.save(out)
    return out.getvalue()


HEAD = ("施策", "取組", "担当課")
MERGED = (("1 防災", "訓練の実施", "危機管理課"), ("2 防犯", "見回りの実施", ""), ("3 交通", "標識の整備", ""))


def as_html():
    rows = [f"<tr><td>{a}<td>{b}" + (f"<td rowspan=2>{c}" if c else "") for a, b, c in MERGED]
    head = "".join(f"<th>{name}" for name in HEAD)
    return f"<!doctype html><h1>汐鳴市計画</h1><table><tr>{head}{''.join(rows)}</table>", "plan.html"


def as_xlsx():
    book = Workbook()
    for row in (("汐鳴市計画",), HEAD, *MERGED):
        book.active.append([cell or None for cell in row])
    book.active.merge_cells("C3:C4")
    return saved(book), "plan.xlsx"


def as_docx():
    document = docx.Document()
    document.add_heading("汐鳴市計画", 0)
    table = document.add_table(4, 3)
    for at, row in enumerate((HEAD, *MERGED)):
        for place, cell in enumerate(row):
            table.cell(at, place).text = cell
    table.cell(1, 2).merge(table.cell(2, 2))
    return saved(document), "plan.docx"


@pytest.mark.parametrize("form", [as_html, as_xlsx, as_docx])
def test_a_charge_merged_over_rows_is_that_of_each_of_them(form):
    """The cell spans two rows: both have its department; the row below it, whose cell is blank, has none."""
    plan = parse(*form())
    charges = {e.title: [r.unit for r in e.responsibilities] for e in plan.walk() if e.title in {m[1] for m in MERGED}}
    assert {"訓練の実施": ["危機管理課"], "見回りの実施": ["危機管理課"], "標識の整備": []} == charges
