"""A legend says what a city's grades mean: on a line, in a cell, or with a grade a row."""

import unicodedata
from io import BytesIO

import pytest
from openpyxl import Workbook

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

REVIEW = [
    ["施策", "指標", "単位", "R6目標", "R6実績", "評価"],
    ["1-1 港の整備", "桟橋の数", "本", 5, 4, "A"],
    ["1-2 灯台の保全", "点検数", "件", 3, 2, "C"],
]
REGISTER = [
    ["施策", "事務事業名", "担当課", "事業概要", "評価"],
    ["1-1 港", "桟橋の管理", "港湾課", "桟橋を直す。", "A"],
    ["1-1 港", "灯台の公開", "観光課", "灯台を開く。", "C"],
]
LEGENDS = [
    "評価：A 目標以上に進んでいる、B 概ね順調、C 大幅に遅れている",
    "【評価】A 計画どおり進んでいる／B 概ね順調／C 大幅に遅れている",
    "「A」：計画どおり　「B」：概ね順調　「C」：大幅に遅れている",
    "A（順調）、B（概ね順調）、C（遅れている）",
    "Ａ　計画どおり進んでいる　Ｂ　概ね順調　Ｃ　大幅に遅れている",
]
TABLES = {
    "grade and words": [["A", "順調"], ["B", "概ね順調"], ["C", "遅れ"]],
    "wide letters": [["Ａ", "順調"], ["Ｂ", "概ね順調"], ["Ｃ", "遅れ"]],
    "below names": [["評価", "内容"], ["Ａ", "順調"], ["Ｂ", "概ね順調"], ["Ｃ", "遅れ"]],
    "with a criterion behind": [
        ["評価", "内容", "基準"],
        ["Ａ", "順調", "目標の100%以上"],
        ["Ｂ", "概ね順調", "目標の80%以上"],
        ["Ｃ", "遅れ", "目標の80%未満"],
    ],
    "with a criterion between": [
        ["評価区分", "達成率", "内容"],
        ["A", "100%以上", "順調"],
        ["B", "80%以上", "概ね順調"],
        ["C", "80%未満", "遅れ"],
    ],
    "in a row": [["Ａ（順調）", "Ｂ（概ね順調）", "Ｃ（遅れ）"]],
    "one above the other": [["評価", "Ａ", "Ｂ", "Ｃ"], ["内容", "順調", "概ね順調", "遅れ"]],
    "one a row": [["Ａ：順調"], ["Ｂ：概ね順調"], ["Ｃ：遅れ"]],
}


def read(rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    facts = PlanFacts(municipality="990019", municipality_name="汐鳴市")
    return parse_plan(read_document(out.getvalue(), "plan.xlsx"), facts)


def statuses(plan):
    things = [*plan.walk(), *plan.indicators()]
    return [each.status and each.status.value for thing in things for each in thing.assessments]


@pytest.mark.parametrize("table", [REVIEW, REGISTER])
@pytest.mark.parametrize("legend", [[[each]] for each in LEGENDS] + list(TABLES.values()))
@pytest.mark.parametrize("after", [True, False])
def test_a_legend_above_or_below_a_table_defines_its_grades(table, legend, after):
    """A is on track and C delayed, in reviews and registers; the legend itself is no element."""
    title = [["汐鳴市の評価一覧"]]
    plan = read([*title, *table, *legend] if after else [*title, *legend, [], *table])
    assert ["OnTrack", "Delayed"] == statuses(plan)
    assert "ABC" == unicodedata.normalize("NFKC", "".join(each.grade for each in plan.scale))
    assert {"港の整備", "灯台の保全", "港", "桟橋の管理", "灯台の公開"} >= {each.title for each in plan.walk()}


def test_letters_in_a_sentence_are_no_legend():
    """A and B name places; nothing says what judgements they would be."""
    assert () == read([["汐鳴市の評価一覧"], ["A 地区と B 地区は順調"], *REVIEW]).scale


def test_rows_that_begin_with_letters_are_no_legend_without_its_names():
    """A and B are areas, and the words beside them are of what was done there."""
    areas = [["地区", "事業", "状況"], ["A", "桟橋の補修", "順調"], ["B", "灯台の公開", "遅れ"]]
    assert () == read([["汐鳴市の評価一覧"], *areas, *REVIEW]).scale


def test_a_grade_that_a_legend_explains_in_unknown_words_is_named():
    """The others are read; whoever reads hears which is not."""
    page = "<h1>汐鳴市長公約の進捗</h1><p>凡例　◎：達成　○：順調　★：水玉模様</p><h2>1　海のまち</h2><p>◎ 港の整備</p>"
    plan = parse_plan(
        read_document(f"<html><body>{page}</body></html>".encode(), "page.html"), PlanFacts("990019", "汐鳴市")
    )
    told = [each.message for each in plan.warnings if "★" in each.message]
    assert ({"◎", "○"}, 1) == ({each.grade for each in plan.scale}, len(told))


def test_any_mark_is_a_grade_where_a_legend_explains_it():
    """Stars and diamonds as well as circles, and the words beside them."""
    titles = "## 施策1 港\n\n### 1 桟橋【◇進行中】\n\n### 2 灯台［▼］\n\n直す。\n"
    document = read_document(f"# 汐鳴市計画\n\n★＝達成　◇＝進行中　▼＝遅れ\n\n{titles}".encode(), "plan.md")
    plan = parse_plan(document, PlanFacts("990019", "汐鳴市"))
    assert ["Underway", "Delayed"] == statuses(plan)
    assert ["港", "桟橋", "灯台"] == [each.title for each in plan.walk()]


SENTENCES = [
    "Ａ 目標値に達している Ｂ 目標値に向けて順調に進んでいる\nＣ 目標値に向けて遅れている",
    "Ａ：目標水準に到達している、Ｂ：計画どおり順調に進んでいる、Ｃ：目標値の達成に向けて大幅に遅れている",
    "A（計画どおり完了）　B（計画どおり順調）　C（進捗に遅れが見られる）",
    "Ａ＝目標値を達成／Ｂ＝予定どおり順調／Ｃ＝順調とは言えない",
    "A…目標を達成した　B…目標に向かって順調に進んでいる　C…取組に遅れがある",
]


@pytest.mark.parametrize("legend", SENTENCES)
def test_a_legend_of_whole_sentences_defines_its_grades(legend):
    """However long the words for a grade are, and whatever they say that the aim is."""
    page = read([["汐鳴市の評価一覧"], [legend], *REVIEW])
    assert [("A", "Achieved"), ("B", "OnTrack"), ("C", "Delayed")] == [
        (unicodedata.normalize("NFKC", each.grade), each.status.value) for each in page.scale
    ]
