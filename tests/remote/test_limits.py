"""Limits hold whatever the remote server does, and credentials go to whom they belong."""

import base64
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from plangraph.errors import QueryAbandonedError, QueryError, QueryTimeoutError, StoreUnavailableError
from plangraph.sparql import Call, Graphs, Limits, Remote, RemoteEndpoint, Turns

ALL = "SELECT ?s { ?s ?p ?o }"
TRUE = b'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/><boolean>true</boolean></sparql>'


@contextmanager
def asked(respond, *, seconds=60.0, user=""):
    """An endpoint over a server that answers as told, and the headers of the requests that came to it."""
    came = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            came.append(dict(self.headers))
            respond(self)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    where = f"http://127.0.0.1:{server.server_port}"
    remote = Remote(f"{where}/query", f"{where}/store", user, "secret")
    limits = Limits(seconds, 1000)
    try:
        with RemoteEndpoint(remote, Graphs(frozenset({"urn:a"}), "-mark"), limits=limits, turns=Turns(1)) as endpoint:
            yield endpoint, came
    finally:
        server.shutdown()
        server.server_close()


def send(handler, status, body=b"", **headers):
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def test_a_silent_server_is_left_when_time_is_up():
    """A server that never answers ends in QueryTimeoutError, and frees the only place."""
    never = threading.Event()
    with asked(lambda _: never.wait(), seconds=0.2) as (endpoint, _):
        for _ in range(2):
            with pytest.raises(QueryTimeoutError):
                endpoint.query(ALL)
        never.set()


def test_an_abandoned_query_ends_at_once():
    """Whoever gives a query up waits for no server."""
    came, never = threading.Event(), threading.Event()

    def respond(_):
        came.set()
        never.wait()

    with asked(respond) as (endpoint, _), ThreadPoolExecutor(1) as pool:
        call = Call()
        running = pool.submit(endpoint.query, ALL, call=call)
        came.wait()
        call.abandon()
        with pytest.raises(QueryAbandonedError):
            running.result()
        never.set()


def test_a_large_answer_is_an_error():
    """More bytes than allowed are never cut."""
    with (
        asked(lambda handler: send(handler, 200, b"x" * 2000)) as (endpoint, _),
        pytest.raises(QueryError, match="larger than 1,000 bytes"),
    ):
        endpoint.query(ALL)


def test_redirects_are_not_followed():
    """A server that points elsewhere is not believed."""
    with asked(lambda handler: send(handler, 307, Location="/elsewhere")) as (endpoint, came):
        with pytest.raises(StoreUnavailableError, match="do not follow"):
            endpoint.query(ALL)
        assert 1 == len(came)


def test_an_answer_in_part_is_an_error():
    """Virtuoso's mark of a partial answer is heeded."""
    with (
        asked(lambda handler: send(handler, 200, TRUE, X_SQL_State="S1TAT")) as (endpoint, _),
        pytest.raises(QueryError, match="in part"),
    ):
        endpoint.query(ALL)


def test_credentials_are_told_on_demand_alone():
    """The account goes to a server that asks for it, in the way that it asks for."""

    def respond(handler):
        if "Authorization" in handler.headers:
            send(handler, 200, TRUE)
        else:
            send(handler, 401, WWW_Authenticate='Basic realm="store"')

    with asked(respond, user="reader") as (endpoint, came):
        endpoint.query("ASK {}")
        sent = [headers.get("Authorization") for headers in came]
        assert [None, "Basic " + base64.b64encode(b"reader:secret").decode()] == sent


def test_a_broken_answer_is_the_stores_fault():
    """What is no result of SPARQL is told as the store's failure."""
    with (
        asked(lambda handler: send(handler, 200, b"<html>")) as (endpoint, _),
        pytest.raises(StoreUnavailableError, match="cannot be read"),
    ):
        endpoint.query(ALL)
