"""Rows of indicators that lost the merged cells before them, and whose a charge at the end of a row is."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

HEAD = """# 汐鳴市総合戦略

| 基本目標 | 施策 | 指標 | 基準値(R3) | 目標値(R8) | 担当課 |
|---|---|---|---|---|---|
"""


def read(*rows):
    text = HEAD + "\n".join(rows) + "\n"
    facts = PlanFacts(municipality="990019", municipality_name="汐鳴市")
    return parse_plan(read_document(text.encode(), "plan.md"), facts)


def said(plan):
    """By indicator: its element, the values and the units in charge."""
    return {
        indicator.name: (
            element.title,
            [str(each.value) for each in indicator.observations],
            [each.unit for each in indicator.responsibilities],
        )
        for element in plan.walk()
        for indicator in element.indicators
    }


def test_a_row_without_its_merged_cells_is_read_below_the_names_of_its_columns():
    """The second row stands two columns to the left, the third one column: it names its own measure."""
    plan = read(
        "| 海と港のまち | 港の整備 | 桟橋の数 | 3本 | 5本 | 港湾課 |",
        "| 船の数 | 10隻 | 12隻 | 水産課 | | |",
        "| 灯台の保全 | 点検の回数 | 4回 | 6回 | 海事課 | |",
    )
    assert {
        "桟橋の数": ("港の整備", ["3", "5"], ["港湾課"]),
        "船の数": ("港の整備", ["10", "12"], ["水産課"]),
        "点検の回数": ("灯台の保全", ["4", "6"], ["海事課"]),
    } == said(plan)
    assert [6, 7] == [each.span.start_line for each in plan.warnings if "had slipped" in each.message]


def test_a_slipped_row_says_the_cells_that_it_is_printed_in():
    """The name of an indicator in the first cell of its row is said to stand there."""
    plan = read("| 海と港のまち | 港の整備 | 桟橋の数 | 3本 | 5本 | 港湾課 |", "| 船の数 | 10隻 | 12隻 | 水産課 | | |")
    (boats,) = [i for element in plan.walk() for i in element.indicators if i.name == "船の数"]
    assert (6, 1) == (boats.span.start_line, boats.span.column)


@pytest.mark.parametrize("row", ["| | | 船の数 | 10隻 | 12隻 | |", "| | 灯台の保全 | 船の数 | 10隻 | - | 水産課 |"])
def test_a_row_below_its_names_stays_where_it_is(row):
    """Cells that are empty before an indicator are merged with those above, and none at the end moves it."""
    plan = read("| 海と港のまち | 港の整備 | 桟橋の数 | 3本 | 5本 | 港湾課 |", row)
    assert "10" == said(plan)["船の数"][1][0]
    assert not any("had slipped" in each.message for each in plan.warnings)


def test_charges_that_part_the_rows_of_a_measure_are_those_of_its_indicators():
    """Each row prints goal and measure again, and a department of its own: the measure has none."""
    plan = read(
        "| 1 海と港のまち | 1-1 港の整備 | 桟橋の数 | 3本 | 5本 | 港湾課 |",
        "| 1 海と港のまち | 1-1 港の整備 | 船の数 | 10隻 | 12隻 | 水産課 |",
    )
    assert {
        "桟橋の数": ("港の整備", ["3", "5"], ["港湾課"]),
        "船の数": ("港の整備", ["10", "12"], ["水産課"]),
    } == said(plan)
    assert [] == [each for element in plan.walk() for each in element.responsibilities]
