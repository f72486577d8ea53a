"""What is known of an uploaded document: a small JSON file in a folder of its own, written whole or not at all."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import time
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from filelock import FileLock

from plangraph.errors import AdditionError

if TYPE_CHECKING:
    from pathlib import Path

    from plangraph.workspace import Workspace

__all__ = [
    "BUILD",
    "DONE",
    "FAILED",
    "PUBLISH",
    "QUEUED",
    "READ",
    "RUNNING",
    "Addition",
    "Place",
    "begun",
    "changing",
    "fresh_id",
    "now",
    "places",
    "working",
    "write_json",
]

READ: Final = "read"
BUILD: Final = "build"
PUBLISH: Final = "publish"
QUEUED: Final = "queued"
RUNNING: Final = "running"
DONE: Final = "done"
FAILED: Final = "failed"
_ID: Final = re.compile(r"\d{8}-\d{6}-[0-9a-f]{8}")
# An upload is whole, or given up, long before.
_WRITING_SECONDS: Final = 3600.0
_RECORD: Final = "addition.json"


@dataclass(frozen=True, slots=True)
class Addition:
    """A document on its way into the workspace: how far it is (`step`), and how that stands (`state`).

    `step` is read, build or publish; `state` is queued, running, done or failed, and then `problem` says why. `facts`
    are what was told beside the document, as texts. `plan` says how it was understood, `counts` what was built before
    and with it, `base` the generation that it was built beside, `generation` the one that it was published as.
    """

    id: str
    document: str
    size: int
    sha256: str
    role: str
    added_at: str
    asked_at: str
    facts: dict[str, str] = field(default_factory=dict)
    step: str = READ
    state: str = QUEUED
    attempts: int = 0
    problem: str = ""
    plan: dict[str, Any] | None = None
    counts: dict[str, dict[str, int]] | None = None
    base: int | None = None
    replaces: str | None = None
    generation: int | None = None

    @property
    def moving(self) -> bool:
        """Whether something is going to happen without anybody asking."""
        return self.state in {QUEUED, RUNNING}

    @property
    def published(self) -> bool:
        """Whether it has come to its end."""
        return (self.step, self.state) == (PUBLISH, DONE)


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of an addition."""

    path: Path

    @property
    def upload(self) -> Path:
        """Where the document lies, under its own name."""
        return self.path / "upload"

    @property
    def lines(self) -> Path:
        """How each line was understood."""
        return self.path / "lines.json"

    @property
    def graph(self) -> Path:
        """What was read, as a graph."""
        return self.path / "plan.trig"

    @property
    def staged(self) -> Path:
        """A workspace of its own, in which the plan is built beside all others."""
        return self.path / "staged"

    @property
    def progress(self) -> Path:
        """How far the step that runs has come; may be absent, and is never waited for."""
        return self.path / "progress.json"

    @property
    def dropped(self) -> Path:
        """There when the addition was discarded: whoever works on it stops."""
        return self.path / "dropped"

    @property
    def abandoned(self) -> bool:
        """Whether it has no record, and nobody is about to write one."""
        return not (self.path / _RECORD).exists() and time.time() - self.path.stat().st_mtime > _WRITING_SECONDS

    def load(self) -> Addition | None:
        """The record; None where there is none, or it was discarded."""
        try:
            found = Addition(**json.loads((self.path / _RECORD).read_text(encoding="utf-8")))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError, TypeError) as error:
            raise AdditionError(f"{self.path.name}: its record cannot be read ({error}); remove its folder") from error
        return None if self.dropped.exists() else found

    def save(self, addition: Addition) -> None:
        """Keep the record."""
        write_json(self.path / _RECORD, asdict(addition), sync=True)

    def remove(self) -> None:
        """Remove all of it."""
        shutil.rmtree(self.path, ignore_errors=True)

    def clear(self) -> None:
        """Remove all but the record: what was published is needed no more."""
        for folder in (self.staged, self.upload):
            shutil.rmtree(folder, ignore_errors=True)
        for file in (self.lines, self.graph, self.progress):
            file.unlink(missing_ok=True)


def places(workspace: Workspace, name: str | None = None) -> list[Place]:
    """The folders of all additions, oldest first, or of the one of that name, if it can be one."""
    if name is not None:
        return [Place(workspace.additions / name)] if _ID.fullmatch(name) else []
    if not workspace.additions.is_dir():
        return []
    return [Place(path) for path in sorted(workspace.additions.iterdir()) if _ID.fullmatch(path.name)]


def changing(workspace: Workspace) -> FileLock:
    """Held while a record is read and written, by one process at a time."""
    workspace.additions.mkdir(parents=True, exist_ok=True)
    return FileLock(workspace.additions / ".records.lock")


def working(workspace: Workspace) -> FileLock:
    """Held by the one process that takes steps; gives up at once, with filelock.Timeout, where another has it."""
    workspace.additions.mkdir(parents=True, exist_ok=True)
    return FileLock(workspace.additions / ".queue.lock", timeout=0)


def begun(workspace: Workspace) -> Path:
    """The file that says which process was the last to hold `working`, by its number."""
    return workspace.additions / ".queue.pid"


def fresh_id() -> str:
    """A name that sorts by time and that nobody guesses."""
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"


def now() -> str:
    """The time in UTC, as ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def write_json(path: Path, value: object, *, sync: bool = False) -> None:
    """Write a file under a temporary name first, so that it is either the old one or the new one."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("w", encoding="utf-8") as stream:
            json.dump(value, stream, ensure_ascii=False)
            if sync:
                stream.flush()
                os.fsync(stream.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
