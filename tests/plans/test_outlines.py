"""Which headings open what: numbers within numbers, amounts that are no numbers, titles that only refer."""

from __future__ import annotations

import pytest

from plangraph.documents import read_document
from plangraph.graph.build import build_graph
from plangraph.model import Block, BlockKind, PlanFacts, Span
from plangraph.namespaces import PG, RDF, Iris
from plangraph.plans import parse_plan
from plangraph.plans.layouts.general.ranks import read_heading
from plangraph.plans.outline import parse_marker


def read(text, name="plan.md"):
    return parse_plan(read_document(text.encode(), name), PlanFacts(municipality="990043", municipality_name="某市"))


def outline(plan):
    above = {id(child): element for element in plan.walk() for child in element.children}
    return [
        (element.kind.value, element.code, element.title, above[id(element)].title if id(element) in above else "")
        for element in plan.walk()
    ]


def heading(text):
    found = read_heading(Block(BlockKind.PARAGRAPH, Span(1, 1), text))
    return (found.code, found.title) if found else None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("施策Ⅰ-1 港", "Ⅰ-1"),
        ("施策Ⅱ－３ 港", "Ⅱ-3"),
        ("施策I-1 港", "Ⅰ-1"),
        ("Ⅰ-1 港", "Ⅰ-1"),
        ("Ⅰ-1-(2) 港", "Ⅰ-1-2"),
        ("公約1-(1) 港", "1-1"),
        ("基本施策1(1) 港", "1-1"),
        ("(1)-2 港", "1-2"),
        ("施策1.2 港", "1-2"),
        ("⑵港", "2"),
        ("⒊ 港", "3"),
    ],
)
def test_a_number_within_a_number_is_part_of_the_code(text, code):
    """Whether it stands behind a dash or in brackets: the title is what is left."""
    marker = parse_marker(text)
    assert (code, "港") == (marker.code, marker.title)
    assert (code, "港") == heading(text)


@pytest.mark.parametrize(
    "text",
    [
        "目標 200隻(令和8年度)",
        "目標 200人(令和8年度)",
        "目標 40%(令和8年度)",
        "目標100%達成",
        "取組10件を実施",
        "目標 29億円以下",
        "目標1,500人",
        "目標5年後",
    ],
)
def test_an_amount_behind_a_word_is_no_number_of_a_heading(text):
    """A number of three digits and more, or one with its unit."""
    assert (None, None) == (heading(text), parse_marker(text))


@pytest.mark.parametrize(("text", "title"), [("基本目標1人が集うまち", "人が集うまち"), ("施策1 施設", "施設")])
def test_a_title_may_begin_with_a_word_that_is_also_a_unit(text, title):
    """Only what can be nothing but an amount is one."""
    assert ("1", title) == heading(text)


def test_measures_numbered_by_roman_numerals_have_their_own_codes():
    """Ⅰ-1 and Ⅰ-2 below Ⅰ."""
    text = "# 総合計画\n\n## 政策Ⅰ 海\n\n### 施策Ⅰ-1 港\n\n【現状】\n\n浅い。\n\n### 施策Ⅰ-2 浜\n\n【現状】\n\n狭い。\n"
    assert [
        ("Policy", "政策Ⅰ", "海", ""),
        ("Measure", "Ⅰ-1", "港", "海"),
        ("Measure", "Ⅰ-2", "浜", "海"),
    ] == outline(read(text))


