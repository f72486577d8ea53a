"""Generations in a remote store, and queries over them, on real servers."""

import json
import threading
from contextlib import closing
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

from plangraph.errors import (
    BuildError,
    GraphNotFoundError,
    QueryError,
    ServiceError,
    StoreUnavailableError,
    WorkspaceError,
)
from plangraph.model import Card, Hit, Interpretation, Passage, PassageHit, Query, SearchResult
from plangraph.pipeline import remote as publishing
from plangraph.sparql import Limits, Link, Remote, Services, Turns, count_triples

EX = "http://example.org/"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
PLAN = f"{EX}graph/計画-1"


def number(answer):
    return int(json.loads(answer.body)["results"]["bindings"][0]["n"]["value"])


def opened(remote, workspace, meaning=None, services=None, **limits):
    generation = SimpleNamespace(number=1, directory=workspace.generations / "1")
    return publishing.open_remote(
        remote, generation, Limits(60, 1 << 20, **limits), Turns(2), meaning, services=services
    )


def rows_or_error(ask):
    try:
        return str(ask().rows)
    except QueryError as error:
        return str(error)


@pytest.fixture
def endpoint(remote, workspace):
    publishing.upload(remote, workspace, workspace.generations / "1")
    with opened(remote, workspace) as endpoint:
        yield endpoint


def test_all_graphs_of_the_generation_are_one(endpoint):
    """Without a dataset a query sees the generation, and no other that the store holds."""
    assert 300 == number(endpoint.query(COUNT, "application/json"))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (COUNT.replace("WHERE", f"FROM <{PLAN}> WHERE"), 100),
        (COUNT.replace("WHERE", f"FROM NAMED <{PLAN}> WHERE"), 0),
        (f"PREFIX g: <{EX}graph/> SELECT (COUNT(*) AS ?n) {{ GRAPH g:計画-1 {{ ?s ?p ?o }} }}", 100),
        (f"BASE <{EX}> SELECT (COUNT(*) AS ?n) {{ GRAPH <graph/計画-2> {{ ?s ?p ?o }} }}", 100),
        (f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{EX}other> {{ ?s ?p ?o }} }}", 0),
        ("SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }", 3),
        (f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?g = <{PLAN}>) }}", 100),
    ],
)
def test_graphs_have_the_names_that_are_known(endpoint, query, expected):
    """FROM, GRAPH and FILTER take the stable names of graphs."""
    assert expected == number(endpoint.query(query, "application/json"))


def test_answers_name_graphs_as_they_are_known(endpoint):
    """What GRAPH ?g gives is the stable name."""
    answer = endpoint.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g", "text/csv")
    assert ["g", *(f"{EX}graph/計画-{n}" for n in range(3))] == answer.body.decode().split()


def test_what_a_search_found_reaches_the_store_letter_by_letter(remote, workspace):
    """A passage may look like SPARQL, or like an escape of it: it is resolved once, before the search."""
    passage = 'a "quoted" } SERVICE <x:y> { \\u0022 \\ <tag> ?p'
    hit = Hit(
        Card(f"{EX}防災/1", "Measure", "", "", "", "", ""), 1, 2.5, (PassageHit(Passage("", "", "", passage), 1),)
    )
    read = Interpretation("x", "ja")
    found = SearchResult(Query("x"), read, answerable=True, total=1, hits=(hit,))
    meaning = SimpleNamespace(open=lambda: None, search=lambda query: replace(found, query=query))
    publishing.upload(remote, workspace, workspace.generations / "1")
    search = 'SERVICE pg:search { ?hit pg:query "x" ; pg:passage ?text }'
    query = f"SELECT ?text ?l {{ {search} ?hit <{EX}label> ?l }}"
    with opened(remote, workspace, meaning) as endpoint:
        (row,) = json.loads(endpoint.query(query, "application/json").body)["results"]["bindings"]
    assert (passage, "避難所") == (row["text"]["value"], row["l"]["value"])


class OtherEndpoint(BaseHTTPRequestHandler):
    """Says of one thing how many it counts, at /sparql alone."""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        row = {"s": {"type": "uri", "value": f"{EX}防災/7"}, "n": {"type": "literal", "value": "51 } SERVICE <x:y> {"}}
        body = json.dumps({"head": {"vars": ["s", "n"]}, "results": {"bindings": [row]}}).encode()
        self.send_response(200 if self.path == "/sparql" else 500)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Nothing is logged."""


@pytest.fixture(scope="module")
def elsewhere():
    with ThreadingHTTPServer(("127.0.0.1", 0), OtherEndpoint) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_others_are_called_from_here(remote, workspace, elsewhere):
    """SERVICE joins over a remote store as over the embedded one: the store gets the rows, and calls nobody itself."""
    publishing.upload(remote, workspace, workspace.generations / "1")
    block = f"SERVICE <{elsewhere}/sparql> {{ ?s <{EX}count> ?n }}"
    failing = f"SERVICE <{elsewhere}/none> {{ ?s <{EX}count> ?n }}"
    silent = failing.replace("SERVICE", "SERVICE SILENT")
    joined = {"s": f"{EX}防災/7", "n": "51 } SERVICE <x:y> {", "l": "避難所"}
    label = f"?s <{EX}label> ?l"
    allowed = Services([f"{elsewhere}/sparql", f"{elsewhere}/none"])
    with closing(allowed), opened(remote, workspace, services=allowed) as endpoint:

        def ask(pattern):
            found = json.loads(endpoint.query(f"SELECT ?s ?n ?l {{ {pattern} }}", "application/json").body)
            return [{name: term["value"] for name, term in row.items()} for row in found["results"]["bindings"]]

        assert [joined] == ask(f"{block} {label}")
        assert [joined] == ask(f"GRAPH <{EX}graph/計画-1> {{ {label} }} {block}")
        assert [{"l": "避難所"}] == ask(f"<{EX}防災/7> <{EX}label> ?l OPTIONAL {{ {silent} }}")
        with pytest.raises(ServiceError, match="it answers 500"):
            ask(f"{failing} {label}")
        with pytest.raises(QueryError, match="PLANGRAPH_SERVICE_ALLOW"):
            ask(f"SERVICE <{elsewhere}/other> {{ {label} }}")


def test_the_protocol_may_name_the_dataset(endpoint):
    """`default-graph-uri` narrows the default graph."""
    assert 100 == number(endpoint.query(COUNT, "application/json", default_graphs=[PLAN]))


def test_asking_gives_a_truth(endpoint):
    """ASK is answered by true or false."""
    asked = [f"ASK {{ <{EX}防災/{n}> ?p ?o }}" for n in (7, 700)]
    answers = [json.loads(endpoint.query(query, "application/json").body)["boolean"] for query in asked]
    assert [True, False] == answers


def test_a_graph_is_fetched_whole(endpoint):
    """The Graph Store Protocol's reading side goes through."""
    assert 100 == endpoint.fetch(PLAN, "application/n-triples").body.count(b"\n")


