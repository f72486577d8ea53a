"""What the reader of HTTP itself answers: bare letters are read, and refusals can be read from any origin."""

import json
import socket
import threading
from contextlib import contextmanager

import pytest
import uvicorn

from plangraph_api.app import create_app
from plangraph_api.wire import LONGEST_HEAD, LONGEST_TARGET, Wire


@pytest.fixture(scope="module")
def address(built_samples, tiny_environment):
    """The address of a server that reads by `Wire`."""
    with pytest.MonkeyPatch.context() as patch, serving(built_samples, patch, tiny_environment) as found:
        yield found


@contextmanager
def serving(workspace, patch, environment):
    for name, value in environment.items():
        patch.setenv(name, value)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        app = create_app(workspace)
        server = uvicorn.Server(uvicorn.Config(app, http=Wire, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            yield listening.getsockname()
        finally:
            server.should_exit = True
            thread.join()
            app.state.library.close()


def say(address, *pieces):
    """Status, headers and body of the answer to bytes, sent piece by piece."""
    with socket.create_connection(address, timeout=60) as connection:
        for piece in pieces:
            connection.sendall(piece)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    line, *fields = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (field.partition(": ") for field in fields)}
    return int(line.split()[1]), headers, body


def asking(target, method="GET"):
    return f"{method} {target} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n".encode()


def test_bare_letters_in_an_address_are_read(address):
    """A path and a parameter in UTF-8 mean what they mean percent-encoded, also where a piece ends within a letter."""
    whole = asking("/id/990027/unit/危機管理課")
    for pieces in ((whole,), (whole[:21], whole[21:]), (b"\r\n", whole)):
        status, headers, _ = say(address, *pieces)
        assert (303, "/data/990027/unit/%E5%8D%B1%E6%A9%9F%E7%AE%A1%E7%90%86%E8%AA%B2.ttl") == (
            status,
            headers["location"],
        )
    status, _, body = say(address, asking("/rdf-graph-store?graph=https://example.org/防災"))
    assert (404, "防災" in json.loads(body)["detail"]) == (status, True)


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (asking("/sparql?query=" + "a" * LONGEST_TARGET), 414),
        (asking("/sparql", method="BREW"), 501),
        (asking("/id/a b"), 400),
        (b"GET / FTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: here\r\nX: " + b"a" * (LONGEST_HEAD + 1), 431),
    ],
)
def test_what_cannot_be_read_is_a_problem_with_all_headers(address, request_, status):
    """Its status says what was wrong, and a page of any origin may read it."""
    given, headers, body = say(address, request_)
    assert (status, "application/problem+json", "*") == (
        given,
        headers["content-type"],
        headers["access-control-allow-origin"],
    )
    assert status == json.loads(body)["status"]
    assert "nosniff" == headers["x-content-type-options"]
    assert ("no-cache", "en") == (headers["cache-control"], headers["content-language"])


def test_requests_on_one_connection_are_each_read(address):
    """The body of a post is left as it is, and the next request line is encoded again."""
    body = "query=ASK{}#防災".encode()
    post = (
        "POST /sparql HTTP/1.1\r\nHost: here\r\nAccept: text/csv, */*;q=0.1\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode() + body
    with socket.create_connection(address, timeout=60) as connection:
        connection.sendall(post)
        first = connection.recv(65536)
        connection.sendall(asking("/id/990027/unit/危機管理課"))
        second = b"".join(iter(lambda: connection.recv(65536), b""))
    assert first.startswith(b"HTTP/1.1 200")
    assert b"303 See Other" in second


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET /healthz HTTP/1.1\r\n", 400),
        (b"GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n", 400),
        (b"GET /healthz HTTP/1.1\r\nHost:\r\n", 400),
        (b"GET /healthz HTTP/1.0\r\n", 200),
    ],
)
def test_a_request_says_once_which_host_it_is_for(address, head, status):
    """Only HTTP/1.0 knows requests for no host (RFC 9112, 3.2)."""
    given, headers, body = say(address, head + b"Connection: close\r\n\r\n")
    assert (status, "*") == (given, headers["access-control-allow-origin"])
    assert status == 200 or "Host" in json.loads(body)["detail"]
