"""`serve` and `demo`: the search page and the API, on a workspace or on the sample plans."""

import os
from pathlib import Path
from typing import Annotated

import typer

from plangraph.commands.console import DEFAULT_WORKSPACE, WorkspaceOption, note
from plangraph.commands.indexing import build
from plangraph.commands.reading import ingest
from plangraph.commands.searching import search

__all__ = ["demo", "serve"]

_BACKLOG = 64
"""Connections that the system hands over in one go, some rounds before one of them can be closed: each takes a file."""
_IDLE_SECONDS = 5
"""In which the next request has to begin to come on a connection."""
_CONNECTIONS = 1000
DEMO_QUERY = "防災に関する施策"
HostOption = Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 for the whole network.")]
PortOption = Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")]


def serve(
    host: HostOption = "127.0.0.1",
    port: PortOption = 8000,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
) -> None:
    """Serve the search page, the API and the SPARQL endpoint until interrupted."""
    from importlib.util import find_spec

    import uvicorn

    from plangraph.config import load_settings
    from plangraph.workspace import Workspace, open_generation

    open_generation(Workspace(workspace))  # what is wrong is said here, in one line, not in a server's log
    _see_that_free(host, port)
    # The application is named, not imported: the library must not know its HTTP door. Its factory reads the settings.
    os.environ["PLANGRAPH_WORKSPACE"] = str(workspace.resolve())
    note(f"http://{host}:{port}/")
    note("Open this address in a browser; Ctrl+C ends the server.")
    proxies = load_settings().trusted_proxies
    _log_queries()
    reads = bool(find_spec("httptools"))  # Windows has none
    uvicorn.run(
        "plangraph_api.app:create_app",
        factory=True,
        http="plangraph_api.wire:Wire" if reads else "auto",
        ws="none",
        host=host,
        port=port,
        backlog=_BACKLOG,
        timeout_keep_alive=_IDLE_SECONDS,
        # Wire counts connections itself: it lets idle ones give way, where the server's own count refuses everybody.
        limit_concurrency=None if reads else _CONNECTIONS,
        log_level="warning",
        access_log=False,
        # Unlike the server's own default, which believes whatever comes from this machine.
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies,
    )


def _log_queries() -> None:
    """Let the lines about queries, which are JSON, come out as they are."""
    import logging

    lines = logging.StreamHandler()
    lines.setFormatter(logging.Formatter("%(message)s"))
    log = logging.getLogger("plangraph.access")
    log.addHandler(lines)
    log.setLevel(logging.INFO)
    log.propagate = False


def _see_that_free(host: str, port: int) -> None:
    import socket

    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        raise OSError(error.errno, os.strerror(error.errno or 0), f"{host}:{port}") from error


def demo(
    check: Annotated[bool, typer.Option("--check", help="Run one search, print it and end, without serving.")] = False,
    host: HostOption = "127.0.0.1",
    port: PortOption = 8000,
    workspace: Annotated[
        Path | None,
        typer.Option(file_okay=False, help="Where to put the demonstration; by default in the user's cache."),
    ] = None,
) -> None:
    """Ingest the plans of three invented cities, build, and serve them."""
    from importlib.resources import as_file

    from plangraph.config import load_settings
    from plangraph.resources import samples

    place = workspace or load_settings().cache_dir / "demo"
    with as_file(samples()) as folder:
        ingest([folder / "corpus.toml"], workspace=place)
    build(workspace=place)
    note(f"plangraph search {DEMO_QUERY} --workspace {place}")
    search(DEMO_QUERY, workspace=place)
    if not check:
        serve(host, port, workspace=place)
