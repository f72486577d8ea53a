"""Units in brackets behind the names of indicators."""

from __future__ import annotations

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

TABLE = """# 架空市総合計画

## 基本目標1 海と生きるまち

### 施策1 水産業の振興

成果指標

| 指標 | 現状値(令和4年度) | 目標値(令和9年度) |
|---|---|---|
| 市場の客の数{unit} | 300 | 500 |
"""


@pytest.mark.parametrize("unit", ["(人)", "（人）", "[人]"])
def test_a_unit_in_brackets_is_the_unit_of_the_values_and_no_part_of_the_name(unit: str) -> None:
    document = read_document(TABLE.format(unit=unit).encode(), "plan.md")
    plan = parse_plan(document, PlanFacts(municipality="990019", municipality_name="架空市"))
    (indicator,) = plan.indicators()
    assert (indicator.name, indicator.unit) == ("市場の客の数", "人")
    assert [(each.value, each.unit) for each in indicator.observations] == [(300, "人"), (500, "人")]
