"""One query under way, seen from whoever asked it: whose it is, how to give it up, and what it came to."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from plangraph.errors import QueryAbandonedError, QueryTimeoutError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Call", "Called", "Deadline"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a query must have ended (`end`, monotonic), and of how many `seconds` that was the limit."""

    seconds: float
    end: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """So many seconds from now."""
        return cls(seconds, time.monotonic() + seconds)

    def later(self, seconds: float) -> Deadline:
        """The same limit, so many seconds later: of what nobody can hurry, none count."""
        return replace(self, end=self.end + seconds)

    def left(self) -> float:
        """The seconds that are left. Raises QueryTimeoutError when there are none."""
        left = self.end - time.monotonic()
        if left <= 0:
            raise QueryTimeoutError(self.seconds)
        return left


@dataclass(frozen=True, slots=True)
class Called:
    """What a SERVICE cost: whose (`host`), seconds, rows and bytes of its answer; `failed` says why there is none."""

    host: str
    seconds: float
    rows: int | None = None
    size: int | None = None
    failed: str | None = None


@dataclass(eq=False, slots=True)
class Call:
    """A query of one client, None for queries of our own, which no share bounds.

    `turn` is done when the query may run. Afterwards it is known how long it `waited` and ran (`seconds`), and of an
    answer its `form`, `rows` (None for ASK) and `size` in bytes; `services` are those that it called.
    """

    client: str | None = None
    turn: Future[None] = field(default_factory=Future)
    waited: float = 0.0
    seconds: float = 0.0
    form: str | None = None
    rows: int | None = None
    size: int | None = None
    services: list[Called] = field(default_factory=list)
    abandoned: bool = False
    _stop: Callable[[], None] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def abandon(self) -> None:
        """Nobody waits for the answer any more: end the query, running or not, at once. From any thread."""
        with self._lock:
            self.abandoned = True
            if self._stop:
                self._stop()
            elif not self.turn.done():
                self.turn.set_exception(QueryAbandonedError())

    def admit(self) -> bool:
        """Give the call its turn; False when it was abandoned before."""
        with self._lock:
            if self.abandoned or self.turn.done():
                return False
            self.turn.set_result(None)
            return True

    def stop_by(self, stop: Callable[[], None] | None) -> None:
        """How to end it while it runs; None when that is over. Raises QueryAbandonedError when it is too late."""
        with self._lock:
            self._stop = stop
            if stop and self.abandoned:
                raise QueryAbandonedError
