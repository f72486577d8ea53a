"""Values that a line gives without naming an indicator are of the item or title that it stands in."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

ITEM = "# 汐鳴市長公約\n\n## 約束1 港\n\n- 1 桟橋の補修［順調］\n  - {}\n"
HEADING = "# 汐鳴市長公約\n\n## 約束1 港\n\n### 1 桟橋の補修\n\n{}\n"


def read(text):
    return parse_plan(read_document(text.encode(), "plan.md"), PlanFacts("990019", "汐鳴市"))


def values(plan):
    return [
        (indicator.name, [(o.kind.value, o.value, o.unit, o.fiscal_year) for o in indicator.observations])
        for element in plan.walk()
        for indicator in element.indicators
    ]


@pytest.mark.parametrize("place", [ITEM, HEADING], ids=["item", "heading"])
@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("目標：令和8年度までに12か所（令和6年度実績：9か所）", "Actual"),
        ("目標：12か所（令和8年度）、令和6年度実績9か所", "Actual"),
        ("目標：令和8年度までに12か所（現状：9か所（令和6年度））", "Baseline"),
        ("現状9か所（R6）→目標12か所（R8）", "Baseline"),
        ("実績：9か所（R6）→目標：12か所（R8）", "Actual"),
        ("9か所（R6）→12か所（R8）", "Baseline"),
        ("令和6年度の実績：9か所／令和8年度の目標：12か所", "Actual"),
        ("現状値：9か所（令和6年度）　目標値：12か所（令和8年度）", "Baseline"),
    ],
)
def test_values_without_a_name_are_of_the_title_that_they_stand_in(place, line, kind):
    """What is aimed at, and what was reached or stood before, each with its year."""
    told = [(kind, 9, "か所", 2024), ("Target", 12, "か所", 2026)]
    assert [("桟橋の補修", told)] == values(read(place.format(line)))


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("目標：令和8年度までに輸出額2億円（令和6年度実績：1億円）", "輸出額"),
        ("目標：輸出額を令和8年度までに2億円に増やす（令和6年度実績：1億円）", "輸出額"),
        ("輸出額：1億円（実績、令和6年度）→2億円（令和8年度）", "輸出額"),
        ("輸出額　1億円（R6）⇒2億円（R8）", "輸出額"),
    ],
)
def test_a_name_within_the_line_goes_before_the_title(line, name):
    """The value is of what the line says."""
    kind = "Actual" if "令和6年度実績" in line else "Baseline"
    told = [(kind, 10**8, "円", 2024), ("Target", 2 * 10**8, "円", 2026)]
    assert [(name, told)] == values(read(ITEM.format(line)))


def test_a_target_alone_is_of_an_item_and_not_of_a_heading():
    """What a heading is about is wide: 40% of what, it does not say."""
    line = "目標：40%（令和8年度）"
    assert [("桟橋の補修", [("Target", 40, "%", 2026)])] == values(read(ITEM.format(line)))
    assert [] == values(read(HEADING.format(line)))


@pytest.mark.parametrize(
    "line",
    [
        "目標：みんなで直す",
        "目標：12か所くらいにしたい（令和6年度実績：9か所）",
        "12か所から9か所へ",
        "目標：令和8年度（見込み：9）",
    ],
)
def test_words_that_are_no_values_stay_a_text(line):
    """Nothing is picked out of them."""
    plan = read(ITEM.format(line))
    assert [] == values(plan)
    assert any(line in text.text for element in plan.walk() for text in element.texts)


def test_an_item_with_nothing_but_values_in_it_is_an_element():
    """Its title names what they are of; an item that names its own values is none."""
    items = "- 桟橋の補修\n  - 現状9か所（R6）→目標12か所（R8）\n- 灯台の数　1基（R6）→2基（R8）\n"
    plan = read(f"# 汐鳴市長公約\n\n## 約束1 港\n\n{items}")
    assert ["港", "桟橋の補修"] == [element.title for element in plan.walk()]
    assert {"桟橋の補修", "灯台の数"} == {name for name, _ in values(plan)}


def test_an_indicator_of_each_may_begin_with_a_number():
    """1人当たり counts nothing: terms and definitions of a page."""
    page = (
        "<h1>汐鳴市計画</h1><h2>施策1 港</h2><dl><dt>指標</dt><dd>1人当たりの乗船回数</dd><dt>現状値（令和6年度）</dt>"
        "<dd>3回</dd><dt>目標値（令和8年度）</dt><dd>5回</dd></dl>"
    )
    plan = parse_plan(read_document(page.encode(), "p.html"), PlanFacts("990019", "汐鳴市"))
    told = [("Baseline", 3, "回", 2024), ("Target", 5, "回", 2026)]
    assert [("1人当たりの乗船回数", told)] == values(plan)


def test_a_result_alone_is_of_the_numbered_line_that_it_is_set_in_below():
    """In Markdown a number opens an item as a bullet does."""
    text = "# 汐鳴市長公約\n\n## 柱1 港\n\n1. 桟橋の補修［順調］\n   - 実績：12か所（令和6年度）\n"
    assert [("桟橋の補修", [("Actual", 12, "か所", 2024)])] == values(read(text))


def test_a_charge_before_values_is_no_name_of_them():
    """担当 and 環境課, 目標 and 12回 are terms and definitions of one title."""
    terms = "<dt>担当</dt><dd>環境課</dd><dt>目標</dt><dd>12回（R8）</dd><dt>実績</dt><dd>9回（R6）</dd>"
    page = f"<h1>汐鳴市長公約</h1><h2>柱1 港</h2><h3>1 浜の清掃</h3><dl>{terms}</dl>"
    plan = parse_plan(read_document(page.encode(), "p.html"), PlanFacts("990019", "汐鳴市"))
    assert [("浜の清掃", [("Target", 12, "回", 2026), ("Actual", 9, "回", 2024)])] == values(plan)
    assert ["環境課"] == [unit.unit for element in plan.walk() for unit in element.responsibilities]
