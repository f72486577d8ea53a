"""Runs: what a system answered to each topic, asked of a search or read from a file.

A run file has the six columns of TREC: topic, Q0, name, rank, score, tag. TREC has no word for "nothing fits", so a
file beside it (`run.txt` → `run.txt.answers`) says for each topic whether it was answered, and how sure the system
was. Where there is none, a topic without a line was refused.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plangraph.errors import EvaluationError
from plangraph.evaluation.lines import iter_lines
from plangraph.model import Query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from plangraph.evaluation.topics import Topic
    from plangraph.model import Hit, SearchResult

__all__ = ["DEPTH", "Answer", "Run", "ask", "read_run", "write_run"]

DEPTH: Final = 100
"""How many hits of a topic are looked at: as many as a search gives at most."""

_STEP: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Answer:
    """The names found for one topic, best first, with scores that fall strictly.

    `answerable` is false where the system said that nothing fits. `confidence` is its own measure of that, the higher
    the surer; None where it has none. `violations` counts, by field, the hits that break a filter of the topic.
    """

    ranking: tuple[tuple[str, float], ...]
    answerable: bool
    confidence: float | None = None
    violations: Mapping[str, int] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names, best first."""
        return tuple(name for name, _ in self.ranking)


Run = dict[str, Answer]
"""Answers by the id of their topic."""


def ask(
    topics: Iterable[Topic],
    search: Callable[[Query], SearchResult],
    name: Callable[[Hit], str | None],
    *,
    confidence: Callable[[SearchResult], float | None] = lambda _: None,
    breaks: Callable[[Topic, Hit], Sequence[str]] = lambda _topic, _hit: (),
) -> Run:
    """Ask a search each topic's words alone, as deep as it goes.

    `name` says under which name a hit is judged, or None where it is none of the things that were; what comes under
    one name again is passed over. `breaks` lists the fields of the topic's filters that a hit violates.
    """
    run = {}
    for topic in topics:
        result = search(Query(topic.query, limit=DEPTH))
        scores: dict[str, float] = {}
        violations: dict[str, int] = {}
        last = float("inf")
        for hit in result.hits:
            for field in breaks(topic, hit):
                violations[field] = violations.get(field, 0) + 1
            named = name(hit)
            if named is not None and named not in scores:
                # What evaluates a run sorts by score, and breaks ties in its own way: let there be none.
                last = min(round(hit.score, 6), round(last - _STEP, 6))
                scores[named] = last
        run[topic.id] = Answer(tuple(scores.items()), result.answerable, confidence(result), violations)
    return run


def write_run(path: Path, run: Run, tag: str = "plangraph") -> None:
    """Write a run and, beside it, what was answered: the same bytes for the same run."""
    lines = [
        f"{topic} Q0 {name} {rank} {score:.6f} {tag}\n"
        for topic, answer in sorted(run.items())
        for rank, (name, score) in enumerate(answer.ranking, start=1)
    ]
    said = [f"{topic} {_said(answer)} {_sure(answer.confidence)}\n" for topic, answer in sorted(run.items())]
    path.write_text("".join(lines), encoding="utf-8")
    _answers(path).write_text("".join(said), encoding="utf-8")


def read_run(path: Path, topics: Iterable[Topic]) -> Run:
    """A run file, and the file of answers beside it if there is one. Order is by score, ties by name.

    Raises EvaluationError, naming the line, for a line that is none of a run, and for a name that comes twice.
    """
    rankings: dict[str, dict[str, float]] = {topic.id: {} for topic in topics}
    for number, line in iter_lines(path):
        columns = line.split()
        if len(columns) != 6:
            raise EvaluationError(
                path.name, f"{len(columns)} columns are not topic Q0 name rank score tag", line=number
            )
        topic, _, name, _, score, _ = columns
        ranking = rankings.setdefault(topic, {})
        if name in ranking:
            raise EvaluationError(path.name, f"{name} was found for topic {topic} before", line=number)
        ranking[name] = _number(path, number, score)
    said = _read_answers(path)
    run = {}
    for topic, found in rankings.items():
        ranking_of = tuple(sorted(found.items(), key=lambda item: (-item[1], item[0])))
        answerable, confidence = said.get(topic, (bool(found), None))
        run[topic] = Answer(ranking_of, answerable, confidence)
    return run


def _answers(path: Path) -> Path:
    return path.with_name(path.name + ".answers")


def _read_answers(path: Path) -> dict[str, tuple[bool, float | None]]:
    beside = _answers(path)
    if not beside.is_file():
        return {}
    said: dict[str, tuple[bool, float | None]] = {}
    for number, line in iter_lines(beside):
        columns = line.split()
        if len(columns) != 3 or columns[1] not in {"answered", "refused"}:
            raise EvaluationError(beside.name, "this is not: topic, answered or refused, confidence or -", line=number)
        said[columns[0]] = (
            columns[1] == "answered",
            None if columns[2] == "-" else _number(beside, number, columns[2]),
        )
    return said


def _said(answer: Answer) -> str:
    return "answered" if answer.answerable else "refused"


def _sure(confidence: float | None) -> str:
    return "-" if confidence is None else f"{confidence:.6f}"


def _number(path: Path, line: int, text: str) -> float:
    try:
        number = float(text)
    except ValueError as error:
        raise EvaluationError(path.name, f"{text!r} is no number", line=line) from error
    if not math.isfinite(number):
        raise EvaluationError(path.name, f"{text} cannot be ranked by", line=line)
    return number
