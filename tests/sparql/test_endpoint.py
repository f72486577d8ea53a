"""Answers over a store, and their limits."""

import contextlib
import json
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from xml.etree.ElementTree import fromstring

import pyoxigraph as ox
import pytest

from plangraph.errors import EndpointBusyError, NotAcceptableError, QueryError, QueryTimeoutError, WorkspaceError
from plangraph.sparql import Endpoint

EX = "http://example.org/"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
# 300^4 rows: no machine counts them before a test is over.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?p ?o . ?b ?q ?o . ?c ?r ?o . ?d ?t ?o }"


@pytest.fixture(scope="module")
def store_dir(tmp_path_factory):
    path = tmp_path_factory.mktemp("sparql") / "store"
    store = ox.Store(str(path))
    label = ox.NamedNode(EX + "label")
    for number in range(300):
        graph = ox.NamedNode(f"{EX}graph/{number % 3}")
        store.add(ox.Quad(ox.NamedNode(f"{EX}防災/{number}"), label, ox.Literal("避難所", language="ja"), graph))
    store.flush()
    del store
    return path


@pytest.fixture(scope="module")
def endpoint(store_dir):
    with Endpoint(store_dir, timeout=60, workers=1) as opened:
        yield opened


def served(endpoint):
    """The answer to a benign query: a worker that has just been started may need more than a short limit."""
    for _ in range(100):
        with contextlib.suppress(QueryTimeoutError):
            return endpoint.query(COUNT)
    raise AssertionError("no worker starts")


def number(answer):
    return int(json.loads(answer.body)["results"]["bindings"][0]["n"]["value"])


def test_without_from_all_graphs_are_one(endpoint):
    """A query without a dataset sees the union of all named graphs."""
    assert number(endpoint.query(COUNT)) == 300


def test_from_picks_graphs_of_the_store(endpoint):
    """FROM narrows the default graph to what it names."""
    assert number(endpoint.query(COUNT.replace("WHERE", f"FROM <{EX}graph/1> WHERE"))) == 100


def test_the_protocol_may_name_the_dataset(endpoint):
    """`default-graph-uri` beats the query's own dataset (SPARQL 1.1 Protocol, 2.1.4)."""
    query = COUNT.replace("WHERE", f"FROM <{EX}graph/1> WHERE")
    assert number(endpoint.query(query, default_graphs=[f"{EX}graph/0", f"{EX}graph/2"])) == 200


