"""Whose query runs next: a bounded queue in which clients take turns, and a lane beside for what takes long."""

from __future__ import annotations

import threading
import time
from collections import Counter, OrderedDict, deque
from contextlib import contextmanager
from typing import TYPE_CHECKING

from plangraph.errors import ClientBusyError, EndpointBusyError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plangraph.sparql.calls import Call

__all__ = ["Turns"]


class Turns:
    """Places for queries that run and that wait; safe to use from many threads.

    `quick` places are for queries as they come, in turn between the clients that wait. One that turns out to take long
    steps aside into one of the `slow` places, so that the next can run. No client gets the last place of either kind
    for its own, unless there is only one. `waiting` bounds the queue, `each` what one client may have running and
    waiting (0: any number), `patience` is how many seconds a caller waits at most. Our own queries have no client and
    no such bounds.
    """

    def __init__(self, quick: int, *, slow: int = 0, waiting: int = 32, each: int = 0, patience: float = 60.0) -> None:
        self.quick, self.slow, self.patience = quick, slow, patience
        self._bound, self._each = waiting, each
        self._lock = threading.Lock()
        self._queues: OrderedDict[str | None, deque[Call]] = OrderedDict()
        self._running: dict[Call, Counter[str | None]] = {}
        self._in_quick: Counter[str | None] = Counter()
        self._in_slow: Counter[str | None] = Counter()

    def enter(self, call: Call) -> None:
        """Queue a call, or give it its turn at once. It must `leave` once it is done or tired of waiting.

        Raises ClientBusyError beyond its client's share, and EndpointBusyError when the queue is full.
        """
        with self._lock:
            queue = self._queues.get(call.client, ())
            theirs = len(queue) + self._in_quick[call.client] + self._in_slow[call.client]
            if call.client is not None and self._each and theirs >= self._each:
                raise ClientBusyError(self._each)
            self._queues.setdefault(call.client, deque()).append(call)
            self._hand_out()
            if not call.turn.done() and sum(map(len, self._queues.values())) > self._bound:
                self._forget(call)
                raise EndpointBusyError(self.patience)

    def wait(self, call: Call) -> None:
        """Wait for the turn of a call that entered. Raises EndpointBusyError, and QueryAbandonedError."""
        try:
            call.turn.result(self.patience)
        except TimeoutError:
            raise EndpointBusyError(self.patience) from None

    @contextmanager
    def held(self, call: Call) -> Iterator[None]:
        """Wait for a turn and have it within the block, unless the call has it: then who gave it takes it back."""
        if call.turn.done():
            call.turn.result()
            yield
            return
        started = time.monotonic()
        self.enter(call)
        try:
            self.wait(call)
            call.waited = time.monotonic() - started
            yield
        finally:
            self.leave(call)

    def step_aside(self, call: Call) -> bool:
        """Move a call that takes long into the lane for such, if there is a place; the next gets its turn."""
        with self._lock:
            there = self._running.get(call) is self._in_slow
            if there or not _has_room(self._in_slow, self.slow, call.client):
                return there
            self._in_quick[call.client] -= 1
            self._in_slow[call.client] += 1
            self._running[call] = self._in_slow
            self._hand_out()
            return True

    def leave(self, call: Call) -> None:
        """Free the place of a call, in the queue or at work."""
        with self._lock:
            lane = self._running.pop(call, None)
            if lane is None:
                self._forget(call)
            else:
                lane[call.client] -= 1
                self._hand_out()

    def _hand_out(self) -> None:
        """Give free places to the first of each client in turn; a client that got one goes to the end."""
        while call := next((q[0] for c, q in self._queues.items() if _has_room(self._in_quick, self.quick, c)), None):
            self._queues.move_to_end(call.client)
            self._forget(call)
            if call.admit():
                self._in_quick[call.client] += 1
                self._running[call] = self._in_quick

    def _forget(self, call: Call) -> None:
        queue = self._queues.get(call.client)
        if queue and call in queue:
            queue.remove(call)
            if not queue:
                del self._queues[call.client]


def _has_room(lane: Counter[str | None], places: int, client: str | None) -> bool:
    """Whether a lane has a place for this client."""
    share = places if client is None else max(1, places - 1)
    return lane.total() < places and lane[client] < share
