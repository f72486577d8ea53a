"""The example queries as SHACL executables, for editors that read them.

https://www.w3.org/TR/shacl-af/#SPARQLExecutable
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import RDF, RDFS, SDO, Literal, URIRef

from plangraph.graph.queries import iter_examples
from plangraph.namespaces import PREFIXES, SH, XSD

if TYPE_CHECKING:
    from rdflib import Graph

__all__ = ["add_executables"]


def add_executables(graph: Graph, base: str) -> None:
    """Each example with its query, its words in two languages, the prefixes it uses, and the endpoint it is for."""
    prefixes = URIRef(f"{base}dataset#prefixes")
    for prefix, namespace in PREFIXES.items():
        declaration = URIRef(f"{prefixes}-{prefix}")
        graph.add((prefixes, SH.declare, declaration))
        graph.add((declaration, SH.prefix, Literal(prefix)))
        graph.add((declaration, SH.namespace, Literal(namespace, datatype=XSD.anyURI)))
    for example in iter_examples():
        node, form = URIRef(f"{base}dataset#query-{example.name}"), example.form
        graph.add((node, RDF.type, SH.SPARQLExecutable))
        graph.add((node, RDF.type, SH[f"SPARQL{form.title()}Executable"]))
        graph.add((node, RDFS.label, Literal(example.ja, lang="ja")))
        graph.add((node, RDFS.label, Literal(example.en, lang="en")))
        graph.add((node, SH.prefixes, prefixes))
        graph.add((node, SH[form.lower()], Literal(example.text)))
        graph.add((node, SDO.target, URIRef(f"{base}sparql")))
