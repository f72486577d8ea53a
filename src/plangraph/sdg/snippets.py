"""Texts judged for one goal each, as public benchmarks of SDG classifiers are: reading, calibrating, measuring."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from plangraph.errors import EvaluationError
from plangraph.sdg.classifier import ASSIGNED
from plangraph.sdg.head import GOALS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["Judged", "Snippet", "SnippetRow", "judge_snippets", "pairs_of", "read_snippets"]

# A text judged relevant to one goal is seldom so to another: without some of these as counter-examples, confidence
# would be that of a pair drawn half and half, as a collection of judged pairs is and a plan is not.
_OTHERS: Final = 2
_SEED: Final = 0


@dataclass(frozen=True, slots=True)
class Snippet:
    """A text, the goal that it was judged for, the judgement, and the part ("dev" or "test") that it belongs to."""

    text: str
    goal: int
    relevant: bool
    split: str


@dataclass(frozen=True, slots=True)
class SnippetRow:
    """One goal: texts judged, the share judged as the reader did, and the area under the ROC curve."""

    goal: int
    count: int
    accuracy: float
    auc: float


@dataclass(frozen=True, slots=True)
class Judged:
    """Accuracy and area under the curve as means over the goals, and the goals."""

    accuracy: float
    auc: float
    goals: tuple[SnippetRow, ...]


def read_snippets(path: Path) -> list[Snippet]:
    """JSON lines with `text`, `goal`, `relevant`, `split`. Raises EvaluationError naming the line."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            found.append(Snippet(str(row["text"]), int(row["goal"]), bool(row["relevant"]), str(row["split"])))
        except (ValueError, KeyError, TypeError) as error:
            problem = "it is no judged text; give JSON with text, goal, relevant and split"
            raise EvaluationError(path.name, problem, line=number) from error
    return found


def pairs_of(
    features: NDArray[np.float64], snippets: Sequence[Snippet]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Features (pairs, k) and truth of what a calibration is fitted on, given those of each text and goal."""
    drawn = np.random.default_rng(_SEED)
    rows = [features[at, each.goal - 1] for at, each in enumerate(snippets)]
    truth = [float(each.relevant) for each in snippets]
    for at, each in enumerate(snippets):
        if each.relevant:
            others = [goal for goal in range(GOALS) if goal != each.goal - 1]
            rows += [features[at, goal] for goal in drawn.choice(others, _OTHERS, replace=False)]
            truth += [0.0] * _OTHERS
    return np.array(rows), np.array(truth)


def judge_snippets(sure: NDArray[np.float64], snippets: Sequence[Snippet]) -> Judged:
    """Measures of confidences, shape (snippets, 17), each text for the goal that it was judged for.

    A goal is taken to be said where its confidence is ASSIGNED or more.
    """
    goals = np.array([each.goal for each in snippets])
    truth = np.array([each.relevant for each in snippets])
    own = sure[np.arange(len(snippets)), goals - 1]
    rows = []
    for goal in np.unique(goals).tolist():
        here = goals == goal
        right = (own[here] >= ASSIGNED) == truth[here]
        rows.append(SnippetRow(goal, int(here.sum()), float(right.mean()), _area(own[here], truth[here])))
    accuracy = float(np.mean([row.accuracy for row in rows]))
    return Judged(accuracy, float(np.nanmean([row.auc for row in rows])), tuple(rows))


def _area(scores: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """The share of pairs of a relevant and another text that are ordered rightly (Hanley and McNeil 1982)."""
    relevant, others = scores[truth][:, None], scores[~truth]
    if not relevant.size or not others.size:
        return float("nan")
    return float((relevant > others).mean() + 0.5 * (relevant == others).mean())
