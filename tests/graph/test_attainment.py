"""How far from baseline to target: either way, per group, and never guessed."""

from dataclasses import replace
from decimal import Decimal

import pytest

from plangraph.graph import build_graph, derive_attainment
from plangraph.model import Bound, Direction, Element, ElementKind, Indicator, Observation, Span, ValueKind
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
    def derive(*observations, direction=None):
        indicator = Indicator("指標", HERE, observations=observations, direction=direction)
        element = Element(ElementKind.MEASURE, "施策", HERE, code="1", indicators=(indicator,))
        graph = derive_attainment(build_graph(replace(plan, elements=(element,)), iris))
        base = str(iris.thing(plan.municipality, plan.slug, "1/kpi/指標"))
        local = lambda node: str(node).removeprefix(str(PG))  # noqa: E731 — a name for a short test
        return {(str(s).removeprefix(base), local(p), local(o)) for s, p, o in graph}

    return derive


def test_halfway_up(derived):
    """From 40 to 60, 50 is a half."""
    assert derived(baseline(40), actual(50), target(60)) == {
        ("", "attainment", "0.5000"), ("", "inferredDirection", "Increase"),
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
    ("observations", "reason"),
    [
        ((actual(1), target(2)), "NoBaseline"),
        ((baseline(1), target(2)), "NoActual"),
        ((baseline(1), actual(2)), "NoTarget"),
        ((baseline(1), actual(None), target(2)), "NoNumber"),
        ((baseline(1), actual(2), target(3, unit="件")), "DifferentUnits"),
        ((baseline(5), actual(6), target(5)), "NoDistance"),
        ((baseline(90), actual(91), target("92.7", bound=Bound.AT_MOST)), "NoDistance"),
    ],
)
def test_what_cannot_be_compared_says_why(derived, observations, reason):
    """Instead of an attainment there is the reason."""
    assert derived(*observations) == {("", "notComparable", reason)}


def test_a_direction_against_the_target_is_a_conflict(derived):
    """A printed direction that the target contradicts is not resolved by us."""
    found = derived(baseline(40), actual(50), target(60), direction=Direction.DECREASE)
    assert found == {("", "notComparable", "DirectionConflict")}


def test_groups_have_their_own_attainment(derived):
    """With men and women apart, each newest actual value carries its own, the indicator none."""
    men = (baseline(10, group="男"), actual(15, group="男"), target(20, group="男"))
    women = (baseline(10, group="女"), actual(20, group="女"), target(20, group="女"))
    assert derived(*men, *women, direction=Direction.INCREASE) == {
        ("", "notComparable", "SeveralGroups"),
        ("/actual-fy2022-男", "attainment", "0.5000"),
        ("/actual-fy2022-女", "attainment", "1.0000"),
    }
