"""The forms that answers are written in: SPARQL 1.1 results and RDF, with their media types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Generic, TypeVar

import pyoxigraph as ox

from plangraph.errors import NotAcceptableError
from plangraph.negotiation import negotiate

__all__ = ["GRAPHS", "RESULTS", "Format", "choose_format", "graph_media_type", "legible"]


Syntax = TypeVar("Syntax", ox.QueryResultsFormat, ox.RdfFormat)


@dataclass(frozen=True, slots=True)
class Format(Generic[Syntax]):
    """A format by its short name, its own media type first, then those that are taken to mean it.

    `spellings` are other short names that clients send: SPARQLWrapper says xml, rdf+xml and json-ld of graphs, others
    the endings of files.
    """

    name: str
    media_types: tuple[str, ...]
    syntax: Syntax
    spellings: tuple[str, ...] = ()


# In the order of preference where a client has none.
RESULTS: Final = (
    Format("json", ("application/sparql-results+json", "application/json"), ox.QueryResultsFormat.JSON, ("srj",)),
    Format(
        "xml", ("application/sparql-results+xml", "application/xml", "text/xml"), ox.QueryResultsFormat.XML, ("srx",)
    ),
    Format("csv", ("text/csv",), ox.QueryResultsFormat.CSV),
    Format("tsv", ("text/tab-separated-values",), ox.QueryResultsFormat.TSV),
)
GRAPHS: Final = (
    Format("turtle", ("text/turtle",), ox.RdfFormat.TURTLE, ("ttl",)),
    Format("jsonld", ("application/ld+json", "application/json"), ox.RdfFormat.JSON_LD, ("json-ld", "json")),
    Format("ntriples", ("application/n-triples",), ox.RdfFormat.N_TRIPLES, ("nt", "n-triples")),
    Format(
        "rdfxml",
        ("application/rdf+xml", "application/xml"),
        ox.RdfFormat.RDF_XML,
        ("rdf+xml", "rdf-xml", "rdf/xml", "rdf", "xml"),
    ),
)


def choose_format(
    formats: tuple[Format[Syntax], ...], accept: str | None, name: str | None
) -> tuple[Format[Syntax], str]:
    """The format to write and the media type to name it by; a short `name` beats an `Accept` header.

    Raises NotAcceptableError when none of the formats is wanted.
    """
    own = tuple(f.media_types[0] for f in formats)
    if name:
        # In an address, where a plus stands bare, it is read as a space.
        short = name.lower().replace(" ", "+")
        for each in formats:
            if short == each.name or short in each.spellings or short in each.media_types:
                return each, each.media_types[0]
        raise NotAcceptableError(name, tuple(f.name for f in formats))
    # Aliases come after all types proper, so that `*/*` and `application/*` give the latter.
    aliases = tuple(alias for f in formats for alias in f.media_types[1:])
    media_type = negotiate(accept, own + aliases)
    if media_type is None:
        raise NotAcceptableError(accept or "", own)
    return next(f for f in formats if media_type in f.media_types), media_type


def graph_media_type(name: str) -> str:
    """The media type of RDF that a short name means, JSON-LD by `json`. Raises NotAcceptableError for none of them."""
    return choose_format(GRAPHS, None, name)[1]


def legible(body: bytes, media_type: str) -> bytes:
    """What the engine wrote, such that readers get every character of it.

    It writes carriage returns into XML as they are, which readers take for line ends (XML 1.0, 2.11).
    """
    return body.replace(b"\r", b"&#xD;") if media_type.endswith("xml") else body