def test_what_is_numbered_below_a_measure_is_the_measures():
    """(1) and (2) below 施策Ⅰ-1, with a label above them or none; and so is the table of indicators behind them."""
    text = (
        "# 総合計画\n\n## 政策Ⅰ 海\n\n### 施策Ⅰ-1 港\n\n【施策の方向】\n\n(1) 桟橋\n\n直します。\n\n(2) 灯台\n\n"
        "【まちづくり指標】\n\n| 指標名 | 策定時(R4) | めざす値(R9) |\n|---|---|---|\n| 船の数 | 3隻 | 5隻 |\n\n"
        "### 施策Ⅰ-2 浜\n\n主管課:観光課\n\n(1) 松林\n\n(2) 遊歩道\n"
    )
    plan = read(text)
    assert [
        ("Policy", "政策Ⅰ", "海", ""),
        ("Measure", "Ⅰ-1", "港", "海"),
        ("Initiative", "Ⅰ-1-1", "桟橋", "港"),
        ("Initiative", "Ⅰ-1-2", "灯台", "港"),
        ("Measure", "Ⅰ-2", "浜", "海"),
        ("Initiative", "Ⅰ-2-1", "松林", "浜"),
        ("Initiative", "Ⅰ-2-2", "遊歩道", "浜"),
    ] == outline(plan)
    assert {"船の数": "港"} == {i.name: e.title for e in plan.walk() for i in e.indicators}


def test_the_next_pledge_needs_no_blank_line():
    """A line that promises the next number begins another pledge, with a charge and a judgement of its own."""
    text = (
        "市長公約進捗状況\n\n公約Ⅰ 海\n 1 港を直します\n   所管課 港湾課      進捗 達成\n   取組内容\n"
        "    桟橋を直した。\n 2 浜を守ります\n   所管課 観光課      進捗 未着手\n   取組内容\n    松は 3 本枯れた。\n\n"
        "公約Ⅱ 山\n"
        " 3 森を育てます\n   所管課 林務課      進捗 達成\n"
    )
    plan = read(text, "plan.txt")
    assert [
        ("Pledge", "Ⅰ", "海", ""),
        ("Pledge", "1", "港を直します", "海"),
        ("Pledge", "2", "浜を守ります", "海"),
        ("Pledge", "Ⅱ", "山", ""),
        ("Pledge", "3", "森を育てます", "山"),
    ] == outline(plan)
    assert [("港湾課", "達成"), ("観光課", "未着手"), ("林務課", "達成")] == [
        (e.responsibilities[0].unit, e.assessments[0].grade) for e in plan.walk() if e.assessments
    ]


CHAPTERS = """# 海の計画

令和6年3月

## 第1部 総論

### 1 計画策定の趣旨

魚が減りました。

## 第2部 分野別計画

### 政策Ⅰ 海

#### 施策Ⅰ-1 港

【現状と課題】

浅い。

【まちづくり指標】

| 指標名 | 策定時(R4) | めざす値(R9) |
|---|---|---|
| 船の数 | 3隻 | 5隻 |
"""
GENERAL = """# 海の計画

令和6年3月

## 第1章 計画策定の趣旨

魚が減りました。

## 第2章 施策の展開

### 基本目標1 海

#### 1-1 港

担当課:港湾課
"""


@pytest.mark.parametrize("text", [CHAPTERS, GENERAL], ids=["chapters", "general"])
def test_text_about_the_document_is_the_plans(text):
    """What is printed above the first element, or about the document itself, is in the graph, and in no element."""
    plan = read(text)
    said = "\n".join(each.text for each in plan.texts)
    assert all(words in said for words in ("令和6年3月", "計画策定の趣旨", "魚が減りました。"))
    assert not any("魚" in each.text for element in plan.walk() for each in element.texts)
    graph = build_graph(plan, Iris())
    words = {str(graph.value(node, RDF.value)) for node in graph.objects(None, PG.text)}
    assert {each.text for each in plan.texts} <= words


def test_a_caption_that_speaks_of_a_pillar_is_none_itself():
    """柱2の項目 below 柱2: the table is the pillar's."""
    rows = "<tr><th>指標</th><th>目標値(R9)</th></tr><tr><td>船の数</td><td>5隻</td></tr>"
    table = f"<table><caption>柱2の項目</caption>{rows}</table>"
    plan = read(f"<html><body><h1>海の計画</h1><h2>柱2 港</h2>{table}</body></html>", "plan.html")
    assert [("Policy", "2", "港", "")] == outline(plan)
    assert ["船の数"] == [each.name for each in plan.elements[0].indicators]


