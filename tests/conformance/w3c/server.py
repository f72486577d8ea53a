"""The real server in a process of its own, and a client that sends exactly what it is told."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SPARQL, STORE = "/sparql", "/rdf-graph-store"


@dataclass(frozen=True)
class Reply:
    """What a server said."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Client:
    """Requests over one connection, with a token where there is one."""

    def __init__(self, host: str, token: str = "") -> None:
        self.host, self._token = host, token
        self._connection = http.client.HTTPConnection(host, timeout=120)

    def send(self, method: str, path: str, headers: dict[str, str] | None = None, body: bytes | None = None) -> Reply:
        headers = dict(headers or {})
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        try:
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
        except (http.client.HTTPException, ConnectionError):
            self._connection.close()
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
        with response:
            content = response.read()
        return Reply(response.status, {name.lower(): value for name, value in response.headers.items()}, content)

    def close(self) -> None:
        self._connection.close()


@contextmanager
def serve(workspace: Path, log: Path, token: str = "") -> Iterator[Client]:
    """uvicorn over a workspace on a free port, as `plangraph serve` runs it, until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listening, log.open("wb") as said:
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            "PLANGRAPH_WORKSPACE": str(workspace),
            "PLANGRAPH_WRITE_TOKEN": token,
            # Nothing is searched for: without a model the server starts at once, and says that it has none.
            "PLANGRAPH_ENCODER": str(workspace / "no-encoder"),
        }
        command = ["uvicorn", "plangraph_api.app:create_app", "--factory", "--fd", str(listening.fileno())]
        command += ["--http", "plangraph_api.wire:Wire", "--no-proxy-headers"]
        process = subprocess.Popen(
            [sys.executable, "-m", *command, "--log-level", "warning"],
            env=environment,
            pass_fds=(listening.fileno(),),
            stdout=said,
            stderr=said,
        )
        # The socket listens already: the first request waits in its queue until the server takes it.
        client = Client(f"127.0.0.1:{listening.getsockname()[1]}", token)
        try:
            yield client
        finally:
            client.close()
            process.terminate()
            process.wait(timeout=120)  # what it is still opening must end first
