"""Topics: the questions of a test collection, one JSON object a line."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from plangraph.errors import EvaluationError
from plangraph.evaluation.lines import iter_lines

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["NO_ANSWER", "Topic", "read_topics"]

NO_ANSWER: Final = "noanswer"
"""The category of topics that nothing answers."""

_REQUIRED: Final = ("id", "query", "category")


@dataclass(frozen=True, slots=True)
class Topic:
    """One question: `query` is all that a search is given; the rest says what it asks, and what counts.

    `filters` holds what the question demands by field (city, kind, status, department, sdg, plan): any of the values.
    """

    id: str
    query: str
    category: str
    language: str = "ja"
    narrative: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_topics(path: Path) -> tuple[Topic, ...]:
    """The topics of a JSONL file, in its order: `id`, `query`, `category`; `lang`, `narrative`, `filters` if known.

    Raises EvaluationError, naming the line, for what is no such object, and for an id that comes twice.
    """
    topics: dict[str, Topic] = {}
    for number, line in iter_lines(path):
        topic = _topic(path.name, number, line)
        if topic.id in topics:
            raise EvaluationError(
                path.name, f"topic {topic.id} was there before; give each an id of its own", line=number
            )
        topics[topic.id] = topic
    if not topics:
        raise EvaluationError(path.name, "there is no topic in it; write one JSON object a line")
    return tuple(topics.values())


def _topic(name: str, number: int, line: str) -> Topic:
    try:
        read = json.loads(line)
    except json.JSONDecodeError as error:
        raise EvaluationError(name, f"this is no JSON ({error.msg}); write one object a line", line=number) from error
    if not isinstance(read, dict):
        raise EvaluationError(name, "this is JSON, but no object with id, query and category", line=number)
    for required in _REQUIRED:
        if not isinstance(read.get(required), str) or not read[required].strip():
            raise EvaluationError(name, f"{required!r} is missing, empty or no text", line=number)
    if len(read["id"].split()) != 1:
        raise EvaluationError(
            name, f"the id {read['id']!r} holds blanks, which end a column of TREC files", line=number
        )
    filters = read.get("filters") or {}
    if not isinstance(filters, dict) or not all(map(_is_value, filters.values())):
        raise EvaluationError(name, "'filters' is no object of texts or lists of texts by field", line=number)
    return Topic(
        id=read["id"],
        query=read["query"],
        category=read["category"],
        language=str(read.get("lang") or "ja"),
        narrative=str(read.get("narrative") or ""),
        filters={of: (value,) if isinstance(value, str) else tuple(value) for of, value in filters.items()},
    )


def _is_value(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(each, str) for each in value))
