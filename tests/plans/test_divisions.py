"""部 beside 課: the section is in charge, and stands in the division."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

BESIDE = {
    "labels": "## 取組1 桟橋の補修\n\n担当部：建設部\n担当課：港湾課\n",
    "labels, the section first": "## 取組1 桟橋の補修\n\n担当課：港湾課\n\n担当部局：建設部\n",
    "a form": "## 取組1 桟橋の補修\n\n|担当部局|建設部|担当課|港湾課|\n|---|---|---|---|\n|目的|安全|概要|杭を直す|\n",
    "columns": "|取組名|担当部|担当課|期限|\n|---|---|---|---|\n|桟橋の補修|建設部|港湾課|令和8年度|\n",
    "a register": "|施策|事業名|所管部|所管課|目的|\n|---|---|---|---|---|\n|港|桟橋の補修|建設部|港湾課|安全のため|\n",
}


def charges(text, name="plan.md"):
    plan = parse_plan(read_document(f"# 汐鳴市改革プラン\n\n{text}".encode(), name), PlanFacts("990019", "汐鳴市"))
    last = list(plan.walk())[-1]
    return [(each.division, each.unit) for each in last.responsibilities]


@pytest.mark.parametrize("text", BESIDE.values(), ids=BESIDE)
def test_a_section_stands_in_the_division_beside_it(text):
    """Only the section is in charge."""
    assert [("建設部", "港湾課")] == charges(text)


def test_a_division_alone_is_in_charge():
    """No section is named that could be."""
    assert [("", "建設部")] == charges("## 取組1 桟橋の補修\n\n担当部：建設部\n")


def test_a_section_below_a_label_of_divisions_is_in_charge_itself():
    """担当部局：総務課 names no division, whatever its label says."""
    assert [("", "港湾課"), ("", "総務課")] == charges("## 取組1 桟橋の補修\n\n担当課：港湾課\n\n担当部局：総務課\n")
