"""A header of a text table may go over two lines: the years below are of the columns that they stand below."""

import pytest

from plangraph.documents import read_document
from plangraph.documents.plaintext import read_blocks
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")


def lines(*each):
    return "\n".join(each)


def cells(text):
    return [row.cells for block in read_blocks(text) for row in block.rows]


ONE_EACH = [
    ("指標名", "単位", "現状値", "目標値"),
    ("", "", "(令和6年度)", "(令和11年度)"),
    ("貸出冊数", "冊", "1,200", "1,500"),
    ("来館者数", "人", "-", "80"),
]


@pytest.mark.parametrize(
    "years",
    [
        "                              (令和6年度)(令和11年度)",
        "                              (令和6年度) (令和11年度)",
        "                              (令和6年度)  (令和11年度)",
    ],
)
def test_years_below_names_are_cells_whether_or_not_blanks_part_them(years):
    """The brackets part them."""
    text = lines(
        "指標名                単位      現状値      目標値",
        years,
        "貸出冊数               冊        1,200       1,500",
        "来館者数               人          -           80",
    )
    assert ONE_EACH == cells(text)


def test_years_that_drift_to_the_right_are_still_of_one_name_each():
    """Rows have as many cells as there are names."""
    text = lines(
        "指標        単位   基準値    中間値    目標値",
        "                 (令和6年度)  (令和9年度)  (令和11年度)",
        "貸出冊数     冊     120      140      150",
    )
    assert ("", "", "(令和6年度)", "(令和9年度)", "(令和11年度)") == cells(text)[1]


def test_a_name_over_two_years_stands_at_the_first_of_them():
    """目標値 over 令和9年度 and 令和11年度."""
    text = lines(
        "　指　標　　　　　　現状値　　　　　　　目標値",
        "　　　　　　　　　令和6年度　　令和9年度　　令和11年度",
        "　貸出冊数　　　　　　120　　　　　140　　　　　150",
    )
    assert [
        ("指 標", "現状値", "目標値", ""),
        ("", "令和6年度", "令和9年度", "令和11年度"),
        ("貸出冊数", "120", "140", "150"),
    ] == cells(text)


def test_a_year_below_one_name_alone_is_that_names():
    """The others have none."""
    text = lines(
        "指標名                単位      現状値      目標値",
        "                                        (R11)",
        "貸出冊数               冊        1,200       1,500",
    )
    assert ("", "", "", "(R11)") == cells(text)[1]


def test_a_name_that_no_year_is_below_keeps_its_column():
    """A charge behind the values, wherever its cells begin."""
    text = lines(
        "指標名                現状値        目標値        担当課",
        "                   （R6）        （R11）",
        "貸出冊数               1,200         1,500         図書館",
        "来館者数                             80           図書館",
    )
    assert [
        ("指標名", "現状値", "目標値", "担当課"),
        ("", "（R6）", "（R11）", ""),
        ("貸出冊数", "1,200", "1,500", "図書館"),
        ("来館者数", "", "80", "図書館"),
    ] == cells(text)


@pytest.mark.parametrize(
    "text",
    [
        "港の章    海の章    丘の章\n                 (令和6年度)(令和11年度)",
        "港の章    海の章    丘の章\n                 (令和6年度)(令和11年度)\n港を直します。",
    ],
)
def test_names_over_years_without_a_row_of_values_make_no_table(text):
    """What stands there stays text."""
    assert [] == cells(text)


@pytest.mark.parametrize("title", ["施策1-1 図書館", "第1章 図書館"])
def test_years_of_the_second_line_date_the_values_of_indicators(title):
    """In either of the layouts that read such a plan."""
    text = lines(
        "汐鳴市基本計画",
        "",
        title,
        "【成果指標】",
        "　指　標　名　　　　　単位　　　現状値　　　　中間値　　　　目標値",
        "　　　　　　　　　　　　　　　（令和６年度）（令和９年度）（令和11年度）",
        "　貸出冊数　　　　　　　冊　　　　　120　　　　　140　　　　　150",
        "　来館者数　　　　　　　人　　　　　 70　　　　　 75　　　　　 80",
    )
    plan = parse_plan(read_document(text.encode(), "plan.txt"), FACTS)
    assert {
        "貸出冊数": [("Baseline", 120, 2024), ("Target", 140, 2027), ("Target", 150, 2029)],
        "来館者数": [("Baseline", 70, 2024), ("Target", 75, 2027), ("Target", 80, 2029)],
    } == {
        each.name: [(o.kind.value, o.value, o.fiscal_year) for o in each.observations]
        for element in plan.elements
        for each in element.indicators
    }


@pytest.mark.parametrize("behind", ["", "\n"], ids=["rows close", "rows apart"])
def test_what_the_years_of_a_header_are_of_may_stand_on_the_line_above_them(behind):
    """現状値 and 目標値 over the years, beside which other names are half as high; a sign of minus is no number."""
    text = lines(
        "                              現状値       目標値",
        "         指標名       単位        令和２年度     令和７年度            出典",
        "来館者数の合計（年間）         人             −          40    港湾課調べ",
        f"{behind}貸出冊数の合計（年間）         冊            58.3       70.0   図書館年報",
        f"{behind}港にある工房の数             か所            9      維持   港湾課調べ",
    )
    plan = parse_plan(read_document(f"汐鳴市総合計画\n\n第１章 海のまち\n\n■目標指標\n{text}".encode(), "a.txt"), FACTS)
    found = {
        each.name: [(o.kind.value, o.raw, o.fiscal_year) for o in each.observations]
        for each in plan.elements[0].indicators
    }
    assert ["来館者数の合計（年間）", "貸出冊数の合計（年間）", "港にある工房の数"] == [*found]
    assert [("Baseline", "58.3", 2020), ("Target", "70.0", 2025)] == found["貸出冊数の合計（年間）"]
    assert [("Baseline", "9", 2020), ("Target", "維持", 2025)] == found["港にある工房の数"]
    assert ("Target", "40", 2025) in found["来館者数の合計（年間）"]


def test_names_over_a_header_are_those_of_its_years_only_where_each_has_one():
    """Three years below two names: nobody can tell."""
    text = lines(
        "                              現状値       目標値",
        "         指標名                令和元年度   令和２年度     令和７年度",
        "来館者数の合計（年間）                       20       30          40",
        "貸出冊数の合計（年間）                       58       60       70",
    )
    assert ("指標名", "令和元年度", "令和２年度", "令和７年度") in cells(text)
