"""The system of a plan as a table over its chapters, whose headings say the same."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

TEXT = """<h1>某市健康増進計画</h1><h2>第4章 施策の展開</h2><h3>{over}</h3><table>{rows}</table>
<h3>基本目標1 健やかに暮らす</h3><h4>（１）栄養・食生活</h4><p>担当課：健康課</p><h4>（２）身体活動</h4>
<p>担当課：健康課</p><h3>基本目標2 病を防ぐ</h3><h4>（１）がん</h4><p>担当課：健康課</p>"""
ROWS = [
    ("基本目標", "分野", "１　健やかに暮らす", "（１）栄養・食生活<br>（２）身体活動", "２　病を防ぐ", "（１）がん"),
    ("基本目標", "施策", "1 健やかに暮らす", "(1)栄養・食生活 (2)身体活動", "2 病を防ぐ", "(1)がん"),
    ("目標", "取組の柱", "基本目標1<br>健やかに暮らす", "栄養・食生活<br>身体活動", "基本目標2<br>病を防ぐ", "がん"),
    ("基本目標", "方向", "１．健やかに暮らす", "・栄養・食生活<br>・身体活動", "２．病を防ぐ", "・がん"),
    ("基本目標", "基本施策", "基本目標1　健やかに暮らす", "①栄養・食生活<br>②身体活動", "基本目標2　病を防ぐ", "①がん"),
]


@pytest.mark.parametrize("over", ["施策の体系", "計画の体系図", "体系"])
@pytest.mark.parametrize("cells", ROWS)
def test_a_table_of_what_the_headings_say_is_no_second_set(over, cells):
    """Several titles in a cell, each of which opens its own heading below."""
    tags = [f"<tr><td>{one}</td><td>{two}</td></tr>" for one, two in zip(cells[::2], cells[1::2], strict=True)]
    page = TEXT.format(over=over, rows="".join(tags))
    plan = parse_plan(read_document(page.encode(), "page.html"), PlanFacts("990043", "某市"))
    assert [("健やかに暮らす", ["栄養・食生活", "身体活動"]), ("病を防ぐ", ["がん"])] == [
        (each.title, [child.title for child in each.children]) for each in plan.elements
    ]


def test_a_table_that_says_more_than_the_headings_is_read():
    """One of its measures has no heading: it would be lost."""
    rows = "<tr><td>基本目標</td><td>施策</td></tr><tr><td>1 健やかに暮らす</td><td>(1)栄養<br>(2)歯の健康</td></tr>"
    page = TEXT.format(over="施策の体系", rows=rows)
    plan = parse_plan(read_document(page.encode(), "page.html"), PlanFacts("990043", "某市"))
    assert any("歯の健康" in each.title for each in plan.walk())
