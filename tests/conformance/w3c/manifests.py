"""Cases as the W3C's manifests describe them. Read where they lie; nothing is copied."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyoxigraph as ox

FOLDER = Path(__file__).parents[3].parent / "shared" / "data" / "w3c" / "sparql11"
BASE = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"

QUERY, RESULT_FORMATS, FEDERATED = "query", "results", "federated query"
UPDATE, PROTOCOL, GRAPH_STORE, DESCRIPTION = "update", "protocol", "graph store", "service description"
_UPDATES = ("add", "basic-update", "clear", "copy", "delete", "drop", "move", "syntax-update", "update-silent")
_OTHERS = {
    "csv-tsv-res": RESULT_FORMATS,
    "json-res": RESULT_FORMATS,
    "service": FEDERATED,
    "syntax-fed": FEDERATED,
    "protocol": PROTOCOL,
    "graph-store-protocol": GRAPH_STORE,
    "http-rdf-update": GRAPH_STORE,
    "service-description": DESCRIPTION,
}


def part_of(group: str) -> str:
    """The specification that a group of cases is about."""
    return _OTHERS.get(group) or (UPDATE if group.startswith(_UPDATES) else QUERY)


class Node:
    """A node of a manifest, asked for what it points to."""

    def __init__(self, store: ox.Store, term: Any) -> None:
        self.store, self.term = store, term

    def all(self, predicate: str) -> list[Node]:
        found = self.store.quads_for_pattern(self.term, ox.NamedNode(predicate), None, None)
        return sorted((Node(self.store, quad.object) for quad in found), key=lambda node: str(node.term))

    def one(self, predicate: str) -> Node | None:
        return next(iter(self.all(predicate)), None)

    def items(self, predicate: str) -> list[Node]:
        """The members of a list."""
        found, cell = [], self.one(predicate)
        while cell is not None and cell.value != RDF + "nil":
            found += cell.all(RDF + "first")
            cell = cell.one(RDF + "rest")
        return found

    @property
    def value(self) -> str:
        return self.term.value


@dataclass(frozen=True)
class Case:
    """A case by its group and name, and its node in the manifest."""

    group: str
    name: str
    kind: str
    node: Node

    @property
    def id(self) -> str:
        return f"{self.group}/{self.name}"

    @cached_property
    def action(self) -> Node:
        found = self.node.one(MF + "action")
        assert found is not None
        return found

    def data(self, node: Node, namespace: str) -> tuple[list[str], dict[str, str]]:
        """The files of the default graph, and those of named graphs by their IRI."""
        default = [found.value for found in node.all(namespace + "data")]
        named = {}
        for found in node.all(namespace + "graphData"):
            file, label = found.one(UT + "graph"), found.one(LABEL)
            named[label.value if label else found.value] = file.value if file else found.value
        return default, named


def read_cases() -> dict[str, list[Case]]:
    """All cases by group, entailment left out: no regime is offered."""
    groups: dict[str, list[Case]] = {}
    for path in sorted(FOLDER.glob("*/manifest*.ttl")):
        group = path.parent.name
        if group == "entailment":
            continue
        store = ox.Store()
        store.load(path=str(path), format=ox.RdfFormat.TURTLE, base_iri=f"{BASE}{group}/{path.name}")
        manifest = Node(store, ox.NamedNode(f"{BASE}{group}/{path.name}"))
        for entry in manifest.items(MF + "entries"):
            kinds = [kind.value.rpartition("#")[2] for kind in entry.all(RDF + "type")]
            name = re.split(r"[#/]", entry.value)[-1]
            groups.setdefault(group, []).append(Case(group, name, kinds[0], entry))
    return groups


def read_file(iri: str) -> bytes:
    """The bytes of a file that a manifest names."""
    return (FOLDER / iri.removeprefix(BASE)).read_bytes()


def read_graph(iri: str) -> list[ox.Triple]:
    """The triples of a file that a manifest names."""
    form = ox.RdfFormat.from_extension(iri.rpartition(".")[2])
    return [quad.triple for quad in ox.parse(read_file(iri), format=form, base_iri=iri)]


def data_files(groups: dict[str, list[Case]]) -> list[str]:
    """Every file that a query reads."""
    found: set[str] = set()
    for case in (case for cases in groups.values() for case in cases if case.node.one(MF + "action")):
        default, named = case.data(case.action, QT)
        found |= {*default, *named.values()}
    return sorted(found)
