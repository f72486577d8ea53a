"""Systems of measures as OCR reads them: merged cells are lost, and tables go on over pages."""

from __future__ import annotations

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

HEAD = "| 基本目標 | 施策 | 主な取組 |\n|---|---|---|\n"
WHOLE = """| 1 海と生きるまち | 1-1 水産業の振興 | ① 市場の整備 |
| {}② 漁船の更新 |{}
| {}1-2 港の保全 | ① 岸壁の補修 |{}
"""
REST = """| {}② 灯台の点検 |{}
| 2 丘を守るまち | 2-1 林業の振興 | ① 林道の整備 |
"""


def tree(text: str) -> dict[str, dict[str, list[str]]]:
    document = read_document(f"# 架空市総合計画\n\n## 施策の体系\n\n{text}".encode(), "plan.md")
    plan = parse_plan(document, PlanFacts(municipality="990019", municipality_name="架空市"))
    return {
        goal.title: {measure.title: [each.title for each in measure.children] for measure in goal.children}
        for goal in plan.elements
    }


@pytest.mark.parametrize("again", ["", HEAD])
@pytest.mark.parametrize("lost", [False, True])
def test_a_row_belongs_to_what_its_numbers_say_and_to_what_is_open_on_the_page_before(
    *, lost: bool, again: str
) -> None:
    cells = ("", "  |  |", "", "  |") if lost else ("|  | ", "", "| ", "")
    first, rest = WHOLE.format(*cells), REST.format(*cells[:2])
    read = tree(f"{HEAD}{first}\n12\n\n{again}{rest}")
    assert read == {
        "海と生きるまち": {"水産業の振興": ["市場の整備", "漁船の更新"], "港の保全": ["岸壁の補修", "灯台の点検"]},
        "丘を守るまち": {"林業の振興": ["林道の整備"]},
    }
