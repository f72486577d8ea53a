"""A line below a pledge may give what was reached and what is aimed at, without a value at the start."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

PLAN = """汐鳴市長公約の進捗状況（令和7年度末）

Ⅰ　海のまち

公約１　桟橋を直します
　担当課　港湾課
　進捗　実施中
　{}

公約２　網を編みます
　担当課　水産課
"""
ACTUAL, TARGET = ("Actual", 2025, 18, "隻"), ("Target", 2028, 25, "隻")


def values(line):
    plan = parse_plan(read_document(PLAN.format(line).encode(), "plan.txt"), PlanFacts("990019", "汐鳴市"))
    return [
        (
            element.title,
            indicator.name,
            [(o.kind.value, o.fiscal_year, o.value, o.unit) for o in indicator.observations],
        )
        for element in plan.walk()
        for indicator in element.indicators
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("数値目標　船の数　実績18隻（令和７年度）　目標25隻（令和10年度）", [ACTUAL, TARGET]),
        ("数値目標：船の数　実績18隻（令和７年度）→目標25隻（令和10年度）", [ACTUAL, TARGET]),
        ("数値目標　船の数　目標25隻（R10）　実績18隻（R7）", [TARGET, ACTUAL]),
        ("船の数　実績18隻（令和７年度）　目標25隻（令和10年度）", [ACTUAL, TARGET]),
    ],
)
def test_what_was_reached_and_what_is_aimed_at_make_an_indicator(line, told):
    """In either order, each with its year."""
    assert [("桟橋を直します", "船の数", told)] == values(line)


def test_a_judgement_is_no_name_of_the_values_below_it():
    """進捗　実施中 over values without a name: these are of the pledge."""
    assert [("桟橋を直します", "桟橋を直します", [ACTUAL, TARGET])] == values("実績18隻（R7）　目標25隻（R10）")


@pytest.mark.parametrize(
    "line",
    [
        "取組　船の更新を進め、実績18隻、目標25隻となりました。",
        "船の更新を進めた結果、実績18隻、目標25隻となりました。",
        "数値目標　船の数　実績18隻（R7）のうち、目標25隻に数えたもの",
        "数値目標　船の数　実績は調査中　目標25隻",
    ],
)
def test_figures_within_a_sentence_are_no_indicator(line):
    """They stay a text."""
    assert [] == values(line)
