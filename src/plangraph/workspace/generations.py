"""Generations: built beside the one being served, published in one step, never changed afterwards.

Publishing is rename(2) of a finished, synced folder, then rename(2) of the small file CURRENT. POSIX makes each
atomic, so a crash leaves the former generation serving or the new one, and at worst a folder for the next build to
remove.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from plangraph.errors import BuildError, WorkspaceError
from plangraph.workspace.manifest import FileRecord, Manifest, digest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from plangraph.workspace.layout import Workspace

__all__ = ["Draft", "Generation", "draft_generation", "open_generation"]


@dataclass(frozen=True, slots=True)
class Generation:
    """A published generation: read-only for all who open it."""

    number: int
    directory: Path
    manifest: Manifest

    @property
    def store(self) -> Path:
        """The Oxigraph store."""
        return self.directory / "store"

    @property
    def index(self) -> Path:
        """Passage table, vectors and text index."""
        return self.directory / "index"

    @property
    def dumps(self) -> Path:
        """Everything in the store as files, to be handed out."""
        return self.directory / "dumps"


class Draft:
    """A generation that is being written; it counts for nothing until `publish`."""

    def __init__(self, workspace: Workspace, number: int, previous: int | None) -> None:
        self.workspace, self.number, self._previous = workspace, number, previous
        self.directory = workspace.generations / f".{number}.building"
        self.published = False

    @property
    def store(self) -> Path:
        """Where the Oxigraph store goes; an existing, empty folder."""
        return self.directory / "store"

    @property
    def index(self) -> Path:
        """Where passage table, vectors and text index go; an existing, empty folder."""
        return self.directory / "index"

    @property
    def dumps(self) -> Path:
        """Where everything in the store goes as files; not there yet."""
        return self.directory / "dumps"

    def publish(self, manifest: Manifest) -> Generation:
        """Syncs all files, records them in the manifest, moves the folder into place and points CURRENT at it."""
        paths = sorted(path for path in self.directory.rglob("*") if path.is_file())
        records = {}
        for path in paths:
            records[path.relative_to(self.directory).as_posix()] = FileRecord(path.stat().st_size, digest(path))
            _sync(path)
        finished = replace(manifest, generation=self.number, files=records)
        _sync(finished.write(self.directory))
        for folder in [path for path in self.directory.rglob("*") if path.is_dir()]:
            _sync(folder)
        _sync(self.directory)
        final = self.workspace.generations / str(self.number)
        self.directory.rename(final)
        _sync(self.workspace.generations)
        _point(self.workspace, self.number)
        self.published = True
        _remove_all_but(self.workspace, {self.number, self._previous})
        return Generation(self.number, final, finished)


@contextmanager
def draft_generation(workspace: Workspace) -> Iterator[Draft]:
    """Holds the build lock and gives an empty draft; whatever is left unpublished is removed.

    Raises BuildError when another build of this workspace is running, or when the disk does not take the files.
    """
    try:
        workspace.generations.mkdir(parents=True, exist_ok=True)
        with _lock(workspace):
            served = _served(workspace)
            number = max([*_numbers(workspace), served or 0]) + 1
            # A number above the served one is a build that was killed between its two renames.
            _remove_all_but(workspace, {n for n in _numbers(workspace) if served is None or n <= served})
            draft = Draft(workspace, number, served)
            draft.store.mkdir(parents=True)
            draft.index.mkdir()
            try:
                yield draft
            finally:
                if not draft.published:
                    shutil.rmtree(draft.directory, ignore_errors=True)
    except OSError as error:
        where = error.filename or workspace.generations
        raise _stopped(where, error.strerror or str(error)) from error
    except (RuntimeError, ValueError) as error:
        # The engines have errors of their own for what the system refuses them.
        if os.strerror(errno.ENOSPC) not in str(error):
            raise
        raise _stopped(workspace.generations, str(error)) from error


def open_generation(workspace: Workspace, *, full: bool = False) -> Generation:
    """The generation that CURRENT names, checked against its manifest (`full`: every digest).

    Raises WorkspaceError when there is none yet, or when its files are not those that were built.
    """
    # Between reading CURRENT and opening, two builds may have passed and removed the folder: look once more.
    number = _published(workspace)
    directory = workspace.generations / str(number)
    if not directory.is_dir():
        number = _published(workspace)
        directory = workspace.generations / str(number)
    manifest = Manifest.read(directory)
    problems = manifest.problems(directory, full=full)
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise WorkspaceError(f"generation {number} is damaged: {problems[0]}{more}; run `plangraph build`")
    return Generation(number, directory, manifest)


def _stopped(where: object, why: str) -> BuildError:
    return BuildError(f"the build stopped at {where}: {why}; what is served stays as it was")


def _published(workspace: Workspace) -> int:
    number = workspace.current_number()
    if number is None:
        raise WorkspaceError(
            f"{workspace.path} has no index yet; run `plangraph ingest` and `plangraph build` "
            f"with --workspace {workspace.path}"
        )
    return number


@contextmanager
def _lock(workspace: Workspace) -> Iterator[None]:
    """An advisory lock, flock(2): the kernel drops it with the process that holds it, however that one ends."""
    with (workspace.generations / ".lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BuildError(f"another build of {workspace.path} is running; wait for it to end") from error
        yield


def _served(workspace: Workspace) -> int | None:
    try:
        return workspace.current_number()
    except WorkspaceError:
        return None  # a garbled CURRENT is replaced by this build


def _numbers(workspace: Workspace) -> list[int]:
    return sorted(int(path.name) for path in workspace.generations.iterdir() if path.name.isdigit())


def _remove_all_but(workspace: Workspace, keep: set[int] | set[int | None]) -> None:
    """Removes drafts of dead builds and generations outside `keep`: the lock says that no live build owns them."""
    for path in workspace.generations.iterdir():
        abandoned = path.name.startswith(".") and path.name.endswith(".building")
        if abandoned or (path.name.isdigit() and int(path.name) not in keep):
            shutil.rmtree(path)


def _point(workspace: Workspace, number: int) -> None:
    temporary = workspace.current.with_name(".CURRENT.new")
    temporary.write_text(f"{number}\n", encoding="ascii")
    _sync(temporary)
    temporary.replace(workspace.current)
    _sync(workspace.path)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
