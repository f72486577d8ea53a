import numpy as np
import pytest

from plangraph.model import Card
from plangraph.retrieval.fusion import Leg
from plangraph.retrieval.ranking import rank_subjects, reach
from plangraph.retrieval.settings import Settings


def card(local, *path, plan="plan"):
    return Card(f"urn:{plan}/{local}", "Measure", local, "990001", "松風市", plan, "計画", path=path)


def rank(cards, cosines, settings=None, bonus=lambda card: 0.0):
    """Subjects of one passage each, by cosine alone."""
    rows = np.argsort(-np.array(cosines), kind="stable")
    dense = Leg(rows.astype(np.int64), np.array(cosines, dtype=float)[rows])
    return rank_subjects(
        dense, None, 0.0, subjects=np.arange(len(cards)), cards=cards, bonus=bonus, settings=settings or Settings()
    )


def test_equal_subjects_stand_in_the_order_of_their_iris():
    """Ties are broken by IRI, whatever the order of the rows."""
    ranked = rank([card("c"), card("a"), card("b")], [0.5, 0.5, 0.5])
    assert [item.card.label for item in ranked] == ["a", "b", "c"]


def test_a_bonus_raises_and_drops_nothing():
    """What a soft filter raises comes first; everything is still there."""
    ranked = rank([card("a"), card("b")], [0.9, 0.8], bonus=lambda found: 5.0 if found.label == "b" else 0.0)
    assert [(item.card.label, item.bonus) for item in ranked] == [("b", 5.0), ("a", 0.0)]


def test_a_parent_gains_from_its_children_and_only_its_own():
    """Of two like measures the one whose initiatives answer comes first; a namesake in another plan gains nothing."""
    cards = [card("one"), card("two"), card("x", "two"), card("y", "two"), card("two", plan="other"), card("far")]
    cosines = [0.80, 0.80, 0.90, 0.89, 0.80, 0.5]
    scores = {item.card.iri: item.score for item in rank(cards, cosines)}
    assert scores["urn:plan/two"] > scores["urn:plan/one"] == pytest.approx(scores["urn:other/two"])
    without = {item.card.iri: item.score for item in rank(cards, cosines, Settings(child_credit=0.0))}
    assert without["urn:plan/two"] == pytest.approx(without["urn:plan/one"])


def test_what_lies_near_the_background_does_not_fit():
    """The bound lies a share of the way from the mean cosine to the best: .80 + .25 × (.90 - .80)."""
    ranked = rank([card("best"), card("inside"), card("outside")], [0.90, 0.83, 0.82])
    fitting = reach(ranked, 0.80, 0.90, 0.0, Settings(fit_share=0.25))
    assert [item.card.label for item in fitting] == ["best", "inside"]
