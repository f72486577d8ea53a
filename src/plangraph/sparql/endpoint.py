"""Answers SPARQL queries in processes of their own, each stopped when its time is up."""

from __future__ import annotations

import queue
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from plangraph.errors import EndpointBusyError, NotAcceptableError, QueryError, WorkspaceError
from plangraph.sparql.process import Worker
from plangraph.sparql.worker import Answer, Asked, Limits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["Endpoint"]


class Endpoint:
    """A SPARQL 1.1 query endpoint over one store on disk; safe to call from many threads.

    A query that names no dataset sees all named graphs as one default graph; one with FROM sees the graphs that it
    names, from this store, and nothing is ever fetched. The prefixes of `namespaces.PREFIXES` need no declaration.
    `timeout` is in seconds and covers a whole query, from parsing to the last byte written; `waiting` says how many
    callers may queue for a worker. Raises WorkspaceError when there is no store.
    """

    def __init__(
        self,
        store_dir: Path,
        *,
        timeout: float = 30.0,
        workers: int = 2,
        waiting: int = 32,
        result_bytes: int = 64 * 1024**2,
        memory_bytes: int = 2 * 1024**3,
    ) -> None:
        if not store_dir.is_dir():
            raise WorkspaceError(f"{store_dir}: no store there; run `plangraph build` first")
        self.timeout = timeout
        self._store_dir, self._limits = str(store_dir), Limits(timeout, result_bytes, memory_bytes)
        self._places = threading.BoundedSemaphore(workers + waiting)
        # Last in, first out: with little to do one worker does it all, and its caches stay warm.
        self._idle: queue.LifoQueue[Worker] = queue.LifoQueue()
        self._closed = False
        for _ in range(workers):
            self._idle.put(self._start())

    def query(
        self,
        text: str,
        accept: str | None = None,
        format: str | None = None,  # noqa: A002 — the name of the parameter over HTTP
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> Answer:
        """The whole answer, written in the format named, else in the one that an `Accept` header prefers.

        Raises QueryError (malformed, not allowed, result too large), NotAcceptableError, QueryTimeoutError, and
        EndpointBusyError when too many wait already.
        """
        asked = Asked(text, accept, format, tuple(default_graphs), tuple(named_graphs))
        with self._worker() as worker:
            reply = worker.ask(asked)
        if isinstance(reply, Answer):
            return reply
        if reply.offered:
            raise NotAcceptableError(reply.problem, reply.offered)
        raise QueryError(reply.problem, line=reply.line, column=reply.column)

    def close(self) -> None:
        """Stop the workers: idle ones at once, others when their query has ended."""
        self._closed = True
        while not self._idle.empty():
            self._idle.get_nowait().kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _start(self) -> Worker:
        return Worker(self._store_dir, self._limits)

    @contextmanager
    def _worker(self) -> Iterator[Worker]:
        """A worker for one query; one that did not live through it is replaced."""
        if not self._places.acquire(blocking=False):
            raise EndpointBusyError(self.timeout)
        try:
            try:
                worker = self._idle.get(timeout=self.timeout)
            except queue.Empty:
                raise EndpointBusyError(self.timeout) from None
            try:
                yield worker
            finally:
                if self._closed:
                    worker.kill()
                else:
                    self._idle.put(worker if worker.alive else self._start())
        finally:
            self._places.release()
