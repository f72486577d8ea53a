"""Commands run to their end, and servers kept for a while, with what they cost in time and memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Cost", "children", "memory_of_tree", "run"]


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock and of the processor, and the highest resident memory in bytes."""

    wall: float
    cpu: float
    memory: int
    output: str


def run(*arguments: str, environment: dict[str, str] | None = None) -> Cost:
    """`plangraph ARGUMENTS`, whose standard error goes to ours. Raises SystemExit when it fails."""
    started = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-m", "plangraph", *arguments],
        stdout=subprocess.PIPE,
        env={**os.environ, **(environment or {})},
        text=True,
    ) as process:
        assert process.stdout is not None
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"plangraph {' '.join(arguments)} ended with {process.returncode}")
    return Cost(time.monotonic() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, output)


def memory_of_tree(pid: int) -> int:
    """Bytes that a process and all below it hold, shared pages counted once (PSS, proc(5))."""
    total = 0
    for one in (pid, *children(pid)):
        for line in Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) * 1024
    return total


def children(pid: int) -> list[int]:
    """The processes below one, at any depth."""
    # Each thread has children of its own (proc(5)); one may end while we look.
    below = []
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            below += [int(child) for child in thread.read_text(encoding="ascii").split()]
    return [*below, *(grandchild for child in below for grandchild in children(child))]
