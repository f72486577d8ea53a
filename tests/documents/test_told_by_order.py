"""Where `pdftotext` moves the lines of a header and of its rows aside, the order of words tells what is of which."""

from __future__ import annotations

import pytest

from plangraph.documents import read_document

HEAD = """
        指標          単位    基準値 実績値 実績値 目標値 進捗                   担当課
                         2021年度 2022年度 2023年度 2026年度 状況
"""
NAMES = (
    "指標",
    "単位",
    "基準値\n2021年度",
    "実績値\n2022年度",
    "実績値\n2023年度",
    "目標値\n2026年度",
    "進捗\n状況",
    "担当課",
)
BEACH = "浜の清掃に出る市民の数       人         18     22     24     26 ○    環境課\n"
ROCKS = "磯の観察会の回数（累計）      回       31.2   32.0   32.0   36.0 △    港湾課\n"
ROWS = [
    ("浜の清掃に出る市民の数", "人", "18", "22", "24", "26", "○", "環境課"),
    ("磯の観察会の回数（累計）", "回", "31.2", "32.0", "32.0", "36.0", "△", "港湾課"),
]


def tables(text):
    blocks = read_document(text.encode(), "plan.txt").blocks
    return [[row.cells for row in block.rows] for block in blocks if block.rows]


def test_as_many_years_as_names_of_values_are_of_these_though_they_stand_beside_them():
    """A table right below the heading of its measure, and another right below its last row."""
    text = "施策1-1 海と浜の保全" + HEAD + BEACH + ROCKS + "施策1-2 魚と漁場の保全" + HEAD + ROCKS
    assert tables(text) == [[NAMES, *ROWS], [NAMES, ROWS[1]]]


def test_names_in_the_middle_of_a_header_over_three_lines_keep_their_places():
    """The unit and the department between the names of values and the years, the first year with them."""
    text = """
        指標                基準値 実績値 実績値 目標値 進捗
                     単位 2021年度                               担当課
                                 2022年度 2023年度 2026年度 状況
浜の清掃に出る市民の数            人   48,210 50,644 52,931 70,000 ○    環境課
船と港の事務事業における油の使用量の推   kL     27,915 26,480 集計中 18,000 －    港湾課
計
施策2-2 魚と漁場の保全
"""
    assert tables(text) == [
        [
            NAMES,
            ("浜の清掃に出る市民の数", "人", "48,210", "50,644", "52,931", "70,000", "○", "環境課"),
            (
                "船と港の事務事業における油の使用量の推\n計",
                "kL",
                "27,915",
                "26,480",
                "集計中",
                "18,000",
                "－",
                "港湾課",
            ),
        ]
    ]


def test_rows_are_told_by_order_where_only_their_places_do_not_tell():
    text = """
        指標          単位    現状値 実績値 目標値                   担当課
                         R3年度 R5年度 R8年度
浜の清掃に出る市民の数       人       1,118     922     126    環境課
磯の観察会の回数（累計）      回       31.2   32.0   36.0  港湾課
"""
    assert tables(text)[0][1:] == [
        ("浜の清掃に出る市民の数", "人", "1,118", "922", "126", "環境課"),
        ("磯の観察会の回数（累計）", "回", "31.2", "32.0", "36.0", "港湾課"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        "浜の清掃に出る市民の数       人         18     22            26 ○    環境課\n",
        "浜の清掃 参加者数           18     22     24     26 ○    環境課\n",
        "浜の清掃に出る市民の数       18     22     24     26 ○  良好   環境課\n",
    ],
    ids=["no value of one year", "a name of two words and no unit", "a word more and no unit"],
)
def test_a_row_without_a_word_for_each_column_gives_no_year_a_value(row):
    assert not [found for table in tables(HEAD + row) if table[0] == NAMES for found in table[1:]]


def test_a_sentence_below_the_rows_is_no_part_of_a_name():
    assert tables(HEAD + BEACH + "参加者は増えている。\n") == [[NAMES, ROWS[0]]]


def test_the_rest_of_a_department_right_of_all_else_goes_on_with_it():
    text = HEAD + BEACH.replace("環境課", "環境課・") + " " * 63 + "港湾課\n" + ROCKS
    assert tables(text) == [[NAMES, (*ROWS[0][:-1], "環境課・\n港湾課"), ROWS[1]]]
