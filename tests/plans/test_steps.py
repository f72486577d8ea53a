"""An indicator on a line whose value goes on to an aim, and on to the next: each is of its own year."""

from __future__ import annotations

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan


def values(line):
    text = f"# 汐鳴市福祉計画\n\n## 基本目標1 支え合うまち\n\n{line}\n\n### 施策1 相談\n\n相談を受けます。\n"
    facts = PlanFacts(municipality="990019", municipality_name="汐鳴市")
    plan = parse_plan(read_document(text.encode(), "plan.md"), facts)
    return [(i.name, o.kind.value, o.value, o.fiscal_year) for i in plan.indicators() for o in i.observations]


@pytest.mark.parametrize(
    "line",
    [
        "数値目標\u3000窓口を知る人の割合\u300041.2％（令和5年度）→ 60％（令和9年度）→ 75％（令和14年度）",
        "数値目標：窓口を知る人の割合 41.2％（R5）→60％（R9）→75％（R14）",
        "- KPI：窓口を知る人の割合：現状 41.2％（R5） ⇒ 中間目標 60％（R9） ⇒ 最終目標 75％（R14）",
    ],
)
def test_two_aims_follow_each_other(line):
    """The first value is where the plan begins, the others are to be reached."""
    name = "窓口を知る人の割合"
    found = values(line)
    assert [(name, "Baseline", 2023), (name, "Target", 2027), (name, "Target", 2032)] == [
        (a, b, d) for a, b, _, d in found
    ]
    assert [41.2, 60, 75] == [float(value) for _, _, value, _ in found]


@pytest.mark.parametrize(
    "line",
    [
        "窓口を知る人の割合\u300041.2％（R5）→ 60％（R9）→ 75％（R14）",
        "数値目標\u3000窓口を知る人の割合\u300041.2％（R5）→ 60％（R9実績）→ 75％（R14）",
        "数値目標\u3000窓口を知る人の割合\u300041.2％（R9）→ 60％（R5）→ 75％（R14）",
    ],
)
def test_a_value_that_may_be_a_result_is_no_aim(line):
    """Without a label of aims, with a result among them, or where years do not ascend, nothing is guessed."""
    assert [] == values(line)
