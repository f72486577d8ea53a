"""Promises (約束) are what pledges stand below, or pledges; marks, labels and brackets say how far those came."""

from plangraph.documents import read_document
from plangraph.model import ElementKind, PlanFacts, Status
from plangraph.plans import parse_plan

PAGE = """<html><body><h1>町長公約の進捗状況（令和6年度末）</h1><p>進捗区分：◎完了　○順調　×未着手</p>
<h2>約束1　港のにぎわい</h2>
<table><tr><th>番号</th><th>公約</th><th>進捗</th><th>担当課</th></tr>
<tr><td>1</td><td>岸壁を直します</td><td>◎</td><td>港湾課</td></tr>
<tr><td>2</td><td>市場を開きます</td><td>×</td><td>水産課</td></tr></table>
<h2>約束2　島の足</h2>
<h3>公約3　渡し船を増やします</h3><dl><dt>進捗状況</dt><dd>順調</dd><dt>担当課</dt><dd>交通課</dd></dl>
<h2>約束3　役場</h2>
<ul><li>公約4　窓口のオンライン化【進捗：○】【担当：総務課】</li></ul></body></html>"""


def read(text, name):
    facts = PlanFacts(municipality="990043", municipality_name="某市", title="")
    return parse_plan(read_document(text.encode(), name), facts)


def test_pledges_stand_below_promises_wherever_they_are_printed():
    """In a table, under a heading, in a list: each is below its promise, with its own number."""
    found = [
        (promise.kind, promise.code, [(child.kind, child.code, child.title) for child in promise.children])
        for promise in read(PAGE, "p.html").elements
    ]
    pledge, policy = ElementKind.PLEDGE, ElementKind.POLICY
    assert found == [
        (policy, "1", [(pledge, "1", "岸壁を直します"), (pledge, "2", "市場を開きます")]),
        (policy, "2", [(pledge, "3", "渡し船を増やします")]),
        (policy, "3", [(pledge, "4", "窓口のオンライン化")]),
    ]


def test_each_pledge_is_judged_as_its_mark_or_word_says():
    """By the legend of marks, by a word below 進捗状況, by a mark in brackets behind a title."""
    judged = [
        (pledge.code, [each.status for each in pledge.assessments], [r.unit for r in pledge.responsibilities])
        for promise in read(PAGE, "p.html").elements
        for pledge in promise.children
    ]
    assert judged == [
        ("1", [Status.ACHIEVED], ["港湾課"]),
        ("2", [Status.NOT_STARTED], ["水産課"]),
        ("3", [Status.ON_TRACK], ["交通課"]),
        ("4", [Status.ON_TRACK], ["総務課"]),
    ]


def test_a_promise_without_pledges_is_one():
    """約束1 and 約束2 with nothing but who keeps them."""
    text = "# 町長の約束\n\n## 約束1 港を直します\n\n担当課：港湾課\n\n## 約束2 船を増やします\n\n担当課：水産課\n"
    assert [ElementKind.PLEDGE] * 2 == [element.kind for element in read(text, "p.md").elements]


def test_a_paragraph_that_ends_in_a_legend_keeps_its_text():
    """The marks are explained, and what the paragraph says besides is not lost."""
    said = "この資料は、令和６年度末における町長の公約の進み具合を町民の皆さまにお知らせするためにまとめたものです。"
    plan = read(PAGE.replace("進捗区分：", f"{said}進捗区分："), "p.html")
    assert any(said in text.text for text in plan.texts)
    assert Status.ACHIEVED in {each.status for each in plan.scale}
