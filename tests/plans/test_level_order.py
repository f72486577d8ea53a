"""Which column of a table stands above which: where either word may be on top, places and cells say it."""

from __future__ import annotations

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

ROWS = [("海を守る", "浜を掃く"), ("海を守る", "藻を植える"), ("町を温める", "市を開く")]
NESTED = [("海を守る", ["浜を掃く", "藻を植える"]), ("町を温める", ["市を開く"])]
# The columns behind the two, and a row of them: a list of projects, of indicators, a review, a system of measures.
TABLES = [
    ("事業名|担当課|取組内容", "事業{n}|港湾課|直しました。"),
    ("指標|現状値（R4）|目標値（R9）|担当課", "回数{n}|3回|4回|港湾課"),
    ("施策|指標|現状値（R4）|目標値（R9）|R5実績|進捗状況", "施策の{n}|回数{n}|3回|4回|2回|Ａ"),
    ("施策|主な取組", "施策の{n}|取組の{n}"),
]


def read(names, behind, row, rows=ROWS):
    head = f"|{'|'.join(names)}|{behind}|"
    body = [f"|{one}|{two}|{row.format(n=n)}|" for n, (one, two) in enumerate(rows)]
    text = "\n".join(["# 湊の計画", "", head, "|---" * head.count("|") + "|", *body])
    plan = parse_plan(
        read_document(text.encode(), "plan.md"), PlanFacts(municipality="990043", municipality_name="某市")
    )
    return plan.elements


@pytest.mark.parametrize(("behind", "row"), TABLES)
@pytest.mark.parametrize("names", [("基本目標", "政策"), ("政策", "基本目標")])
def test_goals_and_policies_are_nested_as_their_columns_are(names, behind, row):
    """Whichever comes first and is the same over several of the other stands above it, once."""
    kinds = {"基本目標": "Goal", "政策": "Policy"}
    elements = read(names, behind, row)
    assert NESTED == [(each.title, [one.title for one in each.children]) for each in elements]
    assert [kinds[name] for name in names] == [elements[0].kind.value, elements[0].children[0].kind.value]


@pytest.mark.parametrize(("behind", "row"), TABLES[:2])
def test_goals_that_cut_across_policies_stay_below_them(behind, row):
    """Where what stands in the column behind comes beside several of the first, the first does not hold it."""
    rows = [("海", "守る"), ("町", "守る"), ("海", "温める"), ("町", "温める")]
    elements = read(("基本目標", "政策"), behind, row, rows)
    assert [("守る", "Policy"), ("温める", "Policy")] == [(each.title, each.kind.value) for each in elements]
