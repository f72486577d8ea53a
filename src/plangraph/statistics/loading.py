"""A written cube in portions that a store can load one after the other in little memory."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["iter_portions"]


def iter_portions(path: Path) -> Iterator[bytes]:
    """Turtle documents that together are a cube's: the file begins anew with each `@base`."""
    portion: list[bytes] = []
    with gzip.open(path, "rb") as stream:
        for line in stream:
            if line.startswith(b"@base") and portion:
                yield b"".join(portion)
                portion.clear()
            portion.append(line)
    if portion:
        yield b"".join(portion)
