"""A table of all measures says which goals each serves: by their numbers, or by a mark in a column each."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")
MEASURES = "## 基本目標1 海の暮らし\n\n### 施策1-1 浜を守る\n\n守ります。\n\n### 施策1-2 港を直す\n\n直します。\n\n"
CHAPTERS = "第1章 海の暮らし\n\n1-1 浜を守る\n\n守ります。\n\n1-2 港を直す\n\n直します。\n\n"


def table(*rows):
    head, *body = (f"|{'|'.join(row)}|\n" for row in rows)
    return f"{head}|{'---|' * len(rows[0])}\n{''.join(body)}\n"


def marked(*goals):
    return [("●" if goal in goals else "") for goal in range(1, 18)]


STATED = table(("施策", "関連するゴール"), ("1-1 浜を守る", "14、15"), ("1-2 港を直す", "9・11"))
MATRIX = table(["施策", *map(str, range(1, 18))], ["1-1 浜を守る", *marked(14, 15)], ["1-2 港を直す", *marked(9, 11)])


def parse(text):
    return parse_plan(read_document(f"# 汐鳴市総合計画\n\n{text}".encode(), "plan.md"), FACTS)


def goals(plan):
    return {e.title: [each.goal for each in e.sdgs if not each.inherited] for e in plan.walk() if e.sdgs}


def texts(plan):
    return "\n".join(text.text for texts in (plan.texts, *(e.texts for e in plan.walk())) for text in texts)


@pytest.mark.parametrize("said", [STATED, MATRIX], ids=["numbers", "marks"])
@pytest.mark.parametrize("order", ["{plan}{goals}", "## SDGsとの関係\n\n{goals}{plan}"], ids=["behind", "before"])
@pytest.mark.parametrize("plan", [MEASURES, CHAPTERS], ids=["measures", "chapters"])
def test_the_elements_that_a_table_names_serve_the_goals_that_it_gives_them(said, order, plan):
    """In plans of any form; the rows are no text of the element that happens to stand before them."""
    read = parse(order.format(plan=plan, goals=said))
    assert {"浜を守る": [14, 15], "港を直す": [9, 11]} == goals(read)
    assert "1-1 浜を守る" not in texts(read)


def test_rows_that_are_elements_themselves_serve_their_goals(sheets):
    """A register of measures with a column a goal, below one name for all of them."""
    head = [["政策", "施策", "SDGs"], [None, None, *range(1, 18)]]
    plan = sheets([*head, ["1 海", "1-1 浜を守る", *marked(14, 15)], [None, "1-2 港を直す", *marked(9)]])
    assert {"浜を守る": [14, 15], "港を直す": [9]} == goals(plan)


def test_a_table_with_a_name_that_the_plan_has_not_says_nothing_and_stays_a_text():
    """Goals given to some only would look as if the others had none."""
    read = parse(MEASURES + STATED.replace("港を直す", "灯台を直す"))
    assert {} == goals(read)
    assert "灯台を直す" in texts(read)


def test_a_table_of_numbers_by_year_is_none_of_goals():
    """Neither are one's columns goals, nor its numbers, nor the months of a schedule."""
    months = table(
        ["施策", *map(str, range(1, 13))], ["1-1 浜を守る", *marked(4)[:12]], ["1-2 港を直す", *marked(9)[:12]]
    )
    assert {} == goals(parse(MEASURES + months))
    read = parse(MEASURES + table(("施策", "目標"), ("1-1 浜を守る", "14"), ("1-2 港を直す", "9")))
    assert {} == goals(read)
