"""What a named graph holds, as its page shows it: classes and properties with how often, and things with names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rdflib import RDFS, Literal, URIRef

from plangraph.namespaces import ORG, PG
from plangraph.resources import read_query
from plangraph_api.statements import PARTS_SHOWN, rows_of, short_name, terms_graph

if TYPE_CHECKING:
    from plangraph_api.library import Library

__all__ = ["Holdings", "holdings_of"]


@dataclass(frozen=True, slots=True)
class Holdings:
    """Counts by class and by property, the most first; things, of which `cut` says that there are more."""

    triples: int
    classes: list[dict[str, Any]]
    properties: list[dict[str, Any]]
    things: list[dict[str, str]]
    cut: bool


def holdings_of(library: Library, graph: str) -> Holdings | None:
    """What a graph of the served generation holds; None where there is none of that name."""

    def ask(name: str) -> list[dict[str, str]]:
        query = read_query("plangraph_api", f"graph-{name}")
        return rows_of(library, query.replace("<urn:plangraph:graph>", URIRef(graph).n3()))

    properties = [_counted(row["property"], row["count"]) for row in ask("properties")]
    if not properties:
        return None
    things = [
        {"notation": "", **row, "iri": row["thing"], "kind": _local(row.get("kind", ""))} for row in ask("things")
    ]
    return Holdings(
        triples=sum(row["count"] for row in properties),
        classes=[_counted(row["class"], row["count"]) for row in ask("classes")],
        properties=properties,
        things=things[:PARTS_SHOWN],
        cut=len(things) > PARTS_SHOWN,
    )


def _counted(iri: str, count: str) -> dict[str, Any]:
    labels = {
        label.language or "": str(label)
        for label in terms_graph().objects(URIRef(iri), RDFS.label)
        if isinstance(label, Literal)
    }
    return {"iri": iri, "name": short_name(iri), "labels": labels, "count": int(count)}


def _local(iri: str) -> str:
    return iri.removeprefix(str(PG)).removeprefix(str(ORG))