@pytest.mark.parametrize(
    "title", ["基本施策別事業計画", "目標の達成に向けた施策", "部門別計画", "将来像の実現に向けた取組"]
)
def test_a_chapter_that_only_gathers_is_no_policy(title):
    """It says how the plan is arranged."""
    plan = read(f"# 海の計画\n\n## 第3章 {title}\n\n### 基本目標1 港\n\n#### 1-1 桟橋\n\n担当課:港湾課\n")
    assert [("Goal", "1", "港", ""), ("Measure", "1-1", "桟橋", "港")] == outline(plan)


@pytest.mark.parametrize("named", ["", "|施策名|{}|\n"], ids=["heading alone", "named again"])
def test_a_form_says_what_the_heading_above_it_stands_under(named):
    """政策名 in a form below 施策2-3: the policy has both measures, whether or not the form names them again."""
    form = "## 施策2-{0} {1}\n\n| 政策名 | 2 海 |\n|---|---|\n" + named.format("{1}") + "| 担当課 | {2} |\n"
    plan = read("# 施策評価シート\n\n" + form.format(3, "港", "港湾課") + "\n" + form.format(4, "浜", "観光課"))
    assert [
        ("Policy", "2", "海", ""),
        ("Measure", "2-3", "港", "海"),
        ("Measure", "2-4", "浜", "海"),
    ] == outline(plan)
    assert [["港湾課"], ["観光課"]] == [[r.unit for r in e.responsibilities] for e in plan.elements[0].children]


def test_what_a_form_cannot_place_is_kept_as_text():
    """A heading that stands below another stays there, and what the form calls its policy is not lost."""
    plan = read(
        "# 施策評価シート\n\n## 政策1 山\n\n### 施策2-3 港\n\n| 政策名 | 2 海 |\n|---|---|\n| 担当課 | 港湾課 |\n"
    )
    assert [("Policy", "1", "山", ""), ("Measure", "2-3", "港", "山")] == outline(plan)
    assert ["政策名：2 海"] == [each.text for each in plan.elements[0].children[0].texts]


def test_what_stands_below_the_title_is_the_plans():
    """The date on the second line of the first paragraph."""
    plan = read("市長公約進捗一覧\n(令和7年3月31日現在)\n\n公約1 海\n\n担当課：港湾課\n", "plan.txt")
    assert ("市長公約進捗一覧", ["(令和7年3月31日現在)"]) == (plan.title, [each.text for each in plan.texts])


def test_sections_that_are_no_elements_are_the_plans_texts():
    """Those about the document with all their headings, and those that say nothing of an element."""
    plan = read(
        "# 海の計画\n\n## 1 策定の趣旨\n\n### 背景となるもの\n\n魚が減りました。\n\n## 2 あいさつ\n\n海が好きです。\n\n"
        "## 3 取組\n\n### 基本目標1 港\n\n担当課:港湾課\n"
    )
    assert [("Goal", "1", "港", "")] == outline(plan)
    said = [each.text for each in plan.texts]
    assert {"背景となるもの", "魚が減りました。", "あいさつ", "海が好きです。"} <= set(said)


def test_a_level_that_every_row_of_a_system_says_again_is_one_element():
    """A table without merged cells, as CSV is, prints the policy of each measure on its row."""
    rows = "|1 海|1-1 港|①桟橋|\n|1 海|1-1 港|②灯台|\n|2 山|2-1 森|①苗木|\n"
    plan = read(f"# 汐鳴市総合計画 施策の体系\n\n|政策|基本施策|施策|\n|---|---|---|\n{rows}")
    assert [
        ("Policy", "1", "海", ""),
        ("Measure", "1-1", "港", "海"),
        ("Initiative", "①", "桟橋", "港"),
        ("Initiative", "②", "灯台", "港"),
        ("Policy", "2", "山", ""),
        ("Measure", "2-1", "森", "山"),
        ("Initiative", "①", "苗木", "森"),
    ] == outline(plan)
