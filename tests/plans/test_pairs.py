"""Labels laid out beside what they say, without a ruled table, give the indicators and charges that they name."""

from decimal import Decimal

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

HEAD = "第1章 学び\n\n施策1 読書\n\n現状と課題\n\n本が古い。\n\n"


def read(text):
    return parse_plan(
        read_document(text.encode(), "plan.txt"), PlanFacts(municipality="990019", municipality_name="汐鳴市")
    )


def values(plan):
    return [
        (i.name, o.kind.value, o.fiscal_year, o.value and Decimal(o.value).normalize(), o.unit)
        for i in plan.indicators()
        for o in i.observations
    ]


BOTH = [("貸出冊数", "Baseline", 2023, 9, "冊"), ("貸出冊数", "Target", 2028, 12, "冊")]


@pytest.mark.parametrize(
    "line",
    [
        "指標　貸出冊数　　基準値（R5） 9冊　　目標値（R10） 12冊",
        "指標　貸出冊数　　基準値（R5）　9冊　　目標値（R10）　12冊",
        "貸出冊数　　現状値（R5）：9冊　　目標値（R10）：12冊",
        "KPI 貸出冊数 9冊（R5）→12冊（R10）",
        "|指標|貸出冊数|基準値（R5）|9冊|目標値（R10）|12冊|\n|---|---|---|---|---|---|",
        "|指標|貸出冊数|\n|---|---|\n|単位|冊|\n|基準値（R5）|9|\n|目標値（R10）|12|",
    ],
)
def test_an_indicator_beside_its_label_is_read_with_the_values_beside_theirs(line):
    """On a line with gaps, in one row, or row below row."""
    assert BOTH == values(read(f"{HEAD}{line}\n"))


def test_a_charge_on_the_line_of_an_indicator_is_the_indicators_and_one_below_is_the_measures():
    """Who keeps the figures, and who is in charge of the measure."""
    plan = read(
        f"{HEAD}|指標|貸出冊数|目標値（R10）|12冊|担当課|図書館課|\n|---|---|---|---|---|---|\n|担当課|学習課|||||\n"
    )
    (indicator,) = plan.indicators()
    assert ["図書館課"] == [each.unit for each in indicator.responsibilities]
    assert [("読書", ["学習課"])] == [
        (each.title, [r.unit for r in each.responsibilities]) for each in plan.walk() if each.responsibilities
    ]


def test_a_line_with_a_value_but_no_label_of_an_indicator_stays_text():
    """A budget is no indicator, nor is a name without a value."""
    assert [] == values(read(f"{HEAD}図書費　　今年度　　9万円\n\n指標　貸出冊数\n\n目標値　　増やす\n"))


def test_from_to_in_the_cells_of_a_table_below_its_label():
    """An arrow in a cell of its own parts the two values."""
    table = "|貸出冊数|9冊（R5）|→|12冊（R10）|\n|---|---|---|---|\n|席の数|20席（R5）|→|30席（R10）|"
    plan = read(f"{HEAD}成果指標\n\n{table}\n")
    assert [*BOTH, ("席の数", "Baseline", 2023, 20, "席"), ("席の数", "Target", 2028, 30, "席")] == values(plan)


@pytest.mark.parametrize(
    "text",
    [
        "施策2 書庫\n\n担当課　図書館課、施設課　　期間　R6～R10\n",
        "施策2 書庫　担当課：図書館課、施設課\n\n期間：R6～R10\n",
    ],
)
def test_several_facts_on_a_line_are_told_of_the_measure(text):
    """Who is in charge and until when, beside their labels or behind the heading."""
    measure = read(HEAD + text).elements[0].children[-1]
    assert ("書庫", ["図書館課", "施設課"], 2028) == (
        measure.title,
        [each.unit for each in measure.responsibilities],
        measure.deadline,
    )


FRAMES = (
    "|ゴール|ターゲット番号|KPI||\n|---|---|---|---|\n|4|4.1|指標：貸出冊数||\n|||現在（2023年度）：9冊|2028年度：12冊|\n"
    "|3|3.8|指標：健康寿命||\n|||現在（2023年度）：84.3歳|{}：延伸|\n"
)


@pytest.mark.parametrize("head", ["|ゴール|ターゲット番号|KPI||", "|ゴール、ターゲット番号||KPI||"])
def test_goals_before_framed_indicators_are_the_elements(head):
    """A later year alone is that of an aim, which may be in words; the goals are told with their targets."""
    plan = read(HEAD + FRAMES.format("2028年度").replace("|ゴール|ターゲット番号|KPI||", head))
    found = [(i.name, o.kind.value, o.fiscal_year, o.raw) for i in plan.indicators() for o in i.observations]
    assert [
        ("貸出冊数", "Baseline", 2023, "9冊"),
        ("貸出冊数", "Target", 2028, "12冊"),
        ("健康寿命", "Baseline", 2023, "84.3歳"),
        ("健康寿命", "Target", 2028, "延伸"),
    ] == found
    assert {(4, None), (4, "4.1"), (3, None), (3, "3.8")} == {(g.goal, g.target) for e in plan.walk() for g in e.sdgs}


def test_a_value_of_a_year_before_the_baselines_is_of_no_kind_and_is_not_lost():
    """2020年度：… may be a result or an earlier start: it is a text of its indicator."""
    (_, other) = read(HEAD + FRAMES.format("2020年度")).indicators()
    assert (["Baseline"], ["2020年度：延伸"]) == (
        [o.kind.value for o in other.observations],
        [t.text for t in other.texts],
    )
