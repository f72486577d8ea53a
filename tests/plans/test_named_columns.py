"""Columns by what stands below and beside them: aims in figures, items of pledges, numbers; judgements with a sign."""

from __future__ import annotations

from decimal import Decimal

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan


def read(text, name="plan.md"):
    return parse_plan(read_document(text.encode(), name), PlanFacts(municipality="990043", municipality_name="某市"))


def values(thing):
    return [
        (each.name, o.kind.value, o.value.normalize(), o.unit, o.fiscal_year)
        for each in thing.indicators
        for o in each.observations
        if o.value is not None
    ]


def units(thing):
    return [each.unit for each in thing.responsibilities]


def judged(thing):
    return [(each.grade, each.status.value if each.status else None) for each in thing.assessments]


ITEMS = """# {title}

## 柱1 海

|番号|{named}|主管課|数値目標|令和6年度実績|進捗|
|---|---|---|---|---|---|
|4|港を直す|港湾課|12隻(R9)|7隻|実施中|
|5|浜を守る|観光課|令和8年度完成|調査中|達成|
"""


@pytest.mark.parametrize(
    ("title", "named", "kind"),
    [
        ("市長公約の進捗", "項目", "Pledge"),
        ("市長公約の進捗", "公約", "Pledge"),
        ("海の計画", "項目", "Initiative"),
        ("海の計画", "取組", "Initiative"),
    ],
)
def test_aims_in_figures_beside_names_are_targets(title, named, kind):
    """10億円 below 数値目標 is no name of an indicator; the row has its number, its charge and its judgement."""
    port, beach = read(ITEMS.format(title=title, named=named)).elements[0].children
    assert [(kind, "4", "港を直す"), (kind, "5", "浜を守る")] == [
        (each.kind.value, each.code, each.title) for each in (port, beach)
    ]
    assert [
        ("数値目標", "Target", Decimal(12).normalize(), "隻", 2027),
        ("数値目標", "Actual", Decimal(7), "隻", 2024),
    ] == values(port)
    assert (["港湾課"], [("実施中", "Underway")]) == (units(port), judged(port))
    assert ([], ["観光課"], [("達成", "Achieved")]) == (values(beach), units(beach), judged(beach))
    assert ["数値目標：令和8年度完成", "令和6年度実績：調査中"] == [each.text for each in beach.texts]


def test_names_of_aims_stay_indicators():
    """数値目標 over names, with values in columns of their own."""
    header = "|施策|数値目標|基準値(R5)|目標値(R9)|\n|---|---|---|---|"
    plan = read(f"# 海の計画\n\n## 基本目標1 港\n\n{header}\n|桟橋|船の数|3隻|5隻|\n")
    assert [("船の数", "Baseline", Decimal(3), "隻", 2023), ("船の数", "Target", Decimal(5), "隻", 2027)] == [
        each for element in plan.walk() for each in values(element)
    ]


def test_a_number_right_before_a_pledge_is_its_code():
    """Also where the row names an indicator."""
    plan = read(
        "# 公約進捗表\n\n|分野|No|公約|指標|目標(R8)|R6実績|担当課|\n|---|---|---|---|---|---|---|\n"
        "|Ⅰ 海|7|港を直します|船の数|5隻|3隻|港湾課|\n|Ⅰ 海|8|浜を守ります|松の数|9本|4本|観光課|\n"
    )
    assert [("7", "港を直します"), ("8", "浜を守ります")] == [(e.code, e.title) for e in plan.elements[0].children]


def test_a_judgement_below_its_label_is_no_noise():
    """状況, and below it 達成 or 実施中; a sentence there is a result."""
    plan = read(
        "<h1>市長公約の状況</h1><h2>柱1 海</h2>"
        "<h3>1 港を直す</h3><dl><dt>担当課</dt><dd>港湾課</dd><dt>状況</dt><dd>達成</dd></dl>"
        "<h3>2 浜を守る</h3><dl><dt>担当課</dt><dd>観光課</dd><dt>状況</dt><dd>実施中</dd></dl>"
        "<h3>3 森を育てる</h3><dl><dt>担当課</dt><dd>林務課</dd><dt>状況</dt><dd>苗を植えました。</dd></dl>",
        "plan.html",
    )
    port, beach, wood = plan.elements[0].children
    assert ([("達成", "Achieved")], [("実施中", "Underway")], []) == (judged(port), judged(beach), judged(wood))
    assert [("result", "苗を植えました。")] == [(each.role.value, each.text) for each in wood.texts]


