"""A text table is set in one way: values beside the first line of a name, beside its last, or amid its lines."""

import unicodedata

import pytest

from plangraph.documents.plaintext import read_blocks

NAMES = [
    "浜の市場を開いた日の数", "港の行事に参加したことがある子どもの割合", "網を直した漁師の延べ人数", "客の数",
    "船の見回りに加わった団体のうち浜の外から来たものの割合", "海の水を一年に調べた回数",
]  # fmt: skip


def width(text):
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


def padded(text, until):
    return text + " " * (until - width(text))


def wrapped(name, wide):
    lines = [""]
    for letter in name:
        if width(lines[-1] + letter) > wide:
            lines.append("")
        lines[-1] += letter
    return lines


def table(way, wide, *, gap=3, first="", between=""):
    """The text of a table, names cut at so many places, and what is to be read: a name and its two values a row."""
    column = wide + gap
    lines = [f"   {padded('指標', column)}単位    現状値(R3)    目標値(R9)"]
    lines += [f"   {first}"] if first else []
    told = []
    for at, name in enumerate(NAMES):
        parts, values = wrapped(name, wide), (str(110 + at), str(220 + at))
        told.append((name, *values))
        beside = {"first": 0, "last": len(parts) - 1, "amid": len(parts) // 2 if len(parts) % 2 else -1}[way]
        row = [f"   {padded(part, column if n == beside else 0)}" for n, part in enumerate(parts)]
        said = f"件      {values[0]}           {values[1]}"
        if beside < 0:
            row.insert(len(parts) // 2, " " * (column + 3) + said)
        else:
            row[beside] += said
        lines += row + ([f"   {between}"] if between and at == 2 else [])
    return "\n".join(lines), told


def read(text):
    rows = [row.cells for block in read_blocks(text) for row in block.rows]
    return [("".join(cells[0].split()), *cells[-2:]) for cells in rows if len(cells) > 3 and cells[-1].isdecimal()]


@pytest.mark.parametrize("wide", [16, 20, 22, 26, 30])
@pytest.mark.parametrize("way", ["first", "last", "amid"])
def test_each_name_has_its_own_values_whichever_way_a_table_is_set(way, wide):
    """Wherever the column cuts the names."""
    text, told = table(way, wide)
    assert told == read(text)


@pytest.mark.parametrize("way", ["first", "last", "amid"])
@pytest.mark.parametrize("where", ["first", "between"])
def test_no_heading_of_a_group_gives_a_name_the_values_of_another(way, where):
    """What stands between the rows makes some of them unreadable, or is read; no value goes to another row's name."""
    text, told = table(way, 30, **{where: "漁業の振興"})
    values = {(low, high): name for name, low, high in told}
    wrong = [(name, low) for name, low, high in read(text) if not values[low, high].endswith(name[-2:])]
    assert [] == wrong
