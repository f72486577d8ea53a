"""Plans that are added while the service runs: uploaded, looked at, built beside all others, published or discarded.

Each step is taken in a process of its own, one at a time; what is served goes on as it was until the last.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import subprocess
import sys
import threading
import unicodedata
from dataclasses import replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any, Final

from filelock import Timeout

from plangraph.documents import MAX_BYTES
from plangraph.errors import AdditionError
from plangraph.pipeline.additions.record import (
    BUILD,
    DONE,
    FAILED,
    PUBLISH,
    QUEUED,
    READ,
    Addition,
    Place,
    begun,
    changing,
    fresh_id,
    now,
    places,
    working,
)
from plangraph.pipeline.additions.steps import FACTS, see_facts
from plangraph.pipeline.additions.understood import FAMILIES
from plangraph.pipeline.corpus import SUFFIXES
from plangraph.workspace import Workspace

if TYPE_CHECKING:
    from typing import BinaryIO

__all__ = ["FACTS", "FAMILIES", "MOST_BYTES", "MOST_OPEN", "SUFFIXES", "Addition", "Additions", "open_additions"]

MOST_BYTES: Final = MAX_BYTES
"""Bytes that a document may have."""
MOST_OPEN: Final = 20
"""Additions that may lie there, neither published nor discarded."""
_log = logging.getLogger(__name__)
_KEPT: Final = 100  # records of published ones
_NAME_BYTES: Final = 150
_START: Final = "from plangraph.pipeline.additions.worker import main; main()"
# A process that reads what somebody uploaded needs no token.
_SECRETS: Final = ("PLANGRAPH_ADMIN_TOKEN", "PLANGRAPH_STAFF_TOKEN", "PLANGRAPH_WRITE_TOKEN")


class Additions:
    """The additions of a workspace; thread-safe, and any number of services may share them.

    All raise AdditionError for what cannot be done, with what to do instead.
    """

    def __init__(self, workspace: Path) -> None:
        self._workspace = Workspace(workspace)
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def all(self) -> list[Addition]:
        """All that are there, newest first; not the discarded, and none whose record is damaged."""
        found = []
        for place in reversed(places(self._workspace)):
            try:
                found.append(place.load())
            except AdditionError as error:
                _log.warning("%s", error)
        return [addition for addition in found if addition is not None]

    def get(self, name: str) -> Addition | None:
        """One of them; None where there is none of that name."""
        (place,) = places(self._workspace, name) or (None,)
        return None if place is None else place.load()

    def progress(self, name: str) -> dict[str, list[int]]:
        """How far the step that runs has come: done and total, of "build" and of texts to "embed"."""
        try:
            told: dict[str, list[int]] = json.loads(self._place(name).progress.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return told

    def lines(self, name: str) -> list[dict[str, Any]]:
        """How each line was understood, as of `understood.lines_of`; [] before it was read."""
        try:
            told: list[dict[str, Any]] = json.loads(self._place(name).lines.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return []
        return told

    def add(self, content: BinaryIO, name: str, facts: dict[str, str], role: str) -> Addition:
        """Take a document, and have it read. Raises OSError where the disk does not take it."""
        see_facts(facts)
        document = _document_name(name)
        with changing(self._workspace):
            if sum(not each.published for each in self.all()) >= MOST_OPEN:
                raise AdditionError(f"{MOST_OPEN} additions wait to be published already; discard some of them first")
            self._forget()
        place = Place(self._workspace.additions / fresh_id())
        try:
            place.upload.mkdir(parents=True)
            size, sha256 = _copy(content, place.upload / document)
            time = now()
            told = {key: facts.get(key, "") for key in FACTS}
            addition = Addition(place.path.name, document, size, sha256, role, time, time, told)
            place.save(addition)
        except BaseException:
            place.remove()
            raise
        self.work()
        return addition

    def correct(self, name: str, facts: dict[str, str]) -> None:
        """Tell what is to be known of the plan beside its document, and have it read again."""
        see_facts(facts)
        told = {key: facts.get(key, "") for key in FACTS}
        self._ask(name, READ, {(READ, DONE), (READ, FAILED), (BUILD, DONE), (BUILD, FAILED), (PUBLISH, FAILED)}, told)

    def build(self, name: str) -> None:
        """Have what was read built beside all other plans."""
        self._ask(name, BUILD, {(READ, DONE), (BUILD, FAILED), (BUILD, DONE), (PUBLISH, FAILED)})

    def publish(self, name: str) -> None:
        """Have what was built served."""
        self._ask(name, PUBLISH, {(BUILD, DONE), (PUBLISH, FAILED)})

    def discard(self, name: str) -> None:
        """Forget an addition, whatever is being done with it; what was published stays published."""
        with changing(self._workspace):
            place = self._place(name)
            addition = place.load()
            assert addition is not None
            if addition.step == PUBLISH and addition.moving:
                raise AdditionError("it is being published just now; wait until that is done")
            if addition.moving:
                place.dropped.touch()  # whoever works on it sees that, stops, and removes it
            else:
                place.remove()

    def work(self) -> None:
        """See to it that a process works while something is to be done; one that ended is followed by another."""
        if not any(addition.moving for addition in self.all()):
            return
        with self._lock:
            if self._starting() or self._busy():
                return
            known = {name: value for name, value in os.environ.items() if name not in _SECRETS}
            self._process = subprocess.Popen(  # noqa: S603 — our own interpreter and a fixed text
                [sys.executable, "-c", _START, str(self._workspace.path.resolve())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=known | {"PYTHONPATH": os.pathsep.join(path or "." for path in sys.path)},
                start_new_session=True,  # it outlives the service, and what interrupts that
            )
            threading.Thread(target=self._process.wait, name="plangraph-additions", daemon=True).start()

    def _starting(self) -> bool:
        """Whether a process of ours is yet to look at the queue."""
        if self._process is None or self._process.poll() is not None:
            return False
        try:
            return begun(self._workspace).read_text(encoding="ascii") != str(self._process.pid)
        except FileNotFoundError:
            return True

    def _busy(self) -> bool:
        """Whether a process works, whoever started it; it sees what is asked for before it lets go."""
        try:
            with working(self._workspace):
                return False
        except Timeout:
            return True

    def _place(self, name: str) -> Place:
        (place,) = places(self._workspace, name) or (None,)
        if place is None or place.load() is None:
            raise AdditionError(f"there is no addition {name}")
        return place

    def _ask(self, name: str, step: str, ready: set[tuple[str, str]], facts: dict[str, str] | None = None) -> None:
        """Put a step into the queue, if the addition is ready for it."""
        with changing(self._workspace):
            place = self._place(name)
            addition = place.load()
            assert addition is not None
            if (addition.step, addition.state) not in ready:
                raise AdditionError("that cannot be asked of it now; open its page again to see how far it is")
            told = addition.facts if facts is None else facts
            place.save(replace(addition, step=step, state=QUEUED, attempts=0, problem="", facts=told, asked_at=now()))
        self.work()

    def _forget(self) -> None:
        """Remove the oldest records of what was published long since."""
        published = [addition.id for addition in self.all() if addition.published]
        for name in published[_KEPT:]:
            self._place(name).remove()


def open_additions(workspace: Path) -> Additions:
    """The additions of a workspace."""
    return Additions(workspace)


def _document_name(given: str) -> str:
    """A name that a file can have and a page can show: no folders, no controls, no marks that turn text round.

    Raises AdditionError for an ending that is not read.
    """
    name = PureWindowsPath(PurePosixPath(given).name).name
    name = "".join(c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c)[0] != "C").strip(". ")
    stem, dot, ending = name.rpartition(".")
    suffix = f".{ending.lower()}" if dot else ""
    if suffix not in SUFFIXES and f".{name.lower()}" not in SUFFIXES:
        raise AdditionError(f"files ending in {suffix or 'nothing'} are not read; known are {', '.join(SUFFIXES)}")
    stem = stem.encode()[:_NAME_BYTES].decode(errors="ignore").strip() or "document"
    return f"{stem}{suffix or '.' + name.lower()}"


def _copy(content: BinaryIO, path: Path) -> tuple[int, str]:
    """Keep a document; its bytes and their SHA-256. Raises AdditionError for more than it may have, or nothing."""
    told = hashlib.sha256()
    size = 0
    with path.open("wb") as stream:
        while chunk := content.read(1 << 20):
            size += len(chunk)
            if size > MOST_BYTES:
                raise AdditionError(f"a document may have {MOST_BYTES:,} bytes; split the file")
            told.update(chunk)
            stream.write(chunk)
        stream.flush()
        os.fsync(stream.fileno())
    if not size:
        raise AdditionError(f"{path.name}: the file is empty")
    return size, told.hexdigest()
