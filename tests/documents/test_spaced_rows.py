"""Rows of a text table that blank lines part are one table, which a blank line ends where what follows is no row."""

from __future__ import annotations

import pytest

from plangraph.documents import read_document

HEAD = "         指標名            現状値（R5）     目標値（R11）      備　考\n"
NAMES = ("指標名", "現状値（R5）", "目標値（R11）", "備考")
LINES = """
  港まつりに来たことのある
                             41.2％           55.0％        住民調査
  住民の割合

  貝殻・流木の工房の数       3か所            5か所

  磯の清掃の回数             8回              12回          年間
"""
CLOSE = """  船の数                     3隻              5隻           R6
  客の数                     30人             50人          R6
"""
ROWS = [
    ("港まつりに来たことのある\n住民の割合", "41.2％", "55.0％", "住民調査"),
    ("貝殻・流木の工房の数", "3か所", "5か所", ""),
    ("磯の清掃の回数", "8回", "12回", "年間"),
]


def blocks(text):
    return read_document(text.encode(), "plan.txt").blocks


def rows(text):
    return [row.cells for block in blocks(text) for row in block.rows]


@pytest.mark.parametrize("lines", [LINES, LINES[1:]], ids=["blank behind the header", "none there"])
def test_blank_lines_between_rows_part_no_table(lines):
    """As `pdftotext -layout` prints the white between rows; a name that is wrapped around its values is one name."""
    assert [NAMES, *ROWS] == rows(HEAD + lines)


def test_a_blank_line_behind_the_header_may_be_the_only_one():
    """The rows below it stand close."""
    told = [("船の数", "3隻", "5隻", "R6"), ("客の数", "30人", "50人", "R6")]
    assert [NAMES, *told] == rows(f"{HEAD}\n{CLOSE}")


@pytest.mark.parametrize(
    "behind",
    [
        "  施策の展開\n  （１）港の手入れ\n",
        "  桟橋を直し、波を防ぐ杭を打ちます。\n",
        "  担当課　　港湾課　　水産課\n",
        "  ※ 2か所の合計      3            4\n",
        "  計画期間                   令和7年度        令和11年度\n",
    ],
)
def test_what_is_no_row_ends_the_table(behind):
    """A title, a sentence, a department, a note, years: each is a text below the table."""
    found = blocks(f"{HEAD}{LINES}\n{behind}")
    assert [NAMES, *ROWS] == [row.cells for block in found for row in block.rows]
    assert behind.split()[0] in found[1].text


def test_a_blank_line_ends_a_table_whose_rows_stand_close():
    """Only where blank lines part its rows does it go on behind one."""
    tables = [
        block
        for block in blocks(f"{HEAD}{CLOSE}\n  網の数                     3枚              5枚           R7\n")
        if block.rows
    ]
    assert "網の数" not in [row.cells[0] for row in tables[0].rows]


SPLIT = """
  磯遊びが好きだと答えた子供     低学年 84.1％    低学年 88.0％     学びの
{}の割合                         高学年 76.5％    高学年 80.0％     調査
"""


@pytest.mark.parametrize("head", [HEAD, HEAD + "\n"], ids=["close", "blank behind the header"])
@pytest.mark.parametrize("behind", ["", "  船の数                         3隻              5隻             R6\n"])
def test_values_of_two_groups_over_two_lines_are_one_row(head, behind):
    """The name goes on beside the second group, and the remark too."""
    told = (
        "磯遊びが好きだと答えた子供\nの割合",
        "低学年 84.1％\n高学年 76.5％",
        "低学年 88.0％\n高学年 80.0％",
        "学びの\n調査",
    )
    assert told in rows(head + SPLIT.format("  ")[1:] + behind)


def test_two_blanks_part_a_name_that_fills_its_column_from_its_value():
    """The value is no part of the name, though other columns stand further apart."""
    line = "  磯遊びが好きだと答えた低学年の子供の割合  低学年 84.1％     低学年 88.0％\n"
    told = ("磯遊びが好きだと答えた低学年の子供の割合", "低学年 84.1％", "低学年 88.0％", "")
    assert told in rows(f"{HEAD}{CLOSE}{line}")
    assert told in rows(f"{HEAD}\n{CLOSE}\n{line}")
