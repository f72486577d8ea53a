"""Whether two indicators can be set side by side, and why not."""

import pytest

from plangraph.pipeline.alignment import align, newest


def seen(value, year=2022, unit="人", kind="Actual", group=None, **facts):
    return {
        "kind": kind, "value": value, "unit": unit, "group": group, "fiscal_year": year, "calendar_year": None,
        "cumulative": None,
    } | facts  # fmt: skip


def kpi(*observations, label="利用者数", definition=None, unit=None, direction=None):
    return {
        "label": label, "definition": definition, "unit": unit, "direction": direction, "observations": observations,
    }  # fmt: skip


def names(alignment):
    return [each.name for each in alignment.differences]


def test_like_indicators_stand_side_by_side_in_the_newest_year_of_both():
    """Values of 2022 pair, not those of years that only one has; a target is no observed value."""
    own = kpi(seen("10", 2021), seen("12", 2022), seen("20", 2023, kind="Target"))
    other = kpi(seen("7", 2021), seen("8", 2022), seen("9", 2023))
    found = align(own, other)
    assert found.comparable
    assert [(2022, "12", "8")] == [(each.year, each.own, each.other) for each in found.values]
    assert "9" == newest(other)["value"]


def test_units_of_one_kind_at_other_scales_are_noted_and_no_number_is_converted():
    """12.5万人 stands beside 125000人 as printed, with a note."""
    found = align(kpi(seen("12.5", unit="万人")), kpi(seen("125000", unit="名")))
    assert found.comparable
    assert [("scale", "万人", "名")] == [(each.name, each.own, each.other) for each in found.notes]
    assert ("12.5", "万人", "125000", "名") == tuple(
        getattr(found.values[0], name) for name in ("own", "own_unit", "other", "other_unit")
    )


@pytest.mark.parametrize(
    ("own", "other"), [("％", "%"), ("か所", "箇所"), ("ヶ所", "カ所"), ("人", "名"), ("トン", "t")]
)
def test_spellings_of_a_unit_are_one_unit(own, other):
    """Width, kana and abbreviations make no difference, and need no note."""
    found = align(kpi(seen("1", unit=own)), kpi(seen("2", unit=other)))
    assert (True, ()) == (found.comparable, found.notes)


@pytest.mark.parametrize(
    ("own", "other", "difference"),
    [
        (kpi(seen("5", unit="%")), kpi(seen("5", unit="件")), "unit"),
        (kpi(seen("5", group="男性")), kpi(seen("5", group="女性")), "group"),
        (kpi(seen("5", 2021)), kpi(seen("5", 2022)), "year"),
        (kpi(seen("5", fiscal_year=None, calendar_year=2022)), kpi(seen("5", 2022)), "year"),
        (kpi(seen("5", cumulative=True)), kpi(seen("5", cumulative=False)), "cumulative"),
        (kpi(seen("5"), label="登録者数（累計）"), kpi(seen("5"), label="登録者数"), "cumulative"),
        (kpi(seen("5"), label="登録者数（累計）"), kpi(seen("5"), label="累計登録者数"), "span"),
        (kpi(seen("5"), label="延べ利用者数"), kpi(seen("5"), label="利用者数"), "repeated"),
        (kpi(seen("5"), label="65歳以上の利用者数"), kpi(seen("5"), label="利用者数"), "population"),
        (kpi(seen("5"), label="小学生の利用者数"), kpi(seen("5"), label="中学生の利用者数"), "population"),
        (kpi(seen("5"), label="一人当たりの排出量"), kpi(seen("5"), label="排出量"), "perCapita"),
        (kpi(seen("5"), label="人口千人当たりの犯罪件数"), kpi(seen("5"), label="犯罪件数"), "perCapita"),
        (kpi(seen("5"), direction="Increase"), kpi(seen("5"), direction="Decrease"), "direction"),
        (kpi(seen(None)), kpi(seen("5")), "noNumber"),
    ],
)  # fmt: skip
def test_what_differs_is_why_two_cannot_be_compared(own, other, difference):
    """Each reason is told alone, from either side, and no values are set side by side then."""
    for pair in ((own, other), (other, own)):
        found = align(*pair)
        told = [name for name in names(found) if name != "unit" or difference == "unit"]
        assert [difference] == told
        assert () == found.values


def test_names_that_mean_other_things_are_told():
    """The caller judges names; here both are told as they stand."""
    found = align(kpi(seen("5")), kpi(seen("5"), label="登録者数"), same_name=False)
    assert [("name", "利用者数", "登録者数")] == [(each.name, each.own, each.other) for each in found.differences]


def test_a_direction_that_one_lacks_is_no_difference():
    """Nothing is said by silence."""
    assert align(kpi(seen("5"), direction="Increase"), kpi(seen("5"))).comparable
