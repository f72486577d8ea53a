"""A name that fills its column in a text table is cut there: above or beside its values, and however often."""

from __future__ import annotations

import pytest

from plangraph.documents import read_document

HEAD = """
  指標                      単位    現状値    目標値
  港を出た船の延べ数        隻      310       350
"""
BELOW = """  浜辺の清掃に加わる人たち
  の数                      人      17        24
  海藻を乾かす小屋の建て替
  え数（累計）              棟      2         9
"""
BESIDE = """  浜辺の清掃に加わる人たち  人      17        24
  の数
  海藻を乾かす小屋の建て替  棟      2         9
  え数（累計）
"""


def rows(text):
    blocks = read_document((HEAD.lstrip("\n") + text).encode(), "plan.txt").blocks
    return [row.cells for block in blocks for row in block.rows]


@pytest.mark.parametrize("body", [BELOW, BESIDE], ids=["values on the last line", "values on the first line"])
@pytest.mark.parametrize("behind", ["", "※ 数は春のもの\n", "        - 12 -\n"], ids=["end", "note", "page"])
def test_names_that_fill_their_column_are_whole(body, behind):
    """Two in succession, and a note or the number of the page right below them."""
    assert [
        ("浜辺の清掃に加わる人たち\nの数", "人", "17", "24"),
        ("海藻を乾かす小屋の建て替\nえ数（累計）", "棟", "2", "9"),
    ] == rows(body + behind)[2:]


def test_a_cut_name_below_a_whole_row_is_not_the_rest_of_it():
    """It fills its column, so it begins the name below it, though the name above is as wide."""
    found = rows("  浜辺の清掃に加わる人たち  人      17        24\n" + "\n".join(BELOW.split("\n")[2:]))
    assert ["浜辺の清掃に加わる人たち", "海藻を乾かす小屋の建て替\nえ数（累計）"] == [cells[0] for cells in found[2:]]


def test_what_heads_a_group_of_rows_is_in_no_name():
    """浜と港のにぎわいの創出, as wide as the column: so ends a heading, not a name that was cut."""
    assert not [
        cells
        for cells in rows("  浜と港と島の活気の創出\n  船の数                    隻      3         9\n")
        if "\n" in cells[0]
    ]


@pytest.mark.parametrize("unit", ["ｇ      ", "  ｇ    ", "kg      ", "\u3000ｇ    "])
def test_two_blanks_part_a_long_name_from_its_unit(unit):
    """１人１日当たりの…  ｇ: the row is full only if they do."""
    found = rows(f"  １人１日当たりの魚の量め  {unit}642       600\n")
    assert ("１人１日当たりの魚の量め", unit.strip(), "642", "600") == found[-1]
