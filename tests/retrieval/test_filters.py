"""Conditions on cards: what they keep, and what an exclusion keeps."""

from dataclasses import replace

from plangraph.model import Card, Filter
from plangraph.retrieval.filters import Filters

BASE = "https://w3id.org/plangraph/id"


def card(code, name, kind="Measure", **facts):
    return Card(f"{BASE}/{code}/{kind}", kind, "防災", code, name, f"{BASE}/{code}/plan", "計画", **facts)


CARDS = (
    card("990001", "松風市", status=("OnTrack",), departments=("危機管理課",)),
    card("990001", "松風市", "Pledge"),
    card("990002", "白波町", status=("Delayed",)),
)
FILTERS = Filters(CARDS)
NOT_MATSUKAZE = Filter("city", "990001", "松風市", excluded=True)


def kept(*conditions):
    return FILTERS.allowed(conditions).tolist()


def test_an_exclusion_keeps_what_lacks_the_value():
    """Of a city, a kind and a department alike."""
    assert [False, False, True] == kept(NOT_MATSUKAZE)
    assert [True, False, True] == kept(Filter("kind", "Pledge", excluded=True))
    assert [False, True, True] == kept(Filter("department", "危機管理課", excluded=True))


def test_exclusions_of_one_field_all_hold():
    """Values that are sought are alternatives; none of those that are excluded may be there."""
    assert [False, False, False] == kept(NOT_MATSUKAZE, replace(NOT_MATSUKAZE, value="990002"))


def test_what_nobody_judged_is_not_said_to_be_otherwise():
    """順調でない means judged, and not on track."""
    assert [False, False, True] == kept(Filter("status", "OnTrack", excluded=True))
