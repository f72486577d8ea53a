"""What the reader of HTTP itself answers: bare letters are read, and refusals can be read from any origin."""

import json
import re
import socket
import threading
from contextlib import contextmanager
from urllib.parse import quote

import pytest
import uvicorn

from plangraph_api import connections, wire
from plangraph_api.app import create_app
from plangraph_api.wire import LONGEST_HEAD, LONGEST_TARGET, Wire


@pytest.fixture(scope="module")
def server(built_samples, tiny_environment):
    """A server that reads by `Wire`, with its address."""
    with pytest.MonkeyPatch.context() as patch, serving(built_samples, patch, tiny_environment) as found:
        yield found


@pytest.fixture
def address(server):
    """The address of the server."""
    return server.address


@pytest.fixture
def hurried(monkeypatch):
    """The server has less patience than usual."""
    monkeypatch.setattr(connections, "LOOK_SECONDS", 0.05)
    for name in ("HEAD_SECONDS", "SLOW_SECONDS", "LINGER_SECONDS"):
        monkeypatch.setattr(wire, name, 0.3)


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
            server.address = listening.getsockname()
            yield server
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


def posting(length):
    kind = "Content-Type: application/sparql-query"
    return f"POST /sparql HTTP/1.1\r\nHost: here\r\n{kind}\r\nContent-Length: {length}\r\n\r\n".encode()


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


@pytest.mark.parametrize(
    ("pieces", "status"),
    [
        ((b"GET /healthz HTTP/1.1\r\nHost: he",), 408),
        ((posting(9),), 408),
    ],
)
def test_a_request_that_does_not_come_to_its_end_is_given_up(address, hurried, pieces, status):
    """Whoever stops in the middle of a head or of a body is told so, and the connection is closed."""
    given, headers, body = say(address, *pieces)
    assert (status, "close", status) == (given, headers["connection"], json.loads(body)["status"])


def test_a_connection_without_a_request_is_closed(address, hurried):
    """There is nothing to answer, so nothing is said."""
    with socket.create_connection(address, timeout=60) as connection:
        assert b"" == connection.recv(1)
    with socket.create_connection(address, timeout=60) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: here\r\n\r\n")
        assert b"".join(iter(lambda: connection.recv(65536), b"")).startswith(b"HTTP/1.1 200")


def test_what_comes_byte_by_byte_is_given_up(address, hurried):
    """A head has its time as a whole, and a body has to come at a pace: to say a little now and then keeps no place."""
    head = (
        b"POST /sparql HTTP/1.1\r\nHost: h\r\nContent-Type: application/sparql-query\r\nContent-Length: 99999\r\n\r\n"
    )
    for begun in (b"GET / HTTP/1.1\r\nX: ", head):
        with socket.create_connection(address, timeout=60) as connection:
            connection.sendall(begun)
            connection.settimeout(0.01)
            answer = b""
            for _ in range(6000):
                try:
                    answer = connection.recv(65536)
                    break
                except TimeoutError:
                    connection.sendall(b"a")
            assert answer.startswith(b"HTTP/1.1 408")


def test_an_answer_that_nobody_takes_is_given_up(server, hurried):
    """The connection of a client that asks for much and reads nothing is ended, and what waited for it is freed."""
    query = "SELECT*{?a ?b ?c.?d ?e ?f}LIMIT 50000"
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(60)
        connection.connect(server.address)
        connection.sendall(asking("/sparql?query=" + quote(query)).replace(b"Connection: close\r\n", b""))
        assert b"HTTP/1.1 200" == connection.recv(12)
        ours = connection.getsockname()
        for _ in range(10_000):
            if ours not in {each.client for each in server.server_state.connections}:
                break
            assert 200 == say(server.address, asking("/healthz"))[0]
        assert ours not in {each.client for each in server.server_state.connections}


def test_a_body_that_is_too_long_is_refused_before_it_comes(address):
    """Its length says so: 413, while nothing of it was sent yet; what comes nevertheless is dropped."""
    with socket.create_connection(address, timeout=60) as connection:
        connection.sendall(posting(300_000_000))
        assert connection.recv(65536).startswith(b"HTTP/1.1 413")
        connection.sendall(b"a" * 2**20)


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (asking("/sparql?query=" + "a" * LONGEST_TARGET), 414),
        (asking("/sparql", method="BREW"), 501),
        (asking("/id/a b"), 400),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * (LONGEST_HEAD + 1), 431),
    ],
)
def test_refusals_speak_the_language_of_the_request(address, request_, status):
    """A head that cannot be read still says which language it wants, wherever in it that stands."""
    first, _, rest = request_.partition(b"\r\n")
    asked = first + b"\r\nAccept-Language: ja;q=0.9, en;q=0.1\r\n" + rest
    for pieces in ((asked,), (asked[:70000], asked[70000:])):
        given, headers, body = say(address, *filter(None, pieces))
        told = json.loads(body)
        assert (status, "ja") == (given, headers["content-language"])
        for part in (told["title"], told["detail"]):
            assert re.search(r"[ぁ-ん]", part)
