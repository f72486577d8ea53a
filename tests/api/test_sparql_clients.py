"""Many clients of `/sparql`: their shares, those that hang up, and what is logged of them."""

import asyncio
import json
import logging
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient

from plangraph.errors import ClientBusyError, EndpointBusyError
from plangraph.pipeline import Call, fingerprint
from plangraph_api.access import ACCESS_LOG
from plangraph_api.app import create_app
from plangraph_api.problems import problem_of

LABELS = "SELECT ?label { ?s a pg:Plan ; rdfs:label ?label } LIMIT 3"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f . ?g ?s ?h }"


@pytest.fixture
def served(built_samples, tiny, monkeypatch):
    """An application of its own, with one place for queries, one for a client, and no place to wait."""
    monkeypatch.setenv("PLANGRAPH_SPARQL_WORKERS", "1")
    monkeypatch.setenv("PLANGRAPH_SPARQL_SLOW", "0")
    monkeypatch.setenv("PLANGRAPH_SPARQL_WAITING", "0")
    monkeypatch.setenv("PLANGRAPH_SPARQL_CLIENT_QUERIES", "1")
    monkeypatch.setenv("PLANGRAPH_SPARQL_TIMEOUT", "600")
    app = create_app(built_samples)
    yield app
    app.state.library.close()


def scope_of(query, address="192.0.2.1"):
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": "/sparql",
        "raw_path": b"/sparql",
        "root_path": "",
        "query_string": urlencode({"query": query}).encode(),
        "headers": [(b"host", b"testserver"), (b"accept", b"application/sparql-results+json")],
        "client": (address, 1),
        "server": ("testserver", 80),
    }


@pytest.fixture
def lines(caplog):
    """What the access log says, line for line."""
    caplog.set_level(logging.INFO, ACCESS_LOG)
    return lambda: [json.loads(record.message) for record in caplog.records if record.name == ACCESS_LOG]


def test_a_client_beyond_its_share_gets_429_and_others_503(served):
    """Who has a query running is told to await it; others are told that the server is full. Both may come again."""
    client = TestClient(served, client=("192.0.2.1", 1))
    other = TestClient(served, client=("192.0.2.2", 1))
    turns = served.state.library.dataset.turns
    running = Call("192.0.2.1")
    turns.enter(running)
    for asking, status, kind in ((client, 429, "client-busy"), (other, 503, "busy")):
        response = asking.get("/sparql", params={"query": LABELS})
        assert (status, f"/docs#{kind}") == (response.status_code, response.json()["type"])
        assert response.headers["retry-after"].isdigit()
    turns.leave(running)
    assert 200 == client.get("/sparql", params={"query": LABELS}).status_code


def test_a_client_that_hangs_up_ends_its_query(served, lines):
    """An endless query ends when its connection does; it is logged as given up, and the next one is served."""

    async def hang_up():
        messages = [{"type": "http.request", "body": b"", "more_body": False}, {"type": "http.disconnect"}]

        async def receive():
            return messages.pop(0)

        async def send(_):
            pass

        await served(scope_of(ENDLESS), receive, send)

    asyncio.run(hang_up())
    assert [499] == [line["status"] for line in lines()]
    assert 200 == TestClient(served).get("/sparql", params={"query": LABELS}).status_code


def test_each_query_is_a_line_of_the_log(client, lines):
    """The query by its hash, never by its text; what it was and gave; nothing that tells the address."""
    answer = client.get("/sparql", params={"query": LABELS})
    client.get("/sparql", params={"query": "SELECT nonsense"})
    good, bad = lines()
    assert {
        "query": fingerprint(LABELS),
        "form": "SELECT",
        "status": 200,
        "rows": 3,
        "bytes": len(answer.content),
    }.items() <= good.items()
    assert ["bytes", "client", "form", "query", "rows", "seconds", "services", "status", "time", "waited"] == sorted(
        good
    )
    assert (400, None) == (bad["status"], bad["rows"])
    assert good["client"] == bad["client"]
    assert "testclient" not in good["client"]


@pytest.mark.parametrize(
    ("how", "address", "expected"),
    [
        ("address", "192.0.2.7", "192.0.2.7"),
        ("address", "::ffff:192.0.2.7", "192.0.2.7"),
        ("address", "2001:db8::1:2", "2001:db8::/64"),
    ],
)
def test_the_log_may_name_addresses(built_samples, tiny, monkeypatch, lines, how, address, expected):
    """By setting; of IPv6 the network that a customer has."""
    monkeypatch.setenv("PLANGRAPH_ACCESS_LOG", how)
    app = create_app(built_samples)
    TestClient(app, client=(address, 1)).get("/sparql", params={"query": LABELS})
    assert [expected] == [line["client"] for line in lines()]
    app.state.library.close()


def test_the_log_can_be_off(built_samples, tiny, monkeypatch, lines):
    """Where nobody shall know, nothing is written."""
    monkeypatch.setenv("PLANGRAPH_ACCESS_LOG", "off")
    app = create_app(built_samples)
    TestClient(app).get("/sparql", params={"query": LABELS})
    assert [] == lines()
    app.state.library.close()


def test_both_kinds_of_busy_say_when_to_come_again():
    """429 is the client's own doing, 503 is not."""
    problems = [problem_of(ClientBusyError(3)), problem_of(EndpointBusyError(60))]
    assert [429, 503] == [problem.status for problem in problems]
    assert all(problem.headers["Retry-After"] for problem in problems)


def test_an_upload_that_breaks_off_is_one_line_of_the_log(served, lines, caplog):
    """499, without a query, which nobody knows; nothing is said to have crashed, and the next one is served."""

    async def break_off():
        messages = [{"type": "http.request", "body": b"SELECT", "more_body": True}, {"type": "http.disconnect"}]

        async def receive():
            return messages.pop(0)

        async def send(_):
            pass

        headers = [(b"host", b"testserver"), (b"content-type", b"application/sparql-query"), (b"content-length", b"99")]
        await served({**scope_of(ENDLESS), "method": "POST", "query_string": b"", "headers": headers}, receive, send)

    asyncio.run(break_off())
    assert [(499, None, None)] == [(line["status"], line["query"], line["form"]) for line in lines()]
    assert [] == [record for record in caplog.records if record.exc_info]
    assert 200 == TestClient(served).get("/sparql", params={"query": LABELS}).status_code
