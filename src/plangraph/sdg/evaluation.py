"""How well goals are found: labelled texts, F1 by goal, and how far confidence is from being right."""

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

__all__ = ["Bin", "GoalRow", "Labelled", "Measured", "measure", "read_labelled", "truth_of"]

_BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with the goals and targets that a reader gave it, and the document it is of."""

    text: str
    goals: tuple[int, ...]
    targets: tuple[str, ...]
    document: str


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One goal: how often labelled, said, and said rightly."""

    goal: int
    labelled: int
    said: int
    right: int


@dataclass(frozen=True, slots=True)
class Bin:
    """Pairs of text and goal of like confidence: how many, their mean confidence, and the share that is right."""

    count: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Measured:
    """Micro-averaged precision, recall and F1, the expected calibration error, and the rows they come from."""

    precision: float
    recall: float
    f1: float
    calibration_error: float
    goals: tuple[GoalRow, ...]
    bins: tuple[Bin, ...]


def read_labelled(path: Path) -> list[Labelled]:
    """Labelled texts, JSON lines with `text`, `goals`, `targets`, `doc`. Raises EvaluationError naming the line."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            found.append(Labelled(row["text"], tuple(row["goals"]), tuple(row["targets"]), str(row.get("doc", ""))))
        except (ValueError, KeyError, TypeError) as error:
            problem = "it is no labelled text; give JSON with text, goals and targets"
            raise EvaluationError(path.name, problem, line=number) from error
    return found


def truth_of(labelled: Sequence[Labelled]) -> NDArray[np.float64]:
    """1 where a text has a goal, shape (texts, 17)."""
    truth = np.zeros((len(labelled), GOALS))
    for row, each in enumerate(labelled):
        for goal in each.goals:
            truth[row, goal - 1] = 1.0
    return truth


def measure(sure: NDArray[np.float64], truth: NDArray[np.float64]) -> Measured:
    """Measures of confidences (texts, 17) against labels.

    The calibration error (Naeini et al. 2015, ten bins) is over pairs of a confidence of .05 or more: the many pairs
    that are rightly near 0 would hide the others.
    """
    said, wanted = sure >= ASSIGNED, truth > 0
    right = said & wanted
    precision = right.sum() / max(said.sum(), 1)
    recall = right.sum() / max(wanted.sum(), 1)
    rows = tuple(
        GoalRow(goal + 1, int(wanted[:, goal].sum()), int(said[:, goal].sum()), int(right[:, goal].sum()))
        for goal in range(GOALS)
    )
    looked = sure >= 0.05
    place = np.minimum((sure * _BINS).astype(int), _BINS - 1)
    bins = tuple(
        Bin(int(here.sum()), float(sure[here].mean()), float(truth[here].mean()))
        if (here := looked & (place == at)).any()
        else Bin(0, 0.0, 0.0)
        for at in range(_BINS)
    )
    error = sum(each.count * abs(each.confidence - each.right) for each in bins) / max(int(looked.sum()), 1)
    f1 = 2 * right.sum() / max(said.sum() + wanted.sum(), 1)
    return Measured(float(precision), float(recall), float(f1), float(error), rows, bins)
