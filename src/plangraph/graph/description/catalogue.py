"""The dataset and each plan in DCAT, so that a catalogue of open data can list them.

https://www.w3.org/TR/vocab-dcat-3/
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rdflib import DCAT, FOAF, RDF, RDFS, Graph, Literal, URIRef

from plangraph.graph.description.void import DUMPS
from plangraph.graph.queries import select
from plangraph.namespaces import DCTERMS, XSD
from plangraph.resources import read_query

if TYPE_CHECKING:
    import pyoxigraph as ox

__all__ = ["add_catalogue"]

_MEDIA: Final = "https://www.iana.org/assignments/media-types/"
_LANGUAGE: Final = "http://id.loc.gov/vocabulary/iso639-1/"
_FORMATS: Final = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
}
_RIGHTS: Final = {
    "ja": "元の文書の利用条件は確認されていない。利用の前に発行者に確かめること。",
    "en": "The terms of use of the document that this was read from are not known; ask its publisher before use.",
}
_TITLE: Final = {"ja": "市区町村の計画の目録", "en": "Catalogue of municipal plans"}
_ABOUT: Final = {
    "ja": "データセット全体と、それが読み取った計画の一つ一つを、発行者・期間・地域・ファイルとともに挙げる。",
    "en": "Lists the dataset as a whole and each plan that it was read from, with publisher, period, area and files.",
}
_SERVICE: Final = {"ja": "SPARQL エンドポイント", "en": "SPARQL endpoint"}
_PLAN: Final = {
    "ja": "{city}の計画「{title}」の文書から読み取ったデータ。",
    "en": "Data that was read from the document of the plan {title} of {city}.",
}


def add_catalogue(
    graph: Graph, store: ox.Store, base: str, dataset: URIRef, *, modified: str, publisher: str = ""
) -> None:
    """List the dataset and the plans of `store` in `graph`: publisher, period, area, language, files, and no licence.

    `modified` is an xsd:dateTime: when the files were written. `publisher` is the name of who publishes the dataset;
    empty: nobody knows. A plan's title stands in its own graph and is not said again.
    """
    catalogue, service = URIRef(f"{base}catalogue"), URIRef(f"{base}dataset#service")
    graph.add((catalogue, RDF.type, DCAT.Catalog))
    _say(graph, catalogue, DCTERMS.title, _TITLE)
    _say(graph, catalogue, DCTERMS.description, _ABOUT)
    graph.add((catalogue, DCTERMS.modified, Literal(modified, datatype=XSD.dateTime)))
    graph.add((catalogue, DCAT.dataset, dataset))
    graph.add((catalogue, DCAT.service, service))
    graph.add((dataset, DCAT.landingPage, URIRef(f"{base}dataset")))
    if publisher:
        agent = URIRef(f"{dataset}#publisher")
        graph.add((agent, RDF.type, FOAF.Agent))
        graph.add((agent, FOAF.name, Literal(publisher)))
        for published in (catalogue, dataset):
            graph.add((published, DCTERMS.publisher, agent))
    graph.add((service, RDF.type, DCAT.DataService))
    _say(graph, service, DCTERMS.title, _SERVICE)
    graph.add((service, DCAT.endpointURL, URIRef(f"{base}sparql")))
    graph.add((service, DCAT.endpointDescription, URIRef(f"{base}sparql")))
    graph.add((service, DCAT.servesDataset, dataset))
    graph.add((service, DCTERMS.conformsTo, URIRef("https://www.w3.org/TR/sparql11-protocol/")))
    graph.add((dataset, DCTERMS.rights, _rights(graph, dataset)))
    for name, (_, media_type) in DUMPS.items():
        node = URIRef(f"{dataset}#file-{name}")
        _add_file(graph, dataset, node, URIRef(f"{base}dumps/{name}"), media_type)
        graph.add((node, DCAT.compressFormat, URIRef(_MEDIA + "application/gzip")))
    done: set[str] = set()
    for row in select(store, read_query("plangraph.graph", "catalogue")):
        if row["plan"] not in done:
            done.add(row["plan"])
            graph.add((catalogue, DCAT.dataset, URIRef(row["plan"])))
            _add_plan(graph, row, base)
    # Each build writes its files anew.
    for written in list(graph.subjects(RDF.type, DCAT.Distribution)):
        for moment in (DCTERMS.issued, DCTERMS.modified):
            graph.add((written, moment, Literal(modified, datatype=XSD.dateTime)))


def _add_plan(graph: Graph, row: dict[str, str], base: str) -> None:
    plan, slug = URIRef(row["plan"]), row["graph"].removeprefix(f"{base}graph/")
    graph.add((plan, RDF.type, DCAT.Dataset))
    graph.add((plan, DCTERMS.publisher, URIRef(row["city"])))
    facts = {"city": row["name"], "title": row.get("title", slug)}
    _say(graph, plan, DCTERMS.description, {tag: text.format(**facts) for tag, text in _PLAN.items()})
    graph.add((plan, DCAT.landingPage, URIRef(row["plan"].replace(f"{base}id/", f"{base}page/", 1))))
    if "area" in row:
        graph.add((plan, DCTERMS.spatial, URIRef(row["area"])))
    if "language" in row:
        graph.add((plan, DCTERMS.language, URIRef(_LANGUAGE + row["language"])))
    if "start" in row or "end" in row:
        period = URIRef(f"{base}dataset#period-{slug}")
        graph.add((plan, DCTERMS.temporal, period))
        graph.add((period, RDF.type, DCTERMS.PeriodOfTime))
        # Fiscal years run from April to March.
        if "start" in row:
            graph.add((period, DCAT.startDate, Literal(f"{int(row['start'][:4])}-04-01", datatype=XSD.date)))
        if "end" in row:
            graph.add((period, DCAT.endDate, Literal(f"{int(row['end'][:4]) + 1}-03-31", datatype=XSD.date)))
    graph.add((plan, DCTERMS.rights, URIRef(f"{base}dataset#rights")))
    for ending, media_type in _FORMATS.items():
        node = URIRef(f"{base}dataset#file-{slug}.{ending}")
        _add_file(graph, plan, node, URIRef(f"{row['graph']}.{ending}"), media_type)


def _add_file(graph: Graph, whole: URIRef, node: URIRef, address: URIRef, media_type: str) -> None:
    graph.add((whole, DCAT.distribution, node))
    graph.add((node, RDF.type, DCAT.Distribution))
    graph.add((node, DCTERMS.title, Literal(node.partition("#file-")[2])))
    graph.add((node, DCAT.downloadURL, address))
    graph.add((node, DCAT.accessURL, address))
    graph.add((node, DCAT.mediaType, URIRef(_MEDIA + media_type)))


def _rights(graph: Graph, dataset: URIRef) -> URIRef:
    """The one statement that there is about the rights of all; the range of the property is no text."""
    statement = URIRef(f"{dataset}#rights")
    graph.add((statement, RDF.type, DCTERMS.RightsStatement))
    _say(graph, statement, RDFS.label, _RIGHTS)
    return statement


def _say(graph: Graph, subject: URIRef, predicate: URIRef, texts: dict[str, str]) -> None:
    for tag, text in texts.items():
        graph.add((subject, predicate, Literal(text, lang=tag)))
