import numpy as np
import pytest

from plangraph.retrieval.fusion import Leg, fold, fuse, weigh
from plangraph.retrieval.lexical import Matches
from plangraph.retrieval.settings import Settings


def leg(scores):
    """A leg from {row: score}, best first."""
    rows = sorted(scores, key=lambda row: -scores[row])
    return Leg(np.array(rows, np.int64), np.array([scores[row] for row in rows]))


DENSE = leg({0: 0.9, 1: 0.88, 2: 0.86, 3: 0.8, 4: 0.8})


def test_without_words_the_dense_order_stands():
    """No lexical leg, or an empty one, changes nothing."""
    alone = fuse(DENSE, None, 0.0, 5, Settings())
    assert np.argsort(-alone, kind="stable").tolist() == [0, 1, 2, 3, 4]
    np.testing.assert_array_equal(alone, fuse(DENSE, leg({}), 1.0, 5, Settings()))


def test_a_row_that_both_legs_find_passes_one_that_one_finds():
    """Second by meaning and first by words beats first by meaning alone."""
    fused = fuse(DENSE, leg({1: 12.0, 3: 2.0}), 1.0, 5, Settings())
    assert np.argmax(fused) == 1


def test_a_leg_of_no_weight_does_not_count():
    """Either leg can be looked at alone: the words put row 3 first, the meaning row 0."""
    words = leg({3: 12.0, 1: 2.0})
    assert np.argmax(fuse(DENSE, words, 1.0, 5, Settings(dense_weight=0.0))) == 3
    assert np.argmax(fuse(DENSE, words, 1.0, 5, Settings(lexical_weight=0.0))) == 0


def test_scale_does_not_matter():
    """Multiplying one leg's scores leaves the fused ones as they were."""
    small, large = leg({1: 1.2, 3: 0.2}), leg({1: 120.0, 3: 20.0})
    np.testing.assert_allclose(fuse(DENSE, small, 1.0, 5, Settings()), fuse(DENSE, large, 1.0, 5, Settings()))


def test_words_without_trust_weigh_nothing():
    """With trust 0 the order is the dense one."""
    fused = fuse(DENSE, leg({3: 9.0, 4: 8.0}), 0.0, 5, Settings())
    assert np.argmax(fused) == 0


def test_equal_scores_are_no_division_by_zero():
    """Candidates that do not differ count 0."""
    same = leg({0: 0.5, 1: 0.5})
    np.testing.assert_array_equal(fuse(same, leg({0: 1.0, 1: 1.0}), 1.0, 2, Settings()), [0.0, 0.0])


def test_coverage_turns_the_order_of_words():
    """A passage with a high BM25 score on one word of many falls behind one that holds the whole query."""
    matches = Matches(np.array([0, 1]), np.array([10.0, 8.0]), np.array([0.3, 1.0]))
    found, trust = weigh(matches)
    assert found.rows.tolist() == [1, 0]
    assert trust == pytest.approx(1.0)
    assert weigh(Matches(np.empty(0, np.int64), np.empty(0), np.empty(0)))[1] == 0.0


def test_further_passages_settle_ties_and_no_more():
    """A second good passage earns a little, poor ones nothing, and a clearly better single one stays ahead."""
    settings = Settings()
    assert fold([2.0, 1.9], settings) > fold([2.0], settings)
    assert fold([2.0, -1.0, -2.0], settings) == fold([2.0], settings)
    assert fold([3.0], settings) > fold([2.0, 2.0, 2.0, 2.0, 2.0, 2.0], settings)
