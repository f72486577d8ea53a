"""How often an address may give a wrong token: who guesses waits."""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from typing import TYPE_CHECKING, Final

from fastapi import HTTPException

from plangraph_api.clients import client_of, hashed

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import Request

__all__ = ["Attempts"]

_MOST: Final = 10
_SECONDS: Final = 300.0
# Of more addresses, those that were seen last are remembered.
_ADDRESSES: Final = 10_000


class Attempts:
    """Wrong tokens of the last five minutes by address; in this process alone, and bounded. Thread-safe."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._wrong: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def see_allowed(self, request: Request) -> None:
        """Raise HTTPException (429, with Retry-After; RFC 6585, 4) after ten wrong tokens, for the right one too."""
        with self._lock:
            wrong = self._wrong.get(hashed(client_of(request)), deque())
            wait = wrong[0] + _SECONDS - self._now() if len(wrong) >= _MOST else 0
        if wait > 0:
            seconds = math.ceil(wait)
            raise HTTPException(
                429,
                f"too many tokens from here were wrong; try again in {seconds} seconds",
                {"Retry-After": str(seconds)},
            )

    def count(self, request: Request) -> None:
        """Remember a wrong token."""
        with self._lock:
            client = hashed(client_of(request))
            wrong = self._wrong.pop(client, None) or deque(maxlen=_MOST)
            wrong.append(self._now())
            self._wrong[client] = wrong
            while len(self._wrong) > _ADDRESSES:
                del self._wrong[next(iter(self._wrong))]
