"""The constraints of SHACL 1.0 (section 4) that our shapes use, each over the values of thousands of nodes at once.

pySHACL looks each node up anew for every constraint, which took most of an ingestion; the tests hold these to what it
finds.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef

from plangraph.graph.trig import from_oxigraph
from plangraph.namespaces import SH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rdflib.term import Node

    from plangraph.graph.shapes import Shape
    from plangraph.graph.triple_index import TripleIndex

    # The focus node, the value that breaks the shape where it is one value, and the shape.
    Result = tuple[Node, Node | None, Shape]

__all__ = ["iter_results"]

_pattern: Final = cache(re.compile)


def iter_results(index: TripleIndex, shapes: Iterable[Shape]) -> Iterator[Result]:
    """Each focus node that breaks a shape, with the value that does; a shape may say the same twice."""
    for shape in shapes:
        focuses = dict.fromkeys(focus for kind, argument in shape.targets for focus in _targets(index, kind, argument))
        yield from _validate(index, shape, list(focuses))


def _targets(index: TripleIndex, kind: Node, argument: Node) -> Iterable[Node]:
    if kind == SH.targetClass:
        return index.instances(argument)
    return index.having(argument) if kind == SH.targetSubjectsOf else index.values(argument)


def _validate(index: TripleIndex, shape: Shape, focuses: Sequence[Node]) -> Iterator[Result]:
    valued = [(focus, index.along(focus, shape.path) if shape.path else [focus]) for focus in focuses]
    for parameter, argument in shape.rules:
        if parameter == SH.sparql:
            yield from ((focus, value, shape) for focus, value in _solutions(index, argument, focuses))
            continue
        rule = _RULES[parameter]
        for focus, values in valued:
            for value in rule(index, focus, values, argument):
                yield focus, value, shape
    for each in shape.properties:
        yield from _validate(index, each, list(dict.fromkeys(value for _, values in valued for value in values)))


def _conforms(index: TripleIndex, shape: Shape, node: Node) -> bool:
    return next(_validate(index, shape, [node]), None) is None


def _solutions(index: TripleIndex, query: str, focuses: Sequence[Node]) -> Iterator[tuple[Node, Node | None]]:
    """What a SPARQL constraint finds (section 5.3), among what the graph says of the focus nodes themselves."""
    if not focuses:
        return
    described = Graph()
    for triple in index.of(focuses):
        described.add(triple)
    store = ox.Store()
    store.load(described.serialize(format="nt"), format=ox.RdfFormat.N_TRIPLES)
    solutions = store.query(query)
    assert isinstance(solutions, ox.QuerySolutions)
    wanted = set(focuses)
    for solution in solutions:
        focus, value = solution["this"], solution["value"]
        if focus is not None and from_oxigraph(focus) in wanted:
            yield from_oxigraph(focus), None if value is None else from_oxigraph(value)


def _min_count(_: TripleIndex, __: Node, values: list[Node], least: Any) -> list[Node | None]:
    return [None] if len(values) < least.value else []


def _max_count(_: TripleIndex, __: Node, values: list[Node], most: Any) -> list[Node | None]:
    return [None] if len(values) > most.value else []


def _class(index: TripleIndex, _: Node, values: list[Node], cls: Any) -> list[Node | None]:
    instances = index.instances(cls)
    return [value for value in values if value not in instances]


def _disjoint(index: TripleIndex, focus: Node, values: list[Node], predicate: Any) -> list[Node | None]:
    return [value for value in values if value in index.objects(focus, predicate)]


def _at_most(index: TripleIndex, focus: Node, values: list[Node], predicate: Any) -> list[Node | None]:
    others = index.objects(focus, predicate)
    return [value for value in values if not all(_ordered(value, other) for other in others)]


def _has_value(_: TripleIndex, __: Node, values: list[Node], wanted: Any) -> list[Node | None]:
    return [] if wanted in values else [None]


def _all(index: TripleIndex, _: Node, values: list[Node], members: Any) -> list[Node | None]:
    return [value for value in values if not all(_conforms(index, each, value) for each in members)]


def _any(index: TripleIndex, _: Node, values: list[Node], members: Any) -> list[Node | None]:
    return [value for value in values if not any(_conforms(index, each, value) for each in members)]


def _none(index: TripleIndex, _: Node, values: list[Node], member: Any) -> list[Node | None]:
    return [value for value in values if _conforms(index, member, value)]


def _each(test: Callable[[Node, Any], bool]) -> Callable[[TripleIndex, Node, list[Node], Any], list[Node | None]]:
    """A constraint that looks at one value after the other."""
    return lambda _, __, values, argument: [value for value in values if not test(value, argument)]


def _is_of(value: Node, datatype: Node) -> bool:
    return isinstance(value, Literal) and _datatype(value) == datatype and not value.ill_typed


def _datatype(value: Literal) -> URIRef:
    if value.language:
        return _LANG_STRING
    return value.datatype or _STRING


def _ordered(one: Node, other: Node) -> bool:
    """Whether both are numbers and in order; what cannot be compared breaks the shape (4.3)."""
    if not (isinstance(one, Literal) and isinstance(other, Literal)):
        return False
    numbers = (one.value, other.value)
    return all(isinstance(n, int | Decimal | float) and not isinstance(n, bool) for n in numbers) and bool(
        numbers[0] <= numbers[1]
    )


_STRING: Final = URIRef("http://www.w3.org/2001/XMLSchema#string")
_LANG_STRING: Final = URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#langString")
_RULES: Final[dict[Node, Callable[[TripleIndex, Node, list[Node], Any], list[Node | None]]]] = {
    SH.minCount: _min_count,
    SH.maxCount: _max_count,
    SH["class"]: _class,
    SH.datatype: _each(_is_of),
    SH["in"]: _each(lambda value, listed: value in listed),
    SH.nodeKind: _each(lambda value, kind: kind == SH.IRI and isinstance(value, URIRef)),
    SH.pattern: _each(
        lambda value, text: not isinstance(value, BNode) and bool(_pattern(str(text)).search(str(value)))
    ),
    SH.minLength: _each(lambda value, least: not isinstance(value, BNode) and len(str(value)) >= least.value),
    SH.maxLength: _each(lambda value, most: not isinstance(value, BNode) and len(str(value)) <= most.value),
    SH.minInclusive: _each(lambda value, least: _ordered(least, value)),
    SH.maxInclusive: _each(_ordered),
    SH.lessThanOrEquals: _at_most,
    SH.disjoint: _disjoint,
    SH.hasValue: _has_value,
    SH["and"]: _all,
    SH["or"]: _any,
    SH["not"]: _none,
}
