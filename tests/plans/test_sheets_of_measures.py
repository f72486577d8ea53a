"""Sheets and tables of measures: numbers beside titles, goals merged over them, headings over one another."""

from __future__ import annotations

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts, TextRole
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")
TABLE = """<html><body><h1>汐鳴市総合計画 施策の体系</h1><table>
<tr><th>政策</th><th colspan="2">施策</th><th>具体的な施策</th><th>主管課</th><th>SDGs</th></tr>
<tr><td rowspan="3">政策１<br>海のまち</td><td rowspan="2">１</td><td rowspan="2">港を守る</td>
<td>①桟橋の補修</td><td>港湾課</td>{goals}</tr>
<tr><td>②灯台の点検</td><td>海事課</td>{more}</tr>
<tr><td>２</td><td>浜を守る</td><td>①浜の清掃</td><td>環境課</td><td>14</td></tr>
</table></body></html>"""
SHEET = """第3次汐鳴市総合計画

| 政策1 海のまち | 関連するSDGs 11 14 |
|---|---|
| 施策1-1 港を守る | |

| 現状と課題 | めざす姿 |
|---|---|
| ・桟橋が古くなりました。 | 船が安心して着く |
| ・灯台の光が弱くなっています。 | 港になっています。 |

| 主な取組 | |
|---|---|
| ① 桟橋の補修 | 板を替えます。 |
| ② 灯台の点検 | 光を量ります。 |

| 担当課 | 港湾課 |
|---|---|
| 関係課 | 海事課 |

| 政策1 海のまち | 関連するSDGs 3 |
|---|---|
| 施策1-2 浜を守る | |

| 担当課 | 環境課 |
|---|---|
| 関係課 | 港湾課 |
"""
SECTIONS = """汐鳴市総合計画

第１章 海のまち

第１節 港を守る
ＳＤＧｓの目標：１１、１４

第１項 桟橋の補修
・板を替えます。

第２節 浜を守る

第１項 浜の清掃
・拾います。
"""
LABEL = """# 汐鳴市総合計画

## 第1章 海のまち

### 1-1 港を守る

#### 現状と課題

古くなりました。

#### 成果指標（{note}）

| 指標名 | 単位 | 現状値（R6） | 目標値（R12） |
|---|---|---|---|
| 桟橋の数 | 本 | 3 | 5 |

#### 主管課・関係課

港湾課
"""


def elements(text, name="plan.md"):
    plan = parse_plan(read_document(text.encode(), name), FACTS)
    return {each.title: each for each in plan.walk() if hasattr(each, "title")}


def own(element):
    return [each.goal for each in element.sdgs if not each.inherited]


def children(element):
    return [(each.code, each.title) for each in element.children]


def test_a_number_beside_a_title_below_one_name_is_its_code():
    """施策 over two columns: the second holds the measures, which stand between policies and what they consist of."""
    found = elements(TABLE.format(goals='<td rowspan="2">11・14</td>', more=""), "plan.html")
    assert [("1", "港を守る"), ("2", "浜を守る")] == children(found["海のまち"])
    assert [("①", "桟橋の補修"), ("②", "灯台の点検")] == children(found["港を守る"])
    assert ["環境課"] == [each.unit for each in found["浜の清掃"].responsibilities]


def test_goals_that_go_as_far_down_as_a_measure_are_the_measures():
    """What it consists of has them as inherited; where each row has its own, they are of the row."""
    found = elements(TABLE.format(goals='<td rowspan="2">11・14</td>', more=""), "plan.html")
    assert [[11, 14], [], []] == [own(found[title]) for title in ("港を守る", "桟橋の補修", "灯台の点検")]
    assert ([14], []) == (own(found["浜を守る"]), own(found["浜の清掃"]))
    found = elements(TABLE.format(goals="<td>11</td>", more="<td>9</td>"), "plan.html")
    assert [[], [11], [9], [14]] == [own(found[each]) for each in ("港を守る", "桟橋の補修", "灯台の点検", "浜の清掃")]


def test_headings_over_one_another_head_a_sheet_and_goals_at_their_edge_are_of_the_lowest():
    """The next sheet of the same policy goes on with it."""
    found = elements(SHEET)
    assert [("1-1", "港を守る"), ("1-2", "浜を守る")] == children(found["海のまち"])
    assert [[], [11, 14], [3]] == [own(found[each]) for each in ("海のまち", "港を守る", "浜を守る")]
    assert ["港湾課", "海事課"] == [each.unit for each in found["港を守る"].responsibilities]


def test_an_item_of_a_law_stands_below_a_section():
    """第１項 below 第１節 below 第１章; goals in wide digits are goals."""
    found = elements(SECTIONS, "plan.txt")
    assert [("1", "港を守る"), ("2", "浜を守る")] == children(found["海のまち"])
    assert [("1", "桟橋の補修")] == children(found["港を守る"])
    assert ([("1", "浜の清掃")], [11, 14]) == (children(found["浜を守る"]), own(found["港を守る"]))


@pytest.mark.parametrize("note", ["めざそう値", "目標値", "ＫＰＩ"])
def test_a_label_of_indicators_may_say_in_brackets_what_their_values_are_called(note):
    """It opens no element, so that values and charges are the measure's."""
    found = elements(LABEL.format(note=note))
    assert ["海のまち", "港を守る"] == [*found]
    assert ["桟橋の数"] == [each.name for each in found["港を守る"].indicators]
    assert ["港湾課"] == [each.unit for each in found["港を守る"].responsibilities]


def test_tables_of_texts_below_labels_are_texts_of_the_measure():
    """Side by side or one alone; what stands beside a point is of it."""
    port = elements(SHEET)["港を守る"]
    told = {role.value: [each.text for each in port.texts if each.role is role] for role in TextRole}
    assert ["・桟橋が古くなりました。\n・灯台の光が弱くなっています。"] == told["situation"]
    assert ["船が安心して着く\n港になっています。"] == told["vision"]
    assert ["① 桟橋の補修　板を替えます。\n② 灯台の点検　光を量ります。"] == told["action"]
    assert [] == told["description"]


def test_a_charge_beside_the_policy_of_a_sheet_is_the_measures():
    """The first row of a sheet about 施策1-1 names its policy, and at the edge who keeps the sheet."""
    text = (
        "# 汐鳴市施策評価\n\n| 政策 | 1 海を守る | 所管部署 | 港湾課 |\n|---|---|---|---|\n"
        "| 施策 | 1-1 港の整備 | 実施期間 | R4～R8 |\n| 現状と課題 | 桟橋が古い。 | | |\n\n## 成果指標\n\n"
        "| 成果指標 | 現状値(R4) | 目標値(R8) |\n|---|---|---|\n| 桟橋の数 | 3本 | 5本 |\n"
    )
    facts = PlanFacts(municipality="990019", municipality_name="汐鳴市")
    plan = parse_plan(read_document(text.encode(), "plan.md"), facts)
    units = {each.title: [charge.unit for charge in each.responsibilities] for each in plan.walk()}
    assert {"海を守る": [], "港の整備": ["港湾課"]} == units
