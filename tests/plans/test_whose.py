"""Whose a document is, by where its title names a municipality."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plangraph.documents import read_document
from plangraph.errors import MunicipalityError
from plangraph.model import Block, BlockKind, PlanFacts, PlanKind, Span
from plangraph.plans import parse_plan

TABLE = "整理番号,施策,事務事業名,担当課,成果\n"
TABLE += "1,海を守る,浜の清掃,港湾課,掃きました。\n2,海を守る,藻場の再生,港湾課,植えました。\n"


def whose(head):
    return parse_plan(read_document(f"{head},,,,\n{TABLE}".encode(), "plan.csv"), PlanFacts()).municipality_name


@pytest.mark.parametrize(
    "head",
    [
        "令和６年度　事務事業評価結果一覧（糸島市）",
        "事務事業評価結果一覧【福岡県糸島市】",
        "事務事業評価結果一覧　糸島市",
        "事務事業評価結果一覧 福岡県糸島市",
    ],
)
def test_a_title_may_end_with_whose_it_is(head):
    """In brackets, or behind a blank."""
    assert "糸島市" == whose(head)


@pytest.mark.parametrize("head", ["評価結果一覧（下糸島市）", "評価結果一覧（糸島市を除く）", "評価結果の糸島市"])
def test_other_words_around_a_name_at_the_end_do_not_say_whose_it_is(head):
    """A part of a longer name, or a name that the title goes on from, is no sender."""
    with pytest.raises(MunicipalityError, match="whose plan"):
        whose(head)


def test_a_text_that_speaks_of_another_all_the_time_is_asked_about():
    """浜松市 in brackets behind the title, and 糸島市 in each row: nobody can tell."""
    rows = "".join(f"{n},糸島市の海,糸島市の浜{n},港湾課,糸島市の皆さんと掃きました。\n" for n in range(3, 9))
    with pytest.raises(MunicipalityError, match="whose plan"):
        parse_plan(read_document(f"視察の記録（浜松市）,,,,\n{TABLE}{rows}".encode(), "plan.csv"), PlanFacts())


def test_a_line_below_the_title_may_be_whose_it_is():
    """Alone, with its prefecture or without."""
    text = "市長公約の達成状況\n令和7年3月31日現在\n{}\n\n第1章 海のまち\n\n第1節 港\n\n浜を掃きます。\n"
    for name in ("糸島市", "福岡県糸島市"):
        plan = parse_plan(read_document(text.format(name).encode(), "plan.txt"), PlanFacts())
        assert ("糸島市", "市長公約の達成状況") == (plan.municipality_name, plan.title)


def test_the_title_of_a_sheet_says_whose_it_is(sheets):
    """In its first cell, with the unit that keeps the sheet at the edge of the row."""
    title = ["糸島市まち・ひと・しごと創生総合戦略 KPI管理表", None, None, None, None, "企画部企画課"]
    head = ["基本目標", "施策", "KPI", "基準値（R1）", "実績値（R6）", "判定"]
    row = ["1 海で働く", "(1) 網を直す", "船の数", "3隻", "5隻", "達成"]
    plan = sheets([title, ["※一部は暫定値"], [], head, row], facts=PlanFacts())
    assert ("糸島市", title[0], PlanKind.STRATEGY_REVIEW) == (plan.municipality_name, plan.title, plan.kind)


RUNNING = "第9次糸島市総合計画 後期基本計画"
PAGES = "政策1 海のまち\n\n施策1-1 港を守る\n\n桟橋を直します。\n"


def cut_out(*around, media_type="application/pdf"):
    """Pages without a title, and what is printed around them."""
    document = read_document(PAGES.encode(), "plan.txt")
    furniture = tuple(Block(BlockKind.PARAGRAPH, Span(1, 1), text) for text in around)
    return parse_plan(replace(document, media_type=media_type, furniture=furniture), PlanFacts())


def test_pages_cut_out_of_a_plan_have_the_title_that_runs_over_them():
    """Which says whose they are as well, and of what kind."""
    plan = cut_out(RUNNING, "- 38 -", RUNNING, "- 39 -")
    assert ("糸島市", PlanKind.COMPREHENSIVE_PLAN) == (plan.municipality_name, plan.kind)
    assert "第9次糸島市総合計画後期基本計画" == plan.title


@pytest.mark.parametrize(
    ("around", "media_type"),
    [
        ([RUNNING, "- 38 -"], "application/pdf"),
        ([RUNNING, RUNNING, "糸島市観光戦略", "糸島市観光戦略"], "application/pdf"),
        ([RUNNING, RUNNING], "text/html"),
    ],
    ids=["once", "two titles", "a web page"],
)
def test_what_else_stands_around_pages_is_no_title(around, media_type):
    """Nobody can tell then."""
    with pytest.raises(MunicipalityError, match="whose plan"):
        cut_out(*around, media_type=media_type)


def test_a_column_names_the_plan_of_all_rows():
    """As in tables of open data; of two plans neither is the title."""
    head = "市区町村名,計画名,基本目標,施策,指標名,単位,基準値（R1）,2024年度実績,進捗状況\n"
    row = "糸島市,{},基本目標1 海で働く,1-{n} 網を直す,船の数{n},隻,3,5,順調\n"
    name = "第2期糸島市まち・ひと・しごと創生総合戦略"

    def title(*names):
        rows = "".join(row.format(each, n=n) for n, each in enumerate(names, 1))
        return parse_plan(read_document(f"{head}{rows}".encode(), "kpi.csv"), PlanFacts("402303")).title

    assert name == title(name, name)
    assert name != title(name, "糸島市観光戦略")
