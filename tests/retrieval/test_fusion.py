import numpy as np
import pytest

from plangraph.retrieval.fusion import Evidence, contributions, weigh
from plangraph.retrieval.lexical import Matches
from plangraph.retrieval.settings import Settings

COSINES = np.array([0.9, 0.88, 0.86, 0.8, 0.8])


def evidence(**legs):
    """Five subjects whose titles are as near as their passages."""
    return Evidence(COSINES, COSINES, **{name: np.array(values, dtype=float) for name, values in legs.items()})


def score(given, settings=None):
    return np.sum(list(contributions(given, settings or Settings()).values()), axis=0)


def test_without_words_the_order_of_meaning_stands():
    """No lexical leg, or one that found nothing, changes nothing."""
    assert np.argsort(-score(evidence()), kind="stable").tolist() == [0, 1, 2, 3, 4]
    np.testing.assert_array_equal(score(evidence()), score(evidence(words=[0, 0, 0, 0, 0])))


def test_a_subject_that_both_legs_find_passes_one_that_one_finds():
    """Second by meaning and first by words beats first by meaning alone."""
    assert np.argmax(score(evidence(words=[0.0, 1.0, 0.0, 0.2, 0.0]))) == 1


def test_a_leg_of_no_weight_does_not_count():
    """Each leg can be looked at alone: words, fields and wording put row 3 first, the meaning row 0."""
    alone = dict.fromkeys(("dense_weight", "wording_weight", "field_weight", "named_weight", "lexical_weight"), 0.0)
    given = evidence(
        words=[0.0, 0.1, 0.0, 1.0, 0.0],
        wording=[0.1, 0.1, 0.1, 0.9, 0.1],
        fields=[0.0, 0.0, 0.0, 3.0, 0.0],
        named=[0.0, 0.0, 0.0, 1.0, 0.0],
    )
    for name in alone:
        first = np.argmax(score(given, Settings(**{**alone, name: 1.0})))
        assert (0 if name == "dense_weight" else 3) == first


def test_the_scale_of_cosines_does_not_matter():
    """An encoder whose cosines lie closer together ranks as one whose cosines lie apart."""
    close = Evidence(0.7 + COSINES / 10, 0.7 + COSINES / 10)
    np.testing.assert_allclose(score(close), score(evidence()))


def test_equal_scores_are_no_division_by_zero():
    """Subjects that do not differ count 0."""
    same = Evidence(np.full(3, 0.5), np.full(3, 0.5), fields=np.zeros(3))
    np.testing.assert_array_equal(score(same), np.zeros(3))


def test_coverage_turns_the_order_of_words():
    """A passage with a high BM25 score on one word of many falls behind one that holds the whole query."""
    matches = Matches(np.array([0, 1]), np.array([10.0, 8.0]), np.array([0.3, 1.0]))
    found, trust = weigh(matches)
    assert found.rows.tolist() == [1, 0]
    assert trust == pytest.approx(1.0)
    assert weigh(Matches(np.empty(0, np.int64), np.empty(0), np.empty(0)))[1] == 0.0
