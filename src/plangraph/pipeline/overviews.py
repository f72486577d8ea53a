"""A plan or a city at a glance: its tree, how far it has come, its indicators, and what of its document was lost."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from rdflib import URIRef

from plangraph.namespaces import DCTERMS, PG, PROV, RDF, RDFS
from plangraph.pipeline.addressed import goals_of
from plangraph.pipeline.curation import open_curated
from plangraph.pipeline.elements import ElementReader
from plangraph.pipeline.indicator_rows import indicator_row, units_in_charge
from plangraph.pipeline.opened import open_store
from plangraph.pipeline.progress import Tally, newest
from plangraph.pipeline.published import stamp
from plangraph.pipeline.triples import Triples

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rdflib.term import Node

    from plangraph.pipeline.published import Stamp

__all__ = ["city_overview", "fill_overviews", "plan_overview"]

_SHARES: Final = ("understood", "kept", "noise", "unread")
# What is shown beside each other comes from the same generation and decisions, so it can be kept as long as they hold.
_KEPT: Final = 256


def plan_overview(workspace: Path, iri: str) -> dict[str, Any] | None:
    """A plan by its IRI, or None where the workspace has no such one. Not to be changed: it is kept.

    `tree` is nested by `children`; `departments`, `goals` (the topmost elements) and `sdgs` hold counts of the newest
    judgements by status and of indicators by attainment; `shares` is None where nothing is known of the reading.
    """
    return _plan(workspace, stamp(workspace), iri)


def city_overview(workspace: Path, iri: str) -> dict[str, Any] | None:
    """A municipality by its IRI with all of its plans, or None where there is none; counts are over all of them."""
    return _city(workspace, stamp(workspace), iri)


def fill_overviews(workspace: Path, seconds: float) -> int:
    """Make overviews before anybody asks, plans first, as many as are kept; how many there are then.

    After `seconds` it begins no further one: those that are left are made when they are asked for. Raises
    WorkspaceError when nothing was built.
    """
    end, made = monotonic() + seconds, 0
    data = Triples(open_store(workspace))
    for kind, look in ((PG.Plan, plan_overview), (PG.Municipality, city_overview)):
        # Each kind has a cache of its own.
        for iri in sorted(map(str, data.subjects(RDF.type, kind)))[:_KEPT]:
            if monotonic() >= end:
                return made
            made += look(workspace, iri) is not None
    return made


@lru_cache(maxsize=_KEPT)
def _plan(workspace: Path, _: Stamp, iri: str) -> dict[str, Any] | None:
    reader = ElementReader(open_store(workspace), open_curated(workspace))
    plan = URIRef(iri)
    if PG.Plan not in set(reader.data.objects(plan, RDF.type)):
        return None
    return _Survey(reader, plan).json()


@lru_cache(maxsize=_KEPT)
def _city(workspace: Path, held: Stamp, iri: str) -> dict[str, Any] | None:
    reader = ElementReader(open_store(workspace), open_curated(workspace))
    city = URIRef(iri)
    if PG.Municipality not in set(reader.data.objects(city, RDF.type)):
        return None
    # All that a plan holds is of the municipality as well, and there are far fewer plans than that.
    nodes = [
        node for node in reader.data.subjects(RDF.type, PG.Plan) if city in reader.data.objects(node, PG.municipality)
    ]
    plans = [found for node in sorted(nodes, key=str) if (found := _plan(workspace, held, str(node)))]
    return {
        "iri": iri,
        "label": reader.text(city, RDFS.label),
        "code": reader.text(city, DCTERMS.identifier),
        "plans": plans,
        "kinds": dict(sum((Counter(plan["kinds"]) for plan in plans), Counter())),
        "departments": _sum(plan["departments"] for plan in plans),
        "sdgs": _sum(plan["sdgs"] for plan in plans),
        "indicators": [
            {**one, "plan": {"iri": plan["iri"], "label": plan["label"]}}
            for plan in plans
            for one in plan["indicators"]
        ],
    }


class _Survey:
    """One walk over a plan, in the order of its document."""

    def __init__(self, reader: ElementReader, plan: URIRef) -> None:
        self._reader, self._plan = reader, plan
        self._kinds: Counter[str] = Counter()
        self._departments: dict[str, Tally] = {}
        self._sdgs: dict[int, Tally] = {}
        self._goals: list[Tally] = []
        self._indicators: dict[str, dict[str, Any]] = {}
        self._below: dict[Node, list[Node]] = {}

    def json(self) -> dict[str, Any]:
        """All of it."""
        reader, plan = self._reader, self._plan
        held = [node for node in reader.data.subjects(PG.plan, plan) if not reader.flag(node, PG.mentionedOnly)]
        elements = reader.ordered(n for n in held if (kind := reader.kind(n)) and kind != "Indicator")
        known = set(elements)
        tops: list[Node] = []
        for node in elements:
            above = reader.data.value(node, PG.parent)
            (self._below.setdefault(above, []) if above in known and above is not None else tops).append(node)
        tree = [self._top(node) for node in tops]
        alone = (n for n in held if reader.kind(n) == "Indicator" and str(n) not in self._indicators)
        for node in reader.ordered(alone):
            self._indicator(node, None)
        return {
            "iri": str(plan),
            "label": reader.text(plan, RDFS.label),
            "notation": None,
            "kind": reader.local(plan, PG.planKind),
            "period": [reader.year(plan, PG.periodStart), reader.year(plan, PG.periodEnd)],
            "city": reader.city(plan),
            "document": self._document(),
            "texts": reader.texts(plan),
            "kinds": {**self._kinds, "Indicator": len(self._indicators)},
            "tree": tree,
            "departments": _ranked(self._departments.values()),
            "goals": [tally.json() for tally in self._goals],
            "sdgs": [tally.json() for _, tally in sorted(self._sdgs.items())],
            "indicators": list(self._indicators.values()),
            **self._reading(),
        }

    def _top(self, node: Node) -> dict[str, Any]:
        about = self._reader.reference(node)
        goal = Tally(about["iri"], about["label"] or "", about["notation"])
        self._goals.append(goal)
        return self._element(node, goal, frozenset())

    def _element(self, node: Node, goal: Tally, above: frozenset[Node]) -> dict[str, Any]:
        reader = self._reader
        about = reader.reference(node)
        self._kinds[about["kind"] or "PlanElement"] += 1
        units = units_in_charge(reader, node)
        judged = newest(reader.assessments(node))
        sdgs = self._addressed(node)
        goal.things += 1
        for tally in (goal, *(self._sdgs[each] for each in sdgs)):
            tally.judge(judged)
        for each in sdgs:
            self._sdgs[each].things += 1
        self._charge(units, judged)
        found = reader.ordered(reader.data.objects(node, PG.indicator))
        for indicator in found:
            self._indicator(indicator, about, goal, sdgs, units)
        down = above | {node}
        return {
            **about,
            "statuses": list(dict.fromkeys(one["status"] for one in judged if one["status"])),
            "departments": [unit["label"] for unit in units],
            "sdgs": sdgs,
            "indicators": len(found),
            "children": [self._element(child, goal, down) for child in self._below.get(node, ()) if child not in down],
        }

    def _charge(self, units: list[dict[str, Any]], judged: list[dict[str, Any]]) -> None:
        """Count a thing for its departments, and each judgement for the one that it names, else for all in charge."""
        for unit in units:
            self._department(unit).things += 1
        for judgement in judged:
            for unit in judgement["units"] or units:
                self._department(unit).judge([judgement])

    def _department(self, unit: dict[str, Any]) -> Tally:
        return self._departments.setdefault(unit["iri"], Tally(unit["iri"], unit["label"]))

    def _addressed(self, node: Node) -> list[int]:
        """The goals with a link that stands, each counted by its bases."""
        links = goals_of(self._reader, self._reader.curated, node)
        standing = [link for link in links if "Rejected" not in {link["basis"], link["decided"]} and link["goal"]]
        for goal, basis in dict.fromkeys((link["goal"], _basis(link)) for link in standing):
            self._sdgs.setdefault(goal, Tally(None, str(goal), goal=goal)).bases[basis] += 1
        return sorted({link["goal"] for link in standing})

    def _indicator(
        self,
        node: Node,
        owner: dict[str, Any] | None,
        goal: Tally | None = None,
        sdgs: Iterable[int] = (),
        units: list[dict[str, Any]] | None = None,
    ) -> None:
        """Count an indicator once, for the first element that has it."""
        if str(node) in self._indicators:
            return
        reader = self._reader
        charged, judged = units_in_charge(reader, node) or units or [], newest(reader.assessments(node))
        row = indicator_row(reader, node, owner, charged, judged)
        for tally in (*([goal] if goal else ()), *(self._sdgs[each] for each in sdgs)):
            tally.judge(judged)
            tally.reached[row["come"]] += 1
        self._charge(charged, judged)
        for unit in charged:
            self._department(unit).reached[row["come"]] += 1
        self._indicators[str(node)] = row

    def _reading(self) -> dict[str, Any]:
        """The shares of the document by how they were understood, and the places that were not."""
        reader, plan = self._reader, self._plan
        texts = {name: reader.text(plan, PG[f"{name}Share"]) for name in _SHARES}
        known = all(text is not None for text in texts.values())
        return {
            "coverage": reader.text(plan, PG.coverage),
            "shares": {name: float(text or 0) for name, text in texts.items()} if known else None,
            "places": {name: [self._place(span) for span in self._spans(name)] for name in ("unread", "kept")},
        }

    def _document(self) -> dict[str, Any] | None:
        found = self._reader.data.value(self._plan, PROV.wasDerivedFrom)
        return None if found is None else {"iri": str(found), "name": self._reader.text(found, RDFS.label)}

    def _spans(self, name: str) -> list[Node]:
        reader = self._reader

        def at(span: Node) -> tuple[int, int, str]:
            return reader.number(span, PG.page) or 0, reader.number(span, PG.startLine) or 0, str(span)

        return sorted(reader.data.objects(self._plan, PG[f"{name}Source"]), key=at)

    def _place(self, span: Node) -> dict[str, Any]:
        """A place of the document as its own page says it, and what it was kept with."""
        reader = self._reader
        numbers = {"start_line": PG.startLine, "end_line": PG.endLine, "page": PG.page, "row": PG.row}
        return {
            "iri": str(span),
            "document": reader.text(reader.data.value(span, PG.document), RDFS.label),
            **{name: reader.number(span, predicate) for name, predicate in numbers.items()},
            "sheet": reader.text(span, PG.sheet),
        }


def _basis(link: dict[str, Any]) -> str:
    return "inherited" if link["inherited"] else str(link["basis"]).lower()


def _ranked(tallies: Iterable[Tally]) -> list[dict[str, Any]]:
    return sorted((tally.json() for tally in tallies), key=lambda t: (-t["things"], -t["judgements"], t["label"]))


def _sum(parts: Iterable[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """The counts of several plans as one; goals in their order, departments by how much they have."""
    summed: dict[str, Tally] = {}
    for row in (row for part in parts for row in part):
        tally = summed.setdefault(row["iri"] or row["label"], Tally(row["iri"], row["label"], goal=row["goal"]))
        tally.things += row["things"]
        for counts, more in ((tally.statuses, "statuses"), (tally.reached, "attainment"), (tally.bases, "bases")):
            counts.update(row[more])
    if any(tally.goal for tally in summed.values()):
        return [tally.json() for tally in sorted(summed.values(), key=lambda tally: tally.goal or 0)]
    return _ranked(summed.values())
