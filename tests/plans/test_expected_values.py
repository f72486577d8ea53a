"""A value that is only expected (見込) is no result: nothing says of what kind it is, and it is kept as printed."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts, ValueKind
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")
TABLE = """# 汐鳴市総合戦略

## 施策1 港

|指標|R4実績|{}|R8目標|
|---|---|---|---|
|船|3隻|4隻|9隻|
|客|1人|2人|5人|
"""
REGISTER = """番号,施策名,事業の名称,担当課,成果指標,単位,R4実績,{},R8目標
1,港,桟橋,港湾課,船,隻,3,4,9
2,港,市場,水産課,客,人,1,2,5
"""


@pytest.mark.parametrize("text", [(TABLE, "plan.md"), (REGISTER, "plan.csv")], ids=["a table", "a register"])
@pytest.mark.parametrize("name", ["R5実績見込", "R5見込", "R5実績（見込み）", "R5見込値"])
def test_only_the_result_is_an_actual_value(text, name):
    """4 below R5実績見込 stands in a text, and a warning names the column."""
    plan = parse_plan(read_document(text[0].format(name).encode(), text[1]), FACTS)
    values = {(each.kind, each.fiscal_year) for i in plan.indicators() for each in i.observations}
    assert {(ValueKind.ACTUAL, 2022), (ValueKind.TARGET, 2026)} == values
    said = [t.text for each in plan.walk() for t in each.texts] + [t.text for i in plan.indicators() for t in i.texts]
    assert any("4" in each for each in said)
    assert any(name in warned.message for warned in plan.warnings)