def test_everything_is_fetched_whole_or_not_at_all(endpoint):
    """The union of all graphs, which is larger than what the second server gives, comes whole or as an error."""
    assert rows_or_error(lambda: endpoint.fetch(None, "text/turtle")) in {
        "300",
        "the remote store cuts results: it gave 251 of 300 triples",
    }


def test_an_unknown_graph_is_not_found(endpoint):
    """A graph that the generation lacks is missing."""
    with pytest.raises(GraphNotFoundError):
        endpoint.fetch(f"{EX}other")


def test_rows_are_bounded(remote, workspace):
    """More rows than are allowed are an error, never a part."""
    publishing.upload(remote, workspace, workspace.generations / "1")
    with opened(remote, workspace, rows=50) as endpoint, pytest.raises(QueryError, match="more than 50 rows"):
        endpoint.query("SELECT ?s { ?s ?p ?o } LIMIT 60")


def test_what_the_store_cuts_is_no_answer(endpoint):
    """300 rows come whole, or where the store gives 250 at most, as an error."""
    assert rows_or_error(lambda: endpoint.query("SELECT ?s { ?s ?p ?o }", "text/csv")) in {
        "300",
        "the remote store cuts results at 250 rows; add a smaller LIMIT",
    }


def test_a_graph_is_constructed_whole_or_not_at_all(endpoint):
    """300 triples come whole, or as an error."""
    assert rows_or_error(lambda: endpoint.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "text/turtle")) in {
        "300",
        "CONSTRUCT: the remote store, Virtuoso, may cut graphs and not say so; use SELECT",
    }


def test_a_malformed_query_is_the_askers_fault(endpoint):
    """The store's refusal becomes a QueryError."""
    with pytest.raises(QueryError, match="refuses"):
        endpoint.query("SELECT ?s WHERE { ?s ?p }")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { GRAPH ?g { ?s ?p ?o } }",
        "SELECT ?s { ?s ?p ?o FILTER EXISTS { GRAPH ?g { ?s ?p ?o } } }",
        "SELECT ?g { GRAPH ?g { ?g ?p ?o } }",
        "SELECT ?s { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "PREFIX f: <bif:> SELECT (f:version() AS ?v) {}",
    ],
)
def test_what_would_be_answered_wrongly_is_refused(endpoint, query):
    """A query that cannot be put over the generation's names is an error."""
    with pytest.raises(QueryError):
        endpoint.query(query)


def test_old_generations_are_dropped(remote, workspace):
    """What belongs to no generation in the workspace leaves the store."""
    publishing.upload(remote, workspace, workspace.generations / "1")
    record = workspace.generations / "1" / "remote.json"
    data = json.loads(record.read_text(encoding="utf-8"))
    record.unlink()
    publishing.drop_old(remote, workspace)
    with closing(Link(remote)) as link:
        assert 0 == count_triples(link, PLAN + data["mark"], 60, Turns(1))


def test_a_generation_elsewhere_is_not_served(remote, workspace):
    """A generation that was not published to the store says so."""
    with pytest.raises(WorkspaceError, match="plangraph build"):
        opened(remote, workspace)


def test_a_failed_upload_names_the_graph(workspace):
    """Where the store is down, the build says which graph failed."""
    down = Remote("http://127.0.0.1:9/query", "http://127.0.0.1:9/store")
    with pytest.raises(BuildError, match=r"graph/計画-0 could not be published.*cannot be reached"):
        publishing.upload(down, workspace, workspace.generations / "1")


def test_a_store_that_is_down_is_unavailable(remote, workspace):
    """A query to a store that went away is no fault of the asker, and credentials are not told."""
    publishing.upload(remote, workspace, workspace.generations / "1")
    record = workspace.generations / "1" / "remote.json"
    down = Remote("http://127.0.0.1:9/query", "http://127.0.0.1:9/store", "user", "secret")
    record.write_text(record.read_text(encoding="utf-8").replace(remote.query, down.query), encoding="utf-8")
    with opened(down, workspace) as endpoint, pytest.raises(StoreUnavailableError) as caught:
        endpoint.query(COUNT)
    assert "secret" not in f"{caught.value}{down!r}"
