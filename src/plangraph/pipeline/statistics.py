"""Official statistics in a workspace: imported beside the plans, put into the store by every build."""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import os
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, TextIO, cast

from plangraph.config import load_settings
from plangraph.errors import WorkspaceError
from plangraph.model import Progress
from plangraph.namespaces import Iris
from plangraph.statistics import Cube, iter_portions, open_table, source_of, write_cube
from plangraph.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from rdflib import URIRef

__all__ = ["import_statistics", "imported_cubes"]


def import_statistics(
    file: Path, workspace: Path, form: str = "", *, progress: Callable[[Progress], None] | None = None
) -> Cube:
    """Keeps a table of statistics in the workspace as a named graph of its own; it replaces the one of its name.

    e-Stat's CSV and JSON of a table have the same name: what was replaced is said.

    It is written to a file beside, synced and then renamed: whenever the process ends, the table is there as a whole or
    as it was before. Raises DocumentError, with line and column, where the file cannot be read; WorkspaceError where
    another import runs.
    """
    place = Workspace(workspace).statistics
    place.mkdir(parents=True, exist_ok=True)
    with _alone(place), open_table(file, form) as (source, table):
        temporary = place / f".{_file_name(table.name)}.part"

        def step() -> None:
            if progress:
                progress(Progress("import", source.position, source.size))

        try:
            with temporary.open("wb") as raw:
                with gzip.open(raw, "wt", compresslevel=1, encoding="utf-8") as out:
                    cube = write_cube(
                        table,
                        cast("TextIO", out),
                        file=file.name,
                        sha256=_digest(file),
                        base=load_settings().base_iri,
                        step=step,
                    )
                raw.flush()
                os.fsync(raw.fileno())
            kept = place / f"{_file_name(table.name)}.ttl.gz"
            if kept.exists():
                cube = replace(cube, replaced=source_of(kept))
            temporary.replace(kept)
        finally:
            temporary.unlink(missing_ok=True)
        step()
    return cube


def imported_cubes(place: Workspace, base: str) -> Iterator[tuple[URIRef, Iterable[bytes]]]:
    """The imported tables: the name of the graph of each, and its Turtle in portions."""
    for path in place.statistics_paths():
        yield Iris(base).statistics(path.name.removesuffix(".ttl.gz")), iter_portions(path)


def _file_name(name: str) -> str:
    """The name of a table as that of a file: no folders, and not hidden."""
    return name.replace("/", "_").replace("\x00", "_").lstrip(".") or "table"


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """One import at a time; what a dead one left is removed. The kernel drops the lock with the process."""
    with (place / ".lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise WorkspaceError(f"another import into {place} is running; wait for it to end") from error
        for left in place.glob(".*.part"):
            left.unlink()
        yield


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
