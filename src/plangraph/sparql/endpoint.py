"""Answers SPARQL queries in processes of their own, each stopped when its time is up."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from plangraph.errors import (
    GraphNotFoundError,
    NotAcceptableError,
    PlanGraphError,
    QueryAbandonedError,
    QueryError,
    WorkspaceError,
)
from plangraph.sparql.admission import as_sent
from plangraph.sparql.calls import Call, Deadline
from plangraph.sparql.graphstore import Changed, Fetch, Missing, Update
from plangraph.sparql.preparing import Preparing
from plangraph.sparql.process import Worker
from plangraph.sparql.queueing import Turns
from plangraph.sparql.worker import Answer, Asked, Check, Checked, Limits, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Unpack

    from plangraph.sparql.graphstore import Change
    from plangraph.sparql.search_service import Meaning
    from plangraph.sparql.services import Services
    from plangraph.sparql.worker import DatasetNames, Reply, Request

__all__ = ["Endpoint"]


class Endpoint:
    """A SPARQL 1.1 query endpoint over one store on disk; safe to call from many threads.

    A query that names no dataset sees all named graphs as one default graph; one with FROM sees the graphs that it
    names, from this store, and nothing is ever fetched. The prefixes of `namespaces.PREFIXES` need no declaration.
    `timeout` is in seconds and covers a whole query, from its turn to the last byte written: also the start of its
    process, and what it calls. `turns` says whose query runs when, and may be shared between endpoints; left out,
    `workers` run and `waiting` may wait. Results are at most `result_bytes` and `result_rows` (0: any) large; what is
    larger is an error. `writable` opens a store that takes changes, made where there is none: its default graph is one
    of its own, and one process serves it. `meaning` is what answers pg:search and pg:similarity, `services` are the
    endpoints that queries may call. Raises WorkspaceError when there is no store.
    """

    def __init__(
        self,
        store_dir: Path,
        *,
        timeout: float = 30.0,
        workers: int = 2,
        waiting: int = 32,
        result_bytes: int = 64 * 1024**2,
        result_rows: int = 0,
        memory_bytes: int = 1024**3,
        turns: Turns | None = None,
        writable: bool = False,
        meaning: Meaning | None = None,
        services: Services | None = None,
    ) -> None:
        if writable:
            # One process has the store to itself, and makes one change after the other.
            workers = 1
            store_dir.mkdir(parents=True, exist_ok=True)
        if not store_dir.is_dir():
            raise WorkspaceError(f"{store_dir}: no store there; run `plangraph build` first")
        self.timeout = timeout
        self._store_dir = str(store_dir)
        self._limits = Limits(timeout, result_bytes, memory_bytes, result_rows, writable)
        self.turns = turns or Turns(workers, waiting=waiting)
        self._preparing = Preparing(meaning, services, self.turns.quick + self.turns.slow)
        self._lock = threading.Lock()
        self._closed = False
        # One stands by: where a worker is stopped or goes on for long, the next query need not wait for a start.
        self._kept = 1 if writable else self.turns.quick + 1
        # Last in, first out: with little to do one worker does it all, and its caches stay warm.
        self._idle = [self._start() for _ in range(self._kept)]

    def query(
        self,
        text: str,
        accept: str | None = None,
        format: str | None = None,  # noqa: A002 — the name of the parameter over HTTP
        *,
        call: Call | None = None,
        **dataset: Unpack[DatasetNames],
    ) -> Answer:
        """The whole answer, written in the format named, else in the one that an `Accept` header prefers.

        A `call` says who asks, and can be abandoned; one that has its turn already waits no more. Raises QueryError
        (malformed, not allowed, result too large), NotAcceptableError, QueryTimeoutError, EndpointBusyError and
        ClientBusyError when too many wait already, ServiceError, and QueryAbandonedError.
        """
        with as_sent(text):
            reply = self._ask(Asked(text, accept, format, **dataset), call or Call())
        assert isinstance(reply, Answer)
        return reply

    def fetch(
        self, graph: str | None, accept: str | None = None, form: str | None = None, *, call: Call | None = None
    ) -> Answer:
        """A graph whole, None for the default graph. Raises as `query`, and GraphNotFoundError."""
        reply = self._ask(Fetch(graph, accept, form), call or Call())
        assert isinstance(reply, Answer)
        return reply

    def change(self, change: Change) -> bool:
        """Change the store, which must be writable; whether that made a graph. Raises as `query`, and as `fetch`."""
        assert self._limits.writable
        with as_sent(change.text if isinstance(change, Update) else ""):
            reply = self._ask(change, Call())
        assert isinstance(reply, Changed)
        return reply.created

    def _ask(self, asked: Request, call: Call) -> Answer | Changed:
        with self.turns.held(call):
            deadline = Deadline.after(self.timeout)
            with self._worker(call) as worker:
                if isinstance(asked, Asked):
                    asked, deadline = self._prepared(asked, call, worker, deadline)
                reply = _heeded(worker.ask(asked, deadline, lambda: self._step_aside(call)))
        assert isinstance(reply, Answer | Changed)
        if isinstance(reply, Answer):
            call.form, call.rows, call.size = reply.form, reply.rows, len(reply.body)
        return reply

    def _prepared(self, asked: Asked, call: Call, worker: Worker, deadline: Deadline) -> tuple[Asked, Deadline]:
        """The query with what it calls, and when it must have ended; nobody is called for one that is no query."""
        looked = self._preparing.look(asked)
        if looked is None:
            return asked, deadline
        _heeded(worker.ask(Check(looked.asked), deadline))

        def make_way() -> bool:
            return self._step_aside(call)

        deadline = deadline.later(self._preparing.open(looked, call, make_way=make_way, stop=worker.kill))
        prepared = self._preparing.run(looked, call, deadline, make_way=make_way, stop=worker.kill)
        call.stop_by(worker.kill)
        return prepared, deadline

    def _step_aside(self, call: Call) -> bool:
        """Let the next query run, and have a worker ready for it."""
        aside = self.turns.step_aside(call)
        with self._lock:
            if aside and not self._idle and not self._closed:
                self._idle.append(self._start())
        return aside

    def close(self) -> None:
        """Stop the workers: idle ones at once, others when their query has ended."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        self._preparing.close()
        for worker in idle:
            worker.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _start(self) -> Worker:
        return Worker(self._store_dir, self._limits)

    @contextmanager
    def _worker(self, call: Call) -> Iterator[Worker]:
        """A worker for one query; one that did not live through it is replaced."""
        with self._lock:
            worker = self._idle.pop() if self._idle else None
        worker = worker or self._start()
        started = time.monotonic()
        try:
            call.stop_by(worker.kill)
            yield worker
        except PlanGraphError:
            if call.abandoned:
                raise QueryAbandonedError from None
            raise
        finally:
            call.seconds = time.monotonic() - started
            call.stop_by(None)
            self._take_back(worker)

    def _take_back(self, worker: Worker) -> None:
        """Keep a worker for the next query, or another in its place, unless there are enough."""
        kept = None
        with self._lock:
            if not self._closed and len(self._idle) < self._kept:
                kept = worker if worker.alive else self._start()
                # What has yet to start comes last.
                self._idle.insert(len(self._idle) if kept.ready else 0, kept)
        if kept is not worker:
            worker.close()


def _heeded(reply: Reply) -> Answer | Changed | Checked:
    """A reply that is none of the errors that a worker tells."""
    if isinstance(reply, Missing):
        raise GraphNotFoundError(reply.graph)
    if not isinstance(reply, Refused):
        return reply
    if reply.offered:
        raise NotAcceptableError(reply.problem, reply.offered)
    raise QueryError(reply.problem, line=reply.line, column=reply.column)
