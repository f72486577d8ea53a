"""The shapes as values: what `shapes.ttl` says, read once a process, in the part of SHACL 1.0 that it is written in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from rdflib import Graph, Literal, URIRef

from plangraph.errors import BuildError
from plangraph.namespaces import RDF, RDFS, SH
from plangraph.resources import ontology

if TYPE_CHECKING:
    from rdflib.term import Node

__all__ = ["Shape", "Step", "parse_shapes", "shapes", "shapes_graph"]

_SEVERITIES: Final = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}
# Parameters whose argument is one term (SHACL 1.0, 4), then those that hold shapes, lists, and queries.
_SIMPLE: Final = frozenset(
    SH[name]
    for name in (
        *("minCount", "maxCount", "minLength", "maxLength", "minInclusive", "maxInclusive"),
        *("pattern", "datatype", "class", "nodeKind", "hasValue", "disjoint", "lessThanOrEquals"),
    )
)
_TARGETS: Final = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
_ELSEWHERE: Final = frozenset({RDF.type, RDFS.label, SH.path, SH.property, SH.severity, SH.message, *_TARGETS})


@dataclass(frozen=True, slots=True)
class Step:
    """One predicate of a path, forwards or backwards; a path is a choice of these (SHACL 1.0, 2.3.1)."""

    predicate: Node
    inverse: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape, or a property shape where it has a `path`.

    `name` is empty for a shape without an IRI. `targets` are pairs of a kind of target and its argument; `rules` are
    pairs of a parameter and its argument: a term, a number, terms, shapes, or the text of a query.
    """

    name: str
    targets: tuple[tuple[Node, Node], ...]
    path: tuple[Step, ...]
    rules: tuple[tuple[Node, Any], ...]
    properties: tuple[Shape, ...]
    severity: str
    messages: tuple[Literal, ...]

    def message(self, language: str) -> str:
        """What to say in a language, or in English, or in any that there is."""
        ordered = sorted(self.messages, key=lambda each: (each.language != language, each.language != "en", str(each)))
        return str(ordered[0]) if ordered else "?"


@cache
def shapes_graph() -> Graph:
    """The shapes as RDF; one graph for the process, since parsing them costs more than a small validation."""
    return Graph().parse(data=ontology("shapes.ttl").read_text(encoding="utf-8"), format="turtle")


@cache
def shapes() -> tuple[Shape, ...]:
    """Those of `shapes.ttl` that have targets."""
    return parse_shapes(shapes_graph())


def parse_shapes(graph: Graph) -> tuple[Shape, ...]:
    """The shapes of a graph that have targets, by name. BuildError for a parameter that is not known here."""
    roots = {shape for target in _TARGETS for shape in graph.subjects(target)}
    return tuple(_shape(graph, root) for root in sorted(roots, key=str))


def _shape(graph: Graph, node: Node) -> Shape:
    rules: list[tuple[Node, Any]] = []
    for predicate, argument in sorted(graph.predicate_objects(node), key=str):
        if predicate in _SIMPLE:
            rules.append((predicate, argument))
        elif predicate == SH["in"]:
            rules.append((predicate, frozenset(graph.items(argument))))
        elif predicate in (SH["and"], SH["or"]):
            rules.append((predicate, tuple(_shape(graph, each) for each in graph.items(argument))))
        elif predicate == SH["not"]:
            rules.append((predicate, _shape(graph, argument)))
        elif predicate == SH.sparql:
            rules.append((predicate, _query(graph, argument)))
        elif predicate not in _ELSEWHERE:
            raise BuildError(
                f"shape {node}: {predicate} is not known to the validation; add it to graph/constraints.py"
            )
    path = graph.value(node, SH.path)
    return Shape(
        name=str(node) if isinstance(node, URIRef) else "",
        targets=tuple((kind, each) for kind in _TARGETS for each in sorted(graph.objects(node, kind), key=str)),
        path=() if path is None else tuple(_steps(graph, path)),
        rules=tuple(rules),
        properties=tuple(_shape(graph, each) for each in sorted(graph.objects(node, SH.property), key=str)),
        severity=_SEVERITIES[URIRef(str(graph.value(node, SH.severity, default=SH.Violation)))],
        messages=tuple(each for each in graph.objects(node, SH.message) if isinstance(each, Literal)),
    )


def _steps(graph: Graph, path: Node) -> list[Step]:
    if isinstance(path, URIRef):
        return [Step(path)]
    inverse, choice = graph.value(path, SH.inversePath), graph.value(path, SH.alternativePath)
    if isinstance(inverse, URIRef):
        return [Step(inverse, inverse=True)]
    if choice is not None:
        return [step for each in graph.items(choice) for step in _steps(graph, each)]
    raise BuildError("a path of a shape is neither a predicate, nor one backwards, nor a choice of these")


def _query(graph: Graph, constraint: Node) -> str:
    """The text of a SPARQL constraint below its prefixes (SHACL 1.0, 5.2.1)."""
    declared = [each for owner in graph.objects(constraint, SH.prefixes) for each in graph.objects(owner, SH.declare)]
    prefixes = [f"PREFIX {graph.value(each, SH.prefix)}: <{graph.value(each, SH.namespace)}>" for each in declared]
    return "\n".join([*sorted(prefixes), str(graph.value(constraint, SH.select))])
