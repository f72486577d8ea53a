"""The process that prepares one document after another and that may be killed at any moment; it writes nothing."""

from __future__ import annotations

import io
import logging
import pickle
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from plangraph.pipeline.reading import Prepared, Unfit, prepare

if TYPE_CHECKING:
    from plangraph.pipeline.corpus import Source

__all__ = ["Read", "Reply", "Terms", "main"]

_GRACE_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class Terms:
    """What every document of a run is read for and under: seconds for each, bytes of memory for the process."""

    workspace: Path
    base_iri: str
    seconds: float
    memory_bytes: int


@dataclass(frozen=True, slots=True)
class Read:
    """The document to prepare."""

    source: Source


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of it, and what was logged meanwhile."""

    outcome: Prepared | Unfit
    log: str = ""


def main() -> None:
    """Over standard input and output: told Terms say True, then answer each Read with a Reply."""
    # What else prints, prints elsewhere.
    source, sink, sys.stdout = sys.stdin.buffer, sys.stdout.buffer, sys.stderr
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the caller's to handle
    terms: Terms = pickle.load(source)  # noqa: S301 — from our own caller
    _limit_memory(terms.memory_bytes)
    logged = io.StringIO()
    logger = logging.getLogger("plangraph")
    logger.addHandler(logging.StreamHandler(logged))
    logger.setLevel(logging.DEBUG)
    _send(sink, True)
    while True:
        try:
            read: Read = pickle.load(source)  # noqa: S301 — idem
        except EOFError:
            return
        # An alarm that nobody handles ends a process: for the case that the caller is no longer there to do it.
        signal.setitimer(signal.ITIMER_REAL, terms.seconds + _GRACE_SECONDS)
        outcome = prepare(read.source, terms.workspace, terms.base_iri)
        _send(sink, Reply(outcome, logged.getvalue()))
        signal.setitimer(signal.ITIMER_REAL, 0)
        logged.seek(0)
        logged.truncate()


def _send(sink: BinaryIO, message: object) -> None:
    pickle.dump(message, sink, protocol=pickle.HIGHEST_PROTOCOL)
    sink.flush()


def _limit_memory(most: int) -> None:
    """Let the process hold so many bytes: address space, less what it has mapped but does not use. Linux only."""
    status = Path("/proc/self/statm")
    if most and status.exists():
        import resource  # noqa: PLC0415 — not on every system

        mapped, resident = (int(pages) for pages in status.read_text(encoding="ascii").split()[:2])
        limit = (mapped - resident) * resource.getpagesize() + most
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
