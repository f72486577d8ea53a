"""The decision that nothing fits, as a curve: what each threshold of confidence would refuse, rightly and wrongly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plangraph.evaluation.qrels import answerable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.evaluation.qrels import Qrels
    from plangraph.evaluation.runs import Run
    from plangraph.evaluation.topics import Topic

__all__ = ["Point", "refusal_curve", "separation"]


@dataclass(frozen=True, slots=True)
class Point:
    """Refusing what is below `threshold`: the share of topics without an answer, and of the others, refused so."""

    threshold: float
    refused: float
    falsely_refused: float


def refusal_curve(topics: Sequence[Topic], qrels: Qrels, run: Run) -> tuple[Point, ...]:
    """A point for each confidence that occurs, from refusing nothing up; empty where the run has no confidences.

    A topic without a confidence is left out.
    """
    without, others = _confidences(topics, qrels, run)
    if not without or not others:
        return ()
    return tuple(
        Point(at, sum(each < at for each in without) / len(without), sum(each < at for each in others) / len(others))
        for at in sorted({*without, *others})
    )


def separation(topics: Sequence[Topic], qrels: Qrels, run: Run) -> float | None:
    """How often an answerable topic is surer than one without an answer (the area under the ROC curve), ties half."""
    without, others = _confidences(topics, qrels, run)
    if not without or not others:
        return None
    won = sum((sure > unsure) + 0.5 * (sure == unsure) for sure in others for unsure in without)
    return won / (len(without) * len(others))


def _confidences(topics: Sequence[Topic], qrels: Qrels, run: Run) -> tuple[list[float], list[float]]:
    without: list[float] = []
    others: list[float] = []
    for topic in topics:
        confidence = run[topic.id].confidence if topic.id in run else None
        if confidence is not None:
            (others if answerable(qrels[topic.id]) else without).append(confidence)
    return without, others
