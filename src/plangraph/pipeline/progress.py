"""How far things have come, counted: judgements by status and attainment by department, by goal of the plan, by SDG."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from plangraph.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Tally", "newest", "reach"]

_STATUSES = tuple(status.value for status in Status)
_BASES = ("stated", "inherited", "inferred", "confirmed")
_REACHES = ("met", "underWay", "noGain", "notMet", "unknown")


@dataclass(slots=True)
class Tally:
    """What is counted for one department, goal or plan: judgements by status, indicators by how far they have come.

    `goal` is the number of an SDG, whose links are counted in `bases`.
    """

    iri: str | None
    label: str
    notation: str | None = None
    goal: int | None = None
    things: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    reached: Counter[str] = field(default_factory=Counter)
    bases: Counter[str] = field(default_factory=Counter)

    def judge(self, judgements: Iterable[Mapping[str, Any]]) -> None:
        """Count judgements, those whose grade is on no step of the common scale as `unmapped`."""
        self.statuses.update(judgement["status"] or "unmapped" for judgement in judgements)

    def json(self) -> dict[str, Any]:
        """The counts as they are shown, in the order of the scale; what is not there is left out."""
        return {
            "iri": self.iri,
            "label": self.label,
            "notation": self.notation,
            "goal": self.goal,
            "things": self.things,
            "judgements": sum(self.statuses.values()),
            "statuses": {name: self.statuses[name] for name in (*_STATUSES, "unmapped") if self.statuses[name]},
            "indicators": sum(self.reached.values()),
            "attainment": {name: self.reached[name] for name in _REACHES if self.reached[name]},
            "bases": {name: self.bases[name] for name in _BASES if self.bases[name]},
        }


def newest(assessments: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The judgements of the newest fiscal year or date of one thing; all of them where none says its time."""
    last = max((_when(one) for one in assessments), default="")
    return [one for one in assessments if _when(one) == last]


def reach(attainment: str | None, target_met: bool | None) -> str:
    """How far an indicator has come, as pages name it.

    By its attainment `met` at 1 or more, `noGain` at 0 or less, else `underWay`; without one, by the newest actual
    value against the target of its own year, `met` or `notMet`; else `unknown`.
    """
    if attainment is None:
        return "unknown" if target_met is None else "met" if target_met else "notMet"
    share = Decimal(attainment)
    return "met" if share >= 1 else "underWay" if share > 0 else "noGain"


def _when(assessment: Mapping[str, Any]) -> str:
    return str(assessment["as_of"] or assessment["fiscal_year"] or "")
