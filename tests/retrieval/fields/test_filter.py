"""Search can be kept to a field of policy; what is broader covers what is under it."""

import pytest

from plangraph.errors import QueryError
from plangraph.model import Card, Filter
from plangraph.retrieval.filters import Filters

BASE = "https://w3id.org/plangraph/field/"


def card(local, *fields):
    iris = tuple(BASE + field for field in fields)
    return Card(f"urn:{local}", "Pledge", local, "990001", "松風市", "urn:plan", "計画", fields=iris)


FILTERS = Filters([card("lighting", "security-lighting"), card("roads", "arterial-roads"), card("none")])


@pytest.mark.parametrize(
    "value",
    [
        "security-lighting",
        "crime-prevention",
        "community-safety",
        BASE + "community-safety",
        "防犯対策",
        "Crime Prevention",
    ],
)
def test_a_field_and_what_is_above_it_find_a_subject(value):
    """By slug, IRI, or preferred label in any language and case."""
    assert FILTERS.mask(Filter("field", value)).tolist() == [True, False, False]


def test_a_field_that_nothing_is_of_leaves_nothing():
    """It is a field all the same."""
    assert FILTERS.mask(Filter("field", "libraries")).tolist() == [False, False, False]


def test_a_field_that_does_not_exist_is_named():
    """The error says which fields plans are of."""
    with pytest.raises(QueryError, match=r"field: nothing is called 'nonsense'.*arterial-roads"):
        FILTERS.mask(Filter("field", "nonsense"))
