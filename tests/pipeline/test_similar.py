"""What is like a thing in other cities, on the sample plans."""

import pytest

from plangraph.pipeline import open_similar
from plangraph.retrieval.similar import are_alike


@pytest.fixture(scope="module")
def similar(built_samples):
    with open_similar(built_samples) as opened:
        yield opened


@pytest.fixture(scope="module")
def cards(similar):
    with similar._follower.use() as likeness:
        return likeness.cards


def test_kinds_are_alike_by_their_level():
    """A pledge is like a measure and like an initiative; an indicator is like no element."""
    assert are_alike("Policy", "Goal")
    assert are_alike("Pledge", "Measure")
    assert are_alike("Pledge", "Initiative")
    assert not are_alike("Measure", "Policy")
    assert not are_alike("Indicator", "Measure")


@pytest.mark.parametrize("kind", ["Policy", "Measure", "Pledge", "Indicator"])
def test_what_is_like_it_stands_in_other_cities_and_at_a_like_level(similar, cards, kind):
    """With other cities asked for, none of its own comes; scores fall."""
    card = next(card for card in cards if card.kind == kind)
    found = similar.to(card.iri, limit=10)
    assert found["similar"]
    assert card.city not in {one["city"]["code"] for one in found["similar"]}
    assert all(are_alike(kind, one["kind"]) for one in found["similar"])
    scores = [one["score"] for one in found["similar"]]
    assert sorted(scores, reverse=True) == scores


def test_any_city_may_be_asked_for_and_itself_never_comes(similar, cards):
    """Without the condition its own city comes too."""
    card = next(card for card in cards if card.kind == "Initiative")
    found = similar.to(card.iri, other_cities=False, limit=50)["similar"]
    assert card.city in {one["city"]["code"] for one in found}
    assert card.iri not in {one["iri"] for one in found}


def test_two_runs_are_the_same(similar, cards):
    """Ties are broken."""
    card = next(card for card in cards if card.kind == "Measure")
    assert similar.to(card.iri) == similar.to(card.iri)


def test_every_pair_says_whether_it_can_be_compared(similar, cards):
    """Comparable pairs have values and no reason, others a reason and no values."""
    pairs = [
        pair
        for card in cards
        if card.kind in {"Indicator", "Measure"}
        for one in similar.to(card.iri)["similar"]
        for pair in one["indicators"]
    ]
    assert pairs
    for pair in pairs:
        assert pair["comparable"] == (not pair["because"]) == bool(pair["values"])


def test_a_stranger_is_like_nothing(similar):
    """None, where the index has no such thing."""
    assert similar.to("https://example.org/nothing") is None
