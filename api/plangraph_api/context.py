"""The JSON-LD context: short names for the terms of the ontology, published at `/context.jsonld`.

JSON-LD carries the part of it that it uses: a file that was saved can be read without a network, on any day, and under
a base that leads nowhere. JSON has the same nodes without it, and a link to the whole (JSON-LD 1.1, 6.1), which is
allowed of JSON alone: a link may add nothing to JSON-LD.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from rdflib import OWL, RDF, RDFS, XSD, URIRef

from plangraph.namespaces import PG, PREFIXES
from plangraph_api.statements import concepts_graph, ontology_graph

if TYPE_CHECKING:
    from rdflib import Graph

__all__ = ["CONTEXT_LINK", "context", "context_of"]

CONTEXT_LINK: Final = '</context.jsonld>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"'
"""What interprets JSON as JSON-LD; readers that look for a link of this kind may look at the first alone."""

# Terms of others that our data uses; what is of ours comes from the ontology.
_BORROWED: Final[dict[str, str | dict[str, str]]] = {
    "id": "@id",
    "type": "@type",
    "label": "rdfs:label",
    "notation": "skos:notation",
    "prefLabel": "skos:prefLabel",
    "altLabel": "skos:altLabel",
    "definition": "skos:definition",
    "broader": {"@id": "skos:broader", "@type": "@id"},
    "inScheme": {"@id": "skos:inScheme", "@type": "@id"},
    "title": "dcterms:title",
    "identifier": "dcterms:identifier",
    "unitOf": {"@id": "org:unitOf", "@type": "@id"},
    "sameAs": {"@id": "owl:sameAs", "@type": "@id"},
    "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
}


@cache
def context() -> dict[str, Any]:
    """The whole context: prefixes, then terms by name. A name is either: `sdg` is the property, and no prefix."""
    terms: dict[str, Any] = {**PREFIXES, **_BORROWED}
    ontology = ontology_graph()
    named = {*ontology.subjects(RDF.type, None), *concepts_graph().subjects(RDF.type, None)}
    for term in sorted(term for term in named if isinstance(term, URIRef) and term in PG):
        terms[term.removeprefix(PG)] = _definition(ontology, term)
    return {"@context": terms}


def context_of(graph: Graph) -> dict[str, Any]:
    """The part of the context that a graph needs."""
    used = {str(predicate) for predicate in graph.predicates()} | {str(cls) for cls in graph.objects(None, RDF.type)}
    return {
        name: value
        for name, value in context()["@context"].items()
        if value == PREFIXES.get(name) or name in {"id", "type"} or _iri(value) in used
    }


def _definition(ontology: Graph, term: URIRef) -> str | dict[str, str]:
    name = f"pg:{term.removeprefix(PG)}"
    if (term, RDF.type, OWL.ObjectProperty) in ontology:
        return {"@id": name, "@type": "@id"}
    kind = ontology.value(term, RDFS.range)
    if isinstance(kind, URIRef) and kind in XSD and kind != XSD.string:
        return {"@id": name, "@type": f"xsd:{kind.removeprefix(str(XSD))}"}
    return name


def _iri(value: str | dict[str, str]) -> str:
    name = value["@id"] if isinstance(value, dict) else value
    prefix, _, local = name.partition(":")
    return PREFIXES.get(prefix, prefix + ":") + local
