"""Tables, headings and periods are read however a hand lays them out in text, Markdown or a form."""

import pytest

from plangraph.documents import read_document
from plangraph.documents.plaintext import read_blocks
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")


def read(text, name="plan.txt"):
    return parse_plan(read_document(text.encode(), name), FACTS)


def outline(plan):
    """Depth, kind, code and title of each element."""

    def walk(elements, depth):
        for each in elements:
            yield depth, each.kind.value, each.code, each.title
            yield from walk(each.children, depth + 1)

    return [*walk(plan.elements, 0)]


def cells(text):
    return [[row.cells for row in block.rows] for block in read_blocks(text) if block.rows]


TABLE = [[("指標", "基準値（R1）", "目標値（R6）", "評価"), ("貸出冊数", "9冊", "12冊", "Ａ")]]


@pytest.mark.parametrize(
    "text",
    [
        "指標　基準値（R1）　目標値（R6）　評価\n貸出冊数　　　9冊　　　　12冊　　　Ａ",
        "指標　　　　基準値（R1）　　目標値（R6）　　評価\n貸出冊数　9冊　12冊　Ａ",
        "指標　基準値（R1）　目標値（R6）　評価\n貸出冊数　9冊　12冊　Ａ",
        "　指　標　　基準値（R1）　目標値（R6）　評　価\n　貸出冊数　　　9冊　　12冊　Ａ",
    ],
)
def test_one_full_width_blank_parts_cells_below_names_of_columns(text):
    """Whether the header, the rows, or both part their cells so."""
    assert TABLE == cells(text)


def test_a_row_of_more_parts_than_columns_is_parted_at_its_widest_gaps():
    """A blank within a name stays one."""
    rows = cells("指標　基準値（R1）　目標値（R6）\n図書館　来館者数　　　9人　　　12人\n貸出冊数　　　7冊　　　8冊")
    assert [
        ("指標", "基準値（R1）", "目標値（R6）"),
        ("図書館 来館者数", "9人", "12人"),
        ("貸出冊数", "7冊", "8冊"),
    ] == rows[0]


@pytest.mark.parametrize(
    "text",
    [
        "図書館は　町の学びを　支えています。\n本を　貸し出し　話を聞きます。",
        "市長　港　太郎\n副市長　浜　花子",
        "目標　実績　評価\n町の　図書館は　にぎわう",
    ],
)
def test_blanks_in_text_make_no_table(text):
    """Without names of columns above values there are no columns."""
    assert [] == cells(text)


STACKED = """# 汐鳴市総合計画

## 基本目標2　学び

### 政策2-1　学校

#### 施策2-1-1　読書

**【現状と課題】**

本が古い。

**【指標】**

| 指標名 | 策定時（R4） | 目標（R8） |
|---|---|---|
| 貸出冊数 | 9冊 | 12冊 |

**【主な事業】**

- 図書整備事業

### 政策2-2　生涯学習

#### 施策2-2-1　講座

**【現状と課題】**

講座が少ない。

**【主な事業】**

- 講座事業
"""


def test_headings_of_three_levels_keep_all_of_them():
    """A goal above policies above measures, though the plan has one goal only."""
    assert [
        (0, "Goal", "2", "学び"),
        (1, "Policy", "2-1", "学校"),
        (2, "Measure", "2-1-1", "読書"),
        (1, "Policy", "2-2", "生涯学習"),
        (2, "Measure", "2-2-1", "講座"),
    ] == outline(read(STACKED, "plan.md"))


def test_a_heading_of_the_file_is_no_action_below_a_list():
    """A heading that names a policy ends the list of projects above it."""
    text = STACKED.replace("## 基本目標2　学び\n\n", "")
    actions = [t.text for each in read(text, "plan.md").walk() for t in each.texts if t.role.value == "action"]
    assert ["図書整備事業", "講座事業"] == actions


FORM = """# 事務事業評価シート

## No.14　図書整備事業

| 事務事業名 | 図書整備事業 | 所管課 | 図書館課 |
|---|---|---|---|
| 基本目標 | 4　学びのまち | 施策 | 4-2　読書 |
"""


def test_a_heading_that_prints_the_forms_own_subject_is_no_element_above_it():
    """Its number is the subject's code."""
    assert [
        (0, "Goal", "4", "学びのまち"),
        (1, "Measure", "4-2", "読書"),
        (2, "Project", "14", "図書整備事業"),
    ] == outline(read(FORM, "sheet.md"))


def test_a_heading_of_another_title_stays_above_the_form():
    """Only what the form says again is dropped."""
    assert (0, "Policy", None, "学習課の事業") == outline(
        read(FORM.replace("No.14　図書整備事業", "学習課の事業"), "sheet.md")
    )[0]


def test_the_period_behind_the_name_of_a_plan_is_read_in_running_text():
    """Though the sentence is long and goes over lines."""
    long = (
        "この報告書は、第２期汐鳴市まち・ひと・しごと創生総合戦略（令和２年度～令\n和６年度）に掲げた"
        "数値目標と重要業績評価指標の達成の状況を、会議で伺った意見を踏まえて取りまとめました。"
    )
    assert (2020, 2024) == read(
        f"汐鳴市総合戦略の報告\n\n{long}\n\n基本目標1　仕事\n\n施策1　農業\n\n担当課：農政課\n"
    ).period


