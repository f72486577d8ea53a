"""Whole graphs of a store read, and a store that takes changes changed (SPARQL 1.1 Graph Store HTTP Protocol)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from plangraph.errors import QueryError
from plangraph.namespaces import PREFIXES
from plangraph.sparql.admission import admit_update
from plangraph.sparql.faults import syntax_error
from plangraph.sparql.formats import GRAPHS, choose_format
from plangraph.sparql.names import named_nodes

if TYPE_CHECKING:
    from typing import BinaryIO

__all__ = ["Change", "Changed", "Fetch", "Missing", "Put", "Remove", "Update", "change", "fetch"]

_EVERYTHING: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


@dataclass(frozen=True, slots=True)
class Fetch:
    """A graph wanted whole, by its IRI; None is the default graph."""

    graph: str | None
    accept: str | None = None
    format: str | None = None


@dataclass(frozen=True, slots=True)
class Put:
    """Triples for a graph, to take the place of what is there or (`add`) to join it.

    They come in parts, each with its media type, one of `formats.GRAPHS`; `base` resolves relative IRIs.
    """

    graph: str | None
    parts: tuple[tuple[str, bytes], ...]
    base: str
    add: bool = False


@dataclass(frozen=True, slots=True)
class Remove:
    """A graph to be dropped, or the default graph emptied."""

    graph: str | None


@dataclass(frozen=True, slots=True)
class Update:
    """A SPARQL 1.1 update as it came, and the graphs that the protocol names for its WHERE (Protocol, 2.2.3)."""

    text: str
    base: str | None = None
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()


Change = Put | Remove | Update


@dataclass(frozen=True, slots=True)
class Changed:
    """A change was made, all of it; `created` when the graph is new."""

    created: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """There is no graph of that name."""

    graph: str


def fetch(store: ox.Store, asked: Fetch, out: BinaryIO, *, union: bool) -> str | Missing:
    """Write a graph out; the media type it is written in. Raises NotAcceptableError, and ValueError for no IRI.

    `union`: the default graph is all named graphs as one.
    """
    notation, media_type = choose_format(GRAPHS, asked.accept, asked.format)
    if asked.graph is None:
        triples = store.query(_EVERYTHING, use_default_graph_as_union=union)
        assert isinstance(triples, ox.QueryTriples)
        ox.serialize(triples, out, format=notation.syntax, prefixes=PREFIXES)
        return media_type
    graph = ox.NamedNode(asked.graph)
    if not store.contains_named_graph(graph):
        return Missing(asked.graph)
    rows = (quad.triple for quad in store.quads_for_pattern(None, None, None, graph))
    ox.serialize(rows, out, format=notation.syntax, prefixes=PREFIXES)
    return media_type


def change(store: ox.Store, asked: Change) -> Changed | Missing:
    """Make a change, wholly or not at all: each is one update, which the engine runs as one transaction.

    Raises QueryError for what cannot be read, and ValueError for what is no IRI.
    """
    if isinstance(asked, Update):
        using = named_nodes("using-graph-uri", asked.using)
        named = named_nodes("using-named-graph-uri", asked.using_named)
        text = admit_update(asked.text, list(map(str, using)), list(map(str, named)))
        try:
            store.update(text, base_iri=asked.base, prefixes=PREFIXES)
        except SyntaxError as error:
            raise syntax_error(
                error, text, lambda again: ox.Store().update(again, base_iri=asked.base, prefixes=PREFIXES)
            ) from None
        return Changed()
    graph = None if asked.graph is None else ox.NamedNode(asked.graph)
    # The default graph is always there; to the protocol it begins with its first triple.
    there = _has_triples(store) if graph is None else store.contains_named_graph(graph)
    if isinstance(asked, Put):
        store.update(_writing(asked, graph))
    elif graph is None:
        store.update("CLEAR DEFAULT")
    elif there:
        store.update(f"DROP GRAPH {graph}")
    else:
        return Missing(graph.value)
    return Changed(created=not there)


def _has_triples(store: ox.Store) -> bool:
    return next(store.quads_for_pattern(None, None, None, ox.DefaultGraph()), None) is not None


def _writing(asked: Put, graph: ox.NamedNode | None) -> str:
    """The update that puts triples into a graph."""
    data = "\n".join(f"{line} ." for number in range(len(asked.parts)) for line in _triples(asked, number))
    if graph is None:
        return f"{'' if asked.add else 'CLEAR DEFAULT ; '}INSERT DATA {{ {data} }}"
    first = f"CREATE SILENT GRAPH {graph}" if asked.add else f"DROP SILENT GRAPH {graph} ; CREATE GRAPH {graph}"
    return f"{first} ; INSERT DATA {{ GRAPH {graph} {{ {data} }} }}"


def _triples(asked: Put, number: int) -> list[str]:
    """The triples of a part, each as N-Triples writes it. Raises QueryError where it cannot be read."""
    media_type, body = asked.parts[number]
    notation = next(form for form in GRAPHS if media_type in form.media_types)
    lines = []
    try:
        # Each part has blank nodes of its own.
        for quad in ox.parse(body, format=notation.syntax, base_iri=asked.base, rename_blank_nodes=True):
            if not isinstance(quad.graph_name, ox.DefaultGraph):
                raise QueryError(f"the body names the graph {quad.graph_name} itself: send the triples of one graph")
            lines.append(str(quad.triple))
    except SyntaxError as error:
        # Python puts place and file behind the engine's own words.
        raise QueryError(f"the graph cannot be read: {error.msg}", line=error.lineno, column=error.offset) from None
    return lines
