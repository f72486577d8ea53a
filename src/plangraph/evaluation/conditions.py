"""Which filters of a topic a hit violates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plangraph.errors import EvaluationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from plangraph.evaluation.topics import Topic
    from plangraph.model import Card, Hit

__all__ = ["violated"]

_ALSO: Final = {"kpi": "indicator"}
_VALUES: Final[dict[str, Callable[[Card], Iterable[str]]]] = {
    "city": lambda card: (card.city, card.city_label),
    "kind": lambda card: (card.kind,),
    "status": lambda card: card.status,
    "department": lambda card: card.departments,
    "sdg": lambda card: (str(goal) for goal, basis, _ in card.sdgs if basis != "Rejected"),
    "plan": lambda card: (card.plan, card.plan_label, card.plan.rsplit("/", 1)[-1]),
}


def violated(topic: Topic, hit: Hit, status_of: Callable[[str], str | None]) -> list[str]:
    """The fields of the topic's filters of which the hit has none of the values.

    `status_of` gives the common status that a printed judgement stands for. Raises EvaluationError for a field that
    nothing can be filtered by.
    """
    broken = []
    for field, wanted in topic.filters.items():
        if field not in _VALUES:
            raise EvaluationError(f"topic {topic.id}", f"there is no filter {field!r}; there are: {', '.join(_VALUES)}")
        values = {_ALSO.get(value.casefold(), value.casefold()) for value in wanted}
        if field == "status":
            values |= {status.casefold() for value in wanted if (status := status_of(value))}
        if values.isdisjoint(value.casefold() for value in _VALUES[field](hit.card)):
            broken.append(field)
    return broken
