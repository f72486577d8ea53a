"""Printed values become numbers with unit, bound, group and year, or stay raw and say why."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangraph.model import Bound, Missing
from plangraph.plans.values import parse_quantities

D = Decimal


@pytest.mark.parametrize(
    ("cell", "value", "unit"),
    [
        ("85.00 %", D("85.00"), "%"),
        ("３，６０２件", D(3602), "件"),
        ("2,927,767 件 ▶▶", D(2927767), "件"),
        ("188事業\n所", D(188), "事業所"),
        ("33万人", D(330000), "人"),
        ("12,025億円", D(1202500000000), "円"),
        ("3億5,000万円", D(350000000), "円"),
        ("491.5万人", D(4915000), "人"),
        ("1,234千円", D(1234000), "円"),
        ("約1,000人", D(1000), "人"),
        ("▲5.0%", D("-5.0"), "%"),
        ("35,000t-CO2", D(35000), "t-CO2"),
        ("3.6回/年", D("3.6"), "回/年"),
        ("0 人(移動均衡)", D(0), "人"),
        ("3,931ha", D(3931), "ha"),
        ("1.38", D("1.38"), ""),
        ("三割", D(3), "割"),
        ("二十団体", D(20), "団体"),
        ("△0.5ポイント", D("-0.5"), "ポイント"),
        ("±0人", D(0), "人"),
        ("12か所", D(12), "か所"),
        ("約3.5万人", D(35000), "人"),
        ("100%を維持", D(100), "%"),
        ("25,000t-CO2", D(25000), "t-CO2"),
        ("5日", D(5), "日"),
        ("123.4㎡", D("123.4"), "m2"),
        ("8.2 ㎡/人", D("8.2"), "m2/人"),
        ("5km2", D(5), "km2"),
        ("100㎥", D(100), "m3"),
        ("目標10件", D(10), "件"),
        ("月平均20人", D(20), "人"),
        ("100件程度", D(100), "件"),
    ],
)
def test_a_plain_value_has_number_and_unit(cell, value, unit):
    """万, 億 and 千 are scaled into the number; arrows and wraps of the page do not matter."""
    (q,) = parse_quantities(cell)
    assert (value, unit, None) == (q.value, q.unit, q.missing)


@pytest.mark.parametrize(
    ("cell", "fiscal", "calendar"),
    [
        ("12,025億円(令和2年)", None, 2020),
        ("43.2%(令和3年度)", 2021, None),
        ("188事業\n所\n(令和3\n年)", None, 2021),
        ("95%(令和元年度)", 2019, None),
        ("95%（平成３０年度）", 2018, None),
        ("50%以上(R7)", 2025, None),
        ("7,712人 (2022)", 2022, None),
        ("令和4年度 35%", 2022, None),
        ("1,220件", None, None),
    ],
)
def test_fiscal_and_calendar_years_are_kept_apart(cell, fiscal, calendar):
    """令和2年 is a calendar year, 令和2年度 a fiscal one; a bare year counts as fiscal."""
    (q,) = parse_quantities(cell)
    assert (fiscal, calendar) == (q.fiscal_year, q.calendar_year)


@pytest.mark.parametrize(
    "cell",
    [
        "男性78.46歳<br>女性80.66歳",
        "男性78.46歳\n女性80.66歳",
        "男性 78.46歳、女性 80.66歳",
        "男性：78.46歳 女性：80.66歳",
    ],
)
def test_a_cell_with_two_groups_gives_two_values(cell):
    """However they are parted, each keeps its group."""
    assert [("男性", D("78.46"), "歳"), ("女性", D("80.66"), "歳")] == [
        (q.group, q.value, q.unit) for q in parse_quantities(cell)
    ]


@pytest.mark.parametrize(
    ("cell", "bound"),
    [
        ("92.7 %以内", "at_most"),
        ("100%以上", "at_least"),
        ("30分以下", "at_most"),
        ("5件以上/年", "at_least"),
        ("UP", "rise"),
        ("増加", "rise"),
    ],
)
def test_bounds_are_said(cell, bound):
    """Bounds have the names that scripts use."""
    (q,) = parse_quantities(cell)
    assert Bound(bound) is q.bound
    assert bound == q.bound


@pytest.mark.parametrize(
    ("cell", "missing"),
    [
        ("-", Missing.NOT_APPLICABLE),
        ("— ▶▶", Missing.NOT_APPLICABLE),
        ("集計中", Missing.NOT_PUBLISHED),
        ("調査廃止", Missing.ABOLISHED),
        ("待機児童なし", Missing.QUALITATIVE),
        ("すべての地区で1か所以上の会場を開設", Missing.QUALITATIVE),
        ("1人1日当たり850g", Missing.QUALITATIVE),
        ("令和5年4月に12件を実施", Missing.QUALITATIVE),
        ("令和6年度策定", Missing.QUALITATIVE),
        ("第3次計画策定", Missing.QUALITATIVE),
        ("2027年", Missing.QUALITATIVE),
        ("R7", Missing.QUALITATIVE),
        ("12月28日", Missing.QUALITATIVE),
        ("4月", Missing.QUALITATIVE),
        ("一部実施", Missing.QUALITATIVE),
        ("三田市", Missing.QUALITATIVE),
        ("現状維持", Missing.QUALITATIVE),
        ("1/3", Missing.QUALITATIVE),
        ("10件増", Missing.QUALITATIVE),
        ("A", Missing.QUALITATIVE),
    ],
)
def test_what_is_no_plain_number_stays_raw_and_says_why(cell, missing):
    """No number is picked out of a sentence."""
    (q,) = parse_quantities(cell)
    assert (None, missing, cell.removesuffix(" ▶▶")) == (q.value, q.missing, q.raw)


def test_a_number_too_long_to_be_one_stays_raw():
    """Noise of digits is kept, never rounded."""
    (q,) = parse_quantities("9" * 60 + "億人")
    assert (None, "9" * 60 + "億人") == (q.value, q.raw)


def test_an_empty_cell_has_no_values():
    """Nothing printed is nothing read."""
    assert [] == parse_quantities("") == parse_quantities(" \n")


@pytest.mark.parametrize("cell", ["10~12%", "10%～12%", "10〜12%", "10%から12%"])
def test_a_range_is_a_value_at_least_and_one_at_most(cell):
    """Both ends are printed, so both are kept."""
    assert [(D(10), "%", Bound.AT_LEAST), (D(12), "%", Bound.AT_MOST)] == [
        (q.value, q.unit, q.bound) for q in parse_quantities(cell)
    ]


@pytest.mark.parametrize(
    ("cell", "value", "cumulative"),
    [
        ("5年間で3人", 3, True),
        ("累計120件", 120, True),
        ("延べ1,000人", 1000, True),
        ("120件(累計)", 120, True),
        ("年1回", 1, False),
        ("毎年2回", 2, False),
        ("3回/年", 3, False),
        ("35件(単年度)", 35, False),
        ("35件", 35, None),
        ("35件(令和4年)", 35, None),
    ],
)
def test_sums_over_years_are_told_from_yearly_values(cell, value, cumulative):
    """Where the text says so, and only there."""
    (q,) = parse_quantities(cell)
    assert (D(value), cumulative) == (q.value, q.cumulative)


@given(st.text(alphabet="0123456789.,()万億円人%年度令和R男女-▲~ \n以上内UP<br>", max_size=30))
def test_no_text_breaks_it_and_the_raw_text_is_kept(text):
    """Whatever stands in a cell, it is read or kept."""
    for q in parse_quantities(text):
        assert q.raw
        assert q.value is None or q.value.is_finite()


@given(st.integers(0, 10**12), st.sampled_from(["人", "件", "%", "円", "ha", "事業所"]))
def test_a_printed_number_is_read_back(number, unit):
    """With or without separators."""
    for printed in (f"{number}{unit}", f"{number:,}{unit}"):
        (q,) = parse_quantities(printed)
        assert (D(number), unit) == (q.value, q.unit)
