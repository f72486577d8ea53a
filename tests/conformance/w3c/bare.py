"""The engine itself as a target: which cases fail without any server around it."""

from __future__ import annotations

import pyoxigraph as ox

from w3c.evaluation import _TABLES
from w3c.manifests import read_graph


class Bare:
    """An Oxigraph in memory, filled for each case."""

    def __init__(self) -> None:
        self._store = ox.Store()

    def query(self, text: str, default: list[str], named: dict[str, str], accept: str) -> tuple[int, bytes]:
        """The answer of the engine to a query over graphs."""
        self.fill(default, named)
        if "\nFROM" in text:
            for iri in named:
                self._store.extend([ox.Quad(*triple, ox.NamedNode(iri)) for triple in read_graph(iri)])
        try:
            found = self._store.query(text)
            if isinstance(found, ox.QueryTriples):
                return 200, found.serialize(format=ox.RdfFormat.TURTLE)
            form = next((form for media_type, form in _TABLES.values() if media_type == accept), _TABLES["srj"][1])
            return 200, found.serialize(format=form)
        except SyntaxError:
            return 400, b""
        except (OSError, RuntimeError, ValueError):
            return 500, b""

    def fill(self, default: list[str], named: dict[str, str]) -> None:
        """A new store with these graphs."""
        self._store = ox.Store()
        for iri in default:
            self._store.extend([ox.Quad(t.subject, t.predicate, t.object) for t in read_graph(iri)])
        for name, iri in named.items():
            graph = ox.NamedNode(name)
            self._store.extend([ox.Quad(t.subject, t.predicate, t.object, graph) for t in read_graph(iri)])

    def update(self, text: str) -> int:
        """The status that an update deserves."""
        try:
            self._store.update(text)
        except SyntaxError:
            return 400
        except (OSError, RuntimeError, ValueError):
            return 500
        return 204

    def state(self) -> dict[str | None, list[ox.Triple]]:
        """All graphs that have triples."""
        found: dict[str | None, list[ox.Triple]] = {None: []}
        for quad in self._store:
            name = None if isinstance(quad.graph_name, ox.DefaultGraph) else quad.graph_name.value
            found.setdefault(name, []).append(quad.triple)
        return found
