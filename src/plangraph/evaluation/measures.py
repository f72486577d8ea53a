"""Measures of a run: nDCG@10, recall in the first 20 and reciprocal rank by topic, by category and over all.

By ir_measures (MacAvaney, Macdonald, Ounis: Streamlining evaluation with ir-measures, ECIR 2022), which computes as
trec_eval does: gains of nDCG are the grades themselves, and recall and rank count what was judged 2 or better.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from statistics import fmean
from typing import TYPE_CHECKING, Any, Final

from plangraph.evaluation.qrels import answerable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from plangraph.evaluation.qrels import Qrels
    from plangraph.evaluation.runs import Run
    from plangraph.evaluation.topics import Topic

__all__ = ["MEASURES", "Report", "Values", "measure", "ordered"]

MEASURES: Final = ("nDCG@10", "R@20", "RR")
_LEVEL: Final = 2
_ORDER: Final = ("keyword", "question", "paraphrase", "kpi", "filtered", "crosslingual")

Values = dict[str, float]
"""Values by the name of their measure."""


@dataclass(frozen=True, slots=True)
class Report:
    """A run measured. Means are over the answerable topics; those without an answer are counted apart.

    `refused` is the share of topics without an answer that were refused, None where there is none of them;
    `falsely_refused` the share of the others. `violations` counts hits that break a filter, by field; None where the
    run does not say. `judged` is the share of the first ten that anyone judged: what nobody judged counts as wrong.
    """

    overall: Values
    categories: Mapping[str, Values]
    topics: Mapping[str, Values]
    sizes: Mapping[str, int]
    refused: float | None
    falsely_refused: float
    violations: Mapping[str, int] | None
    judged: float

    def as_json(self) -> dict[str, Any]:
        """The report in plain values, rounded to four places."""
        return {
            "overall": _rounded(self.overall),
            "categories": {name: _rounded(values) for name, values in self.categories.items()},
            "sizes": dict(self.sizes),
            "refused": None if self.refused is None else round(self.refused, 4),
            "falsely_refused": round(self.falsely_refused, 4),
            "violations": None if self.violations is None else dict(self.violations),
            "judged@10": round(self.judged, 4),
            "topics": {name: _rounded(values) for name, values in self.topics.items()},
        }


def measure(topics: Sequence[Topic], qrels: Qrels, run: Run) -> Report:
    """Measure a run; a topic that it does not answer has nothing found."""
    asked = [topic for topic in topics if answerable(qrels[topic.id])]
    others = [topic for topic in topics if not answerable(qrels[topic.id])]
    values = _by_topic(asked, qrels, run)
    by_category: dict[str, list[Values]] = defaultdict(list)
    for topic in asked:
        by_category[topic.category].append(values[topic.id])
    counted = [run[topic.id].violations for topic in topics if topic.id in run]
    return Report(
        overall=_mean(list(values.values())),
        categories={name: _mean(by_category[name]) for name in ordered(by_category)},
        topics=values,
        sizes={name: len(by_category[name]) for name in ordered(by_category)},
        refused=fmean(_refused(run, topic) for topic in others) if others else None,
        falsely_refused=fmean(_refused(run, topic) for topic in asked) if asked else 0.0,
        violations=None if any(each is None for each in counted) else _sum(each for each in counted if each),
        judged=_judged(asked, qrels, run),
    )


def ordered(categories: Iterable[str]) -> list[str]:
    """Categories in the order of the collection's description, unknown ones after them by name."""
    return sorted(categories, key=lambda name: (_ORDER.index(name) if name in _ORDER else len(_ORDER), name))


@cache
def _measures() -> dict[Any, str]:
    from ir_measures import RR, R, nDCG  # noqa: PLC0415 — loaded when something is measured

    return {nDCG @ 10: "nDCG@10", R(rel=_LEVEL) @ 20: "R@20", RR(rel=_LEVEL): "RR"}


def _by_topic(topics: Sequence[Topic], qrels: Qrels, run: Run) -> dict[str, Values]:
    from ir_measures import iter_calc  # noqa: PLC0415 — see _measures

    values = {topic.id: dict.fromkeys(MEASURES, 0.0) for topic in topics}
    if not topics:
        return values
    judged = {topic.id: qrels[topic.id] for topic in topics}
    found = {topic.id: dict(run[topic.id].ranking) for topic in topics if topic.id in run and run[topic.id].ranking}
    for metric in iter_calc(list(_measures()), judged, found):
        values[metric.query_id][_measures()[metric.measure]] = float(metric.value)
    return values


def _mean(values: Sequence[Values]) -> Values:
    return {name: fmean(each[name] for each in values) if values else 0.0 for name in MEASURES}


def _refused(run: Run, topic: Topic) -> bool:
    return topic.id not in run or not run[topic.id].answerable


def _judged(topics: Sequence[Topic], qrels: Qrels, run: Run) -> float:
    shown = [(topic.id, name) for topic in topics if topic.id in run for name in run[topic.id].names[:10]]
    return fmean(name in qrels[topic] for topic, name in shown) if shown else 1.0


def _sum(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for count in counts:
        for field, number in count.items():
            total[field] = total.get(field, 0) + number
    return total


def _rounded(values: Values) -> Values:
    return {name: round(value, 4) for name, value in values.items()}
