"""The SPARQL service description, relative to the address that serves it."""

from __future__ import annotations

from importlib.resources import files
from typing import Final
from urllib.parse import quote

from rdflib import RDF, VOID, Graph, Namespace, URIRef

from plangraph.namespaces import DCTERMS, PG

__all__ = ["SERVICE", "service_graph"]

SERVICE: Final = files("plangraph_api").joinpath("service.ttl").read_text(encoding="utf-8")
_SD: Final = Namespace("http://www.w3.org/ns/sparql-service-description#")


def service_graph(
    address: str, described: Graph | None = None, *, writable: bool = False, remote: bool = False
) -> Graph:
    """The service at `address`: what it can do, and of `described` (the dataset's description) which graphs it has.

    The default graph is the union of all named graphs; each named graph comes with its number of triples. A writable
    service answers from a dataset that changes, with a default graph of its own: it takes updates as well, and graphs
    in the formats that it gives. One over a `remote` store searches by meaning, but cannot compare so.
    """
    graph = Graph().parse(data=SERVICE, format="turtle", publicID=address)
    service = URIRef(address)
    # What is written has no index to search by meaning, and a remote engine has no function of ours.
    lacking = (_SD.UnionDefaultGraph, PG.search, PG.similarity) if writable else (PG.similarity,) if remote else ()
    for offered in lacking:
        graph.remove((service, None, offered))
        graph.remove((offered, None, None))
    if writable:
        graph.add((service, _SD.supportedLanguage, _SD.SPARQL11Update))
        for name in list(graph.objects(service, _SD.resultFormat)):
            if "SPARQL_Results" not in str(name):
                graph.add((service, _SD.inputFormat, name))
    elif described is not None:
        _add_dataset(graph, service, described)
    return graph


def _add_dataset(graph: Graph, service: URIRef, described: Graph) -> None:
    """The dataset under its own name, as VoID counts it: graphs of which a size is known, and the union of them."""
    dataset = described.value(predicate=VOID.sparqlEndpoint, object=service)
    if not isinstance(dataset, URIRef):
        return  # a generation from before datasets were described
    union = URIRef(f"{dataset}#default-graph")
    graph.bind("void", VOID)
    graph.add((service, _SD.defaultDataset, dataset))
    graph.add((dataset, RDF.type, _SD.Dataset))
    graph.add((dataset, _SD.defaultGraph, union))
    graph.add((union, RDF.type, _SD.Graph))
    graph += described.triples((dataset, DCTERMS.title, None))
    for triples in described.objects(dataset, VOID.triples):
        graph.add((union, VOID.triples, triples))
    for part in described.objects(dataset, VOID.subset):
        if (part, RDF.type, _SD.Graph) in described:
            named = URIRef(f"{dataset}#named-{quote(str(part).partition('/graph/')[2])}")
            graph.add((dataset, _SD.namedGraph, named))
            graph.add((named, RDF.type, _SD.NamedGraph))
            graph.add((named, _SD.name, part))
            graph.add((named, _SD.graph, part))
            graph += described.triples((part, RDF.type, _SD.Graph))
            graph += described.triples((part, VOID.triples, None))
