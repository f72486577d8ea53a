"""What several tests of plans read."""

import io

import openpyxl
import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990043", municipality_name="汐鳴市")


@pytest.fixture
def sheets():
    """Reads the plan of a workbook: for each sheet its rows, in the sheets' order."""

    def read(*several, facts=FACTS):
        book = openpyxl.Workbook()
        for at, rows in enumerate(several):
            page = book.create_sheet(f"頁{at}") if at else book.active
            for row in rows:
                page.append(row)
        data = io.BytesIO()
        book.save(data)
        return parse_plan(read_document(data.getvalue(), "plan.xlsx"), facts)

    return read
