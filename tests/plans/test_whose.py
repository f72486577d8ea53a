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
