"""Registers of words in text, whose rows blank lines part and whose cells go over lines, are tables."""

from __future__ import annotations

import pytest

from plangraph.documents import read_document
from plangraph.documents.aligned import width_of


def line(*cells, width=len):
    """A line with each cell at its place; `width` says how many places letters take."""
    text = ""
    for at, cell in cells:
        text += " " * (at - width(text)) + cell
    return text


def table(width=len):
    """Three rows, one blank apart in the last, where a comment fills its column."""
    wide = width("あ")
    name, mark, note, unit = 6, 6 + 18 * wide, 10 + 18 * wide, 11 + 38 * wide
    head = [(0, "番号"), (name + 6, "公約"), (mark - 1, "評価"), (note + 6, "コメント"), (unit + 1, "担当課")]
    texts = [
        [], [(name, "子どもの遊び場を浜辺の近くにつく"), (note, "令和６年７月に南の浜に設けた。地元の")],
        [(0, "1-1"), (mark, "◎"), (unit, "こども課")], [(name, "ります。"), (note, "漁協と手入れをする。")],
        [], [(0, "1-2"), (name, "給食に魚を使います。"), (mark, "○"), (note, "週に一度とした。"),
             (unit, "給食センター")],
        [], [(note, "北の港の調査を終え、来年度に工事を始め、"), (unit, "港湾整備推")],
        [(0, "1-3"), (name, "津波に備えて堤防を高くします。"), (mark, "△")], [(note, "五年で終える。"), (unit, "進課")],
    ]  # fmt: skip
    return "".join(f"{line(*each, width=width)}\n" for each in [head, *texts])


NOTES = (
    "令和６年７月に南の浜に設けた。地元の\n漁協と手入れをする。",
    "週に一度とした。",
    "北の港の調査を終え、来年度に工事を始め、\n五年で終える。",
)
TOLD = [
    ("1-1", "子どもの遊び場を浜辺の近くにつく\nります。", "◎", NOTES[0], "こども課"),
    ("1-2", "給食に魚を使います。", "○", NOTES[1], "給食センター"),
    ("1-3", "津波に備えて堤防を高くします。", "△", NOTES[2], "港湾整備推\n進課"),
]


def rows(text):
    blocks = read_document(text.encode(), "plan.txt").blocks
    return [row.cells for block in blocks for row in block.rows]


@pytest.mark.parametrize("width", [len, width_of], ids=["by letters", "by half-width places"])
def test_cells_that_go_over_lines_around_a_number_are_of_its_row(width):
    """As `pdftotext -layout` sets cells that are centred, or somebody by hand; one blank apart where a cell is full."""
    assert [("番号", "公約", "評価", "コメント", "担当課"), *TOLD] == rows(table(width))


def test_rows_say_which_lines_they_are():
    """A heading right above the names of the columns is no part of the table."""
    blocks = read_document(f"１ 海とともに生きるまち\n{table()}".encode(), "plan.txt").blocks
    spans = [(row.span.start_line, row.span.end_line) for row in blocks[1].rows]
    assert ("１ 海とともに生きるまち", 2) == (blocks[0].text, len(blocks))
    assert [(2, 2), (4, 6), (8, 8), (10, 12)] == spans


@pytest.mark.parametrize(
    "behind",
    [
        f"\n{' ' * 30}1\n",
        "\n〔集計〕 ◎ １件 ○ １件 △ １件\n",
        "\n\f２ 山とともに生きるまち\n",
        "\n（注）評価は担当課による。\n",
    ],
    ids=["number of a page", "sum", "heading on the next page", "note"],
)
def test_what_has_no_number_of_its_own_ends_the_table(behind):
    """It is a block of its own."""
    blocks = read_document(f"{table()}{behind}".encode(), "plan.txt").blocks
    assert [behind.strip()] == [block.text for block in blocks[1:]]
    assert TOLD == rows(f"{table()}{behind}")[1:]


def test_cells_that_no_blank_column_parts_make_no_table():
    """Where a comment reaches below the next name, nobody can tell whose it is."""
    over = table().replace("漁協と手入れをする。", "漁協と手入れをし、夏には市民の皆さんと海の祭りを開くことにした。")
    assert TOLD != rows(over)[1:]
