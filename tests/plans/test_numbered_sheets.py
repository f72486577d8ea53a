"""Sheets of pledges one below the other in a text: the number in their title, labels over what they ask for."""

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990043", municipality_name="汐鳴市")
TEXT = """汐鳴市長公約 工程表

令和7年3月31日現在


公約工程表 №1

政策の柱 II 海と生きるまち

公約項目
岸壁の
整備

担当課
港湾課

進捗状況
完了

数値目標
寄港する船の数
21,480隻(令和5年度)→27,000隻(令和9年度)


公約工程表 №2

政策の柱 2 海と生きるまち

公約項目　汐鳴大祭の
魅力発信

担当課　観光課

進捗状況　推進中

数値目標
大祭の来場者数　-(令和5年度)→2,000人(令和9年度)


公約工程表 №3

政策の柱 Ⅲ 開かれた市政

公約項目　市長との茶話会

担当課　秘書課

進捗状況　準備中
"""


def test_each_sheet_is_a_pledge_with_its_number():
    """A title is wrapped, stands below its label or beside it; II and 2 are one pillar where both are called alike."""
    plan = parse_plan(read_document(TEXT.encode(), "koyaku.txt"), FACTS)
    told = [
        (
            pillar.title,
            [
                (
                    each.code,
                    each.title,
                    [who.unit for who in each.responsibilities],
                    [judged.grade for judged in each.assessments],
                    [
                        (i.name, [str(o.value) if o.value is not None else o.raw for o in i.observations])
                        for i in each.indicators
                    ],
                )
                for each in pillar.children
            ],
        )
        for pillar in plan.elements
    ]
    sea = [
        ("1", "岸壁の整備", ["港湾課"], ["完了"], [("寄港する船の数", ["21480", "27000"])]),
        ("2", "汐鳴大祭の魅力発信", ["観光課"], ["推進中"], [("大祭の来場者数", ["-(令和5年度)", "2000"])]),
    ]
    assert [
        ("海と生きるまち", sea),
        ("開かれた市政", [("3", "市長との茶話会", ["秘書課"], ["準備中"], [])]),
    ] == told
