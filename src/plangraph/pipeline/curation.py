"""What staff decide: links to goals confirmed, rejected or added, values corrected; kept beside what was read."""

from __future__ import annotations

import re
import uuid
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from filelock import FileLock
from rdflib import URIRef

from plangraph.config import load_settings
from plangraph.errors import QueryError
from plangraph.graph.curation import open_decisions, save_decisions
from plangraph.graph.verdicts import Decision, decided, goal_of, in_force
from plangraph.namespaces import PG, QB, RDF, RDFS, SDG
from plangraph.pipeline.nodes import NodeReader
from plangraph.pipeline.opened import open_store
from plangraph.pipeline.triples import Triples
from plangraph.sdg import targets
from plangraph.statistics.reading import is_number, read_number
from plangraph.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["KINDS", "Curated", "curated_at", "decide", "decisions", "open_curated", "said_by"]

# What can be asked for, and what is then recorded.
KINDS: Final = {
    "confirm": "Confirmed",
    "reject": "Rejected",
    "add": "Confirmed",
    "correct": "Corrected",
    "withdraw": "Withdrawn",
}
_LONGEST: Final = {"role": 100, "reason": 2000}
_PERIOD: Final = re.compile(r"\s+")


def decide(
    workspace: Path,
    kind: str,
    iri: str,
    *,
    role: str,
    reason: str,
    sdg: str | None = None,
    value: str | None = None,
    series: str | None = None,
) -> dict[str, Any]:
    """Record a decision in the workspace's `curation.trig` and return it as in `decisions`.

    `kind` is confirm, reject, add (`sdg`: "11" or "11.b"; or of an indicator `series`: the IRI of one of official
    statistics), correct (`value`, of an observation), or withdraw (any kind of decision). It shows on pages and in the
    API at once, in search and SPARQL with the next build. Raises QueryError for what does not fit, WorkspaceError
    while nothing is built.
    """
    verdict = KINDS.get(kind)
    if verdict is None:
        raise QueryError(f"{kind!r} is no decision; choose one of {', '.join(KINDS)}")
    said = {name: _PERIOD.sub(" ", text).strip() for name, text in (("role", role), ("reason", reason))}
    for name, text in said.items():
        if not text or len(text) > _LONGEST[name]:
            raise QueryError(f"a decision needs a {name} of up to {_LONGEST[name]} letters")
    place, reader = Workspace(workspace), NodeReader(Triples(open_store(workspace)))
    if sdg and series:
        raise QueryError("a decision is on a goal or on a series of statistics; make two of it")
    code, series = _code(sdg) if sdg else None, series or None
    lock = FileLock(place.curation.with_suffix(".lock"))
    with lock:
        kept = open_decisions(place.curation)
        number = _see_fits(reader, in_force(kept), kind, (iri, code or series), value)
        base = load_settings().base_iri.rstrip("/")
        decision = Decision(
            iri=f"{base}/id/curation/{uuid.uuid4()}",
            verdict=verdict,
            about=iri,
            role=said["role"],
            reason=said["reason"],
            at=_now(kept),
            label=_label(reader, iri) or next((old.label for old in kept if old.about == iri), ""),
            sdg=code,
            value=number,
            added=kind == "add",
            series=series,
        )
        save_decisions([*kept, decision], place.curation, base)
    return _shown(decision, "in force" if verdict != "Withdrawn" else "withdrawal")


def decisions(workspace: Path) -> list[dict[str, Any]]:
    """All decisions, oldest first, each with its `state`: in force, superseded, withdrawal, or gone.

    "gone" is one in force whose element or value is in no plan of the current generation: it is kept, and holds again
    when the thing comes back.
    """
    kept = open_decisions(Workspace(workspace).curation)
    holding = {decision.iri for decision in in_force(kept)}
    data = Triples(open_store(workspace))
    shown = []
    for decision in kept:
        state = "withdrawal" if decision.verdict == "Withdrawn" else "superseded"
        if decision.iri in holding:
            there = next(data.objects(URIRef(decision.about), RDF.type), None) is not None
            state = "in force" if there else "gone"
        shown.append(_shown(decision, state))
    return shown


def curated_at(workspace: Path) -> int:
    """When the decisions last changed, in nanoseconds since 1970 (0: never): what is shown of them has changed too."""
    try:
        return Workspace(workspace).curation.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


