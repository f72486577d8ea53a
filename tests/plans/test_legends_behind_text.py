"""A legend that stands behind other text in one cell or paragraph is seen where a word of judging leads to it."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts, Status
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")
TABLE = """番号,施策名,事務事業の名称,担当課,総合評価
1,港,桟橋事業,港湾課,Ａ
2,港,市場事業,水産課,B
3,港,浜の事業,水産課,C
{},,,,
"""
LEGEND = "※率＝実績÷計画（減らすものは逆数）　{} A：星のように輝く B：概ね順調 C：月のように光る"


def parse(note):
    return parse_plan(read_document(TABLE.format(note).encode(), "plan.csv"), FACTS)


def statuses(plan):
    return [each.status for element in plan.walk() for each in element.assessments]


@pytest.mark.parametrize("word", ["総合評価", "評価区分：", "【判定】", "進捗状況は、"])
def test_what_is_known_of_it_holds_and_what_is_not_is_said(word):
    """B has a common status, A and C have none, and warnings name their words."""
    plan = parse(LEGEND.format(word))
    assert [None, Status.MOSTLY_ON_TRACK, None] == statuses(plan)
    words = ("星のように輝く", "月のように光る")
    assert list(words) == [part for each in plan.warnings for part in words if part in each.message]


def test_letters_that_no_such_word_leads_to_are_no_legend():
    """A：星… B：概ね順調 behind the name of a form explains nothing."""
    assert [None, None, None] == statuses(parse(LEGEND.format("様式の種類")))
