"""Whose a document is, by where its title names a municipality."""

from __future__ import annotations

import pytest

from plangraph.documents import read_document
from plangraph.errors import MunicipalityError
from plangraph.model import PlanFacts
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
