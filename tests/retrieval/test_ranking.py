import numpy as np

from plangraph.model import Card
from plangraph.retrieval.ranking import child_credits, parents, rank


def card(local, *path, plan="plan"):
    return Card(f"urn:{plan}/{local}", "Measure", local, "990001", "松風市", plan, "計画", path=path)


def test_equal_subjects_stand_in_the_order_of_the_index():
    """Ties are broken by position, which is the order of the IRIs."""
    assert rank(np.array([0.5, 0.7, 0.5, 0.5])).tolist() == [1, 0, 2, 3]


def test_only_what_is_allowed_is_ranked():
    """What a filter drops is not there at all."""
    assert rank(np.array([0.9, 0.7, 0.8]), np.array([False, True, True])).tolist() == [2, 1]


def test_a_parent_is_the_card_at_the_end_of_the_path():
    """A namesake in another plan is no parent, and nothing is its own."""
    cards = [card("two"), card("x", "two"), card("two", plan="other"), card("y", "two", plan="third")]
    assert parents(cards).tolist() == [-1, 0, -1, -1]


def test_a_parent_gains_from_its_three_best_children_that_answer():
    """Children below the mean (0) count nothing, a fourth no more, and none but the parent gains."""
    above = np.array([-1, 0, 0, 0, 0, 0, -1])
    gained = child_credits(np.array([0.0, 4.0, 3.0, 2.0, 1.0, -5.0, 9.0]), above)
    assert gained.tolist() == [9.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]


def test_children_of_several_parents_are_kept_apart():
    """Each parent has its own three best."""
    gained = child_credits(np.array([0.0, 1.0, 0.0, 2.0, 3.0]), np.array([-1, 0, -1, 2, 2]))
    assert gained.tolist() == [1.0, 0.0, 5.0, 0.0, 0.0]