def test_nothing_is_fetched(endpoint):
    """Neither FROM nor SERVICE reaches out to the network."""
    asked = []

    class Trap(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        do_POST = do_GET  # noqa: N815 — the name that the server calls

    with HTTPServer(("127.0.0.1", 0), Trap) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        there = f"<http://127.0.0.1:{server.server_port}/>"
        assert number(endpoint.query(COUNT.replace("WHERE", f"FROM {there} WHERE"))) == 0
        for query in (f"SELECT * {{ SERVICE {there} {{ ?s ?p ?o }} }}", f"SELECT * {{ #\rSERVICE {there} {{}} }}"):
            with pytest.raises(QueryError):
                endpoint.query(query)
        server.shutdown()
    assert asked == []


@pytest.mark.parametrize(
    ("query", "form", "media_type", "expected"),
    [
        (COUNT, "json", "application/sparql-results+json", b'"value":"300"'),
        (COUNT, "xml", "application/sparql-results+xml", b"<literal"),
        (COUNT, "csv", "text/csv", b"n\r\n300\r\n"),
        (COUNT, "tsv", "text/tab-separated-values", b"?n\n300\n"),
        ("ASK { ?s ?p ?o }", "json", "application/sparql-results+json", b'"boolean":true'),
        (f"DESCRIBE <{EX}防災/1>", "turtle", "text/turtle", '"避難所"@ja'.encode()),
        (f"DESCRIBE <{EX}防災/1>", "ntriples", "application/n-triples", '"避難所"@ja'.encode()),
        (f"DESCRIBE <{EX}防災/1>", "rdfxml", "application/rdf+xml", b'xml:lang="ja"'),
        (f"DESCRIBE <{EX}防災/1>", "jsonld", "application/ld+json", b'"@language":"ja"'),
    ],
)
def test_writes_each_format(endpoint, query, form, media_type, expected):
    """Each format asked for by its short name comes with its media type."""
    answer = endpoint.query(query, format=form)
    assert media_type == answer.media_type
    assert expected in answer.body


def test_the_accept_header_decides_without_a_format(endpoint):
    """The preferred type wins; `*/*` gives the default of the query's form."""
    assert endpoint.query(COUNT, "text/csv, application/sparql-results+xml;q=0.5").media_type == "text/csv"
    assert endpoint.query(COUNT, "*/*").media_type == "application/sparql-results+json"
    assert endpoint.query("DESCRIBE <a:b>", "*/*").media_type == "text/turtle"
    assert endpoint.query(COUNT, "application/json").media_type == "application/json"


@pytest.mark.parametrize("how", [{"accept": "image/png"}, {"format": "turtle"}])
def test_offers_what_it_has(endpoint, how):
    """A form that the answer cannot take is refused with those that it can."""
    with pytest.raises(NotAcceptableError, match="csv"):
        endpoint.query(COUNT, **how)


@pytest.mark.parametrize(
    ("spelling", "media_type"),
    [
        *(("xml", "application/rdf+xml"), ("rdf+xml", "application/rdf+xml"), ("rdf", "application/rdf+xml")),
        *(("json-ld", "application/ld+json"), ("json", "application/ld+json"), ("ttl", "text/turtle")),
        ("nt", "application/n-triples"),
    ],
)
def test_knows_formats_of_graphs_as_clients_spell_them(endpoint, spelling, media_type):
    """SPARQLWrapper and others name them otherwise than we do, at times as if they were tables."""
    assert media_type == endpoint.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 1", format=spelling).media_type


@pytest.mark.parametrize(
    "query",
    ['SELECT ("a\\r\\nb" AS ?x) {}', 'CONSTRUCT { <urn:a> <urn:p#b> "a\\r\\nb" } WHERE {}'],
    ids=["table", "graph"],
)
def test_a_carriage_return_outlives_xml(endpoint, query):
    """Written as it is, readers of XML would take it for a part of a line end."""
    assert "a\r\nb" in "".join(fromstring(endpoint.query(query, format="xml").body).itertext())


def test_a_query_over_time_is_stopped_and_the_next_one_served(store_dir):
    """The limit kills the process; another stands in its place."""
    with Endpoint(store_dir, timeout=0.5, workers=1) as endpoint:
        with pytest.raises(QueryTimeoutError, match=r"0\.5 s"):
            endpoint.query(ENDLESS)
        assert number(served(endpoint)) == 300


def test_a_large_result_is_an_error_not_a_stump(store_dir):
    """What outgrows the limit is refused as a whole, and the worker goes on."""
    with Endpoint(store_dir, timeout=60, workers=1, result_bytes=2000) as endpoint:
        with pytest.raises(QueryError, match="larger than 2,000 bytes"):
            endpoint.query("SELECT * { ?s ?p ?o }")
        assert number(endpoint.query(COUNT)) == 300


def test_a_query_that_takes_all_memory_ends_alone(store_dir):
    """Beyond its memory a query fails, and the next one is served."""
    with Endpoint(store_dir, timeout=60, workers=1, memory_bytes=200 * 1024**2) as endpoint:
        with pytest.raises(QueryError, match="memory"):
            endpoint.query("SELECT * { ?a ?p ?o . ?b ?q ?o . ?c ?r ?o } ORDER BY ?c")
        assert number(endpoint.query(COUNT)) == 300


def test_refuses_callers_beyond_its_queue(store_dir):
    """With its only worker taken and no place to wait, a query is turned away at once."""
    with Endpoint(store_dir, timeout=2, workers=1, waiting=0) as endpoint, ThreadPoolExecutor(2) as threads:
        calls = [threads.submit(endpoint.query, ENDLESS) for _ in range(2)]
        assert {type(call.exception()) for call in calls} == {QueryTimeoutError, EndpointBusyError}


def test_serves_many_threads(endpoint):
    """Calls from many threads each get their own answer."""
    with ThreadPoolExecutor(8) as threads:
        queries = [f"SELECT (({n} + 1) AS ?n) {{}}" for n in range(40)]
        assert [number(answer) for answer in threads.map(endpoint.query, queries)] == list(range(1, 41))


def test_a_missing_store_is_named(tmp_path):
    """Without a store there is no endpoint."""
    with pytest.raises(WorkspaceError, match="nowhere"):
        Endpoint(tmp_path / "nowhere")


def test_a_damaged_store_is_named(tmp_path):
    """A folder that is no store is an error of the workspace at the first query."""
    (tmp_path / "CURRENT").write_text("nothing", encoding="utf-8")
    with Endpoint(tmp_path, workers=1) as endpoint, pytest.raises(WorkspaceError, match="cannot be queried"):
        endpoint.query(COUNT)


def test_a_script_without_a_guard_can_ask(store_dir):
    """The workers run nothing of the caller's main script."""
    script = (
        "from pathlib import Path\n"
        "from plangraph.sparql import Endpoint\n"
        f"print(Endpoint(Path({str(store_dir)!r}), workers=1).query({COUNT!r}, format='csv').body)\n"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "-"], input=script, capture_output=True, text=True, env=environment, check=True
    )
    assert "b'n\\r\\n300\\r\\n'\n" == done.stdout
