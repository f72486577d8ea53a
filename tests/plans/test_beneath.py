"""Tables of measures below headings: their rows are what the heading's element consists of, unless they name it."""

from __future__ import annotations

from io import BytesIO

import docx

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")


def outline(plan):
    above = {id(child): element for element in plan.walk() for child in element.children}
    return [(e.kind.value, e.title, above[id(e)].title if id(e) in above else "") for e in plan.walk()]


def document(*parts):
    """A Word file of headings (level, text) and tables (rows)."""
    word = docx.Document()
    word.add_heading("汐鳴市男女共同参画計画", 0)
    for part in parts:
        if isinstance(part[0], int):
            word.add_heading(part[1], part[0])
            continue
        table = word.add_table(len(part), len(part[0]))
        for at, row in enumerate(part):
            for place, cell in enumerate(row):
                table.cell(at, place).text = cell
    out = BytesIO()
    word.save(out)
    return parse_plan(read_document(out.getvalue(), "plan.docx"), FACTS)


HEAD = ("番号", "具体的施策", "内容", "担当課")


def test_rows_below_a_lower_heading_stand_below_it():
    """基本目標, 重点課題 and (1) are the levels above them: no heading is left without what it heads."""
    plan = document(
        (1, "基本目標Ⅰ　学び合うまち"),
        (2, "重点課題１　学びの機会"),
        (3, "（1）講座の充実"),
        (HEAD, ("1", "市民講座", "年4回開く。", "生涯学習課"), ("2", "父親講座", "年2回開く。", "子育て支援課")),
        (3, "（2）情報の提供"),
        (HEAD, ("3", "広報紙の特集", "年1回載せる。", "広報課")),
    )
    assert [
        ("Goal", "学び合うまち", ""),
        ("Measure", "学びの機会", "学び合うまち"),
        ("Initiative", "講座の充実", "学びの機会"),
        ("Initiative", "市民講座", "講座の充実"),
        ("Initiative", "父親講座", "講座の充実"),
        ("Initiative", "情報の提供", "学びの機会"),
        ("Initiative", "広報紙の特集", "情報の提供"),
    ] == outline(plan)


def test_a_table_that_names_the_measure_of_its_heading_lists_it_with_others():
    """The rows are measures, and the one of the heading is not entered twice."""
    plan = document(
        (1, "基本目標Ⅰ　学び合うまち"),
        (2, "施策１　学びの機会"),
        (3, "（1）講座の充実"),
        (2, "施策２　広報"),
        (
            ("施策", "KPI", "現状値", "目標値"),
            ("2 広報", "特集の数", "3回", "5回"),
            ("3 相談", "相談の数", "8件", "9件"),
        ),
    )
    assert [
        ("Goal", "学び合うまち", ""),
        ("Measure", "学びの機会", "学び合うまち"),
        ("Initiative", "講座の充実", "学びの機会"),
        ("Measure", "広報", "学び合うまち"),
        ("Measure", "相談", "学び合うまち"),
    ] == outline(plan)


def test_a_list_that_names_the_measure_of_its_heading_does_not_put_it_below_itself():
    """With who is in charge beside them, too: the first row is the heading's own measure."""
    plan = document(
        (1, "基本目標Ⅰ　学び合うまち"),
        (2, "施策１　学びの機会"),
        (HEAD, ("1", "学びの機会", "講座を開く。", "生涯学習課"), ("2", "広報", "特集を組む。", "広報課")),
    )
    assert [
        ("Goal", "学び合うまち", ""),
        ("Measure", "学びの機会", "学び合うまち"),
        ("Measure", "広報", "学び合うまち"),
    ] == outline(plan)


def test_a_caption_that_is_the_name_of_the_column_says_nothing_more():
    """具体的施策 over 番号 | 具体的施策 | 担当課 below a measure: what that consists of."""
    text = (
        "<h1>某市男女共同参画プラン</h1><h2>基本目標1 学ぶ</h2><h3>施策1 啓発の推進</h3><p>{0}</p>"
        "<table><tr><th>番号</th><th>{0}</th><th>担当課</th></tr>"
        "<tr><td>1</td><td>講座の開催</td><td>市民課</td></tr><tr><td>2</td><td>冊子の配布</td><td>市民課</td></tr>"
        "</table>"
    )
    for name in ("具体的施策", "具体的な施策", "施策"):
        plan = parse_plan(read_document(text.format(name).encode(), "page.html"), PlanFacts("990043", "某市"))
        (goal,) = plan.elements
        (measure,) = goal.children
        assert ["講座の開催", "冊子の配布"] == [each.title for each in measure.children]
