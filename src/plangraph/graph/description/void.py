"""The dataset in VoID: how much of what it holds, where it links to, and where all of it can be had.

https://www.w3.org/TR/void/ — what is counted of a class or property is a partition of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from rdflib import DCAT, RDF, VOID, XSD, Graph, Literal, Namespace, URIRef

from plangraph.namespaces import AREA, DCTERMS, PREFIXES, SDG

if TYPE_CHECKING:
    from plangraph.graph.description.figures import Figures

__all__ = ["DUMPS", "SD", "add_void"]

SD: Final = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS: Final = "http://www.w3.org/ns/formats/"
DUMPS: Final = {
    "plangraph.nq.gz": ("N-Quads", "application/n-quads"),
    "plangraph.trig.gz": ("TriG", "application/trig"),
}
"""The files that hold everything, gzipped: each with its format and media type."""

_TITLE: Final = {"ja": "プラングラフ: 市区町村の計画のデータ", "en": "PlanGraph: data of municipal plans"}
_ABOUT: Final = {
    "ja": "市区町村の計画の文書から読み取った政策・施策・公約・指標・担当・評価と、その出典。"
    "数は、この記述の入ったグラフも含めて、全ての名前付きグラフを一つとして数えたもの。",
    "en": "Policies, measures, pledges, indicators, charges and judgements read from documents of municipal plans, "
    "with their sources. Figures are of all named graphs taken as one, the graph of this description included.",
}
_TARGETS: Final = {
    "sdg": (URIRef(str(SDG).rstrip("/")), str(SDG), "持続可能な開発目標", "Sustainable Development Goals"),
    "area": (URIRef("http://data.e-stat.go.jp/lod/sac"), str(AREA), "標準地域コード", "e-Stat standard area codes"),
}


def add_void(graph: Graph, base: str, figures: Figures, modified: str) -> URIRef:
    """Describe the dataset of `base` in `graph`; `modified` is an xsd:dateTime. Returns the dataset's IRI."""
    dataset = URIRef(f"{base}dataset")
    for cls in (VOID.Dataset, DCAT.Dataset, SD.Dataset):
        graph.add((dataset, RDF.type, cls))
    for tag, text in _TITLE.items():
        graph.add((dataset, DCTERMS.title, Literal(text, lang=tag)))
    for tag, text in _ABOUT.items():
        graph.add((dataset, DCTERMS.description, Literal(text, lang=tag)))
    graph.add((dataset, DCTERMS.modified, Literal(modified, datatype=XSD.dateTime)))
    graph.add((dataset, VOID.uriSpace, Literal(f"{base}id/")))
    graph.add((dataset, VOID.sparqlEndpoint, URIRef(f"{base}sparql")))
    for name in DUMPS:
        graph.add((dataset, VOID.dataDump, URIRef(f"{base}dumps/{name}")))
    for format_name in ("Turtle", "JSON-LD", "N-Triples", "RDF_XML"):
        graph.add((dataset, VOID.feature, URIRef(FORMATS + format_name)))
    _add_number(graph, dataset, VOID.triples, figures.triples)
    _add_number(graph, dataset, VOID.entities, figures.entities)
    _add_number(graph, dataset, VOID.distinctSubjects, figures.subjects)
    _add_number(graph, dataset, VOID.classes, len(figures.classes))
    _add_number(graph, dataset, VOID.properties, len(figures.properties))
    for vocabulary in sorted({_namespace(term) for term in (*figures.classes, *figures.properties)}):
        graph.add((dataset, VOID.vocabulary, URIRef(vocabulary)))
    _add_partitions(graph, dataset, figures)
    _add_graphs(graph, dataset, base, figures)
    _add_links(graph, dataset, figures)
    return dataset


def _add_partitions(graph: Graph, dataset: URIRef, figures: Figures) -> None:
    for term, entities in figures.classes.items():
        part = _part(dataset, "class", term)
        graph.add((dataset, VOID.classPartition, part))
        graph.add((part, VOID["class"], URIRef(term)))
        _add_number(graph, part, VOID.entities, entities)
    for term, uses in figures.properties.items():
        part = _part(dataset, "property", term)
        graph.add((dataset, VOID.propertyPartition, part))
        graph.add((part, VOID.property, URIRef(term)))
        _add_number(graph, part, VOID.triples, uses.triples)
        _add_number(graph, part, VOID.distinctSubjects, uses.subjects)
        _add_number(graph, part, VOID.distinctObjects, uses.objects)


def _add_graphs(graph: Graph, dataset: URIRef, base: str, figures: Figures) -> None:
    """The named graphs, each a part of the dataset under its own name."""
    for name, triples in figures.graphs.items():
        part = URIRef(name)
        graph.add((dataset, VOID.subset, part))
        graph.add((part, RDF.type, VOID.Dataset))
        graph.add((part, RDF.type, SD.Graph))
        graph.add((part, DCTERMS.title, Literal(f"graph {name.removeprefix(base + 'graph/')}", lang="en")))
        _add_number(graph, part, VOID.triples, triples)


def _add_links(graph: Graph, dataset: URIRef, figures: Figures) -> None:
    """Which properties lead to names of others; what nothing leads to is not mentioned."""
    for (name, term), triples in figures.links.items():
        target, space, ja, en = _TARGETS[name]
        graph.add((target, RDF.type, VOID.Dataset))
        graph.add((target, VOID.uriSpace, Literal(space)))
        graph.add((target, DCTERMS.title, Literal(ja, lang="ja")))
        graph.add((target, DCTERMS.title, Literal(en, lang="en")))
        part = _part(dataset, f"links-{name}", term)
        graph.add((dataset, VOID.subset, part))
        graph.add((part, RDF.type, VOID.Linkset))
        graph.add((part, VOID.subjectsTarget, dataset))
        graph.add((part, VOID.objectsTarget, target))
        graph.add((part, VOID.linkPredicate, URIRef(term)))
        _add_number(graph, part, VOID.triples, triples)


def _add_number(graph: Graph, subject: URIRef, predicate: URIRef, number: int | None) -> None:
    if number is not None:
        graph.add((subject, predicate, Literal(number)))


def _part(dataset: URIRef, kind: str, term: str) -> URIRef:
    for prefix, namespace in PREFIXES.items():
        if term.startswith(namespace):
            return URIRef(f"{dataset}#{kind}-{prefix}-{quote(term.removeprefix(namespace), safe='')}")
    return URIRef(f"{dataset}#{kind}-{quote(term, safe='')}")


def _namespace(term: str) -> str:
    return re.sub(r"[^#/]*$", "", term)
