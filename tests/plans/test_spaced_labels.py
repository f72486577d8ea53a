"""Labels with a blank between each letter are those labels, in every format; other words keep their blanks."""

from __future__ import annotations

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts, TextRole
from plangraph.plans import parse_plan
from plangraph.plans.spaced_labels import closed

LINES = ["進　捗　実施中", "担　当　港湾課", "取　組　桟橋を二つ直しました。"]
TITLES = ["公約１　桟橋を直します", "公約２　灯台を守ります", "公約３　浜を掃きます"]


def told(text, name):
    plan = parse_plan(read_document(text.encode(), name), PlanFacts(municipality="990043", municipality_name="某市"))
    return [
        (
            each.title,
            [one.grade for one in each.assessments],
            [one.unit for one in each.responsibilities],
            [one.text for one in each.texts if one.role is TextRole.ACTION],
        )
        for each in plan.elements
    ]


def plain(gap):
    return "市長公約の進捗\n\n" + "\n\n".join(f"{title}{gap}" + "\n".join(LINES) for title in TITLES)


def page(form):
    parts = (f"<h2>{title}</h2>" + "".join(map(form, LINES)) for title in TITLES)
    return f"<!doctype html><html><body><h1>市長公約の進捗</h1>{''.join(parts)}</body></html>"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (plain("\n"), "plan.txt"),
        (plain("\n\n"), "plan.txt"),
        (page(lambda line: f"<p>{line}</p>"), "plan.html"),
        (page(lambda line: f"<p>【{line[:3]}】{line[4:]}</p>"), "plan.html"),
        (page(lambda line: f"<p>{line[:3]}：{line[4:]}</p>"), "plan.html"),
        (page(lambda line: f"<dl><dt>{line[:3]}</dt><dd>{line[4:]}</dd></dl>"), "plan.html"),
    ],
)
def test_a_label_with_blanks_between_its_letters_is_that_label(text, name):
    """進　捗 below a title begins no second line of it, but a judgement; 担　当 and 取　組 say what they would."""
    expected = [(title[4:], ["実施中"], ["港湾課"], ["桟橋を二つ直しました。"]) for title in TITLES]
    assert expected == told(text, name)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("目　標　10回", "目標　10回"),
        ("担 当 課：港湾課", "担当課：港湾課"),
        ("進　捗　Ａ", "進捗　Ａ"),
        ("基　本　目　標　１　海を守る", "基本目標　１　海を守る"),
        ("海　山　川", "海　山　川"),
        ("進　捗状況を見る", "進　捗状況を見る"),
        ("担　当　課　長", "担当課　長"),
    ],
)
def test_only_letters_that_make_a_label_are_closed_up(line, expected):
    """The longest label that the single letters at the start of a line make."""
    assert expected == closed(line)
