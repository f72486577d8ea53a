"""Judgements of relevance in TREC's form: topic, 0, name, grade; 3 is exactly it, 2 clearly, 1 marginal, 0 not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plangraph.errors import EvaluationError
from plangraph.evaluation.lines import iter_lines
from plangraph.evaluation.topics import NO_ANSWER

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from plangraph.evaluation.topics import Topic

__all__ = ["Qrels", "answerable", "read_qrels"]

Qrels = dict[str, dict[str, int]]
"""Grades by topic and name."""


def read_qrels(path: Path, topics: Iterable[Topic]) -> Qrels:
    """The judgements of a file for some topics; those of other topics are left out.

    Raises EvaluationError, naming the line, for what is no judgement or contradicts one before, and for a topic whose
    category and judgements disagree on whether anything answers it.
    """
    grades: Qrels = {topic.id: {} for topic in topics}
    for number, line in iter_lines(path):
        columns = line.split()
        if len(columns) != 4:
            raise EvaluationError(path.name, f"{len(columns)} columns are not topic 0 name grade", line=number)
        topic, _, name, said = columns
        try:
            grade = int(said)
        except ValueError as error:
            raise EvaluationError(path.name, f"the grade {said!r} is no whole number", line=number) from error
        if topic in grades and grades[topic].setdefault(name, grade) != grade:
            raise EvaluationError(
                path.name, f"{name} was judged {grades[topic][name]} for topic {topic} before", line=number
            )
    for asked in topics:
        if answerable(grades[asked.id]) == (asked.category == NO_ANSWER):
            raise EvaluationError(
                path.name,
                f"topic {asked.id} is of category {asked.category!r}, but "
                f"{'something' if asked.category == NO_ANSWER else 'nothing'} was judged to answer it; "
                f"correct one of the two",
            )
    return grades


def answerable(grades: dict[str, int]) -> bool:
    """Whether anything answers a topic at all."""
    return any(grade > 0 for grade in grades.values())
