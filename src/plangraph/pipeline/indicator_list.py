"""All indicators of a workspace as a list that can be narrowed: what each aims at, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from rdflib import URIRef

from plangraph.errors import QueryError
from plangraph.model import Filter
from plangraph.namespaces import PG, RDFS, SKOS
from plangraph.pipeline.alignment import unit_of
from plangraph.pipeline.curation import open_curated
from plangraph.pipeline.elements import ElementReader
from plangraph.pipeline.indicator_rows import indicator_row, units_in_charge
from plangraph.pipeline.opened import open_store
from plangraph.pipeline.progress import newest
from plangraph.pipeline.published import stamp
from plangraph.spellings import fold_spelling

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from plangraph.model import Card
    from plangraph.pipeline.opened import Search
    from plangraph.pipeline.published import Stamp

__all__ = ["MOST_INDICATORS", "list_indicators"]

MOST_INDICATORS: Final = 1000
"""How many come at once at most."""
_LISTED: Final = 20
_INDICATORS: Final = (Filter("kind", "Indicator", "Indicator"),)


@dataclass(frozen=True, slots=True)
class _Known:
    """What an indicator is chosen by beside its card: its unit in one spelling, its words, and what it measures."""

    unit: str
    text: str
    owners: frozenset[str]


def list_indicators(
    workspace: Path,
    search: Search,
    conditions: Sequence[Filter] = (),
    *,
    units: Sequence[str] = (),
    words: str = "",
    limit: int = 100,
    offset: int = 0,
) -> dict[str, Any]:
    """The indicators that meet all conditions, as JSON, plan by plan in the order of their documents.

    A condition (`city`, `plan`, `kind`, `department`, `sdg`, `field`, as of a search) is met by an indicator or by an
    element that it measures; conditions of one field are alternatives. `units` may be spelled as people do (名 for 人),
    scales do not count (万人 is 人). `words` must all stand in its name, its definition or the name of what it
    measures. `total` counts all that fit, of which `indicators` is a window, and `more` those behind it. Raises
    QueryError for a value that there is not.
    """
    cards = sorted(search.having(_INDICATORS), key=_place)
    known = _all_known(workspace, stamp(workspace), tuple(card.iri for card in cards))
    wanted = _units(units, known.values())
    asked = [fold_spelling(word) for word in words.split()]
    fitting = [
        {card.iri for card in search.having([each for each in conditions if each.field == field])}
        for field in dict.fromkeys(condition.field for condition in conditions)
    ]
    found = [
        card
        for card in cards
        if (about := known[card.iri])
        and all(card.iri in met or not about.owners.isdisjoint(met) for met in fitting)
        and (not units or about.unit in wanted)
        and all(word in about.text for word in asked)
    ]
    reader = ElementReader(open_store(workspace), open_curated(workspace))
    shown = [_row(reader, card) for card in found[offset : offset + limit]]
    left = max(0, len(found) - offset - len(shown))
    return {"total": len(found), "offset": offset, "limit": limit, "more": left, "indicators": shown}


def _place(card: Card) -> tuple[str, str, int, int, str]:
    return card.city, card.plan, card.page or 0, card.start_line or 0, card.iri


def _row(reader: ElementReader, card: Card) -> dict[str, Any]:
    node = URIRef(card.iri)
    owners = reader.ordered(reader.data.subjects(PG.indicator, node))
    charged = units_in_charge(reader, node) or [unit for each in owners for unit in units_in_charge(reader, each)]
    row = indicator_row(reader, node, None, charged, newest(reader.assessments(node)))
    del row["element"]
    return {
        **row,
        "departments": list(dict.fromkeys(row["departments"])),
        "city": {"code": card.city, "label": card.city_label},
        "plan": {"iri": card.plan, "label": card.plan_label},
        "elements": [reader.reference(owner) for owner in owners],
        "fields": list(card.fields),
    }


# One workspace is served; a second generation may come while the first still answers.
@lru_cache(maxsize=4)
def _all_known(workspace: Path, _: Stamp, iris: tuple[str, ...]) -> Mapping[str, _Known]:
    reader = ElementReader(open_store(workspace), open_curated(workspace))
    return {iri: _known(reader, URIRef(iri)) for iri in iris}


def _known(reader: ElementReader, node: URIRef) -> _Known:
    owners = list(reader.data.subjects(PG.indicator, node))
    names = [reader.text(each, RDFS.label) for each in (node, *owners)]
    # Where the indicator has no unit of its own, its values do.
    printed = reader.text(node, PG.unitText) or min(
        (unit for seen in reader.data.objects(node, PG.observation) if (unit := reader.text(seen, PG.unitText))),
        default="",
    )
    words = (*names, reader.text(node, SKOS.definition))
    text = "\n".join(fold_spelling(each) for each in words if each)
    return _Known(unit_of(printed)[0], text, frozenset(map(str, owners)))


def _units(asked: Sequence[str], known: Iterable[_Known]) -> set[str]:
    """Units in one spelling. Raises QueryError for one that no indicator is counted in."""
    counted = {each.unit for each in known} - {""}
    wanted = {unit_of(each)[0]: each for each in asked}
    for unit, written in wanted.items():
        if unit not in counted:
            shown = sorted(counted)
            more = f", … ({len(shown)} in all)" if len(shown) > _LISTED else ""
            raise QueryError(
                f"unit: nothing is called {written!r} here; use one of: {', '.join(shown[:_LISTED])}{more}"
            )
    return set(wanted)
