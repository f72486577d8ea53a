"""A bracket behind a name is its unit where the grammar of units knows it, and else a part of the name."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan
from plangraph.plans.value_units import unit_in_brackets

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        *((unit, unit) for unit in ("MW", "kW", "GWh", "千kWh", "GJ", "TJ", "mg/L", "dB", "kL", "L", "kg", "g", "ppm")),
        *((unit, unit) for unit in ("トン", "千トン", "キロリットル", "メガワット", "ヘクタール", "デシベル")),
        *((unit, unit) for unit in ("t-CO2", "千t-CO2", "kg-CO2/人", "トン-CO2", "t-CO2eq")),
        *((unit, unit) for unit in ("g/人・日", "kg/人・年", "kWh/年", "千円/人", "回/年", "m3/s", "μSv/h")),
        *((unit, unit) for unit in ("万冊", "千戸", "千人泊", "億円", "箇所", "床", "Mbps")),
        ("ＭＷ", "MW"),
        ("ｍｇ／Ｌ", "mg/L"),
        ("MJ/㎡", "MJ/m2"),
        ("単位：GJ", "GJ"),
    ],
)
def test_a_unit_of_measurement_or_counting_is_the_indicators(printed, unit):
    """With its scale, its prefix, and what it is per."""
    assert ("灯台の値", unit) == unit_in_brackets(f"灯台の値（{printed}）")


@pytest.mark.parametrize(
    "other",
    [
        "女性",
        "男",
        "案",
        "A",
        "B",
        "S",
        "V",
        "EV",
        "DV",
        "IC",
        "WEB",
        "GDP",
        "本庁",
        "全校",
        "新",
        "台数",
        "企業",
        "株",
        "キロ",
    ],
)
def test_a_word_that_is_no_unit_stays_in_the_name(other):
    """Grades, groups, abbreviations."""
    assert (f"灯台の値（{other}）", "") == unit_in_brackets(f"灯台の値（{other}）")


def test_values_below_a_name_have_the_unit_behind_it():
    """Without it they would be bare numbers."""
    table = "| 指標 | 現状（R3） | 目標（R14） |\n|---|---|---|\n| 風車の出力（MW） | 148.2 | 195 |\n"
    plan = parse_plan(read_document(f"# 汐鳴市計画\n\n## 施策1 港\n\n{table}".encode(), "plan.md"), FACTS)
    (indicator,) = plan.elements[0].indicators
    assert [("MW", "148.2"), ("MW", "195")] == [(each.unit, str(each.value)) for each in indicator.observations]
