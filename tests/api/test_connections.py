"""Whose connection gives way where all places are taken, and a service that goes on among many idle ones."""

import asyncio
import json
import os
import socket
import subprocess
import sys
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from plangraph_api.connections import Connections, places

resource = pytest.importorskip("resource", reason="limits of open files are known on POSIX alone")
IDLE = 1100
FILES = 1024


@dataclass(eq=False)
class Fake:
    """A connection as the test says it is."""

    client_name: str
    rank: int | None = 0
    since: float = 0.0
    open: bool = True
    calls: list[str] = field(default_factory=list)

    def overdue(self, now):
        return False

    def end(self):
        self.calls.append("end")

    def give_way(self):
        self.open = False
        self.calls.append("way")


def gives_way(held, newest, most):
    """Who had to go that a connection had a place; None where there was none."""

    async def admit():
        return Connections([*held, newest], most).admit(newest)

    admitted = asyncio.run(admit())
    assert newest.open
    return [each for each in held if not each.open] if admitted else None


def test_there_is_a_place_until_all_are_taken():
    """Nobody gives way before that, and what is closed takes none."""
    held = [Fake("a"), Fake("a", open=False)]
    assert [held[1]] == gives_way(held, Fake("b"), 2)


def test_the_longest_idle_of_the_client_that_has_most_gives_way():
    """Others keep theirs, however long they were idle; so does whose request is at work or under way."""
    old, working, begun = Fake("b", since=1), Fake("a", rank=None), Fake("a", rank=1)
    idle = [Fake("a", since=5), Fake("a", since=3)]
    assert [idle[1]] == gives_way([old, working, begun, *idle], Fake("c"), 5)
    assert [begun] == gives_way([Fake("a", rank=None), begun], Fake("c"), 2)


def test_where_all_are_at_work_the_newest_is_refused():
    """Nobody is interrupted for it."""
    assert gives_way([Fake("a", rank=None), Fake("b", rank=None)], Fake("c"), 2) is None


def test_places_leave_files_for_all_else(monkeypatch):
    """What the system allows is not all for connections."""
    for files, expected in ((FILES, 640), (20_000, 1000), (resource.RLIM_INFINITY, 1000), (64, 16)):
        monkeypatch.setattr(resource, "getrlimit", lambda _, files=files: (files, files))
        assert expected == places()


@pytest.fixture
def files():
    """This test may open more files than the server."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < IDLE + 200:
        pytest.skip(f"the system lets a process open {hard} files, too few for {IDLE} connections")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, IDLE + 200), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


SERVE = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_NOFILE, ({FILES}, {FILES}))
from plangraph.cli import app
app(["serve", "--workspace", sys.argv[1], "--port", sys.argv[2]])
"""


@pytest.fixture
def limited(built_samples, tiny_environment, tmp_path):
    """The address of a server that may have as many files as systems allow by default, once it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = free.getsockname()
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(built_samples), str(address[1])],
            env={**os.environ, **tiny_environment},
            stdout=log,
            stderr=log,
        )
    try:
        for _ in range(600):
            with suppress(ConnectionRefusedError):
                socket.create_connection(address).close()
                break
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(0.1)
        yield SimpleNamespace(address=address, log=tmp_path / "log")
    finally:
        process.kill()
        process.wait()


def get(address, path):
    with socket.create_connection(address, timeout=60) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    return int(answer.split()[1]), answer.partition(b"\r\n\r\n")[2]


def test_a_thousand_idle_connections_stop_nothing(limited, files):
    """With 1,024 files to open, more idle sockets than that leave a page, a search and a query their answers."""
    query = "/sparql?format=json&query=SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7B%3Fs%20a%20pg%3APlan%7D"
    with ExitStack() as stack:
        for _ in range(IDLE):
            stack.enter_context(socket.create_connection(limited.address, timeout=60)).sendall(b"GET / HT")
        assert 200 == get(limited.address, "/healthz")[0]
        status, body = get(limited.address, query)
        assert (200, "5") == (status, json.loads(body)["results"]["bindings"][0]["n"]["value"])
        assert 200 == get(limited.address, "/api/v1/search?q=%E9%98%B2%E7%81%BD")[0]
    assert b"Traceback" not in limited.log.read_bytes()
