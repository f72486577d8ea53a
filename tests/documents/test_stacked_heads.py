"""Columns named over and below the line that names the rows, as `pdftotext -layout` prints centred cells."""

from __future__ import annotations

import pytest

from plangraph.documents import read_document
from plangraph.documents.aligned import width_of

NAMES = ("指標", "単位", "基準値\nR1", "R5\n実績", "R6\n実績", "目標値\nR8", "評価", "所管課")
PLACES = (0, 34, 42, 54, 66, 78, 90, 100)
HEAD = [
    ("", "", "基準値", "R5", "R6", "目標値", "", ""),
    ("指標", "単位", "", "", "", "", "評価", "所管課"),
    ("", "", "R1", "実績", "実績", "R8", "", ""),
]
ROWS = [
    ("港の市の売上額", "億円", "1,284", "1,319", "未公表", "1,350", "D", "水産課"),
    ("", "", "", "", "", "", "", "水産課"),
    ("渡し船に乗った人の数（延べ）", "人", "12", "－", "11", "20", "C", ""),
    ("", "", "", "", "", "", "", "観光課"),
]
YEARS = [
    ("", "", "", "R3", "", "", "", "R8"),
    ("指標", "単位", "区分", "", "R4", "R5", "R6", ""),
    ("", "", "", "(策定時)", "", "", "", "(最終)"),
]
PAIRS = [
    ("", "", "目標", "", "2,300", "2,450", "2,600", "2,900"),
    ("浜の教室の参加者数", "人", "", "", "", "", "", ""),
    ("", "", "実績", "2,140", "2,018", "未実施", "2,577", ""),
]


def lines(rows, measure=len):
    """Rows printed with each cell at its column's place."""
    for cells in rows:
        line = ""
        for at, cell in zip(PLACES, cells, strict=True):
            line += " " * (at - measure(line)) * bool(cell) + cell
        yield line


def tables(rows, measure=len, behind=""):
    text = "基本目標１ 海を守る\n" + "\n".join(lines(rows, measure)) + "\n" + behind
    blocks = read_document(text.encode(), "plan.txt").blocks
    return [[row.cells for row in block.rows] for block in blocks if block.rows]


@pytest.mark.parametrize("measure", [len, width_of], ids=["a place for each letter", "two for a wide one"])
def test_names_over_and_below_each_other_are_of_one_column(measure):
    """No value moves to the column beside it, and what stands around the values of a row is that row's."""
    two = ("渡し船に乗った人の数（延べ）", "人", "12", "－", "11", "20", "C", "水産課\n観光課")
    behind = "  【検証】市は続く。\n"
    assert [[NAMES, ROWS[0], two]] == tables([*HEAD, *ROWS], measure, behind)


def test_lines_of_targets_and_results_share_the_name_between_them():
    """目標 over the name and 実績 below it are two rows of one indicator."""
    head = ("指標", "単位", "区分", "R3\n(策定時)", "R4", "R5", "R6", "R8\n(最終)")
    name = ("浜の教室の参加者数", "人")
    assert [[head, name + PAIRS[0][2:], name + PAIRS[2][2:]]] == tables([*YEARS, *PAIRS])


@pytest.mark.parametrize(
    "odd",
    [
        ("", "", "", "", "", "", "", "水産課"),  # below the last row: of none
        ("灯台の数", "", "3", "", "", "", "", ""),  # a name with one value
    ],
)
def test_a_line_that_is_of_no_row_leaves_nothing_named(odd):
    """Better no table of these names than a value or a unit in charge given to another row."""
    cells = {cell for table in tables([*HEAD, ROWS[0], odd]) for row in table for cell in row}
    assert not cells & {"基準値", "R5", "R6", "R1", "実績", *NAMES}


def test_what_may_be_of_the_row_above_or_of_the_next_is_of_neither():
    """A unit in charge under each row is its own, or half of a cell that the next row is in the middle of."""
    bare = (*ROWS[0][:-1], "")
    cells = {cell for table in tables([*HEAD, bare, *ROWS[1:]]) for row in table for cell in row}
    assert not cells & {"基準値", "R5", "R6", "R1", "実績", *NAMES}
