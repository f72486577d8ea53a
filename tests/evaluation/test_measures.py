"""Measures of a run, on lines short enough to reckon by hand."""

import math

import pytest

from plangraph.errors import EvaluationError
from plangraph.evaluation import (
    Answer,
    Topic,
    differences,
    measure,
    missed_floors,
    read_qrels,
    read_run,
    refusal_curve,
    separation,
)

TOPICS = (
    Topic("T1", "防災", "keyword"),
    Topic("T2", "お年寄りの足", "paraphrase"),
    Topic("T3", "子育て", "keyword"),
    Topic("T4", "月面基地", "noanswer"),
)
QRELS = """\
T1 0 a 3
T1 0 b 1
T1 0 c 0
T2 0 a 2
T3 0 b 1
T4 0 a 0
"""
RUN = """\
T1 Q0 b 1 9.0 x
T1 Q0 c 2 8.0 x
T1 Q0 a 3 7.0 x
T2 Q0 b 1 9.0 x
T2 Q0 a 2 8.0 x
T4 Q0 a 1 1.0 x
"""
ANSWERS = """\
T1 answered 0.9
T2 answered 0.4
T3 refused 0.3
T4 refused 0.4
"""


@pytest.fixture
def qrels(tmp_path):
    (tmp_path / "qrels.txt").write_text(QRELS, encoding="utf-8")
    return read_qrels(tmp_path / "qrels.txt", TOPICS)


@pytest.fixture
def run(tmp_path):
    (tmp_path / "a.run").write_text(RUN, encoding="utf-8")
    (tmp_path / "a.run.answers").write_text(ANSWERS, encoding="utf-8")
    return read_run(tmp_path / "a.run", TOPICS)


@pytest.fixture
def report(qrels, run):
    return measure(TOPICS, qrels, run)


def test_ndcg_gains_are_the_grades(report):
    """A 3 at rank 3 beside a 1 at rank 1, over the 3 first and the 1 second."""
    expected = (1 + 3 / math.log2(4)) / (3 + 1 / math.log2(3))
    assert pytest.approx(expected) == report.topics["T1"]["nDCG@10"]


def test_recall_and_rank_count_what_is_clearly_relevant(report):
    """A 1 is no relevant answer for them."""
    assert pytest.approx(1 / 3) == report.topics["T1"]["RR"]
    assert {"R@20": 1.0, "RR": 0.5} == {name: report.topics["T2"][name] for name in ("R@20", "RR")}


def test_a_topic_without_hits_counts_as_zero(report):
    """It lowers the means; it does not leave them."""
    assert {"nDCG@10": 0.0, "R@20": 0.0, "RR": 0.0} == report.topics["T3"]


def test_means_are_over_answerable_topics(report):
    """By category, and over all; those without an answer stand apart."""
    values = [report.topics[topic]["RR"] for topic in ("T1", "T2", "T3")]
    assert pytest.approx(sum(values) / 3) == report.overall["RR"]
    assert {"keyword": 2, "paraphrase": 1} == report.sizes
    assert pytest.approx(1 / 6) == report.categories["keyword"]["RR"]


def test_refusals_are_shares(report):
    """Of the topics without an answer, and of the others."""
    assert (1.0, pytest.approx(1 / 3)) == (report.refused, report.falsely_refused)


def test_what_nobody_judged_is_told(report):
    """Of the five hits of answerable topics, T2's b was never judged."""
    assert pytest.approx(4 / 5) == report.judged


def test_the_curve_says_what_each_threshold_would_refuse(qrels, run):
    """From refusing nothing up to the surest."""
    found = [(point.threshold, point.refused, point.falsely_refused) for point in refusal_curve(TOPICS, qrels, run)]
    assert [(0.3, 0.0, 0.0), (0.4, 0.0, pytest.approx(1 / 3)), (0.9, 1.0, pytest.approx(2 / 3))] == found


def test_the_area_under_the_curve_is_how_often_the_surer_is_answerable(qrels, run):
    """0.9 beats 0.4, 0.4 ties with it, 0.3 loses."""
    assert pytest.approx(1.5 / 3) == separation(TOPICS, qrels, run)


def test_a_run_without_confidences_has_no_curve(qrels):
    """There is nothing to draw it from."""
    run = {topic.id: Answer((), answerable=True) for topic in TOPICS}
    assert ((), None) == (refusal_curve(TOPICS, qrels, run), separation(TOPICS, qrels, run))


def test_differences_come_largest_first(qrels, run, report):
    """With the relevant names that came into the first ten, and those that fell out."""
    other = {**run, "T1": Answer((("a", 2.0),), True), "T2": Answer((("b", 1.0),), True)}
    found = differences(TOPICS, qrels, (run, report), (other, measure(TOPICS, qrels, other)))
    assert [("T2", (), ("a",)), ("T1", (), ("b",))] == [(each.topic.id, each.gained, each.lost) for each in found]
    assert pytest.approx(-1 / math.log2(3)) == found[0].change


def test_a_run_does_not_differ_from_itself(qrels, run, report):
    """No line, then."""
    assert () == differences(TOPICS, qrels, (run, report), (run, report))


def test_a_missed_floor_is_a_sentence(report):
    """Floors that are reached say nothing; refused answerable topics have a ceiling."""
    floors = {"R@20": 0.9, "RR": 0.2, "refused": 1.0, "falsely_refused": 0.05, "categories": {"keyword": 0.5}}
    assert [
        "R@20 is 0.667, below 0.900",
        "nDCG@10 of keyword is 0.344, below 0.500",
        "the share of refused answerable topics is 0.333, above 0.050",
    ] == missed_floors(report, floors)


@pytest.mark.parametrize("floors", [{"ndcg": 0.5}, {"categories": {"kyword": 0.5}}])
def test_a_floor_of_nothing_is_an_error(report, floors):
    """A misspelt floor must not pass."""
    with pytest.raises(EvaluationError, match="there is nothing to measure"):
        missed_floors(report, floors)
