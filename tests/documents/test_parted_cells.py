"""Narrow columns of a table in a PDF stand so close that their values touch; lines nearby show that they are cells."""

from plangraph.documents.pdf.parted import part_cells
from plangraph.documents.pdf.segments import Segment

SIZE = 8.0


def segment(text, x0, x1, y):
    return Segment(text, x0, y, x1, y + SIZE, SIZE)


def row(y, *cells):
    """Cells that end where their columns do."""
    return [segment(text, right - 0.5 * SIZE * len(text), right, y) for text, right in zip(cells, ENDS, strict=True)]


ENDS = (120, 160, 200)
PLAIN = [*row(100, "61.8", "64.5", "67.0"), *row(112, "12", "27", "42")]


def test_values_that_touch_are_parted_where_lines_nearby_have_a_cell_for_each():
    """57.3 63.0以上 is two values below and above two others."""
    found = part_cells([*PLAIN, segment("57.3 63.0以上 68.0以上", 102, 204, 124)])
    assert ["57.3", "63.0以上", "68.0以上"] == [each.text for each in found if each.top == 124]


def test_the_years_of_narrow_columns_are_whole():
    """度, wrapped below 令和12年, makes it a fiscal year and is no cell of its own."""
    found = part_cells([segment("令和6年度 令和9年度 令和12年", 84, 203, 80), segment("度", 196, 204, 89), *PLAIN])
    assert ["令和6年度", "令和9年度", "令和12年度"] == [each.text for each in found if each.top < 100]


def test_what_no_line_nearby_shows_to_be_cells_stays_whole():
    """Two numbers on a line of their own, words, and values over columns of another number."""
    alone = segment("57.3 63.0", 102, 164, 124)
    words = segment("延べ人数 の合計", 102, 204, 124)
    two = segment("57.3 63.0", 84, 204, 124)
    assert [["57.3 63.0"], ["延べ人数 の合計"], ["57.3 63.0"]] == [
        [each.text for each in part_cells(segments) if each.top == 124]
        for segments in ([alone], [*PLAIN, words], [*PLAIN, two])
    ]
