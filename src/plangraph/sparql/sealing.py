"""What a process can no longer do once it stands ready: grow beyond its memory, write files, reach any network."""

from __future__ import annotations

import contextlib
import ctypes
import platform
import struct
import sys
from pathlib import Path
from typing import Final

__all__ = ["seal"]

# prctl(2), seccomp(2), and the numbers of socket(2) by architecture (linux/audit.h, asm/unistd.h).
_NO_NEW_PRIVILEGES: Final = 38
_SET_SECCOMP: Final = 22
_FILTER: Final = 2
_SOCKET: Final = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_LOAD, _JUMP_EQUAL, _JUMP_BELOW, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _KILL, _FORBID = 0x7FFF0000, 0x80000000, 0x00050001  # the last: EPERM
_X32: Final = 0x40000000


def seal(memory_bytes: int, *, writes: bool = False) -> None:
    """Bound this process, as far as its system lets it: `memory_bytes` more of address space (0: any).

    It dumps no core, opens no socket, and unless it `writes` it puts no byte into any file.
    """
    with contextlib.suppress(ImportError):
        import resource  # noqa: PLC0415 — not on every system

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if not writes:
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        size = Path("/proc/self/statm")  # only Linux says how much a process has already
        if memory_bytes and size.exists():
            limit = int(size.read_text(encoding="ascii").split()[0]) * resource.getpagesize() + memory_bytes
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    if sys.platform == "linux" and platform.machine() in _SOCKET:
        _forbid_sockets(*_SOCKET[platform.machine()])


def _forbid_sockets(architecture: int, number: int) -> None:
    """Let socket(2) fail from now on: what the engine might be talked into, the kernel refuses."""
    steps = [
        (_LOAD, 0, 0, 4),
        (_JUMP_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, 0),
        (_JUMP_BELOW, 1, 0, _X32),  # the same calls once more under other numbers
        (_JUMP_EQUAL, 0, 1, number),
        (_RETURN, 0, 0, _FORBID),
        (_RETURN, 0, 0, _ALLOW),
    ]
    program = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    header = ctypes.create_string_buffer(struct.pack("@HP", len(steps), ctypes.addressof(program)))
    call = ctypes.CDLL(None, use_errno=True).prctl
    # Where the kernel knows no filters, the judgement of the query stands alone.
    if call(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0:
        call(_SET_SECCOMP, _FILTER, header, 0, 0)
