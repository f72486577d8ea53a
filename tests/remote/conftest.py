"""Two real SPARQL servers, started for the tests where they are installed."""

import shutil
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest

from plangraph.sparql import Remote
from plangraph.workspace import Workspace

EX = "http://example.org/"
INI = """
[Database]
DatabaseFile = v.db
ErrorLogFile = v.log
LockFile = v.lck
TransactionFile = v.trx
xa_persistent_file = v.pxa
[TempDatabase]
DatabaseFile = t.db
TransactionFile = t.trx
[Parameters]
ServerPort = {sql}
ServerThreads = 10
NumberOfBuffers = 10000
[HTTPServer]
ServerPort = {http}
ServerThreads = 8
[SPARQL]
ResultSetMaxRows = 250
"""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@contextmanager
def running(command, folder, ready):
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        try:
            lines = []
            for line in server.stdout:
                lines.append(line)
                if ready in line:
                    break
            else:
                pytest.fail("".join(lines))
            yield
        finally:
            server.kill()


@pytest.fixture(scope="session", params=["oxigraph", "virtuoso"])
def remote(request, tmp_path_factory):
    """A server that is empty at first."""
    folder, port = tmp_path_factory.mktemp(request.param), free_port()
    where = f"http://127.0.0.1:{port}"
    if request.param == "oxigraph":
        program = Path(sys.executable).with_name("oxigraph")
        if not program.exists():
            pytest.skip("the PyPI package oxigraph, which carries the server, is not installed")
        with running([program, "serve", "--bind", f"127.0.0.1:{port}"], folder, "Listening"):
            yield Remote(f"{where}/query", f"{where}/store")
        return
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("Debian's virtuoso-opensource is not installed")
    (folder / "v.ini").write_text(INI.format(sql=free_port(), http=port))
    with running([program, "-f", "-c", "v.ini"], folder, "Server online"):
        yield Remote(f"{where}/sparql", f"{where}/sparql-graph-crud-auth", "dba", "dba")


@pytest.fixture
def workspace(tmp_path):
    """A workspace whose drafted generation has three graphs of a hundred triples each."""
    place = Workspace(tmp_path / "workspace")
    draft = place.generations / "1"
    draft.mkdir(parents=True)
    store = ox.Store(str(draft / "store"))
    label = ox.NamedNode(EX + "label")
    for number in range(300):
        graph = ox.NamedNode(f"{EX}graph/計画-{number % 3}")
        store.add(ox.Quad(ox.NamedNode(f"{EX}防災/{number}"), label, ox.Literal("避難所", language="ja"), graph))
    store.flush()
    return place
