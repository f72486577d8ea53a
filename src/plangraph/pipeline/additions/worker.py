"""The process that takes one step of one addition after the other, apart from the service and in no hurry.

It may be killed at any moment: who comes next begins the step again, twice at most.
"""

from __future__ import annotations

import errno
import logging
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from filelock import Timeout

from plangraph.errors import PlanGraphError
from plangraph.pipeline.additions.record import (
    BUILD,
    DONE,
    FAILED,
    PUBLISH,
    READ,
    RUNNING,
    begun,
    changing,
    places,
    working,
    write_json,
)
from plangraph.pipeline.additions.steps import build_step, publish_step, read_step
from plangraph.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from plangraph.model import Progress
    from plangraph.pipeline.additions.record import Addition, Place

__all__ = ["drain", "main"]

_STEPS: Final = {READ: read_step, BUILD: build_step, PUBLISH: publish_step}
_ATTEMPTS: Final = 2
_log = logging.getLogger(__name__)


class _DroppedError(Exception):
    """Somebody discarded the addition that is being worked on."""


def main() -> None:
    """Work through the queue of the workspace that the command line names, then end."""
    logging.basicConfig(level=logging.WARNING)
    if hasattr(os, "nice"):
        os.nice(10)  # who asks the service goes first
    drain(Path(sys.argv[1]))


def drain(path: Path) -> None:
    """Take all steps that are asked for, oldest first; nothing where another process is at it."""
    workspace = Workspace(path)
    lock = working(workspace)
    try:
        lock.acquire()
    except Timeout:
        return
    try:
        begun(workspace).write_text(str(os.getpid()), encoding="ascii")
        while True:
            _sweep(workspace)
            # Who asks for a step writes that down before looking whether anybody works: let go between the two.
            with changing(workspace):
                waiting = _next(workspace)
                if waiting is None:
                    lock.release()
                    return
            _take(workspace, waiting)
    finally:
        lock.release()


def _next(workspace: Workspace) -> Place | None:
    """The one that has waited longest. With the lock held, one that runs was broken off."""
    waiting = []
    for place in places(workspace):
        addition = _load(place)
        if addition is not None and addition.moving:
            waiting.append((addition.asked_at, place.path.name, place))
    return min(waiting)[-1] if waiting else None


def _take(workspace: Workspace, place: Place) -> None:
    with changing(workspace):
        addition = _load(place)
        if addition is None:
            return
        addition = replace(addition, state=RUNNING, attempts=addition.attempts + 1)
        place.progress.unlink(missing_ok=True)
        place.save(addition)
    try:
        if addition.attempts > _ATTEMPTS:
            outcome = _failed("its process ended twice, likely for want of memory; split the file")
        else:
            outcome = {"state": DONE, **_STEPS[addition.step](workspace, place, addition, _reporting(place))}
    except _DroppedError:
        return
    except Exception as error:  # noqa: BLE001 — one document that trips us must not keep the others waiting
        outcome = _failed(_said(error, place))
    with changing(workspace):
        if place.path.is_dir() and not place.dropped.exists():
            done = replace(addition, **outcome)
            place.save(done)
            if done.published:
                place.clear()


def _failed(problem: str) -> dict[str, Any]:
    return {"state": FAILED, "problem": problem}


def _said(error: Exception, place: Place) -> str:
    """What went wrong, for a person: of files, their names alone."""
    if isinstance(error, PlanGraphError):
        return str(error).replace(f"{place.upload}{os.sep}", "").replace(f"{place.staged}{os.sep}", "")
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "the disk is full; free space on it and try again"
    _log.error("an addition failed", exc_info=error)
    return f"a fault in PlanGraph kept it from being done ({type(error).__name__}); the log says more; please report it"


def _reporting(place: Place) -> Callable[[Progress], None]:
    """Notes how far a step has come, and ends it once the addition was discarded."""
    told: dict[str, list[int]] = {}

    def report(progress: Progress) -> None:
        if place.dropped.exists():
            raise _DroppedError
        if progress.stage == "build":
            told.clear()
        told[progress.stage] = [progress.done, progress.total]
        try:
            write_json(place.progress, told)
        except OSError:  # whoever looks sees an older one
            _log.debug("the progress could not be noted", exc_info=True)

    return report


def _load(place: Place) -> Addition | None:
    try:
        return place.load()
    except PlanGraphError:
        return None  # it is told of to whoever looks at it


def _sweep(workspace: Workspace) -> None:
    """Remove what was discarded, and what a published addition has left."""
    for place in places(workspace):
        if place.dropped.exists():
            place.remove()
            continue
        addition = _load(place)
        if addition is not None and addition.published:
            place.clear()
        elif place.abandoned:
            place.remove()
