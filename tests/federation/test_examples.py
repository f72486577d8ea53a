"""The examples that join the graph with other endpoints, over HTTP, against one started here in their shape."""

import json
import logging
import re
import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient

from plangraph.resources import ontology
from plangraph_api.app import create_app

HERE = Path(__file__).parent
DOCUMENTATION = HERE.parents[1] / "docs" / "FEDERATION.md"
EXAMPLES = {
    file.name.removesuffix(".rq"): file.read_text(encoding="utf-8")
    for file in sorted(ontology("federation").iterdir(), key=lambda file: file.name)
}
ENDPOINT = re.compile(r"(?<=SERVICE )<[^>]+>")
CODES = re.compile(r"(?<=VALUES \?CODE )\{[^}]*\}")
ROWS = {
    "cities-on-a-map": [
        ("汐鳴市", "Shionari", "Point(139.1 36.2)"),
        ("花槻市", "Hanatsuki", "Point(139.3 36.4)"),
        ("橡原市", None, None),
    ],
    "residents-by-two-sources": [("汐鳴市", 52000, 49000, -3000), ("花槻市", 81000, 81500, 500)],
    "residents-of-the-census": [("花槻市", 81000), ("汐鳴市", 52000)],
}


class StandIn(BaseHTTPRequestHandler):
    """Answers queries over the slice."""

    store = ox.Store()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        answer = self.store.query(parse_qs(body)["query"][0]).serialize(format=ox.QueryResultsFormat.XML)
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+xml")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        """Nothing is logged."""


@pytest.fixture(scope="module")
def where():
    StandIn.store.load((HERE / "slice.ttl").read_bytes(), ox.RdfFormat.TURTLE)
    with ThreadingHTTPServer(("127.0.0.1", 0), StandIn) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/sparql"
        server.shutdown()


@pytest.fixture(scope="module")
def dead():
    """Where nobody listens: the port is taken, so that nobody begins to."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}/sparql"


@contextmanager
def serving(workspace, environment, allowed):
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**environment, "PLANGRAPH_SERVICE_ALLOW": allowed}.items():
            patch.setenv(name, value)
        with TestClient(create_app(workspace)) as opened:
            yield opened


@pytest.fixture(scope="module")
def client(built_samples, tiny_environment, where, dead):
    with serving(built_samples, tiny_environment, f"{where} {dead}") as opened:
        yield opened


@pytest.fixture(scope="module")
def closed(built_samples, tiny_environment):
    with serving(built_samples, tiny_environment, "") as opened:
        yield opened


def put(name, iri):
    """An example that asks the endpoint at `iri`, of the sample cities."""
    return CODES.sub('{ "99001" "99002" }', ENDPOINT.sub(f"<{iri}>", EXAMPLES[name]))


def rows(answer):
    """The answer's rows, each as its values in the order of the columns; numbers are read as such."""
    found = json.loads(answer.content)
    return [tuple(value(row.get(name)) for name in found["head"]["vars"]) for row in found["results"]["bindings"]]


def value(term):
    if term is None:
        return None
    return float(term["value"]) if term.get("datatype", "").endswith("#decimal") else term["value"]


def test_each_example_says_what_it_asks_and_teaches():
    """In Japanese and in English, and each has rows to expect here."""
    assert sorted(ROWS) == sorted(EXAMPLES)
    for mark in ("# ja: ", "# en: ", "# What one learns: "):
        assert [] == [name for name, text in EXAMPLES.items() if mark not in text]


def test_the_documentation_tells_each_example():
    """And whom they call, in the setting that it shows."""
    told = DOCUMENTATION.read_text(encoding="utf-8")
    assert [] == [name for name in EXAMPLES if f"(../ontology/federation/{name}.rq)" not in told]
    (allowed,) = re.findall(r'PLANGRAPH_SERVICE_ALLOW="([^"]+)"', told)
    assert set(allowed.split()) == {iri.strip("<>") for text in EXAMPLES.values() for iri in ENDPOINT.findall(text)}


def test_the_examples_ask_e_stat_and_wikidata():
    """And nobody else."""
    asked = {iri for text in EXAMPLES.values() for iri in ENDPOINT.findall(text)}
    assert {"<https://data.e-stat.go.jp/lod/sparql/query>", "<https://query.wikidata.org/sparql>"} == asked


@pytest.mark.parametrize("name", ROWS)
def test_an_example_joins_our_cities_with_others_figures(client, where, name):
    """By the code, over HTTP."""
    answer = client.post("/sparql", data={"query": put(name, where)})
    assert 200 == answer.status_code, answer.text
    expected = ROWS[name]
    assert expected == [row[: len(expected[0])] for row in rows(answer)]


@pytest.mark.parametrize("name", ROWS)
def test_an_example_needs_the_list(closed, where, name):
    """400, which names the endpoint and the setting."""
    answer = closed.post("/sparql", data={"query": put(name, where)})
    assert 400 == answer.status_code
    assert f"<{where}>" in answer.json()["detail"]
    assert "PLANGRAPH_SERVICE_ALLOW" in answer.json()["detail"]


@pytest.mark.parametrize("name", ROWS)
def test_a_dead_endpoint_is_a_bad_gateway(client, dead, name):
    """502, which names it."""
    answer = client.post("/sparql", data={"query": put(name, dead)})
    assert 502 == answer.status_code
    assert dead in answer.json()["detail"]


@pytest.mark.parametrize("name", ROWS)
def test_silent_goes_on_without_a_dead_endpoint(client, dead, name):
    """Our cities come, and nothing of what is theirs."""
    query = put(name, dead).replace("SERVICE ", "SERVICE SILENT ")
    found = json.loads(client.post("/sparql", data={"query": query}).content)["results"]["bindings"]
    assert found
    assert [] == [row for row in found if {"POPULATION", "population", "coordinates"} & row.keys()]


@pytest.mark.parametrize("alive", [True, False])
def test_the_access_log_names_the_endpoint(client, where, dead, alive, caplog):
    """With what it cost, and why it failed."""
    iri = where if alive else dead
    with caplog.at_level(logging.INFO, "plangraph.access"):
        client.post("/sparql", data={"query": put("cities-on-a-map", iri)})
    (line,) = [json.loads(record.message) for record in caplog.records if record.name == "plangraph.access"]
    (called,) = line["services"]
    assert iri.removeprefix("http://").removesuffix("/sparql") == called["host"]
    assert (2 if alive else None, alive) == (called["rows"], called["failed"] is None)
    assert (200 if alive else 502) == line["status"]