def test_years_in_running_text_that_no_plan_bears_are_no_period():
    """The years of a survey are not the plan's."""
    long = "調査は令和２年度～令和４年度に行い、市内の世帯のうち三分の一から回答がありました。" * 3
    assert read(f"汐鳴市総合戦略の報告\n\n{long}\n\n基本目標1　仕事\n\n施策1　農業\n\n担当課：農政課\n").period is None


HEAD = "# 汐鳴市総合戦略 実施状況\n\n## 基本目標1 仕事\n\n### (1) 農業\n\n"


def values(plan):
    return [(i.name, o.kind.value, o.fiscal_year, o.raw) for i in plan.indicators() for o in i.observations]


@pytest.mark.parametrize(
    "text",
    [
        "【KPI】\n\n新規就農者数\n目標 120人　実績 97人",
        "【KPI】\n\n・新規就農者数\n　目標 120人 実績 97人",
        "指標名：新規就農者数\n\n目標 120人、実績 97人",
        "新規就農者数\n目標 120人／実績 97人",
        "新規就農者数\n\n目標\n\n120人\n\n実績\n\n97人",
        "- 新規就農者数\n\n目標 120人　実績 97人",
    ],
)
def test_values_that_follow_their_labels_on_one_line_are_of_the_name_above(text):
    """With or without a label that calls it an indicator."""
    expected = [("新規就農者数", "Target", None, "120人"), ("新規就農者数", "Actual", None, "97人")]
    assert expected == values(read(f"{HEAD}{text}\n", "plan.md"))


def test_terms_and_definitions_that_name_no_indicator_give_one():
    """A name, its baseline and its target, each with its year."""
    page = (
        "<h1>汐鳴市総合戦略</h1><h2>基本目標1 仕事</h2><h3>施策1 農業</h3><dl><dt>新規就農者数</dt>"
        "<dd>現状値 3人（R4）</dd><dd>目標値 10人（R9）</dd></dl><h3>施策2 商業</h3><dl><dt>指標</dt><dd>創業件数</dd>"
        "<dt>現状値（R4）</dt><dd>3件</dd><dt>目標値（R9）</dt><dd>9件</dd></dl>"
    )
    assert [
        ("新規就農者数", "Baseline", 2022, "3人(R4)"),
        ("新規就農者数", "Target", 2027, "10人(R9)"),
        ("創業件数", "Baseline", 2022, "3件"),
        ("創業件数", "Target", 2027, "9件"),
    ] == values(read(f"<html><body>{page}</body></html>", "plan.html"))


def test_a_name_above_one_value_is_no_indicator_without_a_label():
    """A single figure may be anything."""
    assert [] == values(read(f"{HEAD}予算の規模\n目標 120人\n", "plan.md"))


WRAPPED = """某市総合戦略

基本目標１　海のしごとをつくる

　　ＫＰＩ　　　　　　　　　　　基準値　　　　実績値　　　　目標値　　　　評価　　担当課
　　　　　　　　　　　　　　　　（Ｈ３０）　　（Ｒ５）　　　（Ｒ６）
　　新しく漁業に就いた人数　　　６人　　　　　３１人　　　　３０人　　　　Ａ　　　水産課
　　海藻をつかった土産物の商　　４品　　　　　９品　　　　　１５品　　　　Ｃ　　　水産課
　　品化の数{rest}
　　漁港の利用率　　　　　　　　３８．１％　　４７．６％　　５０．０％　　Ｂ　　　港湾課
　　観光船の乗客数　　　　　　　１２，２３０人　１４，５１８人　１４，８００人　Ｂ　　観光課
"""


@pytest.mark.parametrize(
    ("rest", "units"),
    [
        ("", ["水産課"]),
        ("\u3000" * 35 + "観光課", ["水産課", "観光課"]),
    ],
    ids=["the name alone", "name and charge"],
)
def test_a_row_that_wraps_is_one_indicator_and_the_next_is_read(rest, units):
    """The second line of a row holds the rest of its name, perhaps with a second unit, and no values."""
    plan = parse_plan(
        read_document(WRAPPED.format(rest=rest).encode(), "p.txt"),
        PlanFacts(municipality="990043", municipality_name="某市", title="総合戦略"),
    )
    found = {
        each.name: ([str(o.value) for o in each.observations], [r.unit for r in each.responsibilities])
        for each in plan.indicators()
    }
    assert found == {
        "新しく漁業に就いた人数": (["6", "31", "30"], ["水産課"]),
        "海藻をつかった土産物の商品化の数": (["4", "9", "15"], units),
        "漁港の利用率": (["38.1", "47.6", "50.0"], ["港湾課"]),
        "観光船の乗客数": (["12230", "14518", "14800"], ["観光課"]),
    }
