"""Texts to goals: the scores of their sentences put together, with confidence and the sentence that decided."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from plangraph.sdg.head import GOALS, Head

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

__all__ = ["ASSIGNED", "Classifier", "GoalGuess", "calibration_of", "features", "of_policy", "read_units"]

_END: Final = re.compile(r"(?<=[。．！？\n])|(?<=[.!?;])\s+")
_JAPANESE: Final = re.compile(r"[ぁ-ゖァ-ヺ㐀-鿿]")
# Nothing is said of a text without a word: an empty line, a number, a mark.
_WORD: Final = re.compile(r"[^\W\d_]{2}")
_MOST: Final = 3
# What is inferred is never certain.
_SUREST: Final = 0.99

ASSIGNED: Final = 0.45
"""The least confidence at which a goal is said: the micro F1 on labelled plan elements is flat from .35 to .5."""


@dataclass(frozen=True, slots=True)
class GoalGuess:
    """A goal that a text is taken to address, its best target, how surely (0 to 1), and the unit that decided."""

    goal: int
    target: str
    confidence: float
    evidence: str


def read_units(text: str) -> list[str]:
    """The sentences of a text, the first (of a plan element: its title) first; the text itself where it has none."""
    found = [part.strip() for part in _END.split(text) if len(part.strip()) > 1]
    return found or [text]


def features(scores: NDArray[np.float32], owners: NDArray[np.int64], texts: int) -> NDArray[np.float64]:
    """What calibration rests on, shape (texts, columns of scores, 3).

    The first unit's score, the mean of all, and the greatest. `owners` (sorted) says whose each unit is.
    """
    starts = np.searchsorted(owners, np.arange(texts))
    ends = np.append(starts[1:], len(owners))
    means = np.add.reduceat(scores, starts, axis=0) / (ends - starts)[:, None]
    greatest = np.maximum.reduceat(scores, starts, axis=0)
    return np.stack([scores[starts], means, greatest], axis=2).astype(np.float64)


def of_policy(found: NDArray[np.float64], policy: NDArray[np.float64]) -> NDArray[np.float64]:
    """By what to multiply confidence, shape (texts,), given the features of texts: 1 for one that is of policy.

    It is less where that is improbable: twice the probability. One unit that is of policy is enough. `policy` is a row
    for each text, or one for all.
    """
    odds = found[:, -1, 2] * policy[..., 0] + policy[..., 1]
    return np.minimum(1.0, 2.0 / (1.0 + np.exp(-odds)))


class Classifier:
    """Says which goals texts address; thread-safe where its encoders are.

    `encode` gives the vectors of units by both encoders side by side, shape (units, dimensions).
    """

    def __init__(self, head: Head, encode: Callable[[Sequence[str]], NDArray[np.float32]]) -> None:
        self.head, self._encode = head, encode

    def classify(self, texts: Sequence[str]) -> list[tuple[GoalGuess, ...]]:
        """The 0 to 3 goals of each text, the surest first; nothing where none is sure enough."""
        units = [read_units(text) for text in texts]
        vectors = self._encode([unit for each in units for unit in each])
        return self.judge(units, vectors)

    def judge(self, units: Sequence[Sequence[str]], vectors: NDArray[np.float32]) -> list[tuple[GoalGuess, ...]]:
        """The goals of texts that are cut into units already, given the vectors of all units in order."""
        if not units:
            return []
        scores = self.head.scores(vectors)
        found = _features(units, scores)
        sure = self._confidences(units, found)
        goals = np.array([int(code.split(".")[0]) for code in self.head.codes])
        results, start = [], 0
        for at, own in enumerate(units):
            guesses = []
            for goal in np.lexsort((np.arange(GOALS), -sure[at]))[:_MOST].tolist():
                if sure[at, goal] < ASSIGNED or not _WORD.search("".join(own)):
                    break
                mine = np.flatnonzero(goals == goal + 1)
                target = self.head.codes[mine[int(np.argmax(found[at, GOALS + mine, :2].sum(axis=1)))]]
                decided = own[int(np.argmax(scores[start : start + len(own), goal]))]
                guesses.append(GoalGuess(goal + 1, target, min(round(float(sure[at, goal]), 2), _SUREST), decided))
            results.append(tuple(guesses))
            start += len(own)
        return results

    def narrow(self, told: Sequence[tuple[int, str]]) -> dict[tuple[int, str], str]:
        """The sentence of each text that speaks for the goal beside it most; goals of 1 to 17."""
        units = {text: read_units(text) for _, text in told}
        several = [unit for own in units.values() if len(own) > 1 for unit in own]
        scores = dict(zip(several, self.head.scores(self._encode(several)), strict=True)) if several else {}
        return {
            (goal, text): max(units[text], key=lambda unit: float(scores[unit][goal - 1]))
            if len(units[text]) > 1
            else text
            for goal, text in told
        }

    def confidences(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """How surely each text addresses each goal, also where too unsurely to be said, shape (texts, 17)."""
        units = [read_units(text) for text in texts]
        return self._confidences(
            units, _features(units, self.head.scores(self._encode([unit for own in units for unit in own])))
        )

    def _confidences(self, units: Sequence[Sequence[str]], found: NDArray[np.float64]) -> NDArray[np.float64]:
        kinds = [calibration_of("".join(own)) for own in units]
        rows = self.head.calibration[kinds]
        odds = np.einsum("tgk,tk->tg", found[:, :GOALS], rows[:, :-1]) + rows[:, -1:]
        sure: NDArray[np.float64] = of_policy(found, self.head.policy[kinds])[:, None] / (1.0 + np.exp(-odds))
        return sure


def calibration_of(text: str) -> int:
    """Which calibration a text takes: 0 for one in Japanese or Chinese letters, 1 for any other.

    Titles of plans are terse, policy prose in English is long: the same score means another confidence in each.
    """
    return 0 if _JAPANESE.search(text) else 1


def _features(units: Sequence[Sequence[str]], scores: NDArray[np.float32]) -> NDArray[np.float64]:
    owners = np.array([at for at, own in enumerate(units) for _ in own], dtype=np.int64)
    return features(scores, owners, len(units))