@dataclass(frozen=True, slots=True)
class Curated:
    """The decisions that are in force, as a page asks for them."""

    decisions: tuple[Decision, ...]

    def links(self, iri: str) -> list[Decision]:
        """Those on links of an element or indicator to goals and targets."""
        return [each for each in self.decisions if each.about == iri and each.sdg is not None]

    def series(self, iri: str) -> dict[str, Decision]:
        """Those on links of an indicator to series of official statistics, by the IRI of the series."""
        return {each.series: each for each in self.decisions if each.about == iri and each.series is not None}

    def decided(self, iri: str, code: str) -> str | None:
        """Confirmed or Rejected, of a stated or inferred link to a goal, target or series; None if nobody decided."""
        return decided(self.decisions, iri, code)

    def correction(self, iri: str) -> dict[str, Any] | None:
        """The corrected value of an observation, with who says so."""
        found = next((each for each in self.decisions if each.about == iri and each.value is not None), None)
        return None if found is None else {"value": format(found.value, "f"), "decision": said_by(found)}


def open_curated(workspace: Path) -> Curated:
    """The decisions in force now."""
    return Curated(tuple(in_force(open_decisions(Workspace(workspace).curation))))


def said_by(decision: Decision) -> dict[str, Any]:
    """Who decided, when and why."""
    return {"iri": decision.iri, "role": decision.role, "at": decision.at, "reason": decision.reason}


def _see_fits(
    reader: NodeReader, holding: list[Decision], kind: str, matter: tuple[str, str | None], value: str | None
) -> Decimal | None:
    """The number of a correction. Raises QueryError where the decision does not fit what is there."""
    iri, code = matter
    node = URIRef(iri)
    if kind == "withdraw":
        if not any(decision.matter == matter for decision in holding):
            raise QueryError(f"nothing that was decided of {iri}{f' and {code}' if code else ''} can be withdrawn")
        return None
    if kind == "correct":
        if PG.Observation not in set(reader.data.objects(node, RDF.type)):
            raise QueryError(f"{iri} is no value of an indicator; the API's `observations` name them")
        return _number(value)
    if reader.kind(node) is None:
        raise QueryError(f"there is no element or indicator {iri}; `plangraph search --json` names them")
    if code is None:
        raise QueryError(f"say which goal or target to {kind}, such as 11 or 11.b")
    linked = {each for link in reader.data.objects(node, PG.sdgLink) for each in _codes(reader, link)}
    linked |= {str(each) for link in reader.data.objects(node, PG.statisticsLink) for each in _series(reader, link)}
    linked |= {decision.linked for decision in holding if decision.about == iri and decision.linked}
    if kind == "add" and ":" in code and QB.Slice not in set(reader.data.objects(URIRef(code), RDF.type)):
        raise QueryError(f"there is no series {code}; `plangraph statistics candidates --json` names some")
    if kind == "add" and code in linked:
        raise QueryError(f"{iri} is linked to {code} already; confirm or reject the link instead")
    if kind != "add" and code not in {*linked, *map(goal_of, linked)}:
        raise QueryError(f"{iri} has no link to {code}; add one instead")
    return None


def _codes(reader: NodeReader, link: Any) -> list[str]:
    return [str(each).removeprefix(str(SDG)) for each in reader.data.objects(link, PG.sdg)]


def _series(reader: NodeReader, link: Any) -> list[Any]:
    return list(reader.data.objects(link, PG.series))


def _number(value: str | None) -> Decimal:
    given = (value or "").strip()
    number = read_number(given)
    if number is None and is_number(given):
        raise QueryError(f"{value!r} is too large or too small; give a number below 10^20")
    if number is None:
        raise QueryError(f"{value!r} is no number; give one such as 1234.5, in the unit of the printed value")
    return Decimal(number)


def _code(sdg: str) -> str:
    code = sdg.strip().lower()
    if code not in {target.code for target in targets()} | {str(goal) for goal in range(1, 18)}:
        raise QueryError(f"{sdg!r} is no goal (1 to 17) and no target (such as 11.5 or 11.b)")
    return code


def _now(kept: list[Decision]) -> str:
    """The time in UTC, after that of the newest decision even where the clock was set back."""
    now = datetime.now(UTC)
    newest = max((datetime.fromisoformat(decision.at) for decision in kept), default=now)
    return max(now, newest + timedelta(microseconds=1)).isoformat(timespec="microseconds")


def _label(reader: NodeReader, iri: str) -> str:
    """What a thing is called; a value by its indicator and what is printed."""
    node = URIRef(iri)
    owner = next(reader.data.subjects(PG.observation, node), None)
    if owner is None:
        return reader.text(node, RDFS.label) or ""
    return f"{reader.text(owner, RDFS.label) or ''}: {reader.text(node, PG.rawValue) or ''}"


def _shown(decision: Decision, state: str) -> dict[str, Any]:
    shown = asdict(decision)
    return {**shown, "value": None if decision.value is None else format(decision.value, "f"), "state": state}
