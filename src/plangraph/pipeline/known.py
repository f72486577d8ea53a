"""What a generation calls its things, read once for each generation: for understanding questions about them."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from plangraph.namespaces import ORG, PG
from plangraph.questions import Names, Unit
from plangraph.resources import read_query

if TYPE_CHECKING:
    from plangraph.pipeline.opened import EndpointFollower

__all__ = ["Known", "Label", "rows_of"]

_JSON = "application/sparql-results+json"


@dataclass(frozen=True, slots=True)
class Label:
    """The name of an element or indicator, and how an indicator is defined."""

    iri: str
    kind: str
    text: str
    definition: str
    city: str


def rows_of(endpoint: EndpointFollower, query: str) -> list[dict[str, dict[str, Any]]]:
    """The solutions of a SELECT, as SPARQL 1.1 Query Results JSON has them. Raises as `Endpoint.query` does."""
    rows: list[dict[str, dict[str, Any]]] = json.loads(endpoint.query(query, _JSON).body)["results"]["bindings"]
    return rows


class Known:
    """Names and labels of the generation that answers; thread-safe."""

    def __init__(self, endpoint: EndpointFollower) -> None:
        self._endpoint = endpoint
        self._lock = threading.Lock()
        self._held: tuple[int, Names, tuple[Label, ...]] | None = None

    @property
    def names(self) -> Names:
        """Municipalities, departments and plans."""
        return self._current()[1]

    @property
    def labels(self) -> tuple[Label, ...]:
        """All elements and indicators."""
        return self._current()[2]

    def _current(self) -> tuple[int, Names, tuple[Label, ...]]:
        with self._lock:
            number = self._endpoint.generation
            if self._held is None or self._held[0] != number:
                self._held = number, self._read_names(), self._read_labels()
            return self._held

    def _read_names(self) -> Names:
        cities: dict[str, str] = {}
        plans: dict[str, str] = {}
        units: dict[str, Unit] = {}
        for row in rows_of(self._endpoint, read_query("plangraph.pipeline", "names")):
            iri, label, city = (row[name]["value"] for name in ("thing", "label", "city"))
            match row["class"]["value"]:
                case kind if kind == str(PG.Municipality):
                    cities[city] = label
                case kind if kind == str(ORG.OrganizationalUnit):
                    known = units.get(iri, Unit(iri, label, city))
                    variants = (*known.variants, *([row["variant"]["value"]] if "variant" in row else []))
                    units[iri] = Unit(iri, label, city, variants)
                case _:
                    plans[iri] = label
        return Names(cities, tuple(units.values()), plans)

    def _read_labels(self) -> tuple[Label, ...]:
        return tuple(
            Label(
                iri=row["thing"]["value"],
                kind=row["kind"]["value"].removeprefix(str(PG)),
                text=row["label"]["value"],
                definition=row.get("definition", {}).get("value", ""),
                city=row["city"]["value"],
            )
            for row in rows_of(self._endpoint, read_query("plangraph.pipeline", "labels"))
        )
