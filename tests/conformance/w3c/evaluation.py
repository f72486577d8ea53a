"""Query and update cases: sent, and what comes back compared. Each gives None, or why it failed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote, urlencode

import pyoxigraph as ox

from w3c.compare import result_set, same_csv, same_graph, same_results
from w3c.manifests import BASE, MF, QT, UT, Case, Node, read_file, read_graph
from w3c.server import SPARQL, STORE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from w3c.server import Client, Reply

NOWHERE = BASE + "none"
_TABLES = {
    "srx": ("application/sparql-results+xml", ox.QueryResultsFormat.XML),
    "srj": ("application/sparql-results+json", ox.QueryResultsFormat.JSON),
    "tsv": ("text/tab-separated-values", ox.QueryResultsFormat.TSV),
    "csv": ("text/csv", ox.QueryResultsFormat.CSV),
}
_GRAPHS = {"ttl": "text/turtle", "rdf": "application/rdf+xml", "nt": "application/n-triples"}


class Target(Protocol):
    """What answers: the server over HTTP, or the engine itself."""

    def query(self, text: str, default: list[str], named: dict[str, str], accept: str) -> tuple[int, bytes]: ...

    def fill(self, default: list[str], named: dict[str, str]) -> None: ...

    def update(self, text: str) -> int: ...

    def state(self) -> dict[str | None, list[ox.Triple]]: ...


class Http:
    """The server: queries go with the case's graphs as their dataset, updates with its graphs put there before."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def query(self, text: str, default: list[str], named: dict[str, str], accept: str) -> tuple[int, bytes]:
        """A query by POST. One that names its dataset itself is not given another."""
        pairs = [] if _names_dataset(text) else [("default-graph-uri", iri) for iri in default or [NOWHERE]]
        pairs += [("named-graph-uri", iri) for iri in named] if pairs else []
        headers = {"Content-Type": "application/sparql-query", "Accept": accept}
        reply = self._client.send("POST", f"{SPARQL}?{urlencode(pairs)}", headers, text.encode())
        return reply.status, reply.body

    def fill(self, default: list[str], named: dict[str, str]) -> None:
        """Empty the store, and put graphs there."""
        assert self.update("DROP ALL") < 300
        for iri in default:
            put(self._client, None, [iri], method="POST")
        for name, iri in named.items():
            put(self._client, name, [iri])

    def update(self, text: str) -> int:
        """An update by POST; the status."""
        headers = {"Content-Type": "application/sparql-update"}
        return self._client.send("POST", SPARQL, headers, text.encode()).status

    def state(self) -> dict[str | None, list[ox.Triple]]:
        """All graphs that have triples, read by the Graph Store Protocol."""
        reply = self._client.send(
            "POST",
            SPARQL,
            {"Content-Type": "application/sparql-query", "Accept": _TABLES["srj"][0]},
            b"SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }",
        )
        names = [row["g"].value for row in ox.parse_query_results(reply.body, ox.QueryResultsFormat.JSON)]
        return {
            name: graph_of(self._client.send("GET", address(name), {"Accept": "text/turtle"})) for name in names
        } | {None: graph_of(self._client.send("GET", address(None), {"Accept": "text/turtle"}))}


def address(graph: str | None) -> str:
    """The address of a graph by the Graph Store Protocol."""
    return f"{STORE}?default" if graph is None else f"{STORE}?graph={quote(graph, safe='')}"


def put(client: Client, graph: str | None, files: Iterable[str], method: str = "PUT") -> None:
    """Send the triples of files to a graph."""
    body = "".join(f"{triple} .\n" for iri in files for triple in read_graph(iri)).encode()
    reply = client.send(method, address(graph), {"Content-Type": "application/n-triples"}, body)
    assert reply.status < 300, reply


def graph_of(reply: Reply) -> list[ox.Triple]:
    """The triples that a server sent."""
    form = ox.RdfFormat.from_media_type(reply.media_type)
    return [quad.triple for quad in ox.parse(reply.body, format=form)]


def run(case: Case, target: Target) -> str | None:
    """Run a case by its kind; None when it passes, else why not."""
    if case.kind.startswith(("Positive", "Negative")):
        return _syntax(case, target)
    return _updated(case, target) if case.kind == "UpdateEvaluationTest" else _answered(case, target)


def _syntax(case: Case, target: Target) -> str | None:
    text = _text(case.action)
    if case.action.value.endswith(".ru"):
        target.fill([], {})
        status = target.update(text)
    else:
        status, _ = target.query(text, [], {}, "*/*")
    fine = status < 300 if case.kind.startswith("Positive") else status == 400
    return None if fine else f"status {status}"


def _answered(case: Case, target: Target) -> str | None:
    query, result = case.action.one(QT + "query"), case.node.one(MF + "result")
    assert query is not None
    assert result is not None
    default, named = case.data(case.action, QT)
    ending = result.value.rpartition(".")[2]
    text = _text(query)
    if ending in _GRAPHS and "rs:ResultSet" not in read_file(result.value).decode():
        status, body = target.query(text, default, named, "text/turtle")
        if status != 200:
            return f"status {status}"
        got = [quad.triple for quad in ox.parse(body, format=ox.RdfFormat.TURTLE)]
        return None if same_graph(read_graph(result.value), got) else "another graph"
    media_type, form = _TABLES.get(ending, _TABLES["srj"])
    status, body = target.query(text, default, named, media_type)
    if status != 200:
        return f"status {status}"
    expected = read_file(result.value)
    if ending == "csv":
        return same_csv(expected, body)
    table = result_set(read_graph(result.value)) if ending in _GRAPHS else ox.parse_query_results(expected, form)
    return same_results(table, ox.parse_query_results(body, form))


def _updated(case: Case, target: Target) -> str | None:
    request, result = case.action.one(UT + "request"), case.node.one(MF + "result")
    assert request is not None
    assert result is not None
    target.fill(*case.data(case.action, UT))
    status = target.update(_text(request))
    if status >= 300:
        return f"status {status}"
    default, named = case.data(result, UT)
    wanted = {None: [t for iri in default for t in read_graph(iri)]} | {n: read_graph(i) for n, i in named.items()}
    got = target.state()
    for name in {*wanted, *got}:
        if not same_graph(wanted.get(name, []), got.get(name, [])):
            return f"another graph {name or 'by default'}"
    return None


def _text(file: Node) -> str:
    """The text of a query or update; its relative IRIs are those of its file."""
    return f"BASE <{file.value}>\n{read_file(file.value).decode()}"


def _names_dataset(text: str) -> bool:
    return any(line.strip().upper().startswith("FROM") for line in text.splitlines())
