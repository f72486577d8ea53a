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
        ("①桟橋の\n補修\n②灯台の公開", ["桟橋の補修", "灯台の公開"]),
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
