"""Printed values become numbers with unit, bound, group and year, or stay raw and say why."""

import re
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
        ("①3回", D(3), "回"),
        ("②12.5km", D("12.5"), "km"),
        ("⒈5人", D(5), "人"),
        ("Ⅱ 5件", D(5), "件"),
        ("120¹", D(120), ""),
        ("120人¹⁾", D(120), "人"),
        ("120人※2", D(120), "人"),
        ("120※", D(120), ""),
        ("5m²", D(5), "m2"),
        ("3ｋｍ²", D(3), "km2"),
        ("7m³", D(7), "m3"),
        ("35t-CO₂", D(35), "t-CO2"),
        ("マイナス5%", D(-5), "%"),
        ("2兆円", D(2 * 10**12), "円"),
        ("1兆2,000億円", D(12 * 10**11), "円"),
        ("33万5千人", D(335000), "人"),
        ("1万2345人", D(12345), "人"),
        ("3百人", D(300), "人"),
        ("百二十人", D(120), "人"),
        ("五千万円", D(50000000), "円"),
        ("7割5分", D(75), "%"),
        ("7割5分3厘", D("75.3"), "%"),
        ("3.5ポイント増", D("3.5"), "ポイント"),
        ("3.5ポイント減", D("-3.5"), "ポイント"),
        ("15件→20件", D(20), "件"),
        ("15→20件", D(20), "件"),
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
        ("令和8年度までに50人", 2026, None),
        ("令和7年度 百二十人", 2025, None),
        ("R7 -5%", 2025, None),
        ("30%(R3~7)", 2025, None),
        ("45%(令和4年10月1日現在)", None, 2022),
        ("1,250人（R5.3.31現在）", None, 2023),
        ("1,250人(R5.9月末)", None, 2023),
    ],
)
def test_fiscal_and_calendar_years_are_kept_apart(cell, fiscal, calendar):
    """令和2年 is a calendar year, 令和2年度 a fiscal one; a bare year counts as fiscal, unless it is of a day."""
    (q,) = parse_quantities(cell)
    assert (fiscal, calendar) == (q.fiscal_year, q.calendar_year)


@pytest.mark.parametrize(
    ("cell", "calendar"),
    [
        ("1,250人 令和5年12月時点", 2023),
        ("1,250人<br>令和5年12月時点", 2023),
        ("令和5年10月1日現在：1,250人", 2023),
        ("R5.10.1現在 1,250人", 2023),
        ("9月末現在 1,250人", None),
        ("1,250人 9月末", None),
        ("1,250人（10/1現在）", None),
    ],
)
def test_when_a_value_is_of_may_stand_beside_it(cell, calendar):
    """Before or behind it, with brackets or without; the year where it names one, and all of it in the raw text."""
    (q,) = parse_quantities(cell)
    assert (D(1250), "人", None, calendar) == (q.value, q.unit, q.fiscal_year, q.calendar_year)
    assert cell == q.raw


@pytest.mark.parametrize(
    "cell", ["令和5年12月時点", "男性5人<br>女性3人<br>令和5年12月時点", "令和5年12月時点では把握していない"]
)
def test_a_day_alone_or_below_several_values_is_of_none(cell):
    """It gives no number, and nobody says which of them it dates."""
    assert {None} == {q.value for q in parse_quantities(cell)}


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


