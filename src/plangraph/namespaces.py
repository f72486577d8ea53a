"""The IRIs that PlanGraph publishes under, and those it points to (CONTRACT: Namespaces and IRIs)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from rdflib import DCTERMS, ORG, PROV, QB, RDF, RDFS, SKOS, XSD, Namespace, URIRef

__all__ = [
    "AREA",
    "BASE",
    "DCTERMS",
    "ORG",
    "PG",
    "PGF",
    "PREFIXES",
    "PROV",
    "QB",
    "RDF",
    "RDFS",
    "SDG",
    "SH",
    "SHAPES",
    "SKOS",
    "XSD",
    "Iris",
]

BASE: Final = "https://w3id.org/plangraph/"
PG: Final = Namespace("https://w3id.org/plangraph/ns#")
PGF: Final = Namespace("https://w3id.org/plangraph/field/")
SHAPES: Final = Namespace("https://w3id.org/plangraph/shapes#")
SDG: Final = Namespace("http://metadata.un.org/sdg/")
AREA: Final = Namespace("http://data.e-stat.go.jp/lod/sac/C")
SH: Final = Namespace("http://www.w3.org/ns/shacl#")

PREFIXES: Final[dict[str, str]] = {
    "pg": str(PG),
    "pgf": str(PGF),
    "dcterms": str(DCTERMS),
    "org": str(ORG),
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": str(PROV),
    "qb": str(QB),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "sdg": str(SDG),
    "sh": str(SH),
    "skos": str(SKOS),
    "xsd": str(XSD),
}
# RFC 3987 lets letters of any script stand in an IRI; what it forbids there is percent-encoded.
_FORBIDDEN: Final = re.compile(r"[^A-Za-z0-9._~!$'()*+,;=:@/\xA0-\U0010FFFF-]|\s")


@lru_cache(maxsize=4096)
def _segment(text: str) -> str:
    return _FORBIDDEN.sub(lambda match: quote(match[0], safe=""), text)


class Iris:
    """Makes every IRI of ours from codes and local parts, under one base.

    >>> Iris().plan("102041", "manifesto-progress-2025-2028")
    rdflib.term.URIRef('https://w3id.org/plangraph/id/102041/manifesto-progress-2025-2028')
    """

    def __init__(self, base: str = BASE) -> None:
        self.base = base if base.endswith("/") else base + "/"

    def municipality(self, code: str) -> URIRef:
        """The IRI of a city, ward, town or village by its six-digit code."""
        return URIRef(f"{self.base}id/{code}")

    def unit(self, code: str, name: str) -> URIRef:
        """The IRI of a department of a municipality by its name."""
        return URIRef(f"{self.base}id/{code}/unit/{_segment(name)}")

    def plan(self, code: str, slug: str) -> URIRef:
        """The IRI of a plan."""
        return URIRef(f"{self.base}id/{code}/{_segment(slug)}")

    def thing(self, code: str, slug: str, local: str) -> URIRef:
        """The IRI of anything inside a plan: element, indicator, observation, span."""
        return URIRef(f"{self.base}id/{code}/{_segment(slug)}/{_segment(local)}")

    def at(self, path: str) -> URIRef:
        """The IRI of the thing at a decoded path below `id/`, as it comes over HTTP."""
        return URIRef(f"{self.base}id/{_segment(path)}")

    def graph(self, code: str, slug: str) -> URIRef:
        """The IRI of the named graph that holds what one document says."""
        return URIRef(f"{self.base}graph/{code}/{_segment(slug)}")

    def graph_at(self, path: str) -> URIRef:
        """The IRI of the named graph at a decoded path below `graph/`, as it comes over HTTP."""
        return URIRef(f"{self.base}graph/{_segment(path)}")

    def statistics(self, name: str) -> URIRef:
        """The IRI of the named graph of an imported table of statistics."""
        return URIRef(f"{self.base}graph/statistics/{_segment(name)}")

    def derived(self, what: str) -> URIRef:
        """The IRI of a named graph of facts that were computed, not read."""
        return URIRef(f"{self.base}graph/derived/{what}")
