"""SERVICE to other endpoints: whom it reaches, what it joins, and how it fails. The other endpoint is started here."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest

from plangraph.errors import QueryError, QueryTimeoutError, ServiceError
from plangraph.sparql import Call, Endpoint, Services, Update

EX = "http://example.org/"
AREA = "http://data.e-stat.go.jp/lod/sac/C99002"
RESULTS = "application/sparql-results+json"


class StandIn(BaseHTTPRequestHandler):
    """Answers by its path: with statistics of an area, or in a way that no endpoint should."""

    store = ox.Store()
    asked: ClassVar[list[tuple[str, str]]] = []
    over = threading.Event()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.asked.append((self.path, parse_qs(body).get("query", [""])[0]))
        {"/slow": self.slow, "/endless": self.endless, "/redirect": self.redirect}.get(self.path, self.whole)()

    def whole(self):
        kind, status, body = RESULTS, 200, b"{"
        if self.path == "/sparql":
            body = self.store.query(self.asked[-1][1]).serialize(format=ox.QueryResultsFormat.JSON)
        elif self.path == "/html":
            kind = "text/html"
        elif self.path == "/capitals":
            body = b'{"head": {"vars": ["X"]}, "results": {"bindings": []}}'
        elif self.path == "/500":
            status = 500
        elif self.path == "/evil":
            value = f"{EX}> }} SERVICE <http://127.0.0.1:9/> {{ ?a ?b ?c }} #"
            body = json.dumps(
                {"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "uri", "value": value}}]}}
            ).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def slow(self):
        self.over.wait()

    def endless(self):
        self.send_response(200)
        self.send_header("Content-Type", RESULTS)
        self.end_headers()
        try:
            while not self.over.is_set():
                self.wfile.write(b" " * 65536)
        except OSError:
            self.close_connection = True

    def redirect(self):
        self.send_response(307)
        self.send_header("Location", "/sparql")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        """Nothing is logged."""


@pytest.fixture(scope="module")
def where():
    StandIn.store.add(ox.Quad(ox.NamedNode(AREA), ox.NamedNode(EX + "population"), ox.Literal(51000)))
    StandIn.store.add(ox.Quad(ox.BlankNode(), ox.NamedNode(EX + "name"), ox.Literal("} SERVICE <http://a.b/> {\n'\"")))
    with ThreadingHTTPServer(("127.0.0.1", 0), StandIn) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        StandIn.over.set()
        server.shutdown()


@pytest.fixture(scope="module")
def store_dir(tmp_path_factory):
    path = tmp_path_factory.mktemp("services") / "store"
    store = ox.Store(str(path))
    store.add(ox.Quad(ox.NamedNode(EX + "city"), ox.NamedNode(EX + "area"), ox.NamedNode(AREA), ox.NamedNode(EX + "g")))
    store.flush()
    del store
    return path


@pytest.fixture(scope="module")
def endpoint(store_dir, where):
    paths = ("sparql", "slow", "endless", "redirect", "html", "500", "broken", "evil", "capitals")
    services = Services([f"{where}/{path}" for path in paths], rows=5, size=1_000_000)
    with Endpoint(store_dir, timeout=8, workers=1, services=services) as opened:
        yield opened
    services.close()


@pytest.fixture(autouse=True)
def forgotten():
    StandIn.asked.clear()


def rows(endpoint, query, **more):
    found = json.loads(endpoint.query(query, **more).body)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in found]


def test_a_block_joins_with_the_graph(endpoint, where):
    """In a group, a subquery, OPTIONAL and GRAPH; the endpoint gets the block with its prefixes, and no more."""
    block = f"SERVICE <{where}/sparql> {{ ?area ex:population ?n }}"
    prefix = f"PREFIX ex: <{EX}> PREFIX other: <{EX}other/> "
    for pattern in (
        f"?city ex:area ?area . {block}",
        f"?city ex:area ?area {{ SELECT * {{ {block} }} }}",
        f"?city ex:area ?area OPTIONAL {{ {block} }}",
        f"GRAPH ?g {{ ?city ex:area ?area . {block} }}",
    ):
        assert [{"city": f"{EX}city", "n": "51000"}] == rows(endpoint, f"{prefix} SELECT ?city ?n {{ {pattern} }}")
    assert {("/sparql", f"PREFIX ex: <{EX}>\nSELECT * WHERE {{ ?area ex:population ?n }}")} == set(StandIn.asked)


def test_texts_come_back_as_they_are(endpoint, where):
    """What looks like a call is a text."""
    query = f"SELECT ?t {{ SERVICE <{where}/sparql> {{ SELECT ?t {{ ?s <{EX}name> ?t }} }} }}"
    assert [{"t": "} SERVICE <http://a.b/> {\n'\""}] == rows(endpoint, query)


@pytest.mark.parametrize(
    "pattern",
    [
        "SERVICE <{0}/other> {{ ?s ?p ?o }}",
        "SERVICE SILENT <{0}/other> {{ ?s ?p ?o }}",
        "SERVICE <{0}/sparql/> {{ ?s ?p ?o }}",
        "SERVICE ?where {{ ?s ?p ?o }}",
        "VALUES ?where {{ <{0}/sparql> }} SERVICE SILENT ?where {{ ?s ?p ?o }}",
        "{{ SELECT * {{ OPTIONAL {{ SERVICE <{0}/other> {{ ?s ?p ?o }} }} }} }}",
        "SERVICE <{0}/sparql> {{ SERVICE <{0}/other> {{ ?s ?p ?o }} }}",
        "FILTER EXISTS {{ SERVICE <{0}/other> {{ ?s ?p ?o }} }}",
        "FILTER(trueSERVICE<{0}/other>{{ ?s ?p ?o }})",
        "SERVICE \\u003C{0}/other> {{ ?s ?p ?o }}",
        "SERVICE <{0}/sparql> {{ ?s ?p ?o }} SERVICE <{0}/other> {{ ?s ?p ?o }}",
        "SERVICE <{0}/sparql> {{ ?s ?p ?o }} ]",
    ],
)
def test_nobody_else_is_called(endpoint, where, pattern):
    """Neither another address nor one that a variable names, nested or silent or hidden; then nobody is called."""
    with pytest.raises(QueryError):
        endpoint.query(f"SELECT * {{ {pattern.format(where)} }}")
    assert [] == StandIn.asked


def test_a_refusal_names_the_iri_and_the_setting(endpoint, where):
    """By its place as well."""
    with pytest.raises(QueryError, match="PLANGRAPH_SERVICE_ALLOW") as caught:
        endpoint.query(f"PREFIX x: <{where}/>\nSELECT * {{ SERVICE x:other {{ ?s ?p ?o }} }}")
    assert f"<{where}/other>" in caught.value.problem
    assert (2, 12) == (caught.value.line, caught.value.column)


def test_an_update_calls_nobody(tmp_path, where):
    """Not even who is listed."""
    services = Services([f"{where}/sparql"])
    update = Update(f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{where}/sparql> {{ ?s ?p ?o }} }}")
    with (
        Endpoint(tmp_path / "store", timeout=60, writable=True, services=services) as working,
        pytest.raises(QueryError, match="in an update"),
    ):
        working.change(update)
    assert [] == StandIn.asked


FAILURES = {
    "redirect": "answers 307",
    "html": "text/html",
    "500": "answers 500",
    "broken": "cannot be read",
    "evil": "cannot be read",
    "capitals": "which the block does not have",
    "slow": "no answer within",
}


@pytest.mark.parametrize(("path", "problem"), FAILURES.items(), ids=FAILURES)
def test_a_failure_is_told_unless_silent(endpoint, where, path, problem):
    """SILENT leaves one solution that binds nothing; a redirect is not followed."""
    call = Call()
    with pytest.raises(ServiceError, match=problem):
        endpoint.query(f"SELECT * {{ SERVICE <{where}/{path}> {{ ?x ?p ?o }} }}", call=call)
    assert [where.removeprefix("http://")] == [each.host for each in call.services]
    assert problem in call.services[0].failed
    assert [{}] == rows(endpoint, f"SELECT * {{ SERVICE SILENT <{where}/{path}> {{ ?x ?p ?o }} }}")
    assert {f"/{path}"} == {asked for asked, _ in StandIn.asked}


@pytest.mark.parametrize("silent", ["", "SILENT"])
def test_what_is_too_large_is_never_cut(endpoint, where, silent):
    """Neither bytes nor solutions, SILENT or not."""
    with pytest.raises(QueryError, match="larger than 1,000,000 bytes"):
        endpoint.query(f"SELECT * {{ SERVICE {silent} <{where}/endless> {{ ?x ?p ?o }} }}")
    many = "VALUES ?x { 1 2 3 4 5 6 }"
    with pytest.raises(QueryError, match="more than 5 solutions"):
        endpoint.query(f"SELECT * {{ SERVICE {silent} <{where}/sparql> {{ {many} }} }}")


def test_blank_nodes_of_others_join_nothing(endpoint, where):
    """They are refused by the variable's name."""
    with pytest.raises(QueryError, match=r"\?s has blank nodes"):
        endpoint.query(f"SELECT ?t {{ SERVICE <{where}/sparql> {{ ?s <{EX}name> ?t }} }}")