@pytest.mark.parametrize("cell", ["R7公表予定", "令和7年3月公表予定", "集計中（R7.9公表予定）", "（R7）確定見込み"])
def test_the_year_in_which_a_value_will_be_known_is_not_its_own(cell):
    """It is still to be published; its column says of which year it is."""
    (value,) = parse_quantities(cell)
    assert (None, Missing.NOT_PUBLISHED, None, None) == (
        value.value,
        value.missing,
        value.fiscal_year,
        value.calendar_year,
    )


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
        ("10³", Missing.QUALITATIVE),
        ("3½", Missing.QUALITATIVE),
        ("10数件", Missing.QUALITATIVE),
        ("数10件", Missing.QUALITATIVE),
        ("10余人", Missing.QUALITATIVE),
        ("数百人", Missing.QUALITATIVE),
        ("1億2", Missing.QUALITATIVE),
        ("5千円6", Missing.QUALITATIVE),
        ("PM2.5", Missing.QUALITATIVE),
        ("千円", Missing.QUALITATIVE),
        ("R6.4", Missing.QUALITATIVE),
        ("2022-23", Missing.QUALITATIVE),
        ("10-20", Missing.QUALITATIVE),
        ("03-1234", Missing.QUALITATIVE),
        ("2-3月", Missing.QUALITATIVE),
        ("10時～17時", Missing.QUALITATIVE),
        ("2020～2030", Missing.QUALITATIVE),
        ("令和6～8年度", Missing.QUALITATIVE),
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
    ("cell", "value", "unit"),
    [
        ("週３日", 3, "日/週"),
        ("毎週1回", 1, "回/週"),
        ("月2回以上", 2, "回/月"),
        ("2回/月", 2, "回/月"),
        ("月平均12件", 12, "件"),
    ],
)
def test_so_many_a_week_or_a_month_say_so_in_their_unit(cell, value, unit):
    """週3日 is of no group called 週, and 月2回 is not 2回."""
    (q,) = parse_quantities(cell)
    assert (D(value), unit, "") == (q.value, q.unit, q.group)


@pytest.mark.parametrize(
    ("cell", "value", "cumulative"),
    [
        ("5年間で3人", 3, True),
        ("累計120件", 120, True),
        ("延べ1,000人", 1000, None),
        ("年間延べ1,200人", 1200, False),
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


@pytest.mark.parametrize(
    ("cell", "fiscal", "calendar"),
    [
        ("R9", 2027, None),
        ("H28", 2016, None),
        ("H28末", 2016, None),
        ("S60", 1985, None),
        ("平成31年度", 2019, None),
        ("令和元年", None, 2019),
        ("昭和63年", None, 1988),
        ("(2022)", 2022, None),
    ],
)
def test_a_year_alone_is_a_year_and_no_number(cell, fiscal, calendar):
    """No digit of it is a value."""
    (q,) = parse_quantities(cell)
    assert (None, Missing.QUALITATIVE, fiscal, calendar) == (q.value, q.missing, q.fiscal_year, q.calendar_year)


@pytest.mark.parametrize(
    "cell",
    [
        "46％（2013年度比）",
        "46%(H25比)",
        "46%（2013年対比）",
        "46%（基準年：2013年度）",
        "46%(R6:25%)",
        "2013年度比46%",
    ],
)
def test_a_year_of_comparison_is_not_the_year_of_a_value(cell):
    """The year of the value is then that of its column."""
    (q,) = parse_quantities(cell)
    assert (D(46), "%", None) == (q.value, q.unit, q.year)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("R6:120人、R7:130人", [(2024, 120), (2025, 130)]),
        ("R6 120人 R7 130人", [(2024, 120), (2025, 130)]),
        ("R4:15人→R7:20人", [(2022, 15), (2025, 20)]),
        ("15人(R4)→20人(R7)", [(2022, 15), (2025, 20)]),
        ("（R4）10件<br>（R7）20件", [(2022, 10), (2025, 20)]),
    ],
)
def test_a_cell_with_two_years_gives_two_values(cell, found):
    """Each with its own."""
    assert found == [(q.fiscal_year, q.value) for q in parse_quantities(cell)]


@pytest.mark.parametrize("cell", ["①12世帯<br>②230件", "①12世帯②230件", "①12世帯、②230件"])
def test_numbered_values_are_told_by_their_numbers(cell):
    """As they are printed, before the value."""
    assert [("①", D(12), "世帯"), ("②", D(230), "件")] == [(q.group, q.value, q.unit) for q in parse_quantities(cell)]


