"""Two runs beside each other: by how much each topic won or lost, the largest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plangraph.evaluation.measures import MEASURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.evaluation.measures import Report
    from plangraph.evaluation.qrels import Qrels
    from plangraph.evaluation.runs import Run
    from plangraph.evaluation.topics import Topic

__all__ = ["Difference", "differences"]

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Difference:
    """One topic in two runs; `gained` and `lost` name relevant things that came into or fell out of the first ten."""

    topic: Topic
    before: float
    after: float
    gained: tuple[str, ...]
    lost: tuple[str, ...]

    @property
    def change(self) -> float:
        """What the topic's nDCG@10 won; negative where it lost."""
        return self.after - self.before


def differences(
    topics: Sequence[Topic], qrels: Qrels, before: tuple[Run, Report], after: tuple[Run, Report]
) -> tuple[Difference, ...]:
    """Every answerable topic whose nDCG@10 differs, the largest difference first, ties by topic."""
    first = MEASURES[0]
    found = []
    for topic in topics:
        if topic.id not in before[1].topics:
            continue
        old, new = (report.topics[topic.id][first] for _, report in (before, after))
        then, now = (_relevant(run, qrels, topic.id) for run, _ in (before, after))
        difference = Difference(
            topic, old, new, tuple(n for n in now if n not in then), tuple(n for n in then if n not in now)
        )
        if round(difference.change, 6):
            found.append(difference)
    return tuple(sorted(found, key=lambda each: (-abs(each.change), each.topic.id)))


def _relevant(run: Run, qrels: Qrels, topic: str) -> list[str]:
    names = run[topic].names[:_SHOWN] if topic in run else ()
    return [name for name in names if qrels[topic].get(name, 0) > 0]
