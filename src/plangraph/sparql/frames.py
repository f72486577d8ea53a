"""Messages between a worker and its caller: objects of our own, each behind its length, over a pair of sockets."""

from __future__ import annotations

import pickle
import struct
import time
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import socket

__all__ = ["receive", "send"]

_LENGTH: Final = struct.Struct("!Q")


def send(link: socket.socket, message: object) -> None:
    """Send one message. Raises OSError when nobody is there to take it, or not in the time that the socket has."""
    packed = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    link.sendall(_LENGTH.pack(len(packed)) + packed if len(packed) < 65536 else _LENGTH.pack(len(packed)))
    if len(packed) >= 65536:
        link.sendall(packed)


def receive(link: socket.socket, deadline: float | None = None) -> Any:
    """The next message. Raises EOFError when the other end is gone, TimeoutError at the `deadline` (monotonic)."""
    (length,) = _LENGTH.unpack(_read(link, _LENGTH.size, deadline))
    return pickle.loads(_read(link, length, deadline))  # noqa: S301 — from a process of our own


def _read(link: socket.socket, length: int, deadline: float | None) -> bytearray:
    read = bytearray(length)
    rest = memoryview(read)
    while rest:
        if deadline is not None:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            link.settimeout(left)
        count = link.recv_into(rest)
        if not count:
            raise EOFError
        rest = rest[count:]
    return read
