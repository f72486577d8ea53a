"""How much there is in a store, counted by queries; what is counted of a graph can be added to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plangraph.graph.queries import select
from plangraph.namespaces import AREA, RDF, SDG
from plangraph.resources import read_query

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyoxigraph as ox
    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["Figures", "Uses", "count", "with_graph"]

_TARGETS = {"sdg": str(SDG), "area": str(AREA)}


@dataclass(frozen=True, slots=True)
class Uses:
    """How often a property is used, and with how many subjects and objects; these are None where nobody counted."""

    triples: int
    subjects: int | None
    objects: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of the union of all named graphs; `links` by (what they lead to, property), the first of `_TARGETS`."""

    triples: int
    subjects: int
    entities: int
    classes: dict[str, int]
    properties: dict[str, Uses]
    graphs: dict[str, int]
    links: dict[tuple[str, str], int] = field(default_factory=dict)


def count(store: ox.Store, base: str) -> Figures:
    """The figures of a store whose things have IRIs below `base`."""

    def ask(name: str, **spaces: str) -> list[dict[str, str]]:
        text = read_query("plangraph.graph", f"figures-{name}")
        for variable, space in spaces.items():
            text = text.replace(f"<urn:plangraph:{variable}>", f"<{space}>")
        return select(store, text)

    own = f"{base}id/"
    (subjects,) = ask("subjects", own=own)
    properties = {}
    for name in sorted(row["property"] for row in ask("properties")):
        (row,) = ask("property", property=name)
        properties[name] = Uses(int(row["triples"]), int(row["subjects"]), int(row["objects"]))
    return Figures(
        triples=sum(uses.triples for uses in properties.values()),
        subjects=int(subjects["subjects"]),
        entities=int(subjects.get("entities", 0)),
        classes={row["class"]: int(row["entities"]) for row in ask("classes")},
        properties=properties,
        graphs={row["graph"]: int(row["triples"]) for row in ask("graphs")},
        links={
            (name, row["property"]): int(row["triples"])
            for name, space in _TARGETS.items()
            for row in ask("links", space=space, own=own)
        },
    )


def with_graph(figures: Figures, graph: Graph, known: frozenset[str]) -> Figures:
    """The figures once `graph` is in the store as well: none of its triples may be there already.

    `known` are the subjects that both have. Subjects and objects of its properties stay uncounted: those numbers would
    be objects of the graph themselves, and change what they count.
    """
    classes = dict(figures.classes)
    for cls in graph.objects(None, RDF.type):
        classes[str(cls)] = classes.get(str(cls), 0) + 1
    uses: dict[str, int] = {}
    for predicate in graph.predicates():
        uses[str(predicate)] = uses.get(str(predicate), 0) + 1
    properties = dict(figures.properties)
    for name, triples in uses.items():
        former = properties.get(name)
        properties[name] = Uses(triples + (former.triples if former else 0), None, None)
    return Figures(
        triples=figures.triples + len(graph),
        subjects=figures.subjects + len(_subjects(graph) - known),
        entities=figures.entities,
        classes=classes,
        properties=properties,
        graphs=_added(figures.graphs, str(graph.identifier), len(graph)),
        links=figures.links,
    )


def _subjects(graph: Graph) -> set[str]:
    subjects: set[Node] = set(graph.subjects())
    return {str(subject) for subject in subjects}


def _added(graphs: Mapping[str, int], name: str, triples: int) -> dict[str, int]:
    return {**graphs, name: triples}
