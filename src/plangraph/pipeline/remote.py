"""Generations in a remote SPARQL store: uploaded under names of their own, counted, and dropped when they are old.

CURRENT stays the one switch: search, pages and SPARQL move to a generation together, once all of it is there.
"""

from __future__ import annotations

import json
import logging
import uuid
from contextlib import closing
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

import pyoxigraph as ox

from plangraph.errors import BuildError, PlanGraphError, QueryError, WorkspaceError
from plangraph.graph import open_store
from plangraph.sparql import Graphs, Limits, Link, Remote, RemoteEndpoint, Turns, count_triples

if TYPE_CHECKING:
    from pathlib import Path

    from plangraph.config import Settings
    from plangraph.sparql import Meaning, Services
    from plangraph.workspace import Generation, Workspace

__all__ = ["drop_old", "open_remote", "remote_of", "upload"]

_NAME: Final = "remote.json"
# A graph may be large, and the store far away.
_UPLOAD_SECONDS: Final = 600.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Record:
    """Where a generation's graphs are: the address of queries, the mark behind their names, those names without it."""

    address: str
    mark: str
    graphs: tuple[str, ...]

    @property
    def names(self) -> Graphs:
        return Graphs(frozenset(self.graphs), self.mark)


def remote_of(settings: Settings) -> Remote | None:
    """The remote store of the settings, if there is one."""
    if not settings.graph:
        return None
    query = settings.graph.removeprefix("sparql+")
    graphs = settings.graph_store or urljoin(query, "store")
    return Remote(query, graphs, settings.graph_user, settings.graph_password.get_secret_value())


def upload(remote: Remote, workspace: Workspace, directory: Path) -> None:
    """Put all graphs of a drafted generation into the remote store, and count what arrived.

    `directory` is the draft's. Raises BuildError naming the graph that failed; what had arrived is dropped again.
    """
    store = open_store(directory / "store")
    names = tuple(sorted(name.value for name in store.named_graphs() if isinstance(name, ox.NamedNode)))
    # Letters that no format and no syntax escapes.
    record = _Record(remote.query, f"-generation-{uuid.uuid4().hex}", names)
    # Written first, so that a build that is killed leaves nothing behind that nobody knows of.
    _write_journal(workspace, [*_read_journal(workspace), record])
    with closing(Link(remote)) as link:
        try:
            for name in names:
                _upload_graph(link, store, name, record)
        except BaseException:
            _drop(link, workspace, record)
            raise
    (directory / _NAME).write_text(_as_json(record), encoding="utf-8")


def drop_old(remote: Remote, workspace: Workspace) -> None:
    """Drop from the remote store what belongs to no generation in the workspace.

    What cannot be dropped is logged, and left for the next build to drop.
    """
    served = {_read(path).mark for path in workspace.generations.glob(f"[0-9]*/{_NAME}")}
    old = [record for record in _read_journal(workspace) if record.mark not in served]
    with closing(Link(remote)) as link:
        for record in old:
            if record.address == remote.query:
                _drop(link, workspace, record)


def open_remote(
    remote: Remote,
    generation: Generation,
    limits: Limits,
    turns: Turns,
    meaning: Meaning | None = None,
    *,
    services: Services | None = None,
) -> RemoteEndpoint:
    """The endpoint over a generation; `meaning` and `services` as in `Endpoint`.

    Raises WorkspaceError where it was not published to this store.
    """
    path = generation.directory / _NAME
    record = _read(path) if path.exists() else None
    if record is None or record.address != remote.query:
        raise WorkspaceError(f"generation {generation.number} is not in {remote.query}; run `plangraph build`")
    return RemoteEndpoint(remote, record.names, limits=limits, turns=turns, meaning=meaning, services=services)


def _upload_graph(link: Link, store: ox.Store, name: str, record: _Record) -> None:
    body = store.dump(None, ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(name)) or b""
    there = record.names.remote(name)
    try:
        status = link.send("PUT", there, _UPLOAD_SECONDS, body).status
        if status not in {200, 201, 204}:
            raise QueryError(f"the store answers {status} to PUT")
        expected, found = body.count(b"\n"), count_triples(link, there, _UPLOAD_SECONDS, Turns(1))
        if expected != found:
            raise QueryError(f"{expected} triples were sent, and {found} are there")
    except PlanGraphError as error:
        raise BuildError(
            f"the graph {name} could not be published to {link.remote.graphs}: {error}; what is served stays as it was"
        ) from error


def _drop(link: Link, workspace: Workspace, record: _Record) -> None:
    try:
        for name in record.names.all():
            status = link.send("DELETE", name, _UPLOAD_SECONDS).status
            if status not in {200, 202, 204, 404}:
                raise QueryError(f"the store answers {status} to DELETE")
    except PlanGraphError as error:
        _log.warning("an old generation stays in the remote store until the next build: %s", error)
        return
    _write_journal(workspace, [kept for kept in _read_journal(workspace) if kept.mark != record.mark])


def _as_json(record: _Record) -> str:
    return json.dumps(asdict(record), ensure_ascii=False, indent=1) + "\n"


def _read(path: Path) -> _Record:
    try:
        return _record(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WorkspaceError(f"{path} is damaged ({error}); run `plangraph build`") from error


def _record(data: dict[str, object]) -> _Record:
    graphs = data["graphs"]
    assert isinstance(graphs, list)
    return _Record(str(data["address"]), str(data["mark"]), tuple(graphs))


def _read_journal(workspace: Workspace) -> list[_Record]:
    path = workspace.path / _NAME
    if not path.exists():
        return []
    try:
        return [_record(data) for data in json.loads(path.read_text(encoding="utf-8"))]
    except (ValueError, KeyError, TypeError) as error:
        raise WorkspaceError(f"{path} is damaged ({error}); remove it, and old graphs from the remote store") from error


def _write_journal(workspace: Workspace, records: list[_Record]) -> None:
    temporary = workspace.path / f".{_NAME}.new"
    temporary.write_text(json.dumps([asdict(record) for record in records], indent=1) + "\n", encoding="utf-8")
    temporary.replace(workspace.path / _NAME)