@pytest.mark.parametrize(
    ("grade", "status"),
    [
        ("B 概ね順調", "MostlyOnTrack"),
        ("B：概ね順調", "MostlyOnTrack"),
        ("A(達成)", "Achieved"),
        ("◎達成", "Achieved"),
        ("C 遅れている", "Delayed"),
        ("一部着手", "Underway"),
        ("○継続実施中", "Underway"),
        ("B 様子見", None),
    ],
)
def test_words_beside_a_sign_say_what_it_means(grade, status):
    """Where no legend does."""
    plan = read(f"# 海の計画\n\n## 1 港\n\n担当課：港湾課\n\n評価：{grade}\n")
    assert [(grade, status)] == judged(plan.elements[0])


def test_a_judgement_below_the_word_for_it_is_read():
    """評価, and below it a grade with its word; a label that says who in a word for anybody is a text."""
    element = (
        read("# 海の計画\n\n## 基本目標1 海\n\n### 1 港\n\n担当課:各課\n\n評価\n\nB\n達成\n").elements[0].children[0]
    )
    assert [("B達成", "Achieved")] == judged(element)
    assert ["担当課:各課"] == [each.text for each in element.texts]


def test_a_judgement_in_a_cell_over_several_rows_of_an_element_is_one():
    """The rows are indicators of one pledge; a pledge on each row has a judgement of its own."""
    rows = (
        '<tr><td rowspan="2">1 港を直す</td><td>船の数</td><td>2隻</td><td>8隻</td><td rowspan="2">着手</td></tr>'
        "<tr><td>桟橋の数</td><td>1基</td><td>3基</td></tr>"
        '<tr><td>2 浜を守る</td><td>松の数</td><td>4本</td><td>9本</td><td rowspan="2">達成</td></tr>'
        "<tr><td>3 森を育てる</td><td>苗の数</td><td>5本</td><td>7本</td></tr>"
    )
    names = "<tr><th>公約</th><th>指標</th><th>基準値</th><th>目標値</th><th>進捗</th></tr>"
    plan = read(f"<h1>市長公約の進捗状況</h1><table>{names}{rows}</table>", "plan.html")
    assert [[("着手", "Underway")], [("達成", "Achieved")], [("達成", "Achieved")]] == [
        judged(each) for each in plan.walk()
    ]


LED = "|柱|取組|{lead}|{other}|進捗|\n|---|---|---|---|---|\n|1 海|1-1 港を直す|港湾課|観光課、財政課|達成|\n"


@pytest.mark.parametrize(("lead", "other"), [("主管課", "協力課"), ("担当課", "関係課"), ("所管課", "関係課名")])
def test_units_that_help_are_told_from_the_one_that_leads(lead, other):
    """Each has its column; a judgement is of the unit that leads."""
    plan = read(f"# 海の計画\n\n{LED.format(lead=lead, other=other)}")
    (port,) = (each for each in plan.walk() if each.code == "1-1")
    assert [("港湾課", False), ("観光課", True), ("財政課", True)] == [
        (each.unit, each.supporting) for each in port.responsibilities
    ]
    assert [("港湾課",)] == [each.units for each in port.assessments]


def test_units_called_related_lead_where_no_other_does():
    """関係課 alone are all that are in charge."""
    text = "# 海の計画\n\n## 施策1 港\n\n関係課：港湾課\n\n## 施策2 浜\n\n主管課：観光課\n\n関係課：港湾課\n"
    port, beach = read(text).elements
    assert [("港湾課", False)] == [(each.unit, each.supporting) for each in port.responsibilities]
    assert [("観光課", False), ("港湾課", True)] == [(each.unit, each.supporting) for each in beach.responsibilities]


def test_a_unit_that_helps_with_an_indicator_is_told_apart():
    """Also where the row is an indicator."""
    names = "|指標|基準値(R5)|目標値(R9)|担当課|関係課|\n|---|---|---|---|---|\n"
    plan = read(f"# 海の計画\n\n## 施策1 港\n\n{names}|船の数|3隻|5隻|港湾課|観光課|\n")
    (ships,) = plan.indicators()
    assert [("港湾課", False), ("観光課", True)] == [(each.unit, each.supporting) for each in ships.responsibilities]
