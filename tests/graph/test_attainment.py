"""How far from baseline to target, and yearly targets met: either way, per group, and never guessed."""

from dataclasses import replace
from decimal import Decimal

import pytest

from plangraph.graph import build_graph, derive_attainment
from plangraph.model import (
    Bound,
    Direction,
    Element,
    ElementKind,
    Indicator,
    Missing,
    Observation,
    Span,
    Text,
    TextRole,
    ValueKind,
)
from plangraph.namespaces import PG

HERE = Span(1, 1)


def value(kind, number, year=2022, unit="%", **more):
    number = None if number is None else Decimal(number)
    return Observation(kind, str(number), HERE, number, unit, fiscal_year=year, **more)


def baseline(number, year=2020, **more):
    return value(ValueKind.BASELINE, number, year, **more)


def actual(number, year=2022, **more):
    return value(ValueKind.ACTUAL, number, year, **more)


def target(number, year=2024, **more):
    return value(ValueKind.TARGET, number, year, **more)


@pytest.fixture
def derived(plan, iris):
    def derive(*observations, direction=None, words=None):
        texts = (Text(TextRole.NEXT_STEP, words, HERE),) if words else ()
        indicator = Indicator("指標", HERE, observations=observations, direction=direction, texts=texts)
        element = Element(ElementKind.MEASURE, "施策", HERE, code="1", indicators=(indicator,))
        graph = derive_attainment(build_graph(replace(plan, elements=(element,)), iris))
        base = str(iris.thing(plan.municipality, plan.slug, "1/kpi/指標"))
        local = lambda node: str(node).removeprefix(str(PG))  # noqa: E731 — a name for a short test
        return {(str(s).removeprefix(base), local(p), local(o)) for s, p, o in graph}

    return derive


def test_halfway_up(derived):
    """From 40 to 60, 50 is a half."""
    assert derived(baseline(40), actual(50), target(60)) == {
        ("", "attainment", "0.5000"), ("", "inferredDirection", "Increase"), ("", "directionGround", "FromBaseline"),
    }  # fmt: skip


def test_halfway_down(derived):
    """From 60 to 40, 45 is three quarters: less is better."""
    assert derived(baseline(60), actual(45), target(40), direction=Direction.DECREASE) == {("", "attainment", "0.7500")}


def test_away_from_the_target_is_negative(derived):
    """An actual value on the wrong side of the baseline is less than nothing."""
    assert ("", "attainment", "-0.5000") in derived(baseline(40), actual(30), target(60))


def test_newest_actual_and_last_target_count(derived):
    """Older actual values and intermediate targets do not."""
    found = derived(baseline(0), actual(10, 2021), actual(20, 2022), target(15, 2022), target(40, 2024))
    assert ("", "attainment", "0.5000") in found


@pytest.mark.parametrize(
    ("observations", "reasons"),
    [
        ((actual(1), target(2)), {"NoBaseline"}),
        ((baseline(1), target(2)), {"NoActual"}),
        ((baseline(1), actual(2)), {"NoTarget"}),
        ((baseline(1), actual(None), target(2)), {"NoNumber"}),
        ((baseline(None), target(2)), {"NoActual", "NoNumber"}),
        ((baseline(1), actual(2), target(3, unit="件")), {"DifferentUnits"}),
        ((baseline(1), actual(2), target(30, cumulative=True)), {"DifferentCounting"}),
        ((baseline(5), actual(6), target(5)), {"NoDistance"}),
        ((), {"NoBaseline", "NoTarget", "NoActual"}),
    ],
)
def test_what_cannot_be_compared_says_why(derived, observations, reasons):
    """Instead of an attainment there is the reason, or each of several."""
    found = derived(*observations)
    assert reasons == {value for _, name, value in found if name == "notComparable"}
    assert [] == [value for _, name, value in found if name == "attainment"]


@pytest.mark.parametrize(
    ("number", "bounded", "attainment"),
    [
        (91, target("92.7", bound=Bound.AT_MOST), "1.0000"),
        (93, target("92.7", bound=Bound.AT_MOST), "0.0000"),
        (90, target("90"), "1.0000"),
        (89, target("85", bound=Bound.AT_LEAST), "1.0000"),
        (84, target("85", bound=Bound.AT_LEAST), "0.0000"),
    ],
)
def test_a_target_to_be_held_is_held_or_not(derived, number, bounded, attainment):
    """With a baseline of 90 that is at or within the target there is no way to go: 1 while it is held, else 0."""
    assert ("", "attainment", attainment) in derived(baseline(90), actual(number), bounded)


