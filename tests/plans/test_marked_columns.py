"""Marks that a legend explains are judgements in a column that says no more than 区分; and units of a board."""

import pytest

from plangraph.documents import read_document
from plangraph.graph.unit_names import division_of
from plangraph.model import PlanFacts, Status
from plangraph.plans import parse_plan
from plangraph.plans.unit_cells import iter_named

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")


def table(*rows):
    cells = ["".join(f"<td>{cell}</td>" for cell in row) for row in rows]
    return f"<table>{''.join(f'<tr>{each}</tr>' for each in cells)}</table>"


LEGEND = table(
    ("区分", "説明", "項目数"),
    ("Ａ", "公約を達成したもの", "1"),
    ("Ｂ", "おおむね順調に進んでいるもの", "1"),
    ("Ｃ", "準備・検討をしている公約", "1"),
    ("Ｄ", "取組が遅れているもの", "1"),
)


def statuses(legend, *rows, head=("番号", "公約", "実績", "区分", "所管")):
    text = f"<!doctype html><h1>汐鳴市長公約の進捗</h1>{legend}<h2>柱1 浜の暮らし</h2>{table(head, *rows)}"
    plan = parse_plan(read_document(text.encode(), "plan.html"), FACTS)
    return [(each.title, [one.status for one in each.assessments]) for each in plan.walk() if each.code != "1"]


ROWS = (
    ("1-1", "桟橋を直します", "直しました。", "Ａ", "港湾課"),
    ("1-2", "灯台を開きます", "鍵を作りました。", "Ｂ", "港湾課"),
    ("1-3", "浜を広げます", "測っています。", "Ｃ", "水産課"),
    ("1-4", "船を増やします", "探しています。", "Ｄ", "水産課"),
)


def test_a_column_of_nothing_but_marks_of_the_legend_judges():
    """The legend explains them in whole phrases, with a word for what is judged at their end."""
    assert [
        ("桟橋を直します", [Status.ACHIEVED]),
        ("灯台を開きます", [Status.MOSTLY_ON_TRACK]),
        ("浜を広げます", [Status.UNDER_PREPARATION]),
        ("船を増やします", [Status.DELAYED]),
    ] == statuses(LEGEND, *ROWS)


def test_without_a_legend_a_letter_in_a_column_of_no_known_name_judges_nothing():
    """区分 Ａ may sort as well."""
    assert not any(told for _, told in statuses("", *ROWS))


def test_a_column_with_a_cell_that_the_legend_does_not_explain_judges_nothing():
    """新規 among Ａ and Ｂ sorts the pledges."""
    rows = (*ROWS, ("1-5", "港を照らします", "始めました。", "新規", "港湾課"))
    assert not any(told for _, told in statuses(LEGEND, *rows))


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("産業部\n港湾課\n教育委員会\n学校教育課", ["港湾課", "教育委員会学校教育課"]),
        ("教育委員会 生涯学習課", ["教育委員会生涯学習課"]),
        ("教育委員会 総務企画課", ["教育委員会総務企画課"]),
        ("教育委員会　総務課　庶務係、市民課", ["教育委員会総務課", "教育委員会総務課庶務係", "市民課"]),
        ("教育委員会 市民課", ["教育委員会", "市民課"]),
        ("教育委員会\n総務課", ["教育委員会", "総務課"]),
        ("財政課 教育委員会 総務課", ["財政課", "教育委員会", "総務課"]),
        ("教育委員会、学校教育課", ["教育委員会", "学校教育課"]),
        ("教育委員会\n水産課", ["教育委員会", "水産課"]),
        ("教育委員会\n産業部\n港湾課", ["教育委員会", "港湾課"]),
        ("教育委員会", ["教育委員会"]),
    ],
)
def test_a_board_of_education_names_the_section_that_follows_it(cell, names):
    """As a division does, unless a comma parts them or the section is none of its own.

    One that any body has is its own only where the two have a line for themselves.
    """
    assert names == [each.name for each in iter_named(cell)]


def test_a_section_of_a_board_of_education_stands_in_it():
    """So the graph says of which unit it is a part."""
    assert "教育委員会" == division_of("教育委員会学校教育課")
    assert "教育委員会" == division_of("教育委員会総務企画課")
    assert not division_of("教育委員会事務局")
