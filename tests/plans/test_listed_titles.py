"""Titles that a cell lists are elements: the projects or initiatives of which the row's measure consists."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan
from plangraph.plans.listed_titles import listed_titles

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")


def parse(*rows):
    body = "".join(f"<tr>{''.join(f'<td>{cell}' for cell in row.split('|'))}</tr>" for row in rows)
    page = f"<!doctype html><h1>汐鳴市計画</h1><h2>政策1 海</h2><table>{body}</table>"
    return parse_plan(read_document(page.encode(), "plan.html"), FACTS)


def below(plan):
    return {e.title: [(c.kind.value, c.title) for c in e.children] for e in plan.walk() if e.kind.value == "Measure"}


@pytest.mark.parametrize(
    "rows",
    [
        ("施策|目指す姿|主な事業|担当課", "1-1 港|船が着く|・桟橋補修事業<br>・灯台公開事業|港湾課"),
        ("施策名|港", "主な事業|・桟橋補修事業<br>・灯台公開事業", "担当課|港湾課", "目指す姿|船が着く"),
    ],
    ids=["column", "form"],
)
def test_projects_listed_in_a_cell_are_projects_of_its_measure(rows):
    """By bullets, below the name of a column or beside a label; the charge stays the measure's."""
    plan = parse(*rows)
    assert {"港": [("Project", "桟橋補修事業"), ("Project", "灯台公開事業")]} == below(plan)
    assert {"港": ["港湾課"]} == {
        e.title: [r.unit for r in e.responsibilities] for e in plan.walk() if e.responsibilities
    }


def test_initiatives_listed_in_a_cell_are_each_one():
    """What the row says else is of the measure that it names."""
    plan = parse("施策|主な取組|担当課", "1-1 港|・桟橋の補修<br>・灯台の公開|港湾課", "1-2 浜|砂の補給|観光課")
    assert {
        "港": [("Initiative", "桟橋の補修"), ("Initiative", "灯台の公開")],
        "浜": [("Initiative", "砂の補給")],
    } == below(plan)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("・桟橋の補修\n・灯台の公開", ["桟橋の補修", "灯台の公開"]),
        ("①桟橋の\n補修\n②灯台の公開", ["①桟橋の補修", "②灯台の公開"]),
        ("桟橋補修事業\n灯台公開事業（新規）", ["桟橋補修事業", "灯台公開事業（新規）"]),
        ("桟橋補修事業", ["桟橋補修事業"]),
        ("港で働く人の\n住まいの確保", []),
        ("・桟橋を直します。\n・灯台の公開", []),
        ("桟橋を直し、灯台を公開する", []),
        ("-", []),
        ("", []),
    ],
)
def test_only_short_titles_are_listed(cell, expected):
    """Not a sentence, nor the parts of one wrapped title."""
    assert expected == listed_titles(cell)


def test_a_sentence_below_the_name_of_projects_stays_a_text():
    """Nothing is made a project that is none."""
    plan = parse("施策|目指す姿|主な事業|担当課", "1-1 港|船が着く|桟橋を直し、灯台を公開する。|港湾課")
    assert {"港": []} == below(plan)
    assert "桟橋を直し、灯台を公開する。" in "\n".join(t.text for e in plan.walk() for t in e.texts)


@pytest.mark.parametrize(
    "cell",
    [
        "① 桟橋の補修 ② 灯台の公開 ★ ③ 浜の清掃",
        "①桟橋の補修<br>②灯台の<br>公開<br>③浜の清掃",
        "(1) 桟橋の補修、(2) 灯台の公開、(3) 浜の清掃",
    ],
)
def test_titles_that_count_on_in_a_cell_are_each_one(cell):
    """On one line or several; a star behind a title is none of it."""
    plan = parse("施策|取組", f"1-1 港|{cell}")
    titles = ["桟橋の補修", "灯台の公開", "浜の清掃"]
    assert {"港": [("Initiative", title) for title in titles]} == below(plan)


def test_a_number_in_a_title_counts_nothing():
    """防災体制の強化(2) is one title."""
    assert ["(1) 防災体制の強化(2)"] == listed_titles("(1) 防災体制の強化(2)")


SYSTEM = """第3章 海の政策

2 政策の体系

政策\t取組の基本方針\t基本方針に基づく取組
政策01 海と港\t(1) 港の整備と
浜の保全\t① 桟橋の補修 ★ ② 灯台の公開
\t(2) 漁業の振興\t① 担い手の育成
政策02 山と里\t(1) 森の保全\t① 植樹の推進 ② 間伐の推進

3 政策の内容

政策01 海と港

現状と課題
船が減っています。

政策02 山と里

現状と課題
木が茂りすぎています。
"""


def test_the_pages_beside_a_system_of_measures_tell_of_its_policies():
    """No chapter or heading over them is an element, nor the title; each page's text is its own policy's."""
    plan = parse_plan(read_document(SYSTEM.encode(), "plan.txt"), FACTS)
    told = [
        (
            policy.code,
            policy.title,
            [text.text for text in policy.texts],
            [(each.title, [below.title for below in each.children]) for each in policy.children],
        )
        for policy in plan.elements
    ]
    sea = [("港の整備と浜の保全", ["桟橋の補修", "灯台の公開"]), ("漁業の振興", ["担い手の育成"])]
    assert [
        ("01", "海と港", ["船が減っています。"], sea),
        ("02", "山と里", ["木が茂りすぎています。"], [("森の保全", ["植樹の推進", "間伐の推進"])]),
    ] == told
    assert "3 政策の内容" != plan.title
