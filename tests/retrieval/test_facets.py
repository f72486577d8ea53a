import numpy as np

from plangraph.model import Card, Facet
from plangraph.retrieval.facets import Facets


def card(local, **facts):
    return Card(f"urn:{local}", "Pledge", local, "990001", "松風市", "urn:plan", "計画", **facts)


def count_facets(cards):
    return Facets(cards).count(np.arange(len(cards)))


def test_the_most_frequent_value_comes_first_and_ties_go_by_value():
    """Counts fall; equal ones stand by name, goals by number."""
    cards = [
        card("a", departments=("住宅課", "危機管理課"), sdgs=((11, "Stated", 1.0), (2, "Stated", 1.0))),
        card("b", departments=("危機管理課",)),
        card("c", departments=("福祉課",)),
    ]
    facets = count_facets(cards)
    assert [(f.value, f.count) for f in facets["department"]] == [("危機管理課", 2), ("住宅課", 1), ("福祉課", 1)]
    assert [f.value for f in facets["sdg"]] == ["2", "11"]
    assert facets["city"] == (Facet("990001", "松風市", 3),)


def test_a_card_counts_once_for_a_value():
    """A goal that is stated and inferred is one; a rejected one is none."""
    facets = count_facets([card("a", sdgs=((11, "Stated", 1.0), (11, "Inferred", 0.7), (13, "Rejected", 0.9)))])
    assert facets["sdg"] == (Facet("11", "11", 1),)


def test_fields_are_counted_with_what_is_above_them():
    """A concept counts for its group and its field, once for each card; the concept itself is no value."""
    base = "https://w3id.org/plangraph/field/"
    lit = card("a", fields=(f"{base}security-lighting", f"{base}security-cameras"))
    group = card("b", fields=(f"{base}crime-prevention",))
    assert count_facets([lit, group, card("c")])["field"] == (
        Facet(f"{base}community-safety", "防犯・交通安全・くらしの安全", 2),
        Facet(f"{base}crime-prevention", "防犯対策", 2),
    )


def test_nothing_found_has_every_facet_empty():
    """The facets are all there, without values."""
    assert set(count_facets([]).values()) == {()}


def test_only_the_cards_that_were_chosen_count():
    """Values that none of them carries are left out, and the rest count the chosen alone."""
    facets = Facets([card("a", departments=("住宅課",)), card("b", departments=("福祉課", "住宅課")), card("c")])
    assert facets.count(np.array([2, 0]))["department"] == (Facet("住宅課", "住宅課", 1),)
