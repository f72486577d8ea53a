"""The dataset's description as its page shows it: figures, files, plans, graphs and classes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from rdflib import DCAT, RDF, RDFS, VOID, Graph, Literal, URIRef

from plangraph.namespaces import DCTERMS, PG
from plangraph_api.statements import short_name, terms_graph

if TYPE_CHECKING:
    from rdflib.term import Node

__all__ = ["Overview", "overview"]

_FIGURES: Final = ("triples", "entities", "distinctSubjects", "classes", "properties")


@dataclass(frozen=True, slots=True)
class Overview:
    """What a reader wants to know of a dataset first; texts by language where they are in several."""

    modified: str
    titles: dict[str, str]
    descriptions: dict[str, str]
    rights: dict[str, str]
    figures: dict[str, int]
    files: list[dict[str, Any]]
    plans: list[dict[str, str]]
    graphs: list[dict[str, Any]]
    classes: list[dict[str, Any]]


def overview(graph: Graph, dataset: URIRef) -> Overview:
    """Reads the page's facts out of the description; nothing is counted here."""
    files = [_file(graph, node) for node in graph.objects(dataset, DCAT.distribution)]
    listed = set(graph.objects(None, DCAT.dataset)) - {dataset}
    plans = [_plan(graph, plan) for plan in listed]
    graphs = [
        {"name": str(part).partition("/graph/")[2], "triples": _number(graph, part, VOID.triples)}
        for part in graph.objects(dataset, VOID.subset)
        if (part, RDF.type, VOID.Linkset) not in graph
    ]
    return Overview(
        modified=str(graph.value(dataset, DCTERMS.modified) or "")[:10],
        titles=_words(graph, dataset, DCTERMS.title),
        descriptions=_words(graph, dataset, DCTERMS.description),
        rights=_words(graph, graph.value(dataset, DCTERMS.rights), RDFS.label),
        figures={name: _number(graph, dataset, VOID[name]) for name in _FIGURES},
        files=sorted(files, key=lambda file: str(file["name"])),
        plans=sorted(plans, key=lambda plan: (plan["city"], plan["label"])),
        graphs=sorted(graphs, key=lambda part: str(part["name"])),
        classes=_classes(graph, dataset),
    )


def _classes(graph: Graph, dataset: URIRef) -> list[dict[str, Any]]:
    """Our own classes, the most used first."""
    rows: list[dict[str, Any]] = [
        {
            "iri": str(cls),
            "name": short_name(str(cls)),
            "labels": _words(terms_graph(), cls, RDFS.label),
            "count": _number(graph, part, VOID.entities),
        }
        for part in graph.objects(dataset, VOID.classPartition)
        for cls in graph.objects(part, VOID["class"])
        if isinstance(cls, URIRef) and cls in PG
    ]
    return sorted(rows, key=lambda row: (-row["count"], row["name"]))


def _file(graph: Graph, node: Node) -> dict[str, Any]:
    return {
        "name": str(graph.value(node, DCTERMS.title)),
        "address": str(graph.value(node, DCAT.downloadURL)),
        "kilobytes": _number(graph, node, DCAT.byteSize) // 1000,
    }


def _plan(graph: Graph, plan: Node) -> dict[str, str]:
    city, period = graph.value(plan, DCTERMS.publisher), graph.value(plan, DCTERMS.temporal)
    return {
        "iri": str(plan),
        "label": str(graph.value(plan, DCTERMS.title) or plan),
        "city": str(graph.value(city, RDFS.label) or city),
        "city_iri": str(city),
        "start": str(graph.value(period, DCAT.startDate) or ""),
        "end": str(graph.value(period, DCAT.endDate) or ""),
    }


def _words(graph: Graph, subject: Node | None, predicate: URIRef) -> dict[str, str]:
    if subject is None:
        return {}  # a generation from before there were any
    return {o.language or "": str(o) for o in graph.objects(subject, predicate) if isinstance(o, Literal)}


def _number(graph: Graph, subject: Node, predicate: URIRef) -> int:
    return int(str(graph.value(subject, predicate) or 0))
