"""Names in a text table go over several lines: under the row above, over the next, or around the line of values."""

import pytest

from plangraph.documents.plaintext import read_blocks

HEAD = "   指標名                            単位      現状値      目標値"
SHIPS = "   港に入った船の延べ隻数            隻           3           5"
GUESTS = "   客の数                            人          30          50"
WHOLE = ["港に入った船の延べ隻数", "客の数"]


def names(*lines):
    return [row.cells[0] for block in read_blocks("\n".join(lines)) for row in block.rows][1:]


def cells(*lines):
    return [row.cells for block in read_blocks("\n".join(lines)) for row in block.rows][1:]


@pytest.mark.parametrize(
    "first", ["浜の市場の", "浜の市場を", "浜の市場と", "浜の市場が", "浜の市場における", "浜で開く市場"]
)
def test_a_line_that_ends_as_no_name_does_begins_the_next_row(first):
    """Below a name that says what it measures, the longest of all, and above 開催回数, which has the values."""
    second = "   開催回数                          回           4           9"
    if first == "浜で開く市場":  # no more than a name that measures nothing: of which row it is, nothing says
        assert WHOLE[0] == names(HEAD, SHIPS, f"   {first}", second, GUESTS)[0]
        return
    assert [WHOLE[0], f"{first}\n開催回数", WHOLE[1]] == names(HEAD, SHIPS, f"   {first}", second, GUESTS)
    assert [f"{first}\n開催回数", *WHOLE] == names(HEAD, f"   {first}", second, SHIPS, GUESTS)


def test_the_rest_of_a_name_stays_with_the_row_above():
    """開催する浜の市場の, the longest of all, goes on with 回数."""
    row = "   一年の間に開催する浜の市場の      回           4           9"
    assert ["一年の間に開催する浜の市場の\n回数", "客の数"] == names(HEAD, row, "   回数", GUESTS)


CENTRED = ["   浜の市場の", "                                     回           4           9", "   開催回数"]


@pytest.mark.parametrize("dates", [[], ["                                              (R5)        (R9)"]])
def test_values_on_a_line_of_their_own_are_of_the_name_around_it(dates):
    """As the first row, between two, as the last, and twice."""
    row = ("浜の市場の\n開催回数", "回", "4", "9")
    skip = len(dates)
    assert [row] == [each for each in cells(HEAD, *dates, *CENTRED, SHIPS) if "市場" in each[0]]
    assert [*WHOLE[:1], row[0], *WHOLE[1:]] == names(HEAD, *dates, SHIPS, *CENTRED, GUESTS)[skip:]
    assert [*WHOLE, row[0]] == names(HEAD, *dates, SHIPS, GUESTS, *CENTRED)[skip:]
    assert [row, row] == [each for each in cells(HEAD, *dates, *CENTRED, *CENTRED, SHIPS) if "市場" in each[0]]


def test_a_name_of_four_lines_has_its_values_in_the_middle():
    """Two lines over them, two under them."""
    tall = ["   浜の市場の", "   開かれる日を", CENTRED[1], "   知っている人の", "   割合"]
    assert [WHOLE[0], "浜の市場の\n開かれる日を\n知っている人の\n割合", WHOLE[1]] == names(HEAD, SHIPS, *tall, GUESTS)


def test_lines_of_names_and_of_values_by_turns_are_a_row_each():
    """No name takes a part of the next."""
    by_turns = [CENTRED[0].replace("の", ""), CENTRED[1], "   網の数", CENTRED[1].replace("4", "6")]
    assert [("浜市場", "回", "4", "9"), ("網の数", "回", "6", "9")] == cells(HEAD, SHIPS, *by_turns)[1:]
