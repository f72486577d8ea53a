"""Something opened from the current generation that moves on when a new one is published, dropping no request."""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Generic, Self, TypeVar

from plangraph.errors import PlanGraphError
from plangraph.workspace.generations import Generation, open_generation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from plangraph.workspace.layout import Workspace

__all__ = ["Follower", "Following"]

T = TypeVar("T")
_log = logging.getLogger(__name__)


class _Lease(Generic[T]):
    """One opened thing and how many use it now."""

    def __init__(self, generation: Generation, thing: T) -> None:
        self.generation, self.thing = generation, thing
        self.users = 0
        self.retired = False


class Follower(Generic[T]):
    """Opens with `open_thing(generation)`, hands out through `use()`, closes the old when its last user has left.

    Thread-safe. A generation that cannot be opened is logged, and the former one goes on serving.
    """

    def __init__(
        self, workspace: Workspace, open_thing: Callable[[Generation], T], close_thing: Callable[[T], None]
    ) -> None:
        self._workspace, self._open, self._close = workspace, open_thing, close_thing
        self._lock = threading.Lock()
        self._refreshing = threading.Lock()
        self._failed: int | None = None
        self._lease = self._opened()

    @property
    def generation(self) -> Generation:
        """The generation that the next use will see."""
        return self._lease.generation

    def refresh(self) -> bool:
        """Moves to the generation that CURRENT names now; True if that is a new one. Costs one small read else."""
        if not self._refreshing.acquire(blocking=False):
            return False  # another thread is at it; this request is served by what is open
        try:
            number = self._workspace.current_number()
            if number is None or number in (self._lease.generation.number, self._failed):
                return False
            fresh = self._opened()
        except PlanGraphError:
            self._failed = self._published()
            _log.exception("a new generation cannot be opened; %d goes on serving", self._lease.generation.number)
            return False
        finally:
            self._refreshing.release()
        with self._lock:
            old, self._lease = self._lease, fresh
            old.retired = True
            idle = old.users == 0
        if idle:
            self._close(old.thing)
        return True

    @contextmanager
    def use(self) -> Iterator[T]:
        """The opened thing, kept open until the block ends even if a new generation comes meanwhile."""
        with self._lock:
            lease = self._lease
            lease.users += 1
        try:
            yield lease.thing
        finally:
            with self._lock:
                lease.users -= 1
                last = lease.retired and lease.users == 0
            if last:
                self._close(lease.thing)

    def close(self) -> None:
        """Closes now, or when the last user leaves."""
        with self._lock:
            lease = self._lease
            if lease.retired:
                return
            lease.retired = True
            idle = lease.users == 0
        if idle:
            self._close(lease.thing)

    def _opened(self) -> _Lease[T]:
        generation = open_generation(self._workspace)
        return _Lease(generation, self._open(generation))

    def _published(self) -> int | None:
        try:
            return self._workspace.current_number()
        except PlanGraphError:
            return None


class Following(Generic[T]):
    """A face of what is open of the current generation; thread-safe. Its methods take it from `self._follower`.

    Call `refresh()` between requests to pick up a new generation.
    """

    def __init__(self, follower: Follower[T]) -> None:
        self._follower = follower

    @property
    def generation(self) -> int:
        """The number of the generation that answers."""
        return self._follower.generation.number

    def refresh(self) -> bool:
        """Moves to a newly published generation, if there is one; requests under way end on the old."""
        return self._follower.refresh()

    def close(self) -> None:
        """Frees what is open, when the last request has ended."""
        self._follower.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
