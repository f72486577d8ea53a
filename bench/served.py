"""Servers that a benchmark starts, asks and ends, and the clients that it asks them by."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
import urllib.parse
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["Connection", "Reply", "await_that", "free_port", "running", "served"]

_JSON = "application/sparql-results+json"


@dataclass(frozen=True)
class Reply:
    """A response, and the seconds that it took."""

    status: int
    body: bytes
    seconds: float


class Connection:
    """One client of a server, which keeps its connection."""

    def __init__(self, port: int, path: str, client: str = "") -> None:
        self._held = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self._path = path
        self._headers = {"Accept": _JSON} | ({"X-Forwarded-For": client} if client else {})

    def ask(self, query: str) -> Reply:
        """The reply to a query by GET, or by POST where it is long."""
        form = urllib.parse.urlencode({"query": query})
        started = time.perf_counter()
        if len(form) < 4000:
            self._held.request("GET", f"{self._path}?{form}", headers=self._headers)
        else:
            kind = {"Content-Type": "application/x-www-form-urlencoded"}
            self._held.request("POST", self._path, form, self._headers | kind)
        response = self._held.getresponse()
        return Reply(response.status, response.read(), time.perf_counter() - started)

    def hang_up(self, query: str) -> None:
        """Ask, and go without waiting for the answer."""
        self._held.request("GET", f"{self._path}?{urllib.parse.urlencode({'query': query})}", headers=self._headers)
        self._held.close()


@contextmanager
def served(workspace: Path, limit: float, log: IO[bytes] | None = None) -> Iterator[tuple[int, int]]:
    """`plangraph serve` with a limit in seconds: its port and process. What it logs goes to a file, or nowhere."""
    port = free_port()
    command = [sys.executable, "-m", "plangraph", "serve", "--port", str(port), "--workspace", str(workspace)]
    settings = {"PLANGRAPH_SPARQL_TIMEOUT": f"{limit:g}", "PLANGRAPH_TRUSTED_PROXIES": "127.0.0.1"}
    with running(command, {**os.environ, **settings}, log) as server:

        def ready() -> bool:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200

        await_that(ready)
        yield port, server.pid


@contextmanager
def running(
    command: list[str], environment: dict[str, str] | None = None, log: IO[bytes] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A process until the block ends; its standard error goes to a file, or nowhere."""
    with subprocess.Popen(command, env=environment, stderr=log or subprocess.DEVNULL) as server:
        try:
            yield server
        finally:
            server.terminate()


def await_that(happened: Callable[[], bool]) -> None:
    """Wait until something holds; errors of connections mean not yet."""
    for _ in range(1200):
        try:
            if happened():
                return
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.1)
    raise SystemExit("waited for two minutes in vain")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])
