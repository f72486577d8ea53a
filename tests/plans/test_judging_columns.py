"""Columns that judge by their cells: words of progress or marks below any name of how far something came."""

from __future__ import annotations

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

INDICATORS = """# 湊の戦略

## 基本目標1 海を守る

|指標|現状値（R4）|目標値（R9）|{named}|
|---|---|---|---|
|清掃の回数|3回|6回|{first}|
|干潟の面積|12ha|15ha|{second}|
"""
PROJECTS = """# 湊の計画の進み具合

## 基本目標1 海を守る

|番号|事業名|令和6年度の取組内容|{named}|
|---|---|---|---|
|1-1|浜の清掃|浜を二度掃いた。|{first}|
|1-2|藻場の再生|種を集めた。|{second}|
"""


def read(text):
    return parse_plan(
        read_document(text.encode(), "plan.md"), PlanFacts(municipality="990043", municipality_name="某市")
    )


def grades(things):
    return [[each.grade for each in thing.assessments] for thing in things]


@pytest.mark.parametrize("named", ["進捗区分", "達成区分", "評価段階", "達成ランク", "進捗の状況", "評価判定"])
def test_marks_below_a_name_of_progress_judge_indicators(named):
    """Whatever of the words for how far an indicator came heads a column, A and B below it judge its rows."""
    (goal,) = read(INDICATORS.format(named=named, first="Ａ", second="Ｂ")).elements
    assert [["Ａ"], ["Ｂ"]] == grades(goal.indicators)


@pytest.mark.parametrize("named", ["実施状況", "進捗区分", "進捗状況"])
def test_short_words_below_a_name_of_progress_judge_projects(named):
    """実施 alone is a judgement where its column is of judgements, and nothing else stands there."""
    (goal,) = read(PROJECTS.format(named=named, first="実施", second="未実施")).elements
    assert [["実施"], ["未実施"]] == grades(goal.children)
    (goal,) = read(PROJECTS.format(named=named, first="実施", second="実施")).elements
    assert [["実施"], ["実施"]] == grades(goal.children)


def test_sentences_below_a_name_of_progress_tell_what_was_done():
    """実施状況 over sentences is no judgement: they are results."""
    (goal,) = read(PROJECTS.format(named="実施状況", first="十回開きました。", second="実施")).elements
    assert [[], []] == grades(goal.children)
    assert "十回開きました。" in [text.text for text in goal.children[0].texts]
