"""The clients, each as a function: an endpoint, a method and queries by name → answers by name.

They ask as their users do, each with its own Accept header and its own form of results.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from clients.answers import Answer, from_rows, graph_of, read_graph, read_results, term
from plangraph.graph.queries import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["CLIENTS", "METHODS", "engine", "form_of", "node_modules"]

METHODS = ("GET", "POST")
_RESULTS = "application/sparql-results+json"


def node_modules() -> Path:
    """The folder of npm's packages that the environment names; skips the test where there is none."""
    folder = os.environ.get("PLANGRAPH_NODE_MODULES")
    if not folder:
        pytest.skip("PLANGRAPH_NODE_MODULES names no folder with packages of npm")
    return Path(folder)


def form_of(query: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE."""
    return Question("", "", "", query).form


def engine(store: object, queries: Mapping[str, str]) -> dict[str, Answer]:
    """What the bare engine says over the same store: what all clients shall say."""
    import pyoxigraph as ox

    def ask(query: str) -> Answer:
        found = store.query(query, use_default_graph_as_union="FROM <" not in query)
        if isinstance(found, ox.QueryTriples):
            return read_graph(ox.serialize(found, format=ox.RdfFormat.N_TRIPLES), "nt")
        return read_results(found.serialize(format=ox.QueryResultsFormat.JSON))

    return {name: ask(query) for name, query in queries.items()}


def _curl(endpoint: str, method: str, queries: Mapping[str, str]) -> dict[str, Answer]:
    """curl, which sends the query itself as the body of POST."""
    if not shutil.which("curl"):
        pytest.skip("no curl on this machine")

    def ask(query: str) -> Answer:
        table = form_of(query) in {"SELECT", "ASK"}
        command = ["curl", "-sSf", "-H", f"Accept: {_RESULTS if table else 'text/turtle'}"]
        if method == "GET":
            command += ["-G", "--data-urlencode", "query@-"]
        else:
            command += ["-H", "Content-Type: application/sparql-query", "--data-binary", "@-"]
        done = subprocess.run([*command, endpoint], input=query.encode(), capture_output=True, check=False)
        assert 0 == done.returncode, done.stderr
        return read_results(done.stdout) if table else read_graph(done.stdout, "turtle")

    return {name: ask(query) for name, query in queries.items()}


def _sparqlwrapper(endpoint: str, method: str, queries: Mapping[str, str]) -> dict[str, Answer]:
    """SPARQLWrapper, which makes a graph of RDF/XML, and sends a form by POST."""
    import SPARQLWrapper as sw  # noqa: N813 — the package has the name of its class

    def ask(query: str) -> Answer:
        wrapper = sw.SPARQLWrapper(endpoint)
        wrapper.setMethod(method)
        wrapper.setQuery(query)
        table = form_of(query) in {"SELECT", "ASK"}
        wrapper.setReturnFormat(sw.JSON if table else sw.RDFXML)
        found = wrapper.queryAndConvert()
        return read_results(json.dumps(found)) if table else graph_of(found)

    return {name: ask(query) for name, query in queries.items()}


def _sparqlstore(endpoint: str, method: str, queries: Mapping[str, str]) -> dict[str, Answer]:
    """rdflib's SPARQLStore, which asks for results in XML."""
    graph = Graph(SPARQLStore(endpoint, method=method, returnFormat="xml"))

    def ask(query: str) -> Answer:
        found = graph.query(query)
        if found.type == "ASK":
            return bool(found.askAnswer)
        return from_rows(row.asdict() for row in found) if found.type == "SELECT" else graph_of(found.graph)

    return {name: ask(query) for name, query in queries.items()}


def _fetcher(endpoint: str, method: str, queries: Mapping[str, str]) -> dict[str, Answer]:
    """fetch-sparql-endpoint, by which Comunica asks."""
    folder = node_modules()
    if not shutil.which("node") or not (folder / "fetch-sparql-endpoint").is_dir():
        pytest.skip("no node on this machine, or no fetch-sparql-endpoint in PLANGRAPH_NODE_MODULES")
    asked = json.dumps({"endpoint": endpoint, "method": method, "queries": queries})
    script = Path(__file__).with_name("ask.mjs")
    done = subprocess.run(["node", str(script)], input=asked, capture_output=True, text=True, check=False)
    assert 0 == done.returncode, done.stderr

    def read(part: Mapping[str, str]) -> object:
        return term(part["termType"], part["value"], part["language"], part["datatype"])

    def answer(found: Mapping[str, object]) -> Answer:
        if "rows" in found:
            return from_rows({name: read(part) for name, part in row.items()} for row in found["rows"])
        if "triples" in found:
            return graph_of(tuple(read(part) for part in triple) for triple in found["triples"])
        return found["boolean"]

    return {name: answer(found) for name, found in json.loads(done.stdout).items()}


CLIENTS: dict[str, Callable[[str, str, Mapping[str, str]], dict[str, Answer]]] = {
    "curl": _curl,
    "SPARQLWrapper": _sparqlwrapper,
    "rdflib's SPARQLStore": _sparqlstore,
    "fetch-sparql-endpoint": _fetcher,
}
