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
        ([RUNNING, RUNNING], "text/html"),
    ],
    ids=["once", "a web page"],
)
def test_what_else_stands_around_pages_is_no_title(around, media_type):
    """Nobody can tell then."""
    with pytest.raises(MunicipalityError, match="whose plan"):
        cut_out(*around, media_type=media_type)


def test_of_two_titles_around_pages_neither_is_one():
    """Though both say whose they are."""
    plan = cut_out(RUNNING, RUNNING, "糸島市総合戦略", "糸島市総合戦略")
    assert ("糸島市", "糸島市") == (plan.municipality_name, plan.title.split()[0])
    assert any("no title stands in the document" in each.message for each in plan.warnings)


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


PLAN = """{head}

施策１　海を守る

【現状と課題】
漁をする人が減っています。{text}

【主な取組】
（１）浜の清掃
浜を掃きます。

施策２　浜を守る

【現状と課題】
浜が狭くなっています。

【主な取組】
（１）藻場の再生
藻を植えます。
"""


def told(head="市長公約の達成状況", text=""):
    """Whose it is, and what that was inferred from."""
    plan = parse_plan(read_document(PLAN.format(head=head, text=text).encode(), "plan.txt"), PlanFacts())
    inferred = [each.message for each in plan.warnings if each.message.startswith("that it is of ")]
    return plan.municipality_name, [each.partition(" is inferred from ")[2].partition(";")[0] for each in inferred]


@pytest.mark.parametrize("line", ["糸島市", "福岡県糸島市", "糸島市役所", "糸島市\n令和７年３月３１日"])
def test_a_line_of_its_own_below_the_title_says_whose_it_is(line):
    """With its prefecture, or beside the day."""
    assert ("糸島市", ["糸島市 on a line of its own"]) == told(f"市長公約の達成状況\n{line}")


@pytest.mark.parametrize(
    ("head", "text"),
    [
        ("市長公約の達成状況\n糸島市\n浜松市", ""),
        ("市長公約の達成状況\n糸島市", "\n浜松市長の公約とも比べます。"),
        ("市長公約の達成状況\n糸島市", "浜松市、浜松市、浜松市、浜松市、浜松市のことです。"),
    ],
)
def test_two_that_compete_are_asked_about(head, text):
    with pytest.raises(MunicipalityError, match="whose plan"):
        told(head, text)


def test_a_ward_on_a_line_of_its_own_may_be_of_the_city_that_the_text_speaks_of():
    """北区 is in 浜松市 and in others."""
    assert ("浜松市", []) == told("公約の達成状況\n北区", "浜松市、浜松市、浜松市、浜松市、浜松市のことです。")


def test_a_plan_that_the_text_names_says_whose_it_is():
    """Where nothing else does, with a term before the name."""
    text = "\n第２期糸島市水産業振興計画によります。"
    assert ("糸島市", ["第２期糸島市水産業振興計画, which its text names"]) == told("分野別の施策", text)


@pytest.mark.parametrize(
    "text",
    [
        "\n糸島市水産業振興計画と、浜松市水産業振興計画によります。",
        "\n糸島市水産業振興計画により、浜松市と進めます。",
        "\n糸島市と計画を進めます。",
        "\n下糸島市水産業振興計画によります。",
    ],
)
def test_plans_of_two_or_of_a_neighbour_do_not(text):
    """Nor where the text speaks of another municipality at all."""
    with pytest.raises(MunicipalityError, match="whose plan"):
        told("分野別の施策", text)


def test_two_that_are_called_alike_are_told_apart_by_the_prefecture_at_the_head_alone():
    """Further below, 福島県伊達市 may be a friend of the city in 北海道."""
    assert ("府中市", ["広島県府中市 at its head"]) == told("広島県府中市総合計画")
    lines = [f"漁港{n}の網を直します。" for n in range(8)]
    with pytest.raises(MunicipalityError, match="several municipalities are called 伊達市"):
        told("伊達市総合計画", "\n\n".join(["", *lines, "福島県伊達市と交わります。"]))