@pytest.mark.parametrize(
    ("cell", "low", "high", "unit"),
    [
        ("±5%", -5, 5, "%"),
        ("10-20件", 10, 20, "件"),
        ("▲10～▲5%", -10, -5, "%"),
        ("△3～△5%", -5, -3, "%"),
        ("年3～5回", 3, 5, "回"),
        ("10～20万人", 100000, 200000, "人"),
        ("3億～5億円", 3 * 10**8, 5 * 10**8, "円"),
        ("1,000～2万人", 1000, 20000, "人"),
        ("10人以上20人未満", 10, 20, "人"),
        ("40％以上60％以下", 40, 60, "%"),
        ("40％以上かつ60％以下", 40, 60, "%"),
        ("40％を超え60％未満", 40, 60, "%"),
        ("40％から60％", 40, 60, "%"),
        ("40～60％の範囲内", 40, 60, "%"),
        ("5%～", 5, None, "%"),
        ("～5%", None, 5, "%"),
    ],
)
def test_ranges_are_read_however_they_are_printed(cell, low, high, unit):
    """By a wave, by a hyphen before a unit, by two bounds, by ± or open at one end; none of them is a group."""
    ends = [(low, Bound.AT_LEAST), (high, Bound.AT_MOST)]
    assert [(value, unit, bound, "") for value, bound in ends if value is not None] == [
        (q.value, q.unit, q.bound, q.group) for q in parse_quantities(cell)
    ]


def test_ranges_of_several_groups_keep_their_text():
    """Each part as it is printed, in both of its ends."""
    assert [("①", 3, "①3~5人"), ("①", 5, "①3~5人"), ("②", 2, "②2~4人"), ("②", 4, "②2~4人")] == [
        (q.group, q.value, q.raw) for q in parse_quantities("①3～5人②2～4人")
    ]


_PIECES = st.sampled_from(
    [
        *"0123456789.,-▲~()年人件%①②⑳⒈⑴Ⅱ¹²³½※ \n",
        "R9",
        "H28",
        "S60",
        "令和元年",
        "平成31年度",
        "昭和63年",
        "2013年度比",
        "12",
        "男性",
    ]
)
# Written apart from the reader: digits that are neither of a year nor drawn with something else.
_YEARS_OF_ERAS = re.compile(r"(?:令和|平成|昭和|[RHS])\s*\d+")


@given(st.lists(_PIECES, max_size=8).map("".join))
def test_no_number_is_read_that_is_not_printed(text):
    """Marks, raised digits and years of eras join no number, and give none."""
    bare = _YEARS_OF_ERAS.sub("x", "".join(" " if c.isdigit() and not c.isdecimal() else c for c in text))
    runs = re.findall(r"\d+(?:[.,]\d+)*", f"{bare} {re.sub(chr(10), '', bare)}")
    numbers = {Decimal(run.replace(",", "")) for run in runs if re.fullmatch(r"[\d,]+(?:\.\d+)?", run)}
    assert {abs(q.value) for q in parse_quantities(text) if q.value is not None} <= numbers


@given(st.one_of(st.integers(1, 99).map(lambda n: f"H{n}"), st.integers(1, 63).map(lambda n: f"昭和{n}年")))
def test_no_year_of_an_era_is_a_number(text):
    """Of whatever length its number is."""
    assert [None] == [q.value for q in parse_quantities(text)]


@given(st.sampled_from("①⑳⑴⒈Ⅰ㉑㊿❶⓪"), st.integers(0, 10**6), st.sampled_from("¹²³⁴⁹"))
def test_marks_before_and_behind_a_number_leave_it_as_it_is(mark, number, raised):
    """An enumeration before it, a footnote behind its unit."""
    (q,) = parse_quantities(f"{mark}{number}人{raised}")
    assert (D(number), "人", mark) == (q.value, q.unit, q.group)


@given(st.text(alphabet="0123456789.,()万億円人%年度令和R男女-▲~ \n以上内UP<br>①⑳⒈¹²³½兆千HS→", max_size=30))
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


@pytest.mark.parametrize("text", ["COVID-19", "隔年1回", "3年に1回"])
def test_a_name_and_a_pace_of_years_have_no_plain_number(text):
    """A hyphen in a name is no sign; once in two or three years is not one a year, nor a sum over them."""
    assert [None] == [each.value for each in parse_quantities(text)]


@pytest.mark.parametrize(
    "printed",
    [
        "58.9％（令和4（2022）年度）",
        "58.9％\n（令和4\n（2022）年度）",
        "58.9％（2022（令和4）年度）",
        "58.9％（R4年度）",
    ],
)
def test_a_year_that_is_told_in_both_counts_is_one_year(printed):
    """令和4（2022）年度, broken wherever its narrow cell ends."""
    (value,) = parse_quantities(printed)
    assert ("58.9", "%", 2022) == (str(value.value), value.unit, value.year)
