"""The caller's end of a worker: a process of its own, asked over a pair of sockets, stopped when its time is up.

Not `multiprocessing`: its fresh processes run the caller's main script again, which breaks scripts without a guard.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import weakref
from typing import TYPE_CHECKING, Final

from plangraph.errors import QueryError, QueryTimeoutError, WorkspaceError
from plangraph.sparql import frames
from plangraph.sparql.calls import Deadline
from plangraph.sparql.worker import Limits, Refused, Reply, Request

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Worker"]

_STARTING_SECONDS: Final = 60.0
# A query that runs longer than this makes way for others.
_LONG_SECONDS: Final = 1.0
# So that an honest query that is merely heavy still gets its share beside quick ones.
_NICE: Final = 5
_START: Final = "from plangraph.sparql.worker import main; main()"


class Worker:
    """One process over a store; `alive` until it was killed or died. One thread at a time may ask it."""

    def __init__(self, store_dir: str, limits: Limits) -> None:
        self.alive, self._began = True, time.monotonic()
        self._store_dir, self._limits, self._ready, self._made_way = store_dir, limits, False, False
        self._link, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 — our own interpreter and a fixed text
                [sys.executable, "-c", _START],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(path or "." for path in sys.path)},
            )
        # Also when the interpreter ends while a query runs.
        self._end = weakref.finalize(self, _end, self._process, self._link)
        self._link.settimeout(_STARTING_SECONDS)
        with contextlib.suppress(OSError):  # a process that ended at once is told of by the first question
            frames.send(self._link, (store_dir, limits))

    @property
    def ready(self) -> bool:
        """Whether it was heard of since it was started."""
        return self._ready

    def ask(
        self, asked: Request, deadline: Deadline | None = None, make_way: Callable[[], bool] = lambda: False
    ) -> Reply:
        """The reply to a query. The time limit covers all to the reply's last byte, also that the process starts.

        While it takes long, `make_way` is called once a second until it is true. From then on the process runs behind
        all others, and is not asked again. Raises QueryTimeoutError, QueryError when the process died of the query,
        WorkspaceError when it cannot start. One that only did not start in time goes on doing so, and may be asked.
        """
        deadline = deadline or Deadline.after(self._limits.seconds)
        self._await_ready(deadline)
        try:
            self._link.settimeout(deadline.left())
            frames.send(self._link, asked)
            self._await_reply(deadline.end, make_way)
            reply = frames.receive(self._link, deadline.end)
        except TimeoutError:
            self.kill()
            raise QueryTimeoutError(self._limits.seconds) from None
        except (EOFError, OSError):
            raise self._died() from None
        if self._made_way:
            self.kill()
        assert isinstance(reply, Reply)
        return reply

    def kill(self) -> None:
        """End the process at once, whatever it is doing, and do not wait until it is gone. From any thread.

        It may take a second to give back much memory, in which its caller can have its answer, and others theirs.
        """
        self.alive = False
        self._process.kill()

    def close(self) -> None:
        """End the process, and free what leads to it. Not while another thread asks it.

        One that was idle is gone afterwards; one that was killed is seen off by a thread of its own.
        """
        if self.alive:
            self.alive = False
            self._end()
        elif self._end.detach():
            self._link.close()
            # No daemon: the interpreter ends after it, and leaves no process behind.
            threading.Thread(target=self._process.wait, name="plangraph-sparql-end").start()

    def _await_ready(self, deadline: Deadline) -> None:
        if self._ready:
            return
        latest = self._began + _STARTING_SECONDS
        try:
            self._link.settimeout(max(0.001, min(deadline.left(), latest - time.monotonic())))
            self._link.recv(1, socket.MSG_PEEK)
            reply = frames.receive(self._link, time.monotonic() + _LONG_SECONDS)
        except TimeoutError:
            if time.monotonic() < latest:
                raise QueryTimeoutError(deadline.seconds) from None
            reply = Refused("it did not start in time")
        except (EOFError, OSError):
            reply = Refused("its process ended at once")
        if isinstance(reply, Refused):
            self.kill()
            raise WorkspaceError(f"{self._store_dir}: cannot be queried: {reply.problem}")
        self._ready = True

    def _await_reply(self, deadline: float, make_way: Callable[[], bool]) -> None:
        """Wait for the first byte."""
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self._link.settimeout(left if self._made_way else min(left, _LONG_SECONDS))
            try:
                self._link.recv(1, socket.MSG_PEEK)
            except TimeoutError:
                if not self._made_way and make_way():
                    self._made_way = True
                    with contextlib.suppress(OSError):  # it may just have ended
                        os.setpriority(os.PRIO_PROCESS, self._process.pid, _NICE)
            else:
                return

    def _died(self) -> Exception:
        """Why a process ended that was asked something."""
        self.kill()
        match self._process.wait():
            case code if code == -signal.SIGALRM:
                return QueryTimeoutError(self._limits.seconds)
            case code if code == -signal.SIGSEGV:
                return QueryError("the query ended its process, likely because it is nested too deeply; simplify it")
        return QueryError("the query ended its process, likely for want of memory; narrow it")


def _end(process: subprocess.Popen[bytes], link: socket.socket) -> None:
    process.kill()
    process.wait()
    link.close()
