"""Elements or indicators side by side: what is said of each, fact by fact, and their indicators aligned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from plangraph.errors import QueryError
from plangraph.pipeline.compared import aligned_pairs, unpaired
from plangraph.pipeline.elements import element, indicators
from plangraph.pipeline.progress import newest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from plangraph.pipeline.similar import Similar

__all__ = ["MOST_THINGS", "compare_things"]

MOST_THINGS: Final = 4
"""As many columns as a printed page has room for."""

_SHOWN: Final = ("iri", "kind", "label", "notation", "city", "plan", "path", "sdgs", "fields", "source")
_DATED: Final = ("start", "deadline")


def compare_things(workspace: Path, similar: Similar, iris: Iterable[str]) -> dict[str, Any]:
    """Two to four elements or indicators, by their IRIs, as JSON in the order in which they were named.

    `facts` has a row for each thing said of one of them, those that differ first, then those that are the same, then
    those that cannot be compared, with the reason: `lacking` (nothing is said of one), `unmapped` (a grade is on no
    step of the common scale), `year` (judgements of different years). `pairs` are indicators with near names, of two
    things each, compared or with the reason why not; `unpaired` are the others. Raises QueryError for too few or many
    IRIs, and for one that nothing has.
    """
    named = list(dict.fromkeys(iri.strip() for iri in iris))
    if not 2 <= len(named) <= MOST_THINGS:
        raise QueryError(f"iri: name two to {MOST_THINGS} elements or indicators to compare, not {len(named)}")
    things = [_told(workspace, iri) for iri in named]
    measured = {iri: indicators(workspace, iri) for iri in named}
    alone = [thing["iri"] for thing in things if thing["kind"] == "Indicator"]
    pairs = aligned_pairs(similar, measured, "thing", alone)
    return {
        "things": things,
        "facts": _facts(things),
        "pairs": pairs,
        "unpaired": unpaired(measured, pairs, "thing"),
    }


def _told(workspace: Path, iri: str) -> dict[str, Any]:
    found = element(workspace, iri)
    if found is None:
        raise QueryError(f"iri: there is no element or indicator {iri}")
    units = [charge["unit"] for charge in found["responsibilities"]]
    return {
        **{name: found[name] for name in _SHOWN},
        "fields": [field for field in found["fields"] if field["assigned"]],
        "departments": list({unit["iri"]: unit for unit in units}.values()),
        "assessments": newest(found["assessments"]),
        **{name: found.get(name) for name in ("term", *_DATED)},
    }


def _facts(things: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    rows = [
        _row("kind", [[thing["kind"]] for thing in things]),
        _row("status", [_each(one["status"] for one in thing["assessments"]) for thing in things], _unlike(things)),
        _row("sdg", [_each(link["goal"] for link in thing["sdgs"] if _stands(link)) for thing in things]),
        _row("field", [_each(field["iri"] for field in thing["fields"]) for thing in things]),
        _row("term", [_each([thing["term"]]) for thing in things]),
        *(_row(name, [_each([thing[name]]) for thing in things]) for name in _DATED),
    ]
    said = [row for row in rows if any(row["values"]) or "unmapped" in row["because"]]
    # Sorting keeps the order of facts among rows of one rank.
    return sorted(said, key=lambda row: (not row["comparable"], bool(row["same"])))


def _row(name: str, values: list[list[str]], because: Sequence[str] = ()) -> dict[str, Any]:
    reasons = [*because, *(["lacking"] if not all(values) and "unmapped" not in because else [])]
    shared = [value for value in values[0] if all(value in other for other in values[1:])]
    return {
        "name": name,
        "values": values,
        "shared": shared,
        "comparable": not reasons,
        "same": len({frozenset(each) for each in values}) == 1 if not reasons else None,
        "because": reasons,
    }


def _unlike(things: Sequence[Mapping[str, Any]]) -> list[str]:
    """Why judgements cannot be set side by side; nothing where there are none."""
    judged = [thing["assessments"] for thing in things]
    reasons = ["unmapped"] if any(one["status"] is None for found in judged for one in found) else []
    years = {one["fiscal_year"] or one["as_of"] for found in judged for one in found}
    return [*reasons, "year"] if len(years) > 1 else reasons


def _stands(link: Mapping[str, Any]) -> bool:
    return "Rejected" not in {link["basis"], link["decided"]}


def _each(values: Iterable[object]) -> list[str]:
    return list(dict.fromkeys(str(value) for value in values if value is not None))
