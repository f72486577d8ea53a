"""Headings and labels of one page on another level than all others, and numbers of chapters over its pages."""

from __future__ import annotations

from plangraph.documents import read_document
from plangraph.model import Plan, PlanFacts, ValueKind
from plangraph.plans import parse_plan

PLAN = """# 第2次架空市総合計画

# 第1章 海と生きるまち

## 第1節 水産業の振興

### 現状と課題

担い手が足りません。

## 施策の内容

(1) 市場の整備

(2) 漁船の更新

### 目標指標

| 指標名 | 現状(令和元年度) | 目標(令和7年度) |
|---|---|---|
| 水揚げ量 | 50トン | 60トン |

34

第1章

海と生きるまち

# 第2節 港の保全

### 現状と課題

岸壁が傷んでいます。

### 施策の内容

(1) 岸壁の補修

# 第2章 丘を守るまち

## 第1節 林業の振興

### 施策の内容

(1) 林道の整備
"""


def read(text: str) -> Plan:
    return parse_plan(
        read_document(text.encode(), "plan.md"), PlanFacts(municipality="990019", municipality_name="架空市")
    )


def test_a_heading_or_label_has_the_level_that_most_like_it_have() -> None:
    plan = read(PLAN)
    tree = {
        chapter.title: {section.title: [each.title for each in section.children] for section in chapter.children}
        for chapter in plan.elements
    }
    assert tree == {
        "海と生きるまち": {"水産業の振興": ["市場の整備", "漁船の更新"], "港の保全": ["岸壁の補修"]},
        "丘を守るまち": {"林業の振興": ["林道の整備"]},
    }
    owner = plan.elements[0].children[0]
    assert [each.name for each in owner.indicators] == ["水揚げ量"]


def test_columns_of_bare_years_are_results_where_a_line_below_the_title_says_the_year_of_the_review() -> None:
    plan = read("""# 第2期架空市総合戦略
令和5年度 重要業績評価指標(KPI)の進捗状況について

| 区分 | 令和5年度の達成率 |
|---|---|
| A | 100%以上 (目標を達成した) |
| B | 80%以上100%未満 (おおむね順調である) |
| C | 80%未満 (一部にとどまっている) |

## 基本目標1 海と生きるまち

| 施策 | KPI | 基準値<br>(H30) | R4 | R5 | 目標値<br>(R6) | 評価 |
|---|---|---|---|---|---|---|
| (1) 水産業の振興 | 水揚げ量 | 30トン | 41トン | 55トン | 60トン | B |
| | 漁船の数 | 12隻 | 12隻 | 15隻 | 15隻 | A |
""")
    catch, boats = plan.indicators()
    actual = [(each.fiscal_year, each.value) for each in catch.observations if each.kind is ValueKind.ACTUAL]
    assert actual == [(2022, 41), (2023, 55)]
    assert [each.assessments[0].status and each.assessments[0].status.value for each in (catch, boats)] == [
        "MostlyOnTrack", "Achieved",
    ]  # fmt: skip
