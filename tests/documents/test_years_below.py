"""A year in brackets on the line below a value of a text table is that value's, and does not end the table."""

import pytest

from plangraph.documents import read_document
from plangraph.documents.plaintext import read_blocks
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

WIDE = """\
指標名　　　　　　　　　　基準値　　　　　目標値
浜の清掃に出る人の割合　　45.2%　　　　　 60%
　　　　　　　　　　　　　（R5）　　　　　（R10）
桟橋を使う船　　　　　　　12隻　　　　　　20隻
"""
SPACES = """\
指標                       現状値       目標値     担当課
浜の清掃に出る人の割合      45.2%        60%        環境課
                           (R5)         (R10)
桟橋を使う船                12隻         20隻       港湾課
"""
ONE = """\
指標                       現状値       目標値     担当課
浜の清掃に出る人の割合      45.2%        60%        環境課
                           (R4)
桟橋を使う船                12隻         20隻       港湾課
"""
WRAPPED = """\
指標                       現状値       目標値     担当課
桟橋を使う船                12隻         20隻       港湾課
浜の清掃に出る市民の        45.2%        60%        環境課
割合                        (R5)        (R10)
灯台を見に来る人            300人        500人      観光課
"""


def values(text):
    document = read_document(f"# 汐鳴市港湾プラン\n\n## 施策1 港\n\n{text}".encode(), "plan.md")
    plan = parse_plan(document, PlanFacts("990019", "汐鳴市"))
    return {i.name: [(o.kind.value, str(o.value), o.fiscal_year) for o in i.observations] for i in plan.indicators()}


@pytest.mark.parametrize("text", [WIDE, SPACES, WRAPPED], ids=["full width", "blanks", "beside the rest of a name"])
def test_years_below_values_are_of_these(text):
    """Each of the value above it; the table goes on."""
    found = values(text)
    (name,) = (each for each in found if each.startswith("浜の清掃"))
    assert [("Baseline", "45.2", 2023), ("Target", "60", 2028)] == found[name]
    assert [("Baseline", "12", None), ("Target", "20", None)] == found["桟橋を使う船"]


def test_a_year_below_one_value_alone_is_that_ones():
    """The other has none."""
    found = values(ONE)
    assert [("Baseline", "45.2", 2022), ("Target", "60", None)] == found["浜の清掃に出る人の割合"]
    assert len(found) == 2


def test_a_row_and_the_years_below_it_are_one_row_of_two_lines():
    """Its span says both."""
    (table,) = (block for block in read_blocks(ONE) if block.rows)
    assert [(1, 1), (2, 3), (4, 4)] == [(row.span.start_line, row.span.end_line) for row in table.rows]
    assert ("浜の清掃に出る人の割合", "45.2%\n(R4)", "60%", "環境課") == table.rows[1].cells


@pytest.mark.parametrize(
    "line",
    ["                                                (R5)", "(R5)", "                           (速報)"],
    ids=["below a unit", "below a name", "no year"],
)
def test_what_stands_below_no_value_or_is_no_year_ends_the_table(line):
    """As any other line does."""
    text = ONE.replace("                           (R4)", line)
    assert 3 > len(next(block for block in read_blocks(text) if block.rows).rows)
