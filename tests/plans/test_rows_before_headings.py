"""What a row of a table names, and a heading further below names again, is one element."""

from __future__ import annotations

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

PAGE = """<!doctype html><html><body><h1>湊の計画の進み具合</h1>
<h2>1.数値目標の達成状況</h2>
<table><tr><th>基本目標</th><th>指標</th><th>基準値</th><th>目標値</th></tr>
<tr><td>{sea}</td><td>清掃の回数</td><td>3回</td><td>6回</td></tr>
<tr><td>{town}</td><td>市の日数</td><td>10日</td><td>12日</td></tr></table>
<h2>2.事業の実施状況</h2>
<h3>基本目標1　海を守る</h3>
<table><tr><th>事業名</th><th>取組内容</th></tr><tr><td>浜の清掃</td><td>掃きました。</td></tr></table>
<h3>基本目標2　{second}</h3>
<table><tr><th>事業名</th><th>取組内容</th></tr><tr><td>朝の市</td><td>開きました。</td></tr></table>
</body></html>"""


def goals(sea, town, second="町を温める"):
    page = PAGE.format(sea=sea, town=town, second=second)
    plan = parse_plan(
        read_document(page.encode(), "plan.html"), PlanFacts(municipality="990043", municipality_name="某市")
    )
    return [
        (each.code, each.title, [one.name for one in each.indicators], [one.title for one in each.children])
        for each in plan.elements
    ]


@pytest.mark.parametrize("gap", ["<br>", "　", " ", "："])
def test_a_heading_opens_again_what_a_row_above_named(gap):
    """The indicators of the table and the projects below the heading are of one goal, however its number stands."""
    expected = [("1", "海を守る", ["清掃の回数"], ["浜の清掃"]), ("2", "町を温める", ["市の日数"], ["朝の市"])]
    assert expected == goals(f"基本目標1{gap}海を守る", f"基本目標2{gap}町を温める")


def test_a_row_that_prints_no_number_takes_that_of_the_heading():
    """The same title, below nothing, of the same kind: the number is only not printed in the table."""
    expected = [("1", "海を守る", ["清掃の回数"], ["浜の清掃"]), ("2", "町を温める", ["市の日数"], ["朝の市"])]
    assert expected == goals("海を守る", "町を温める")


def test_another_number_or_title_is_another_goal():
    """A heading of another title opens its own goal."""
    assert [("町を温める", []), ("町を冷やす", ["朝の市"])] == [
        (title, children)
        for _, title, _, children in goals("基本目標1<br>海を守る", "基本目標2<br>町を温める", "町を冷やす")[1:]
    ]
