"""Cities side by side on one topic: what each plans in it by field of policy, and their indicators aligned."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from plangraph.errors import QueryError
from plangraph.model import Filter, Query
from plangraph.pipeline.answers import placed_json
from plangraph.pipeline.elements import indicators
from plangraph.pipeline.fields import field_name
from plangraph.pipeline.similar import indicator_json
from plangraph.retrieval.fields.thesaurus import above

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from plangraph.model import Hit, SearchResult
    from plangraph.pipeline.opened import Search
    from plangraph.pipeline.similar import Similar

__all__ = ["MOST_CITIES", "MOST_HITS", "Compare", "aligned_pairs", "unpaired"]

MOST_CITIES: Final = 4
"""As many columns as a printed page has room for."""
MOST_HITS: Final = 20
"""Hits of one city that are set beside the others; more are counted."""

# Standard deviations over all subjects of the index, so that no other city's best hit moves the mark. On seven topics
# over four cities what lies below is of another subject nearly always; it is counted, and a search away.
_FLOOR: Final = 6.0
_WINDOW: Final = 100
# The cities are those asked for, whatever the words of the topic name.
_DROPPED: Final = ("city", "prefecture")


class Compare:
    """Compares cities over what is opened of a workspace."""

    def __init__(self, workspace: Path, search: Search, similar: Similar) -> None:
        self._workspace, self._search, self._similar = workspace, search, similar

    def cities(self) -> dict[str, str]:
        """The names of the cities that can be compared, by code."""
        return self._similar.cities()

    def compare(self, names: Iterable[str], topic: str) -> dict[str, Any]:
        """What two to four cities, by code or name, have on a topic, as JSON.

        `fields` has a row for each field of policy, those in which a city has nothing first; a hit stands in each row
        whose field it is of. What a city has besides is counted in each row: `more` that a search for the topic finds
        in the field, or else `wider`, in the field above it, or else `other`, of the field without the topic. Only
        where all are 0 does a city lack the field. `pairs` are indicators with near names, of two cities each, compared
        or with the reason why not; `unpaired` are the others. Raises QueryError for too few or many cities, an unknown
        one, and no topic.
        """
        cities = self._chosen(names)
        if not topic.strip():
            raise QueryError("q: the query is empty; say in a few words what you look for")
        whole = self._search.search(Query(topic.strip(), (), 1, 0, _DROPPED), passages=False)
        results = {code: self._within(code, topic.strip()) for code in cities}
        shown = {code: _near(result)[:MOST_HITS] if whole.answerable else [] for code, result in results.items()}
        measured = {code: self._indicators(hits) for code, hits in shown.items()}
        pairs = aligned_pairs(self._similar, measured, "city")
        return {
            "query": topic.strip(),
            "topic": whole.interpretation.topic,
            "cities": [
                {
                    "code": code,
                    "label": label,
                    "answerable": bool(shown[code]),
                    "total": results[code].total,
                    "hits": [_hit(hit) for hit in shown[code]],
                }
                for code, label in cities.items()
            ],
            "fields": _rows(shown, {code: self._counted(code, result) for code, result in results.items()}),
            "pairs": pairs,
            "unpaired": unpaired(measured, pairs, "city"),
        }

    def _chosen(self, names: Iterable[str]) -> dict[str, str]:
        """The cities that are meant, in the order in which they were named. Raises QueryError."""
        known, chosen = self.cities(), dict[str, str]()
        for name in names:
            meant = [code for code, label in known.items() if name.strip() in (code, label)]
            if len(meant) != 1:
                listed = ", ".join(f"{code} ({label})" for code, label in known.items())
                raise QueryError(f"city: nothing is called {name!r} here; use one of: {listed}")
            chosen[meant[0]] = known[meant[0]]
        if not 2 <= len(chosen) <= MOST_CITIES:
            raise QueryError(f"city: name two to {MOST_CITIES} cities to compare, not {len(chosen)}")
        return chosen

    def _within(self, code: str, topic: str) -> SearchResult:
        query = Query(topic, (Filter("city", code, code),), _WINDOW, 0, _DROPPED)
        return self._search.search(query, passages=False)

    def _counted(self, code: str, result: SearchResult) -> _Counted:
        """What a city has by field: of what the topic finds, and of all that it has."""
        having = self._search.having((Filter("city", code, code),))
        every = Counter(field for card in having for field in {at for each in card.fields for at in above(each)})
        return _Counted({facet.value: facet.count for facet in result.facets.get("field", ())}, every)

    def _indicators(self, hits: Sequence[Hit]) -> list[dict[str, Any]]:
        """The indicators among hits and of hits, each once."""
        found: dict[str, dict[str, Any]] = {}
        for hit in hits:
            for each in indicators(self._workspace, hit.card.iri):
                found.setdefault(each["iri"], each)
        return list(found.values())


def aligned_pairs(
    similar: Similar,
    measured: Mapping[str, Sequence[Mapping[str, Any]]],
    of: str,
    alone: Collection[str] = (),
) -> list[dict[str, Any]]:
    """The pairs of each two sides, those that can be compared first, then the nearest names.

    `measured` are the indicators of each side, as `pipeline.elements.indicators` tells them; a pair names its sides in
    `own_…` and `other_…` of what they are sides `of`. A side that is itself an indicator is among `alone`.
    """
    return [pair for two in combinations(measured, 2) for pair in _aligned(similar, two, measured, of, alone)]


def _aligned(
    similar: Similar,
    two: tuple[str, str],
    measured: Mapping[str, Sequence[Mapping[str, Any]]],
    of: str,
    alone: Collection[str],
) -> list[dict[str, Any]]:
    pairs = similar.aligned(measured[two[0]], measured[two[1]], alone=set(two) <= set(alone))
    sources = {each["iri"]: _source(each) for side in two for each in measured[side]}
    told = [
        {f"own_{of}": two[0], f"other_{of}": two[1]}
        | pair
        | {side: pair[side] | {"source": sources[pair[side]["iri"]]} for side in ("own", "other")}
        for pair in pairs
    ]
    return sorted(told, key=lambda pair: not pair["comparable"])


def unpaired(
    measured: Mapping[str, Sequence[Mapping[str, Any]]], pairs: Iterable[Mapping[str, Any]], of: str
) -> list[dict[str, Any]]:
    """The indicators of each side that stand in no pair."""
    paired = {pair[side]["iri"] for pair in pairs for side in ("own", "other")}
    return [
        {of: name, "indicators": [_said(each) for each in found if each["iri"] not in paired]}
        for name, found in measured.items()
    ]


def _near(result: SearchResult) -> list[Hit]:
    return [hit for hit in result.hits if hit.score >= _FLOOR]


class _Counted(NamedTuple):
    """How much a city has by field: `found` for the topic, and `every`thing."""

    found: Mapping[str, int]
    every: Mapping[str, int]


def _rows(shown: Mapping[str, Sequence[Hit]], counted: Mapping[str, _Counted]) -> list[dict[str, Any]]:
    """The fields that a hit is most surely of; what is of none stands last, and says nothing of who lacks what."""
    best: dict[str | None, float] = {}
    for hit in (hit for hits in shown.values() for hit in hits):
        field = next(iter(_groups(hit)), None)
        best[field] = max(best.get(field, hit.score), hit.score)
    rows = []
    for field in best:
        cells = [_cell(code, field, hits, counted[code]) for code, hits in shown.items()]
        rows.append(
            {
                "field": field,
                "label": _named(field),
                "wider": (wider := _wider(field)),
                "wider_label": _named(wider),
                "lacking": [cell["code"] for cell in cells if field and _is_empty(cell)],
                "cities": cells,
            }
        )
    return sorted(
        rows, key=lambda row: (row["field"] is None, -len(row["lacking"]), -best[row["field"]], row["field"] or "")
    )


def _cell(code: str, field: str | None, hits: Sequence[Hit], counted: _Counted) -> dict[str, Any]:
    """The hits of a city in a row, and what it has besides; what is of no field has no search that shows it."""
    iris = [hit.card.iri for hit in hits if (field in _groups(hit) if field else not _groups(hit))]
    more = max(counted.found.get(field, 0) - len(iris), 0) if field else 0
    beyond = {"wider": 0, "other": 0}
    if field and not iris and not more:
        beyond["wider"] = counted.found.get(_wider(field) or "", 0)
        beyond["other"] = 0 if beyond["wider"] else counted.every.get(field, 0)
    return {"code": code, "hits": iris, "more": more, **beyond}


def _is_empty(cell: Mapping[str, Any]) -> bool:
    return not any(cell[name] for name in ("hits", "more", "wider", "other"))


def _wider(field: str | None) -> str | None:
    """The field above, None for one that has none."""
    return next(iter(above(field)[1:]), None) if field else None


def _named(field: str | None) -> str | None:
    return (field_name(field) or field) if field else None


def _groups(hit: Hit) -> tuple[str, ...]:
    """The fields of a hit, the surest first, as wide as facets have them: single subjects have few in common."""
    return tuple(dict.fromkeys(above(field)[-2:][0] for field in hit.card.fields))


def _hit(hit: Hit) -> dict[str, Any]:
    card = hit.card
    return placed_json(card) | {
        "score": round(hit.score, 4),
        "departments": list(card.departments),
        "status": list(card.status),
        "fields": list(card.fields),
    }


def _said(each: Mapping[str, Any]) -> dict[str, Any]:
    return indicator_json(each) | {"source": _source(each)}


def _source(each: Mapping[str, Any]) -> dict[str, Any] | None:
    """Where the first value of an indicator was read that says so."""
    return next((seen["source"] for seen in each["observations"] if seen["source"]), None)
