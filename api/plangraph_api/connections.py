"""How many connections a server holds, how long it waits for each client, and whose gives way when all are taken.

An address may open connections without end, say nothing on them, or say it byte by byte. None of that costs a process,
but each takes a file from those that the system gives us; without any left, nothing is served.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING, Final, Protocol
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Collection

    from uvicorn.server import ServerState

__all__ = ["Connections", "Held", "connections_of", "places"]

MOST: Final = 1000
"""Connections that are open at a time, where the system gives as many files."""
_RESERVED: Final = 384
"""Files for all else: indexes, stores, workers, and connections handed over before those that give way are closed."""
_FEWEST: Final = 16
LOOK_SECONDS: Final = 1.0
"""How often the server looks for clients that it has waited for too long."""


class Held(Protocol):
    """A connection, as those who count them see it."""

    @property
    def client_name(self) -> str:
        """Who opened it."""

    @property
    def open(self) -> bool:
        """Whether it still takes a place: it is not closed, or what it says last has yet to be taken."""

    @property
    def rank(self) -> int | None:
        """How readily it gives way: 0 with no request under way, 1 in one that waits for its client, None at work."""

    @property
    def since(self) -> float:
        """When the present wait for its client began, by the clock of the loop."""

    def overdue(self, now: float) -> bool:
        """Whether its client has kept the server waiting for too long."""

    def end(self) -> None:
        """Close it, and say why where that can be said."""

    def give_way(self) -> None:
        """Close it at once."""


class Connections:
    """The connections of one server, looked at once a second as long as there are any.

    Where all places are taken, those give way that wait for their client: of the client that has most of them first,
    such as have no request under way before others, the longest waiting before the newest.
    """

    def __init__(self, held: Collection[Held], most: int) -> None:
        self._held, self._most = held, most
        self._looking = False

    def admit(self, newest: Held) -> bool:
        """See that there is a place for the newest connection; False when all others are at work."""
        if not self._looking:
            self._looking = True
            asyncio.get_running_loop().call_later(LOOK_SECONDS, self._look)
        if len(self._held) <= self._most:
            return True
        taken = [each for each in self._held if each.open]
        if len(taken) <= self._most:
            return True
        of_each = Counter(each.client_name for each in taken)
        waiting = [each for each in taken if each.rank is not None and each is not newest]
        if not waiting:
            return False
        min(waiting, key=lambda each: (-of_each[each.client_name], each.rank, each.since)).give_way()
        return True

    def _look(self) -> None:
        loop = asyncio.get_running_loop()
        for each in list(self._held):
            if each.overdue(loop.time()):
                each.end()
        self._looking = bool(self._held)
        if self._looking:
            loop.call_later(LOOK_SECONDS, self._look)


def places() -> int:
    """How many connections may be open, after what the system lets this process open in all."""
    try:
        import resource  # noqa: PLC0415 — not on every system
    except ImportError:
        return MOST
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MOST if files == resource.RLIM_INFINITY else max(_FEWEST, min(MOST, files - _RESERVED))


_known: WeakKeyDictionary[ServerState, Connections] = WeakKeyDictionary()


def connections_of(server: ServerState, held: Collection[Held]) -> Connections:
    """The connections of a server, which it keeps in `held`."""
    if server not in _known:
        _known[server] = Connections(held, places())
    return _known[server]
