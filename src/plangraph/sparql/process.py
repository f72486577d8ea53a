"""The caller's end of a worker: a process of its own, asked over its standard input, stopped when its time is up.

Not `multiprocessing`: its fresh processes run the caller's main script again, which breaks scripts without a guard.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
import weakref
from typing import Final

from plangraph.errors import QueryError, QueryTimeoutError, WorkspaceError
from plangraph.sparql.worker import Answer, Asked, Limits, Refused

__all__ = ["Worker"]

_STARTING_SECONDS: Final = 60.0
_START: Final = "from plangraph.sparql.worker import main; main()"


class Worker:
    """One process over a store; `alive` until it was killed or died. One thread at a time may ask it."""

    def __init__(self, store_dir: str, limits: Limits) -> None:
        self.alive = True
        self._store_dir, self._limits, self._ready = store_dir, limits, False
        self._process = subprocess.Popen(  # noqa: S603 — our own interpreter and a fixed text
            [sys.executable, "-c", _START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(path or "." for path in sys.path)},
        )
        # Also when the interpreter ends while a query runs.
        weakref.finalize(self, self._process.kill)
        self._replies: queue.SimpleQueue[object] = queue.SimpleQueue()
        threading.Thread(
            target=_read, args=(self._process, self._replies), name="plangraph-sparql", daemon=True
        ).start()
        with contextlib.suppress(OSError):  # a process that ended at once is told of by the first question
            self._send((store_dir, limits))

    def ask(self, asked: Asked) -> Answer | Refused:
        """The reply to a query. The time limit counts from when the process stands ready.

        Raises QueryTimeoutError, QueryError when the process died of the query, WorkspaceError when it cannot start.
        """
        self._await_ready()
        try:
            self._send(asked)
            reply = self._replies.get(timeout=self._limits.seconds)
        except queue.Empty:
            self.kill()
            raise QueryTimeoutError(self._limits.seconds) from None
        except OSError:
            reply = None
        if isinstance(reply, (Answer, Refused)):
            return reply
        self.kill()
        raise QueryError("the query ended its process, likely for want of memory; narrow it")

    def kill(self) -> None:
        """End the process at once, whatever it is doing."""
        self.alive = False
        self._process.kill()
        self._process.wait()
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()

    def _send(self, message: object) -> None:
        assert self._process.stdin is not None
        pickle.dump(message, self._process.stdin)
        self._process.stdin.flush()

    def _await_ready(self) -> None:
        if self._ready:
            return
        try:
            reply = self._replies.get(timeout=_STARTING_SECONDS)
        except queue.Empty:
            reply = Refused("it did not start in time")
        if reply is not True:
            self.kill()
            problem = reply.problem if isinstance(reply, Refused) else "its process ended at once"
            raise WorkspaceError(f"{self._store_dir}: cannot be queried: {problem}")
        self._ready = True


def _read(process: subprocess.Popen[bytes], replies: queue.SimpleQueue[object]) -> None:
    """Pass on what a process says until it says no more, then None."""
    assert process.stdout is not None
    with process.stdout as stream:
        try:
            while True:
                replies.put(pickle.load(stream))  # noqa: S301 — from our own process
        except (EOFError, OSError, pickle.UnpicklingError):
            replies.put(None)
