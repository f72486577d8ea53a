"""Boxes with the number and the name of a goal, as they stand in place of icons."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

PAGE = "<h1>某市総合計画</h1><h2>施策1 海を守る</h2>{boxes}<p>主担当課：港湾課</p><p>浜を守ります。</p>"
BOXES = [
    "<table><tr><td>4</td><td>14</td></tr><tr><td>質の高い教育<br>をみんなに</td><td>海の豊かさ<br>を守ろう</td></tr></table>",
    "<table><tr><td>4<br>質の高い教育をみんなに</td><td>14<br>海の豊かさを守ろう</td></tr></table>",
    "<table><tr><td>4</td><td>質の高い教育をみんなに</td><td>14</td><td>海の豊かさを守ろう</td></tr></table>",
    "<p>4</p><p>質の高い教育</p><p>をみんなに</p><p>14</p><p>海の豊かさを守ろう</p>",
    "<p>質の高い教育をみんなに</p><p>海の豊かさを守ろう</p>",
]


@pytest.mark.parametrize("boxes", BOXES)
def test_boxes_of_goals_state_them_of_the_measure_above(boxes):
    """Number over name, in a table or in lines; they are no text and no element."""
    plan = parse_plan(read_document(PAGE.format(boxes=boxes).encode(), "page.html"), PlanFacts("990043", "某市"))
    (measure,) = plan.elements
    assert [4, 14] == sorted(each.goal for each in measure.sdgs)
    assert ["浜を守ります。"] == [each.text for each in measure.texts]


def test_a_table_of_numbers_names_no_goal():
    """4 over 14, without their names, are numbers."""
    boxes = "<table><tr><td>4</td><td>14</td></tr><tr><td>件</td><td>人</td></tr></table>"
    plan = parse_plan(read_document(PAGE.format(boxes=boxes).encode(), "page.html"), PlanFacts("990043", "某市"))
    assert () == plan.elements[0].sdgs
