"""Several documents at a time, each in a process that ends with it if it must; outcomes in the order of the sources.

Not `multiprocessing`: its fresh processes run the caller's main script again, which breaks scripts without a guard,
and its forked ones inherit the locks of whatever threads the caller runs.
"""

from __future__ import annotations

import contextlib
import logging
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

from plangraph.errors import DocumentError
from plangraph.pipeline.reading import Prepared, Unfit
from plangraph.pipeline.reading_worker import Read, Reply, Terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plangraph.pipeline.corpus import Source

__all__ = ["prepare_all"]

_log = logging.getLogger(__name__)
_STARTING_SECONDS: Final = 60.0
_START: Final = "from plangraph.pipeline.reading_worker import main; main()"
# How far ahead of the caller the workers may read, for each of them.
_AHEAD: Final = 4


def prepare_all(sources: Sequence[Source], terms: Terms, workers: int) -> Iterator[Prepared | Unfit]:
    """One outcome a source, in their order. A process that dies or is stopped takes its document with it, no other."""
    count = max(1, min(workers, len(sources)))
    crew = _Crew(terms)
    threads = ThreadPoolExecutor(count, thread_name_prefix="plangraph-ingest")
    pending: deque[Future[Prepared | Unfit]] = deque()
    coming = iter(sources)
    try:
        while True:
            while len(pending) < count * _AHEAD and (source := next(coming, None)) is not None:
                pending.append(threads.submit(crew.prepare, source))
            if not pending:
                return
            yield pending.popleft().result()
    finally:
        crew.close()
        threads.shutdown(cancel_futures=True)


class _Crew:
    """Workers that stand idle, and those at work. Thread-safe."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._closed = False

    def prepare(self, source: Source) -> Prepared | Unfit:
        """Have a worker prepare one document."""
        with self._lock:
            if self._closed:
                return Unfit(DocumentError(str(source.path), "was not read: the run was stopped"))
            if self._idle:
                worker = self._idle.pop()
            else:
                worker = _Worker(self._terms)
                self._all.add(worker)
        outcome = worker.prepare(source)
        with self._lock:
            if worker.alive:
                self._idle.append(worker)
            else:
                self._all.discard(worker)
        return outcome

    def close(self) -> None:
        """End all, also those at work."""
        with self._lock:
            self._closed = True
            for worker in self._all:
                worker.kill()


class _Worker:
    """The caller's end of one process; `alive` until it was killed or died."""

    def __init__(self, terms: Terms) -> None:
        self.alive = True
        self._terms, self._ready = terms, False
        self._process = subprocess.Popen(  # noqa: S603 — our own interpreter and a fixed text
            [sys.executable, "-c", _START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(path or "." for path in sys.path)},
        )
        self._replies: queue.SimpleQueue[object] = queue.SimpleQueue()
        threading.Thread(target=_listen, args=(self._process, self._replies), daemon=True).start()
        with contextlib.suppress(OSError):  # a process that ended at once is told of by the first document
            self._send(terms)

    def prepare(self, source: Source) -> Prepared | Unfit:
        """What the process makes of a document; the time limit counts from when the process stands ready."""
        name = str(source.path)
        if not self._stands_ready():
            self.kill()
            return Unfit(DocumentError(name, "was not read: the process for it did not start"))
        try:
            self._send(Read(source))
            reply = self._replies.get(timeout=self._terms.seconds)
        except queue.Empty:
            self.kill()
            return Unfit(DocumentError(name, f"reading it was stopped after {self._terms.seconds:g} s; split the file"))
        except OSError:
            reply = None
        if isinstance(reply, Reply):
            if reply.log:
                _log.debug("%s: %s", name, reply.log)
            return reply.outcome
        self.kill()
        return Unfit(DocumentError(name, "reading it ended its process, likely for want of memory; split the file"))

    def kill(self) -> None:
        """End the process at once, whatever it is doing."""
        self.alive = False
        self._process.kill()
        self._process.wait()
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()

    def _stands_ready(self) -> bool:
        with contextlib.suppress(queue.Empty):
            self._ready = self._ready or self._replies.get(timeout=_STARTING_SECONDS) is True
        return self._ready

    def _send(self, message: object) -> None:
        assert self._process.stdin is not None
        pickle.dump(message, self._process.stdin)
        self._process.stdin.flush()


def _listen(process: subprocess.Popen[bytes], replies: queue.SimpleQueue[object]) -> None:
    """Pass on what a process says until it says no more, then None."""
    assert process.stdout is not None
    with process.stdout as stream:
        try:
            while True:
                replies.put(pickle.load(stream))  # noqa: S301 — from our own process
        except (EOFError, OSError, pickle.UnpicklingError):
            replies.put(None)
