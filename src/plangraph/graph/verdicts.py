"""What decisions of staff come to: which are in force, and what they make of each link. The one place that says so.

Pages, the API, search, the store and the coverage all ask here, at once or when they are built.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from decimal import Decimal

__all__ = ["Decision", "decided", "goal_of", "in_force", "rejection", "verdict"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody in a role decided, when and why.

    `verdict` is Confirmed or Rejected (of the link of `about`, an element or indicator, to `sdg`, a goal or target such
    as "11" or "11.b", or to `series`, the IRI of a series of official statistics), Corrected (of `about`, an
    observation, whose number is `value`), or Withdrawn (what was decided of the same before no longer holds). `added`
    tells a link that nobody had stated or inferred. `label` is what the thing was called then, so that a decision can
    be read when the thing is gone. `at` is xsd:dateTime in UTC.
    """

    iri: str
    verdict: str
    about: str
    role: str
    reason: str
    at: str
    label: str = ""
    sdg: str | None = None
    value: Decimal | None = None
    added: bool = False
    series: str | None = None

    @property
    def linked(self) -> str | None:
        """What the link leads to: a goal, a target or a series; None of a value."""
        return self.sdg or self.series

    @property
    def matter(self) -> tuple[str, str | None]:
        """What it decides: the newest decision on the same matter is in force."""
        return self.about, self.linked


def in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """The newest of each matter, without what was withdrawn; `decisions` come oldest first, and so do these.

    A target that was confirmed before its goal was rejected is confirmed no more. All that is shown, searched and
    counted asks what this leaves, so that no two of them can differ.
    """
    newest = {decision.matter: decision for decision in decisions}
    held = [decision for decision in newest.values() if decision.verdict != "Withdrawn"]
    return [each for each in sorted(held, key=_time) if not _overruled(each, newest)]


def _overruled(decision: Decision, newest: Mapping[tuple[str, str | None], Decision]) -> bool:
    if decision.sdg is None or decision.verdict != "Confirmed":
        return False
    above = newest.get((decision.about, goal_of(decision.sdg)))
    return above is not None and above.verdict == "Rejected" and _time(above) > _time(decision)


def _time(decision: Decision) -> tuple[str, str]:
    return decision.at, decision.iri


def goal_of(code: str) -> str:
    """The goal of a goal or target: "11" of "11.5"."""
    return code.split(".", maxsplit=1)[0]


def verdict(code: str, confirmed: Collection[str], rejected: Collection[str]) -> str | None:
    """Confirmed, Rejected or None: what the decisions in force on a thing make of its link to a goal, target or series.

    `confirmed` and `rejected` are what those decisions are of. Rejecting a goal rejects its targets.
    """
    if code in confirmed:
        return "Confirmed"
    return "Rejected" if code in rejected or goal_of(code) in rejected else None


def decided(holding: Iterable[Decision], about: str, code: str) -> str | None:
    """The `verdict` on a thing's link, given the decisions that are in force."""
    own: dict[str, set[str]] = {"Confirmed": set(), "Rejected": set()}
    for each in holding:
        if each.about == about and each.linked is not None:
            own[each.verdict].add(each.linked)
    return verdict(code, own["Confirmed"], own["Rejected"])


def rejection(holding: Iterable[Decision], about: str, code: str) -> Decision | None:
    """The decision that rejects a thing's link, its own before that of the goal above; None where none does."""
    own = [each for each in holding if each.about == about]
    if decided(own, about, code) != "Rejected":
        return None
    rejecting = {each.linked: each for each in own if each.verdict == "Rejected"}
    return rejecting.get(code) or rejecting.get(goal_of(code))
