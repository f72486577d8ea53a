"""What changed between two editions of a plan: elements and indicators added, dropped, renamed and changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from plangraph.model import PlanFacts
from plangraph.pipeline.editions import read_edition
from plangraph.pipeline.pairing import pair_entries

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from plangraph.pipeline.editions import Edition, Entry

__all__ = ["Change", "Diff", "compare", "diff"]

_ANYBODY: Final = PlanFacts()


@dataclass(frozen=True, slots=True)
class Change:
    """One entry that differs: without `before` it was added, without `after` dropped.

    `differences` has what was taken out and put in by facet: parent, texts, departments, statuses, observations.
    """

    before: Entry | None
    after: Entry | None
    differences: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = ()

    @property
    def kind(self) -> str:
        """added, dropped, renamed (another code or title; it may also say other things) or changed."""
        if self.before is None or self.after is None:
            return "added" if self.before is None else "dropped"
        same = (self.before.code, self.before.title) == (self.after.code, self.after.title)
        return "changed" if same else "renamed"

    @property
    def is_indicator(self) -> bool:
        """Whether it is an indicator that differs, not an element."""
        entry = self.after or self.before
        return entry is not None and entry.is_indicator


@dataclass(frozen=True, slots=True)
class Diff:
    """The changes from one edition to another: added, dropped, renamed, changed, each in the order of IRIs."""

    before: Edition
    after: Edition
    changes: tuple[Change, ...]

    def as_json(self) -> dict[str, Any]:
        """For `--json`: both editions, then elements and indicators, each with the four lists."""
        listed: dict[str, dict[str, list[Any]]] = {
            what: {kind: [] for kind in _ORDER} for what in ("elements", "indicators")
        }
        for change in self.changes:
            listed["indicators" if change.is_indicator else "elements"][change.kind].append(_change_json(change))
        named = {
            side: {"name": edition.name, "title": edition.title}
            for side, edition in (("before", self.before), ("after", self.after))
        }
        return {**named, **listed}


_ORDER: Final = ("added", "dropped", "renamed", "changed")


def diff(before: str, after: str, workspace: Path, facts: PlanFacts = _ANYBODY) -> Diff:
    """Compares two editions, each a document, a TriG file or an IRI of the workspace; see `read_edition`."""
    return compare(read_edition(before, workspace, facts), read_edition(after, workspace, facts))


def compare(before: Edition, after: Edition) -> Diff:
    """Pairs what is the same in both editions, by code and title first, and lists what differs.

    Renamed is what kept its title under another code, or its code under another title: one that each edition prints
    once, or the same below the same parent. Below the same parent an element without it is known by its texts, by what
    measures it, or by a title that is much the same; anywhere by its children; an indicator, which has no code, by its
    values, by its baseline and targets, or by its baseline and a title that is much the same. Only pairs that are the
    only ones possible are made.
    """
    pairs = pair_entries(before, after)
    changes = []
    for entry in before.entries:
        partner = pairs.get(entry.iri)
        if partner is None:
            changes.append(Change(entry, None))
            continue
        change = Change(entry, partner, tuple(_differences(entry, partner, pairs, before, after)))
        if change.kind == "renamed" or change.differences:
            changes.append(change)
    paired = {partner.iri for partner in pairs.values()}
    changes += [Change(None, entry) for entry in after.entries if entry.iri not in paired]
    return Diff(before, after, tuple(sorted(changes, key=lambda change: _ORDER.index(change.kind))))


def _differences(
    entry: Entry, partner: Entry, pairs: dict[str, Entry], before: Edition, after: Edition
) -> Iterable[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    moved_to = pairs[entry.owner].iri if entry.owner in pairs else ""
    # Below a parent that was dropped it has moved, too, unless it now stands at the top as it did.
    if moved_to != partner.owner or (entry.owner and not moved_to):
        yield "parent", _titles(before, entry.owner), _titles(after, partner.owner)
    for facet, old in entry.facets.items():
        new = partner.facets[facet]
        if old != new:
            yield facet, tuple(each for each in old if each not in new), tuple(each for each in new if each not in old)


def _titles(edition: Edition, iri: str) -> tuple[str, ...]:
    return tuple(f"{each.code} {each.title}".strip() for each in edition.entries if each.iri == iri)


def _change_json(change: Change) -> dict[str, Any]:
    entries = {"before": change.before, "after": change.after}
    told: dict[str, Any] = {
        side: {"iri": entry.iri, "kind": entry.kind, "code": entry.code or None, "title": entry.title}
        for side, entry in entries.items()
        if entry is not None
    }
    if change.before is not None and change.after is not None:
        told["differences"] = {facet: {"out": list(out), "in": list(put)} for facet, out, put in change.differences}
    return told
