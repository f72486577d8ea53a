"""What a meeting calls the paper in its corner is no title, and no text of the plan."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

PAGE = """{paper}

某市総合戦略

基本目標1 海で働く

| 指標 | 基準値（R5） | 目標値（R10） |
|---|---|---|
| 水揚げ量 | 10t | 12t |
"""


@pytest.mark.parametrize("paper", ["資料2", "【資料１－２】", "参考資料 3", "別紙1", "（別添）", "資料No.4"])
def test_the_number_of_a_paper_is_not_its_title(paper):
    """The plan's own name, below it, is; and it opens no element."""
    plan = parse_plan(read_document(PAGE.format(paper=paper).encode(), "plan.md"), PlanFacts("990043", "某市"))
    assert ("某市総合戦略", ["海で働く"]) == (plan.title, [each.title for each in plan.elements])


@pytest.mark.parametrize(
    "above",
    ["令和7年8月1日", "令和7年8月1日　第1回総合計画審議会", "第3回創生推進会議　資料2-1", "R7.8.1 資料1", "企画政策課"],
)
def test_the_day_the_meeting_and_the_office_above_a_title_are_not_it(above):
    """Several of them may stand on one line; the plan's name is below."""
    plan = parse_plan(read_document(PAGE.format(paper=above).encode(), "plan.md"), PlanFacts("990043", "某市"))
    assert ("某市総合戦略", ["海で働く"]) == (plan.title, [each.title for each in plan.elements])
