"""A store that takes changes: whole or not at all, and never from the network."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pyoxigraph as ox
import pytest

from plangraph.errors import GraphNotFoundError, NotAcceptableError, QueryError
from plangraph.sparql import Endpoint, Put, Remove, Update

G = "http://example.org/防災"
TURTLE = "<> a <x:Plan> . _:a <x:label> '避難所'@ja .".encode()


@pytest.fixture
def endpoint(tmp_path):
    with Endpoint(tmp_path / "working", timeout=60, writable=True) as opened:
        yield opened


@pytest.fixture
def trap():
    """The address of a server that notes who asks it, and its notes."""
    asked = []

    class Trap(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        do_POST = do_GET  # noqa: N815 — the name that the server calls

    with HTTPServer(("127.0.0.1", 0), Trap) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", asked
        server.shutdown()


def put(graph, body=TURTLE, media_type="text/turtle", *, add=False):
    return Put(graph, ((media_type, body),), "http://example.org/base", add)


def test_a_graph_is_put_read_joined_and_removed(endpoint):
    """The first PUT makes the graph, the second replaces it, adding keeps both, and a removed one is missing."""
    assert endpoint.change(put(G))
    assert not endpoint.change(put(G))
    assert not endpoint.change(put(G, b"<x:s> <x:p> 1 .", add=True))
    body = endpoint.fetch(G, "application/n-triples").body
    assert 3 == len(body.splitlines())
    assert b"<http://example.org/base>" in body
    endpoint.change(Remove(G))
    with pytest.raises(GraphNotFoundError, match=G):
        endpoint.fetch(G)


def test_the_default_graph_is_one_of_its_own(endpoint):
    """Named graphs do not show through it."""
    endpoint.change(put(G))
    assert endpoint.change(put(None, b"<x:s> <x:p> 1 ."))
    assert 1 == len(endpoint.fetch(None, "application/n-triples").body.splitlines())
    assert b"false" in endpoint.query("ASK { ?s a <x:Plan> }").body


def test_an_empty_graph_is_there(endpoint):
    """Put with nothing in it, it can be read and removed."""
    assert endpoint.change(put(G, b""))
    assert b"" == endpoint.fetch(G, "application/n-triples").body


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("text/turtle", b"<x:s> <x:p> ."),
        ("application/ld+json", b'{"@id": "x:g", "@graph": [{"@id": "x:s", "x:p": 1}]}'),
    ],
)
def test_a_body_that_is_no_graph_changes_nothing(endpoint, media_type, body):
    """What cannot be read, or is more than one graph, leaves the old graph in place."""
    endpoint.change(put(G))
    with pytest.raises(QueryError):
        endpoint.change(put(G, body, media_type))
    assert 2 == len(endpoint.fetch(G, "application/n-triples").body.splitlines())


def test_an_update_that_fails_changes_nothing(endpoint):
    """The operations of an update are one transaction."""
    with pytest.raises(QueryError, match="does not exist"):
        endpoint.change(Update("INSERT DATA { <x:s> <x:p> 1 } ; DROP GRAPH <x:none>"))
    assert b"true" not in endpoint.query("ASK { ?s ?p ?o }").body


def test_a_graph_takes_no_form_of_tables(endpoint):
    """CSV is none of the forms of a graph."""
    endpoint.change(put(G))
    with pytest.raises(NotAcceptableError):
        endpoint.fetch(G, "text/csv")


def test_no_change_fetches(endpoint, trap):
    """LOAD, SERVICE and a remote context of JSON-LD: nobody is asked, and a LOAD SILENT passes for failed."""
    there, asked = trap
    service = f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{there}> {{ ?s ?p ?o }} }}"
    for update in (f"LOAD <{there}>", f"LOAD <{there}> INTO GRAPH <x:g>", service):
        with pytest.raises(QueryError, match="is not allowed"):
            endpoint.change(Update(update))
    endpoint.change(Update(f"LOAD SILENT <{there}> ; CLEAR ALL"))
    with pytest.raises(QueryError):
        endpoint.change(put(G, f'{{"@context": "{there}", "@id": "x:s", "p": 1}}'.encode(), "application/ld+json"))
    assert [] == asked


def test_what_was_written_is_there_after_a_restart(tmp_path):
    """A store is opened again where it lies."""
    with Endpoint(tmp_path / "working", timeout=60, writable=True) as opened:
        opened.change(put(G))
    with Endpoint(tmp_path / "working", timeout=60, writable=True) as opened:
        assert ox.parse(opened.fetch(G, "text/turtle").body, format=ox.RdfFormat.TURTLE)
