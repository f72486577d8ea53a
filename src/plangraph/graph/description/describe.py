"""Writes the description of a store into it, and its dumps beside it."""

from __future__ import annotations

import gzip
from typing import IO, TYPE_CHECKING, Final, cast

import pyoxigraph as ox
from rdflib import Graph, URIRef

from plangraph.errors import BuildError
from plangraph.graph.description.catalogue import add_catalogue
from plangraph.graph.description.executables import add_executables
from plangraph.graph.description.figures import Figures, count, with_graph
from plangraph.graph.description.void import DUMPS, add_void
from plangraph.namespaces import BASE, PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["describe_store", "description_graph_iri", "write_dumps"]

_ROUNDS: Final = 10
_SYNTAX: Final = {"N-Quads": ox.RdfFormat.N_QUADS, "TriG": ox.RdfFormat.TRIG}


def description_graph_iri(base: str = BASE) -> URIRef:
    """The named graph that describes the dataset."""
    return URIRef(f"{base.rstrip('/')}/graph/description")


def describe_store(directory: Path, modified: str, *, base: str = BASE, publisher: str = "") -> int:
    """Adds the description to the store in `directory`; its figures count itself. Returns the number of its triples.

    `modified` is an xsd:dateTime; `publisher` names who publishes the dataset. Every figure is counted from the store.
    """
    base = base if base.endswith("/") else base + "/"
    store = ox.Store(str(directory))
    plain = count(store, base)
    found = _describe(store, base, plain, modified, publisher)
    # What describes is itself described: each round knows how many triples the former wrote, and soon none differs.
    for _ in range(_ROUNDS):
        known = frozenset(str(subject) for subject in found.subjects() if _holds(store, str(subject)))
        fuller = _describe(store, base, with_graph(plain, found, known), modified, publisher)
        same = set(fuller) == set(found)
        found = fuller
        if same:
            break
    else:
        raise BuildError(f"the description of {directory} does not settle; this is a fault of the program")
    name = ox.NamedNode(str(found.identifier))
    text = found.serialize(format="nt")
    quads = ox.parse(text, format=ox.RdfFormat.N_TRIPLES)
    store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object, name) for quad in quads)
    store.flush()
    return len(found)


def write_dumps(directory: Path, target: Path) -> None:
    """Writes all quads of the store in `directory` to the files of `DUMPS` in the folder `target`, gzipped."""
    target.mkdir(parents=True, exist_ok=True)
    store = ox.Store.read_only(str(directory))
    for name, (syntax, _) in DUMPS.items():
        # Without a time in its header the same quads are the same bytes (RFC 1952, 2.3.1).
        with (target / name).open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as out:
            stream = cast("IO[bytes]", out)  # which GzipFile is in all but name
            store.dump(stream, _SYNTAX[syntax], prefixes=PREFIXES if syntax == "TriG" else None)


def _describe(store: ox.Store, base: str, figures: Figures, modified: str, publisher: str) -> Graph:
    graph = Graph(identifier=description_graph_iri(base))
    dataset = add_void(graph, base, figures, modified)
    add_catalogue(graph, store, base, dataset, modified=modified, publisher=publisher)
    add_executables(graph, base)
    return graph


def _holds(store: ox.Store, subject: str) -> bool:
    return next(store.quads_for_pattern(ox.NamedNode(subject), None, None, None), None) is not None
