"""One named graph as TriG that people can read and diff: sorted, one block a subject, IRIs relative to the plan."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef

from plangraph.errors import WorkspaceError
from plangraph.namespaces import PREFIXES, RDF, RDFS, SKOS, XSD

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib.term import Node

__all__ = ["from_oxigraph", "open_trig", "save_graph", "save_trig", "serialize_trig"]

# What a reader looks for first stands first; the rest follows by name.
_FIRST: Final = {str(RDF.type): 0, str(RDFS.label): 1, str(SKOS.notation): 2}
_LOCAL: Final = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?\Z")
# A colon in the first segment would read as a scheme; dots, slashes and queries would resolve to something else.
_NOT_RELATIVE: Final = re.compile(r"^[^/]*:|[?#]|^/|//|(^|/)\.{1,2}(/|$)")
_NUMBERS: Final = re.compile(r"(\d+)")


def serialize_trig(graph: Graph) -> str:
    """The graph under its own name (`graph.identifier`) as TriG 1.1, the same text for the same triples."""
    return _Writer(graph).text()


def save_graph(graph: Graph, path: Path) -> None:
    """Write one named graph, to a temporary name first, so that the file is either the old one or the new one."""
    save_trig(serialize_trig(graph), path)


def save_trig(text: str, path: Path) -> None:
    """Like `save_graph`, of a graph that was serialized elsewhere."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def open_trig(path: Path) -> Graph:
    """Read back the one named graph of a file; WorkspaceError where there is not exactly one."""
    graphs: dict[str, list[tuple[Node, Node, Node]]] = {}
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TRIG):
            name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
            triple = (from_oxigraph(quad.subject), from_oxigraph(quad.predicate), from_oxigraph(quad.object))
            graphs.setdefault(name, []).append(triple)
    except (OSError, SyntaxError) as error:
        raise WorkspaceError(f"{path} is not readable as TriG: {error}; ingest its document again") from error
    names = [name for name in graphs if name]
    if len(names) != 1 or len(graphs) != 1:
        raise WorkspaceError(f"{path} holds {len(names)} named graphs instead of one; ingest its document again")
    graph = Graph(identifier=URIRef(names[0]))
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri, replace=True)
    for triple in graphs[names[0]]:
        graph.add(triple)
    return graph


def from_oxigraph(term: object) -> Node:
    """An Oxigraph term as rdflib's, its lexical form as it stands in the file."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        datatype = URIRef(term.datatype.value)
        return Literal(term.value, datatype=None if datatype == XSD.string else datatype, normalize=False)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    raise SyntaxError(f"unexpected term {term}")


class _Writer:
    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._name = str(graph.identifier)
        # The things of the graph …/graph/<code>/<slug> live below …/id/<code>/<slug>/.
        self._base = self._name.replace("/graph/", "/id/", 1) + "/"
        self._used: set[str] = set()
        # The same few hundred predicates, classes and years come a hundred thousand times.
        self._terms: dict[Node, str] = {}
        self._keys: dict[Node, tuple[tuple[int, int, str], ...]] = {}

    def text(self) -> str:
        described: dict[Node, dict[Node, list[Node]]] = {}
        for subject, predicate, value in self._graph:
            described.setdefault(subject, {}).setdefault(predicate, []).append(value)
        blocks = [self._block(subject, described[subject]) for subject in sorted(described, key=self._key)]
        body = "\n\n".join(blocks)
        head = [f"@base <{self._base}> ."] if "" in self._used else []
        head += [f"@prefix {prefix}: <{PREFIXES[prefix]}> ." for prefix in sorted(self._used - {""})]
        return "\n".join([*head, "", f"<{self._name}> {{", "", body, "}", ""])

    def _block(self, subject: Node, described: dict[Node, list[Node]]) -> str:
        lines = [self._term(subject)]
        for predicate in sorted(described, key=lambda p: (_FIRST.get(str(p), len(_FIRST)), self._term(p))):
            values = sorted(described[predicate], key=self._key)
            verb = "a" if predicate == RDF.type else self._term(predicate)
            listed = " ,\n        ".join(self._term(value) for value in values)
            lines.append(f"    {verb} {listed} ;")
        lines[-1] = lines[-1].removesuffix(";") + "."
        return "\n".join(lines)

    def _key(self, node: Node) -> tuple[tuple[int, int, str], ...]:
        if node not in self._keys:
            self._keys[node] = _order(node)
        return self._keys[node]

    def _term(self, node: Node) -> str:
        if node not in self._terms:
            self._terms[node] = self._write(node)
        return self._terms[node]

    def _write(self, node: Node) -> str:
        if isinstance(node, URIRef):
            return self._iri(str(node))
        if not isinstance(node, Literal):
            return node.n3()
        if _is_bare(node):
            return str(node)
        text = Literal(str(node)).n3()
        if node.language:
            return f"{text}@{node.language}"
        return text if node.datatype is None else f"{text}^^{self._iri(str(node.datatype))}"

    def _iri(self, iri: str) -> str:
        for prefix, namespace in PREFIXES.items():
            local = iri.removeprefix(namespace)
            if local != iri and _LOCAL.match(local):
                self._used.add(prefix)
                return f"{prefix}:{local}"
        relative = iri.removeprefix(self._base)
        if relative == iri or not relative or _NOT_RELATIVE.search(relative):
            return f"<{iri}>"
        self._used.add("")
        return f"<{relative}>"


def _is_bare(literal: Literal) -> bool:
    """Whether Turtle writes it without quotes (Turtle 1.1, 2.5.2 and 2.5.3), and reads back the same term."""
    if literal.datatype == XSD.boolean:
        return str(literal) in {"true", "false"}
    return literal.datatype == XSD.integer and re.fullmatch(r"[+-]?[0-9]+", str(literal)) is not None


def _order(node: Node) -> tuple[tuple[int, int, str], ...]:
    """By name, numbers in it by their value: 1-2-10 after 1-2-9. Language and datatype break ties."""
    text = str(node)
    if isinstance(node, Literal):
        text = f"{text} {node.language or ''} {node.datatype or ''}"
    parts = _NUMBERS.split(text)
    return tuple((0, int(part), part) if part.isdecimal() else (1, 0, part) for part in parts if part)
