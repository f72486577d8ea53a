"""Texts to goals."""

from pathlib import Path

import numpy as np
import pytest

from plangraph.pipeline.sdg import evaluate_sdg, open_classifier
from plangraph.sdg import measure, open_head, read_units

DEV = Path(__file__).parents[3] / "shared/eval/sdg/dev.jsonl"


def first(text):
    return [(guess.goal, guess.target) for guess in open_classifier().classify([text])[0]][:1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("下水道の整備。公共下水道への接続を進めます。", [6]),
        ("Universal health coverage for rural families.", [3]),
        ("防災訓練の実施。自主防災組織とともに避難訓練を行います。", [11]),
        ("Reducing greenhouse gas emissions to net zero.", [13]),
        ("移住定住の促進", []),
    ],
)
def test_texts_in_two_languages_get_the_goal_they_address(text, expected):
    """The surest goal is that of the text; what addresses none has none."""
    assert expected == [goal for goal, _ in first(text)]


def test_a_guess_names_its_target_and_the_sentence_that_decided():
    """The evidence is the sentence with the greatest score for the goal."""
    (guess,) = open_classifier().classify(["今年の計画です。水道水を安定して届けます。"])[0]
    assert (6, "6.1", "水道水を安定して届けます。") == (guess.goal, guess.target, guess.evidence)


def test_the_head_names_its_version():
    """The version is the name and a digest of the weights."""
    assert "plangraph-sdg-" == open_head().version[:14]


def test_a_text_without_a_full_stop_is_one_unit():
    """Units are sentences; a title is one."""
    assert ["防犯"] == read_units("防犯")


def test_rightly_sure_is_measured_as_without_error():
    """Confidence 1 that is right and 0 that is right have F1 1 and calibration error 0."""
    truth = np.eye(17)
    found = measure(truth, truth)
    assert (1.0, 0.0) == (found.f1, found.calibration_error)


@pytest.mark.skipif(not DEV.is_file(), reason="../shared/eval/sdg is absent")
def test_labelled_elements_are_found_as_the_floor_demands():
    """Micro F1 of .75 and a calibration error of .08, documents held out in turn."""
    found = evaluate_sdg(DEV)
    assert (True, True) == (found.f1 >= 0.75, found.calibration_error <= 0.08)
