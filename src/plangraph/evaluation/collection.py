"""A test collection: topics, judgements, and under which name a hit was judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plangraph.evaluation.names import Units, own_names
from plangraph.evaluation.qrels import read_qrels
from plangraph.evaluation.topics import read_topics

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from plangraph.evaluation.qrels import Qrels
    from plangraph.evaluation.topics import Topic
    from plangraph.model import Hit

__all__ = ["Collection", "read_collection"]


@dataclass(frozen=True, slots=True)
class Collection:
    """What a search is measured by. `name` gives the name that a hit is judged under; None for what was not."""

    topics: tuple[Topic, ...]
    qrels: Qrels
    name: Callable[[Hit], str | None]


def read_collection(topics: Path, qrels: Path, units: Path | None = None) -> Collection:
    """Read topics (JSONL), judgements (TREC), and the list of judged units (JSONL) where the judgements name those.

    Raises EvaluationError, naming file and line, for what is none of these.
    """
    asked = read_topics(topics)
    judged = read_qrels(qrels, asked)
    return Collection(asked, judged, Units.read(units).name if units else own_names(judged))
