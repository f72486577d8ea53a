"""What a generation publishes as a whole: its description, its named graphs, its dumps, and when it was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
from rdflib import DCAT, SDO, VOID, XSD, Graph, Literal, Namespace, URIRef

from plangraph.graph import DUMPS, description_graph_iri
from plangraph.namespaces import DCTERMS, PREFIXES, RDFS
from plangraph.pipeline.curation import curated_at
from plangraph.pipeline.opened import current_generation, open_store
from plangraph.pipeline.triples import Triples, bind_prefixes

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib.term import Node

__all__ = ["DUMPS", "Dump", "Stamp", "dataset_description", "dumps", "named_graph", "stamp"]

SD: Final = Namespace("http://www.w3.org/ns/sparql-service-description#")
_SYNTAX: Final = {
    "turtle": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "json-ld": ox.RdfFormat.JSON_LD,
    "xml": ox.RdfFormat.RDF_XML,
}
# Addresses of this service: under the base in the store, under the address it was asked at in what it answers.
_ADDRESSES: Final = frozenset(
    {
        *(VOID.sparqlEndpoint, VOID.dataDump, SDO.target),
        *(DCAT.endpointURL, DCAT.endpointDescription, DCAT.downloadURL, DCAT.accessURL, DCAT.landingPage),
    }
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which generation answers, when it was built (UTC), and when staff last decided anything (ns; 0: never)."""

    generation: int
    built_at: datetime
    curated_at: int = 0

    @property
    def modified_at(self) -> datetime:
        """When what is shown of it last changed."""
        return max(self.built_at, datetime.fromtimestamp(self.curated_at / 10**9, UTC))


@dataclass(frozen=True, slots=True)
class Dump:
    """A file that holds everything, gzipped: its media type is that of what is inside, `size` its bytes."""

    name: str
    path: Path
    size: int
    media_type: str


def stamp(workspace: Path) -> Stamp:
    """The generation that is served. Raises WorkspaceError when there is none."""
    generation = current_generation(workspace)
    return Stamp(
        generation.number, datetime.fromisoformat(generation.manifest.built_at).astimezone(UTC), curated_at(workspace)
    )


def dumps(workspace: Path) -> dict[str, Dump]:
    """The dumps of the generation that is served, by name; none where it was built before there were any."""
    generation = current_generation(workspace)
    found = {}
    for name, (_, media_type) in DUMPS.items():
        record = generation.manifest.files.get(f"{generation.dumps.name}/{name}")
        if record:
            found[name] = Dump(name, generation.dumps / name, record.size, media_type)
    return found


def named_graph(workspace: Path, iri: str, syntax: str) -> bytes | None:
    """A named graph written out whole, in "turtle", "nt", "json-ld" or "xml"; None if there is no such graph."""
    store = open_store(workspace)
    try:
        name = ox.NamedNode(iri)
    except ValueError:  # an address may hold what no IRI does
        return None
    if not store.contains_named_graph(name):
        return None
    form = _SYNTAX[syntax]
    return store.dump(None, form, from_graph=name, prefixes=None if syntax == "nt" else PREFIXES)


def dataset_description(workspace: Path, base: str, served_at: str) -> Graph:
    """The description that the build wrote, with its addresses (endpoint, dumps, files) under `served_at`.

    The titles of the plans and the names of their cities, which stand in their own graphs, come along, and the sizes of
    the dumps. `base` is what IRIs begin with; both end with a slash. Empty for a generation older than descriptions.
    Do not change it: it is made once for a generation and an address.
    """
    return _description(workspace, current_generation(workspace).number, base, served_at)


# Few addresses are in use, but a client may send any Host: the number kept is bounded.
@lru_cache(maxsize=8)
def _description(workspace: Path, _: int, base: str, served_at: str) -> Graph:
    store, graph = open_store(workspace), Graph()
    bind_prefixes(graph, {"void": str(VOID), "dcat": str(DCAT), "sd": str(SD), "schema": str(SDO)})
    triples = Triples(store)
    source = ox.NamedNode(str(description_graph_iri(base)))
    for subject, predicate, value in triples.of(source):
        moved = _moved(value, base, served_at) if predicate in _ADDRESSES else value
        graph.add((subject, predicate, moved))
    for plan, city in graph.subject_objects(DCTERMS.publisher):
        for node, predicate in ((plan, DCTERMS.title), (city, RDFS.label)):
            for value in triples.objects(node, predicate):
                graph.add((node, predicate, value))
    sizes = {URIRef(f"{served_at}dumps/{dump.name}"): dump.size for dump in dumps(workspace).values()}
    for node, address in list(graph.subject_objects(DCAT.downloadURL)):
        if address in sizes:
            graph.add((node, DCAT.byteSize, Literal(sizes[URIRef(str(address))], datatype=XSD.nonNegativeInteger)))
    return graph


def _moved(value: Node, base: str, served_at: str) -> Node:
    return URIRef(served_at + str(value).removeprefix(base)) if str(value).startswith(base) else value
