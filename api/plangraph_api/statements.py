"""What is said of things that have no page of their own kind: plans, municipalities, departments, documents."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from rdflib import DCAT, FOAF, RDF, RDFS, SKOS, VOID, Graph, Literal, URIRef

from plangraph.namespaces import PG, PREFIXES
from plangraph.resources import ontology, read_query

if TYPE_CHECKING:
    from plangraph_api.library import Library

__all__ = [
    "PARTS_SHOWN",
    "Statement",
    "Statements",
    "concepts_graph",
    "ontology_graph",
    "parts_of",
    "read_there",
    "rows_of",
    "short_name",
    "statements_of",
    "terms_graph",
]

_FIELDS: Final = "policy-"

_MORE: Final = {"dcat": str(DCAT), "foaf": str(FOAF), "void": str(VOID)}

PARTS_SHOWN: Final = 500
"""How many parts a page lists; the query asks for one more, to know that there are more."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A property, as a term of the ontology, with its values: (text, IRI or None, language or None)."""

    iri: str
    name: str
    labels: dict[str, str]
    values: tuple[tuple[str, str | None, str | None], ...]


@dataclass(frozen=True, slots=True)
class Statements:
    """A thing's label, its class by local name and in words by language, and the statements about it."""

    label: str
    kind: str
    kinds: dict[str, str]
    rows: tuple[Statement, ...]


@cache
def ontology_graph() -> Graph:
    """The ontology, read once."""
    return Graph().parse(data=ontology("plangraph.ttl").read_text(encoding="utf-8"), format="turtle")


@cache
def concepts_graph() -> Graph:
    """The concepts of the vocabularies of the ontology's own namespace, read once."""
    graph = Graph()
    for file in ontology("vocabularies").iterdir():
        # The fields of policy have a namespace and pages of their own, and would take a second to read.
        if file.name.endswith(".ttl") and not file.name.startswith(_FIELDS):
            graph.parse(data=file.read_text(encoding="utf-8"), format="turtle")
    return graph


@cache
def terms_graph() -> Graph:
    """All that is said of the terms of our own namespace: classes, properties, concepts and their schemes."""
    graph = Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, replace=True)
    graph += ontology_graph()
    for subject in concepts_graph().subjects():
        if isinstance(subject, URIRef) and subject in PG:
            graph += concepts_graph().triples((subject, None, None))
    return graph


def statements_of(graph: Graph, iri: str, language: str = "ja") -> Statements:
    """The statements that a description makes of its subject, sorted by property.

    Things are called by their labels in a language, else in Japanese, else in whichever.
    """
    subject = URIRef(iri)
    classes = sorted(str(cls) for cls in graph.objects(subject, RDF.type))
    kinds = [cls.removeprefix(str(PG)) for cls in classes if cls.startswith(str(PG))]
    rows = [
        Statement(
            str(predicate),
            short_name(str(predicate)),
            _labels(URIRef(str(predicate))),
            tuple(sorted(_value(graph, value, language) for value in graph.objects(subject, predicate))),
        )
        for predicate in sorted(set(graph.predicates(subject)), key=str)
        if predicate not in (RDF.type, RDFS.label)
    ]
    fallback = classes[0].rpartition("#")[2] if classes else ""
    kind = (kinds or [fallback])[0]
    return Statements(str(_label(graph, subject, language)), kind, _labels(PG[kind]), tuple(rows))


def _labels(term: URIRef) -> dict[str, str]:
    """What the ontology calls a term, by language."""
    said = ontology_graph().objects(term, RDFS.label)
    return {label.language: str(label) for label in said if isinstance(label, Literal) and label.language}


def parts_of(library: Library, iri: str) -> list[dict[str, str]]:
    """Elements of a plan, plans of a municipality, or charges of a department; at most PARTS_SHOWN and one."""
    query = read_query("plangraph_api", "belonging").replace("<urn:plangraph:whole>", URIRef(iri).n3())
    return [
        {"notation": "", "cityLabel": "", **row, "iri": row["thing"], "kind": row.get("kind", "").removeprefix(str(PG))}
        for row in rows_of(library, query)
    ]


def read_there(library: Library, iri: str) -> list[dict[str, str]]:
    """What was read from a place of a document: the thing, and the text or value as printed; at most 201 rows."""
    query = read_query("plangraph_api", "read-there").replace("<urn:plangraph:place>", URIRef(iri).n3())
    return [
        {"notation": "", **row, "iri": row["thing"], "kind": row.get("kind", "").removeprefix(str(PG))}
        for row in rows_of(library, query)
    ]


def rows_of(library: Library, query: str) -> list[dict[str, str]]:
    """The rows of a SELECT as texts by variable; what is unbound is absent."""
    _, body = library.sparql(query, form="json")
    bindings: list[dict[str, Any]] = json.loads(body)["results"]["bindings"]
    return [{name: cell["value"] for name, cell in row.items()} for row in bindings]


def _value(graph: Graph, value: object, language: str) -> tuple[str, str | None, str | None]:
    if isinstance(value, URIRef):
        label = _label(graph, value, language)
        return str(label), str(value), getattr(label, "language", None)
    return str(value), None, getattr(value, "language", None)


def _label(graph: Graph, node: URIRef, language: str) -> object:
    """A literal, or a name made of the IRI."""

    def rank(label: object) -> tuple[bool, bool, str]:
        tag = getattr(label, "language", "")
        return tag != language, tag != "ja", str(label)

    labels = sorted((o for p in (SKOS.prefLabel, RDFS.label) for o in graph.objects(node, p)), key=rank)
    if labels:
        return labels[0]
    return short_name(str(node))


def short_name(iri: str) -> str:
    """An IRI with a prefix for its namespace, where we know one."""
    for prefix, namespace in {**PREFIXES, **_MORE}.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
