"""Projects that a line lists, each with a bullet before it and its charge behind it."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

TEXT = """# 某市総合計画

## 施策1 海を守る

### （1）浜の保全

浜を守ります。

{line}
"""


@pytest.mark.parametrize(
    "line",
    [
        "【主な事業】◇養浜事業（港湾課）　◇桟橋補修事業（建設課）",
        "主な事業：○養浜事業〔港湾課〕 ○桟橋補修事業〔建設課〕",
        "【主な事業】・養浜事業（港湾課） ・桟橋補修事業（建設課）",
        "【主な事業】●養浜事業（港湾課）●桟橋補修事業（建設課）",
        "【主な事業】①養浜事業（港湾課） ②桟橋補修事業（建設課）",
    ],
)
def test_each_bullet_of_a_line_is_a_project_in_charge_of_who_stands_behind_it(line):
    """The bullet comes again on the line; what stands in brackets is no part of the title."""
    plan = parse_plan(read_document(TEXT.format(line=line).encode(), "plan.md"), PlanFacts("990043", "某市"))
    (measure,) = plan.elements
    assert [("養浜事業", ["港湾課"]), ("桟橋補修事業", ["建設課"])] == [
        (each.title, [unit.unit for unit in each.responsibilities]) for each in measure.children[0].children
    ]


def test_brackets_that_name_no_unit_stay_in_the_title():
    """（第2期） tells one project from another."""
    plan = parse_plan(
        read_document(TEXT.format(line="【主な事業】◇養浜事業（第2期）　◇桟橋補修事業").encode(), "plan.md"),
        PlanFacts("990043", "某市"),
    )
    (measure,) = plan.elements
    assert ["養浜事業（第2期）", "桟橋補修事業"] == [each.title for each in measure.children[0].children]
