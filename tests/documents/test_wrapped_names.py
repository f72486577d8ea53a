"""A name in a text table that is wrapped above the line of its values is one name."""

from __future__ import annotations

from plangraph.documents import read_document

TABLE = """
指標名                          単位      現状値      目標値
　船の数                        隻           3           5
　{first}
　{second}                      者           4           9
　客の数                        人          30          50
"""


def names(first, second):
    blocks = read_document(TABLE.format(first=first, second=second).encode(), "plan.txt").blocks
    return [row.cells[0] for block in blocks for row in block.rows]


def test_a_name_that_does_not_end_goes_on_with_the_row_below_it():
    """港の整備に参加した is no name: what took part stands on the next line, with the values."""
    assert ["指標名", "船の数", "港の整備に参加した\n事業者", "客の数"] == names("港の整備に参加した", "事業者")


def test_a_line_that_ends_as_a_name_does_is_no_part_of_the_next():
    """Whether a heading or a name without values, it is not put before another name."""
    assert "漁業\n事業者" not in names("漁業", "事業者")