def test_a_direction_against_the_target_is_a_conflict(derived):
    """A printed direction that the target contradicts is not resolved by us."""
    found = derived(baseline(40), actual(50), target(60), direction=Direction.DECREASE)
    assert {
        ("", "notComparable", "DirectionConflict"),
        ("/actual-fy2022", "targetNotComparable", "NoTargetOfYear"),
    } == found


def test_groups_have_their_own_attainment(derived):
    """With men and women apart, each newest actual value carries its own, the indicator none."""
    men = (baseline(10, group="男"), actual(15, group="男"), target(20, group="男"))
    women = (baseline(10, group="女"), actual(20, group="女"), target(20, group="女"))
    assert derived(*men, *women, direction=Direction.INCREASE) == {
        ("", "notComparable", "SeveralGroups"),
        ("/actual-fy2022-男", "attainment", "0.5000"),
        ("/actual-fy2022-女", "attainment", "1.0000"),
    }


def test_groups_that_move_in_opposite_ways_have_their_own_direction(derived):
    """What should rise for some and fall for others has no direction, but each group has, and its attainment."""
    inward = (baseline(10, group="転入"), actual(15, group="転入"), target(20, group="転入"))
    outward = (baseline(20, group="転出"), actual(15, group="転出"), target(10, group="転出"))
    found = derived(*inward, *outward)
    ways = {place: way for place, name, way in found if name == "inferredDirection"}
    assert {"/actual-fy2022-転入": "Increase", "/actual-fy2022-転出": "Decrease"} == ways
    assert {"0.5000"} == {number for _, name, number in found if name == "attainment"}


def test_sums_and_single_years_are_kept_apart(derived):
    """Where both are printed, each newest actual value is compared with what is counted as it is."""
    single = (baseline(10), actual(15, 2021), target(20))
    sums = (baseline(0, 2019, cumulative=True), actual(30, cumulative=True), target(40, 2025, cumulative=True))
    found = derived(*single, *sums)
    assert ("", "notComparable", "SeveralCountings") in found
    shares = {place: share for place, name, share in found if name == "attainment"}
    assert {"/actual-fy2021": "0.5000", "/actual-fy2022": "0.7500"} == shares


@pytest.mark.parametrize(
    ("observations", "met", "ratio"),
    [
        ((actual(8), target(10, 2022), target(12)), "false", "0.8000"),
        ((actual(11), target(10, 2022), target(12)), "true", "1.1000"),
        ((actual(11), target(12, 2022), target(10)), "true", "0.9167"),
        ((actual(13), target(12, 2022), target(10)), "false", "1.0833"),
        ((actual(365), target(365, 2022), target(365)), "true", None),
        ((actual(80), target(80, 2022, bound=Bound.AT_LEAST)), "true", "1.0000"),
        ((actual(20), target(20, 2022, bound=Bound.AT_MOST)), "true", "1.0000"),
        ((actual(10), target(10, 2022)), "true", None),
    ],
)
def test_a_target_of_the_year_is_met_or_not(derived, observations, met, ratio):
    """Without any baseline; by its bound, else by the way in which the targets go, with the actual by the target."""
    found = {name: value for place, name, value in derived(*observations) if place == "/actual-fy2022"}
    assert (met, ratio) == (found["targetMet"], found.get("targetRatio"))
    assert found["targetOfYear"].endswith("/target-fy2022")


@pytest.mark.parametrize(
    ("observations", "reason"),
    [
        ((actual(11), target(10, 2022)), "UnknownDirection"),
        ((actual(11), target(10, 2022), target(10)), "UnknownDirection"),
        ((actual(11), target(10, 2021), target(12, 2023)), "NoTargetOfYear"),
        ((actual(11), replace(target(10, None), calendar_year=2022)), "NoTargetOfYear"),
        ((actual(11, None), target(10, None), target(12)), "NoTargetOfYear"),
        ((actual(None), target(10, 2022)), "NoNumber"),
        ((actual(11, unit="件"), target(10, 2022), target(12)), "DifferentUnits"),
        ((actual(11), target(10, 2022, cumulative=True)), "DifferentCounting"),
    ],
)
def test_a_target_that_cannot_be_compared_says_why(derived, observations, reason):
    """No year is taken for another, no direction guessed, and one year's figure is not set against a sum."""
    found = derived(*observations)
    assert [reason] == [value for _, name, value in found if name == "targetNotComparable"]
    assert [] == [value for _, name, value in found if name == "targetMet"]


