"""Calls of a query made beside it, in threads of their own: within its time, and given up with it."""

from __future__ import annotations

import contextlib
import time
from concurrent.futures import FIRST_COMPLETED, Future, InvalidStateError, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, Any, Final, cast

from plangraph.errors import QueryAbandonedError, QueryTimeoutError, WorkspaceError
from plangraph.sparql.calls import Deadline
from plangraph.sparql.search_service import Looked, look
from plangraph.sparql.services import Services

if TYPE_CHECKING:
    from collections.abc import Callable

    from plangraph.sparql.calls import Call
    from plangraph.sparql.search_service import Meaning
    from plangraph.sparql.worker import Asked

__all__ = ["Preparing"]

# A query that takes longer than this makes way for others.
_LONG_SECONDS: Final = 1.0
_OPENING_SECONDS: Final = 30.0


class Preparing:
    """Makes what queries call ready for them, for `threads` of them at a time; safe to use from many threads."""

    def __init__(self, meaning: Meaning | None, services: Services | None, threads: int) -> None:
        self.meaning, self._services = meaning, services or Services()
        self._threads = ThreadPoolExecutor(threads, "plangraph-sparql-call")

    def look(self, asked: Asked) -> Looked | None:
        """What a query calls, None where that is nothing. Raises QueryError for what it may not call."""
        return look(asked, searches=self.meaning is not None, services=self._services.allowed)

    def open(
        self, looked: Looked, call: Call, *, make_way: Callable[[], bool], stop: Callable[[], None] = lambda: None
    ) -> float:
        """Wait until what searches is open, where a query searches; the seconds that took.

        They are not the query's: an index is opened once, by the first to ask or when a server starts. `make_way` and
        `stop` are as for `run`. Raises WorkspaceError when it takes very long, and QueryAbandonedError.
        """
        if not (looked.means and self.meaning):
            return 0.0
        deadline = Deadline.after(_OPENING_SECONDS)
        gone = _given_up(call, stop)
        try:
            _await(self._threads.submit(self.meaning.open), gone, deadline, make_way)
        except QueryTimeoutError:
            raise WorkspaceError("the index is being opened") from None
        return _OPENING_SECONDS - max(0.0, deadline.end - time.monotonic())

    def run(
        self,
        looked: Looked,
        call: Call,
        deadline: Deadline,
        *,
        make_way: Callable[[], bool],
        stop: Callable[[], None] = lambda: None,
    ) -> Asked:
        """The query with its calls made; `make_way` is called once a second until true, `stop` when it is given up.

        A search cannot be broken off: beyond the deadline it is no longer awaited, and its thread soon ends it. Raises
        QueryTimeoutError, QueryAbandonedError, and as `Looked.resolve`.
        """
        gone = _given_up(call, stop)
        task: Future[Any] = self._threads.submit(looked.resolve, self.meaning, self._services, deadline, call, gone)
        return cast("Asked", _await(task, gone, deadline, make_way))

    def close(self) -> None:
        """Wait for no one: threads end with what they are at."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _given_up(call: Call, stop: Callable[[], None]) -> Future[None]:
    """What is done when a call is given up, which does `stop` besides. Raises QueryAbandonedError for one that was."""
    gone: Future[None] = Future()

    def give_up() -> None:
        with contextlib.suppress(InvalidStateError):  # it is over already
            gone.set_result(None)
        stop()

    call.stop_by(give_up)
    return gone


def _await(task: Future[Any], gone: Future[None], deadline: Deadline, make_way: Callable[[], bool]) -> Any:
    """What a task gives, unless it is given up first."""
    made_way = False
    try:
        while not task.done():
            left = deadline.left()
            wait((task, gone), left if made_way else min(left, _LONG_SECONDS), FIRST_COMPLETED)
            if gone.done():
                raise QueryAbandonedError
            made_way = made_way or task.done() or make_way()
        return task.result()
    finally:
        task.cancel()
        with contextlib.suppress(InvalidStateError):
            gone.set_result(None)
