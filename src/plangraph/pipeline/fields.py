"""The fields of policy: their names for pages, and how many elements and indicators each city has in each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from plangraph.errors import QueryError
from plangraph.namespaces import PG, PGF
from plangraph.pipeline.opened import open_store
from plangraph.resources import read_query
from plangraph.retrieval import open_thesaurus

if TYPE_CHECKING:
    from pathlib import Path

    from plangraph.retrieval.fields import Concept

__all__ = ["FieldCount", "field_counts", "field_name"]


@dataclass(frozen=True, slots=True)
class FieldCount:
    """What one city has in one field: elements and indicators that were assigned to it or to what is under it."""

    city: str
    city_label: str
    field: str
    elements: int
    indicators: int


def field_counts(workspace: Path, above: str | None = None) -> tuple[FieldCount, ...]:
    """City × field over the current generation, by city code and IRI; what a city has nothing in is left out.

    Fields are those of the top level or, with `above` (an IRI or its last part), those directly under it. A thing
    that is of two of them counts in both. Raises QueryError for a field that does not exist.
    """
    from pyoxigraph import NamedNode  # noqa: PLC0415 — heavy

    from plangraph.graph.queries import select  # noqa: PLC0415 — loads the validator

    iri = str(PG.PolicyField) if above is None else above if above.startswith(PGF) else str(PGF) + above
    if above is not None and field_name(iri) is None:
        raise QueryError(f"there is no field of policy {above!r}; leave it out for the widest")
    rows = select(open_store(workspace), read_query("plangraph.pipeline", "fields"), {"above": NamedNode(iri)})
    return tuple(
        FieldCount(row["code"], row["city"], row["concept"], int(row["elements"]), int(row["indicators"]))
        for row in rows
    )


def field_name(iri: str, language: str = "ja") -> str | None:
    """The preferred label of a concept by its IRI or its last part, or None where there is no such one.

    Of a tag (BCP 47) its language counts; one that the thesaurus does not have gives the English label.
    """
    concept = _by_slug().get(iri.removeprefix(PGF))
    if concept is None:
        return None
    primary = language.partition("-")[0]
    return concept.preferred(primary if primary in concept.labels else "en")


@cache
def _by_slug() -> dict[str, Concept]:
    return {concept.iri.removeprefix(PGF): concept for concept in open_thesaurus()}