@pytest.mark.parametrize(
    ("raw", "number", "met"), [("20%未満", 20, "false"), ("20%未満", 19, "true"), ("20%超", 20, "false")]
)
def test_less_than_leaves_the_limit_out(derived, raw, number, met):
    """未満 and 超 are not met by the limit itself."""
    bound = Bound.AT_MOST if "未満" in raw else Bound.AT_LEAST
    limit = Observation(ValueKind.TARGET, raw, HERE, Decimal(20), "%", fiscal_year=2022, bound=bound)
    assert ("/actual-fy2022", "targetMet", met) in derived(actual(number), limit)


@pytest.mark.parametrize(
    ("raw", "number", "met"),
    [
        ("40%以上60%以下", 40, "true"),
        ("40%以上60%以下", 60, "true"),
        ("40%以上60%以下", 61, "false"),
        ("40%以上60%以下", 39, "false"),
        ("40%以上60%未満", 40, "true"),
        ("40%以上60%未満", 60, "false"),
        ("40%超60%以下", 40, "false"),
        ("40%超60%以下", 60, "true"),
    ],
)
def test_a_range_is_met_within_both_of_its_ends(derived, raw, number, met):
    """Its ends are one target, and each of them says itself whether it is included."""
    low, high = (
        Observation(ValueKind.TARGET, raw, HERE, Decimal(end), "%", fiscal_year=2022, bound=bound)
        for end, bound in ((40, Bound.AT_LEAST), (60, Bound.AT_MOST))
    )
    found = derived(actual(number), low, high)
    assert [("/actual-fy2022", met)] == [(place, value) for place, name, value in found if name == "targetMet"]
    assert [] == [value for _, name, value in found if name in ("targetRatio", "attainment")]


@pytest.mark.parametrize(
    ("start", "number", "attainment"), [(50, 45, "1.0000"), (50, 39, "0.0000"), (50, 61, "0.0000"), (38, 41, None)]
)
def test_a_range_is_held_from_within(derived, start, number, attainment):
    """By both of its ends; from outside of it there is no one way to go."""
    low, high = (
        Observation(ValueKind.TARGET, "40%以上60%以下", HERE, Decimal(end), "%", fiscal_year=2024, bound=bound)
        for end, bound in ((40, Bound.AT_LEAST), (60, Bound.AT_MOST))
    )
    found = {name: value for place, name, value in derived(baseline(start), actual(number), low, high) if not place}
    assert (attainment, None if attainment else "DirectionConflict") == (
        found.get("attainment"),
        found.get("notComparable"),
    )


def test_two_bounds_that_are_printed_apart_are_two_targets(derived):
    """Nobody says which of them counts."""
    found = derived(actual(50), target(40, 2022, bound=Bound.AT_LEAST), target(60, 2022, bound=Bound.AT_MOST))
    assert ["SeveralTargets"] == [value for _, name, value in found if name == "targetNotComparable"]


def test_what_was_aimed_for_in_words_is_met_by_the_same_words(derived):
    """待機児童なし against 待機児童なし is met; a dash against a dash says nothing."""

    def said(kind, raw, missing):
        return Observation(kind, raw, HERE, fiscal_year=2022, missing=missing)

    pair = [said(kind, "待機児童なし", Missing.QUALITATIVE) for kind in (ValueKind.TARGET, ValueKind.ACTUAL)]
    assert ("/actual-fy2022", "targetMet", "true") in derived(*pair)
    dashes = [said(kind, "-", Missing.NOT_APPLICABLE) for kind in (ValueKind.TARGET, ValueKind.ACTUAL)]
    assert ("/actual-fy2022", "targetNotComparable", "NoNumber") in derived(*dashes)


@pytest.mark.parametrize(
    ("words", "met"),
    [
        ("指標の増加を図る。", "false"),
        ("更に指標を減らす。", "true"),
        ("指標の減少が課題である。", None),
        ("他の指標値の増加を図る。", None),
    ],
)
def test_a_document_may_say_in_words_which_way_it_aims(derived, words, met):
    """An aim that names the indicator gives the direction; a complaint about what happened does not."""
    found = derived(actual(8), target(10, 2022), target(10), words=words)
    assert met == next((value for _, name, value in found if name == "targetMet"), None)


def test_grounds_that_disagree_give_no_direction(derived):
    """Where words aim up and the targets go down, neither wins."""
    found = derived(actual(8), target(10, 2022), target(9), words="指標の増加を図る。")
    assert ("/actual-fy2022", "targetNotComparable", "DirectionConflict") in found
    assert [] == [value for _, name, value in found if name == "inferredDirection"]
