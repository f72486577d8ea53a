"""Tables whose cells tabs part, as OCR gives them: cells that were wrapped, and headers beside their columns."""

import pytest

from plangraph.documents import read_document

HEAD = "政策\t方針\t取組"


def rows(text):
    blocks = read_document(text.encode(), "plan.txt").blocks
    return [(row.cells, row.span.start_line, row.span.end_line) for block in blocks for row in block.rows]


@pytest.mark.parametrize(
    ("lines", "cells"),
    [
        ("\t(2) 港と\n浜の保全\t① 清掃", ("", "(2) 港と\n浜の保全", "① 清掃")),
        ("\t(2) 浜の保全\t① 砂の\n補給", ("", "(2) 浜の保全", "① 砂の\n補給")),
        ("\t(2) 浜の保全\t① 砂を補う\n工事 ② 清掃", ("", "(2) 浜の保全", "① 砂を補う\n工事 ② 清掃")),
    ],
)
def test_the_rest_of_a_wrapped_cell_is_of_its_row(lines, cells):
    """Where the cell breaks off or the next line counts on; the row has both lines."""
    found = rows(f"{HEAD}\n政策1 海\t(1) 港の整備\t① 桟橋\n{lines}\n政策2 山\t(1) 森の保全\t① 植樹\n")
    assert [
        (("政策1 海", "(1) 港の整備", "① 桟橋"), 2, 2),
        (cells, 3, 4),
        (("政策2 山", "(1) 森の保全", "① 植樹"), 5, 5),
    ] == found[1:]


@pytest.mark.parametrize("line", ["政策2 山と生きる", "※ 取組は毎年見直す。", "(1) 森の保全"])
def test_a_line_that_begins_anew_is_of_no_row(line):
    """A heading or a note between the rows of a table."""
    found = rows(f"{HEAD}\n政策1 海\t(1) 港の整備\t① 桟橋\n{line}\n政策2 山\t(1) 森の保全\t① 植樹\n")
    assert ("政策1 海", "(1) 港の整備", "① 桟橋") == found[1][0]


def test_a_header_one_tab_to_the_right_stands_over_its_rows():
    """Unless its first column has no name and the rows are as wide as it is."""
    row = "政策1 海\t(1) 港の整備\t① 桟橋"
    assert ("政策", "方針", "取組") == rows(f"\t{HEAD}\n{row}\n")[0][0]
    assert ("", "現状値", "目標値") == rows("\t現状値\t目標値\n船の数\t3隻\t9隻\n")[0][0]


def test_a_first_row_outside_of_its_table_is_its_first_row():
    """政策 | 海 |, a blank line, and the table of two columns that goes on."""
    text = "政策 | 1 海を守る |\n\n| 施策 | 1-1 港の整備 |\n|---|---|\n| 担当課 | 港湾課 |\n"
    (block,) = read_document(text.encode(), "plan.md").blocks
    assert [("政策", "1 海を守る"), ("施策", "1-1 港の整備"), ("担当課", "港湾課")] == [row.cells for row in block.rows]
