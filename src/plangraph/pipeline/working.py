"""The working dataset of a workspace: a store that takes updates and graphs, apart from what is built and published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from plangraph.config import load_settings
from plangraph.sparql import Endpoint, Put, Remove, Services, Update
from plangraph.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Unpack

    from plangraph.sparql import Answer, Call, DatasetNames, Turns

__all__ = ["WorkingDataset", "open_working"]


class WorkingDataset:
    """A SPARQL 1.1 query and update endpoint over a store of its own; thread-safe, one change after the other.

    Its default graph is one of its own. Generations are never touched. All raise QueryError for what is malformed or
    not allowed, QueryTimeoutError, EndpointBusyError, and WorkspaceError when another process holds the store.
    """

    def __init__(self, directory: Path, *, timeout: float, services: Services | None = None) -> None:
        self._services = services or Services()
        self._endpoint = Endpoint(directory, timeout=timeout, writable=True, services=self._services)

    def query(
        self,
        text: str,
        accept: str | None = None,
        format: str | None = None,  # noqa: A002 — the name of the parameter over HTTP
        *,
        call: Call | None = None,
        **dataset: Unpack[DatasetNames],
    ) -> Answer:
        """As `Endpoint.query`."""
        return self._endpoint.query(text, accept, format, call=call, **dataset)

    @property
    def turns(self) -> Turns:
        """Whose query or change comes next."""
        return self._endpoint.turns

    def fetch(
        self, graph: str | None, accept: str | None = None, form: str | None = None, *, call: Call | None = None
    ) -> Answer:
        """A graph whole, None for the default graph. Raises GraphNotFoundError."""
        return self._endpoint.fetch(graph, accept, form, call=call)

    def update(
        self, text: str, base: str | None = None, using: Sequence[str] = (), using_named: Sequence[str] = ()
    ) -> None:
        """Run a SPARQL 1.1 update, wholly or not at all. LOAD and SERVICE are refused."""
        self._endpoint.change(Update(text, base, tuple(using), tuple(using_named)))

    def put(self, graph: str | None, parts: Sequence[tuple[str, bytes]], base: str, *, add: bool = False) -> bool:
        """Put triples, in parts by media type, into a graph instead of (`add`: beside) its own; whether it is new."""
        return self._endpoint.change(Put(graph, tuple(parts), base, add))

    def remove(self, graph: str | None) -> None:
        """Drop a graph; the default graph is emptied. Raises GraphNotFoundError."""
        self._endpoint.change(Remove(graph))

    def close(self) -> None:
        """Stop the worker."""
        self._endpoint.close()
        self._services.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_working(workspace: Path) -> WorkingDataset:
    """The working dataset of a workspace, made empty where there is none, with what the settings allow."""
    settings = load_settings()
    services = Services(settings.service_allow.split())
    return WorkingDataset(Workspace(workspace).working, timeout=settings.sparql_timeout, services=services)
