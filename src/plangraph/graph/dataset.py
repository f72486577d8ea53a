"""Many named graphs as one dataset: an Oxigraph store on disk, built once and opened read-only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
from rdflib import Dataset, Graph, URIRef

from plangraph.errors import BuildError, WorkspaceError
from plangraph.graph.places import areas_graph_iri, iter_areas
from plangraph.graph.unit_names import spelling_variants
from plangraph.namespaces import BASE, ORG, PG, RDF, RDFS, Iris
from plangraph.resources import ontology

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

__all__ = [
    "add_graph",
    "build_store",
    "iter_ontology_files",
    "ontology_graph",
    "ontology_graph_iri",
    "open_dataset",
    "open_store",
    "organizations_graph_iri",
]

_TYPE: Final = ox.NamedNode(str(RDF.type))


def ontology_graph_iri(base: str = BASE) -> URIRef:
    """The named graph that holds the ontology and its vocabularies."""
    return URIRef(f"{base.rstrip('/')}/graph/ontology")


def organizations_graph_iri(base: str = BASE) -> URIRef:
    """The named graph of a store that describes municipalities and departments, whichever plans name them."""
    return URIRef(f"{base.rstrip('/')}/graph/organizations")


def iter_ontology_files() -> Iterator[Traversable]:
    """plangraph.ttl and the vocabularies, in the order of their names."""
    yield ontology("plangraph.ttl")
    files = (file for file in ontology("vocabularies").iterdir() if file.name.endswith(".ttl"))
    yield from sorted(files, key=lambda file: file.name)


def ontology_graph(base: str = BASE) -> Graph:
    """The ontology and its vocabularies as one graph."""
    graph = Graph(identifier=ontology_graph_iri(base))
    for file in iter_ontology_files():
        graph.parse(data=file.read_text(encoding="utf-8"), format="turtle")
    return graph


def build_store(
    directory: Path,
    files: Iterable[Path],
    graphs: Iterable[Graph] = (),
    *,
    cubes: Iterable[tuple[URIRef, Iterable[bytes]]] = (),
    base: str = BASE,
) -> int:
    """An Oxigraph store in an empty directory from TriG files, graphs under their own names, and the ontology.

    What documents say alike of a municipality and its departments stands once, in the graph `…/graph/organizations`:
    Oxigraph's union of named graphs is a bag, and a triple in two graphs would double every count over it.
    `cubes` are named graphs of statistics as Turtle in portions, each loaded on its own so that it takes little memory.
    Returns the number of quads. BuildError names a file that cannot be loaded.
    """
    directory.mkdir(parents=True, exist_ok=True)
    store = ox.Store(str(directory))
    # One bulk for all: each one syncs the disk.
    store.bulk_extend(_iter_quads(files, graphs, base))
    _gather_organizations(store, ox.NamedNode(str(organizations_graph_iri(base))))
    _link_spellings(store, ox.NamedNode(str(Iris(base).derived("spellings"))))
    _add_areas(store, ox.NamedNode(str(areas_graph_iri(base))), base)
    for name, portions in cubes:
        for portion in portions:
            store.bulk_load(portion, format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(str(name)))
    store.optimize()
    store.flush()
    return len(store)


def _iter_quads(files: Iterable[Path], graphs: Iterable[Graph], base: str) -> Iterator[ox.Quad]:
    for file in files:
        try:
            yield from ox.parse(path=str(file), format=ox.RdfFormat.TRIG, rename_blank_nodes=True)
        except (OSError, SyntaxError) as error:
            raise BuildError(f"{file} cannot be loaded: {error}; ingest its document again") from error
    for graph in graphs:
        name = ox.NamedNode(str(graph.identifier))
        text = graph.serialize(format="nt")
        for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, name)
    name = ox.NamedNode(str(ontology_graph_iri(base)))
    for source in iter_ontology_files():
        for quad in ox.parse(source.read_bytes(), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, name)


def _gather_organizations(store: ox.Store, target: ox.NamedNode) -> None:
    for cls in (PG.Municipality, ORG.OrganizationalUnit):
        for typed in list(store.quads_for_pattern(None, _TYPE, ox.NamedNode(str(cls)))):
            for quad in list(store.quads_for_pattern(typed.subject, None, None, typed.graph_name)):
                store.remove(quad)
                store.add(ox.Quad(quad.subject, quad.predicate, quad.object, target))


def _link_spellings(store: ox.Store, target: ox.NamedNode) -> None:
    """Links departments of a municipality whose names are spellings of one another; they stay two nodes."""
    unit_of, label = ox.NamedNode(str(ORG.unitOf)), ox.NamedNode(str(RDFS.label))
    names = (
        (str(owned.object), str(owned.subject), named.object.value)
        for owned in store.quads_for_pattern(None, unit_of, None, None)
        for named in store.quads_for_pattern(owned.subject, label, None, owned.graph_name)
        if isinstance(named.object, ox.Literal)
    )
    variant = ox.NamedNode(str(PG.spellingVariantOf))
    for one, other in spelling_variants(names):
        store.add(ox.Quad(ox.NamedNode(one[1:-1]), variant, ox.NamedNode(other[1:-1]), target))


def _add_areas(store: ox.Store, target: ox.NamedNode, base: str) -> None:
    """The vocabulary of areas, less what the plans say of their own cities already."""
    store.bulk_extend(
        ox.Quad(subject, predicate, value, target)
        for subject, predicate, value in iter_areas(base)
        if not any(store.quads_for_pattern(subject, predicate, value, None))
    )


def add_graph(directory: Path, graph: Graph) -> None:
    """Adds a named graph to a store that nobody reads yet."""
    store = ox.Store(str(directory))
    name = ox.NamedNode(str(graph.identifier))
    store.bulk_load(graph.serialize(format="nt").encode(), format=ox.RdfFormat.N_TRIPLES, to_graph=name)
    store.flush()


def open_store(directory: Path) -> ox.Store:
    """The store for reading only, so that any number of processes may share it; WorkspaceError where there is none."""
    try:
        return ox.Store.read_only(str(directory))
    except OSError as error:
        raise WorkspaceError(f"{directory} holds no readable store: {error}; run `plangraph build`") from error


def open_dataset(directory: Path) -> Dataset:
    """The same store as an rdflib dataset, whose default graph is the union of all its named graphs."""
    # oxrdflib is only needed by those who want rdflib's interface.
    from oxrdflib import OxigraphStore  # noqa: PLC0415 — starting must stay cheap

    return Dataset(store=OxigraphStore(store=open_store(directory)), default_union=True)
