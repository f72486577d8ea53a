"""Legends in words for residents, one grade a line or a row, and units of any name in their column."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts, Status
from plangraph.plans import parse_plan
from plangraph.plans.layouts.legends import status_in
from plangraph.plans.vocabulary import column_role, form_role, register_role

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")
SHEET = """汐鳴市長公約 進捗状況

星の見方
　{0}　実現したもの（続けているものを含む）
　{1}　おおむね予定どおり進んでいる
　{2}　着手した
　{3}　これから

公約１　港をにぎやかにします

　進捗状況：{1}
　担当課：港湾課

公約２　灯台をひらきます

　進捗状況：{3}
　担当課：観光課
"""
PAGE = """<html><body><h1>市長公約の進捗状況</h1>
<table><tr><th>記号</th><th>内容</th></tr>
<tr><td>◎</td><td>実現したもの（続けているものを含む）</td></tr><tr><td>○</td><td>一部実現したもの</td></tr>
<tr><td>△</td><td>実現に向けて調整中のもの</td></tr><tr><td>―</td><td>未着手のもの</td></tr></table>
<h2>柱１　海のまち</h2>
<table><tr><th>番号</th><th>公約</th><th>担当グループ</th><th>進捗</th></tr>
<tr><td>1-1</td><td>岸壁の改修</td><td>港湾グループ</td><td>△</td></tr>
<tr><td>1-2</td><td>市場の開設</td><td>水産グループ</td><td>―</td></tr></table></body></html>"""


def read(text, name):
    return parse_plan(read_document(text.encode(), name), FACTS)


def judged(plan):
    return [(node.title, [each.status for each in node.assessments]) for node in plan.walk() if node.assessments]


@pytest.mark.parametrize("marks", [("★★★", "★★☆", "★☆☆", "☆☆☆"), ("◎", "○", "△", "×"), ("Ａ", "Ｂ", "Ｃ", "Ｄ")])
def test_each_line_of_a_legend_explains_its_mark(marks):
    """Several stars are one mark, and a ring among other marks is no bullet."""
    plan = read(SHEET.format(*marks), "p.txt")
    assert {
        marks[0]: Status.ACHIEVED, marks[1]: Status.MOSTLY_ON_TRACK,
        marks[2]: Status.UNDERWAY, marks[3]: Status.NOT_STARTED,
    } == {each.grade: each.status for each in plan.scale}  # fmt: skip
    assert [
        ("港をにぎやかにします", [Status.MOSTLY_ON_TRACK]), ("灯台をひらきます", [Status.NOT_STARTED]),
    ] == judged(plan)  # fmt: skip


def test_a_dash_judges_where_the_legend_explains_it():
    """A row of 実現に向けて調整中のもの and one of the dash: both are judged."""
    plan = read(PAGE, "p.html")
    assert [("岸壁の改修", [Status.UNDER_PREPARATION]), ("市場の開設", [Status.NOT_STARTED])] == judged(plan)


def test_rings_above_other_rings_stay_a_list():
    """○ and ● in turn are bullets: nothing explains them."""
    document = read_document("計画\n\n● 港を直す\n○ 桟橋を直す\n".encode(), "p.txt")
    assert ["計画", "港を直す", "桟橋を直す"] == [block.text for block in document.blocks]


@pytest.mark.parametrize(
    "name",
    ["担当グループ", "担当部署", "担当セクション", "担当室", "担当係", "実施主体", "所管チーム", "主管グループ名"],
)
def test_a_column_of_units_is_known_by_any_word_for_a_unit(name):
    """In a table, a register and a form."""
    assert ["department"] * 3 == [column_role(name), register_role(name), form_role(name)]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("現状値から向上しているが、目標に向けて取組の加速が必要", Status.PARTLY_ACHIEVED),
        ("当初値より向上したものの、目標には届いていない", Status.PARTLY_ACHIEVED),
        ("調査が終わっていないため判定できない", Status.NOT_ASSESSABLE),
        ("目標に向けて取組の加速が必要", None),
        ("進み方が遅れている Ｄ 集計の途中であるため判定できない", None),
    ],
)
def test_a_sentence_of_a_legend_says_how_far_it_came_and_what_is_missing(words, status):
    """What is to be done alone says nothing of how far it came."""
    assert status_in(words) == (status and status.value)
