"""A written cube in portions that a store can load one after the other in little memory."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["iter_portions", "source_of"]


_FORM: Final = re.compile(rb'dcterms:conformsTo "([^"]*)"')
_FILE: Final = re.compile(rb'rdfs:label "((?:[^"\\\\]|\\\\.)*)"')


def source_of(path: Path) -> str:
    """The file that a written cube was read from, with its form: "FEH_1.csv (estat-csv)"."""
    label, form = "", ""
    with gzip.open(path, "rb") as stream:
        for line in stream:
            if line.startswith(b"<> a qb:DataSet") and (found := _FORM.search(line)):
                form = found[1].decode()
            elif line.startswith(b"<file> a pg:SourceDocument") and (found := _FILE.search(line)):
                label = found[1].decode()
    return f"{label} ({form})"


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