def test_a_call_is_counted(endpoint, where):
    """Host, rows and bytes, for the log."""
    call = Call()
    endpoint.query(f"SELECT * {{ SERVICE <{where}/sparql> {{ ?s <{EX}population> ?n }} }}", call=call)
    (called,) = call.services
    assert (where.removeprefix("http://"), 1, None) == (called.host, called.rows, called.failed)


class Hanging:
    """An index that finds nothing before it is told to."""

    def open(self):
        """There is nothing to open."""

    def search(self, _):
        StandIn.over.wait()

    cosines = search


def test_a_search_counts_against_the_limit(store_dir, where):
    """One that hangs is no longer awaited; `where` ends it."""
    assert where
    query = 'SELECT * { SERVICE pg:search { ?hit pg:query "x" } }'
    with Endpoint(store_dir, timeout=3, workers=1, meaning=Hanging()) as endpoint, pytest.raises(QueryTimeoutError):
        endpoint.query(query)


def place(endpoint, text):
    with pytest.raises(QueryError) as caught:
        endpoint.query(text)
    return caught.value.line, caught.value.column


def test_places_are_those_of_the_text_as_sent(endpoint):
    """Escapes count with all their letters, and a line end written as one is none; as without escapes otherwise."""
    line, column = place(endpoint, "SELECT * {\n ?s ?p '防災' SELEKT }")
    assert (line, column + 10) == place(endpoint, "SELECT * {\n ?s ?p '\\u9632\\u707D' SELEKT }")
    assert (line - 1, column + 16) == place(endpoint, "SELECT * {\\u000A ?s ?p '防災' SELEKT }")


@pytest.mark.parametrize("parameter", ["default", "named"])
def test_a_parameter_that_is_no_iri_is_named(endpoint, parameter):
    """By the protocol's name for it."""
    with pytest.raises(QueryError, match=f"{parameter}-graph-uri: 'no iri'"):
        endpoint.query("ASK {}", **{f"{parameter}_graphs": ["no iri"]})
