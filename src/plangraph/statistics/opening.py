"""Files as streams of text and of rows of cells, whatever their size; UTF-8 with or without BOM, or CP932."""

from __future__ import annotations

import codecs
import csv
import io
import sys
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Final

from plangraph.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Source", "open_source", "sniff"]

_HEAD: Final = 64 * 1024
# A cell of an e-Stat annotation may be long, none is longer than this.
_LONGEST_CELL: Final = 1_000_000


class Source:
    """An open file: its text, where it stands in bytes, and the rows of it as CSV."""

    def __init__(self, path: Path, encoding: str, text: IO[str], raw: IO[bytes]) -> None:
        self.name, self.path, self.encoding = path.name, path, encoding
        self.text, self._raw = text, raw
        self.size = path.stat().st_size

    @property
    def position(self) -> int:
        """How many bytes have been read."""
        return self._raw.tell()

    def error(self, problem: str, *, line: int | None = None) -> DocumentError:
        """What to raise: it names the file and the line."""
        return DocumentError(self.name, problem, line=line)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row with the line that it begins on; empty ones are left out.

        Raises DocumentError where the quotes are broken or the text is not in the encoding of the file's beginning.
        """
        csv.field_size_limit(min(sys.maxsize, _LONGEST_CELL))
        reader = csv.reader(self.text, strict=True)
        line = 1
        try:
            for cells in reader:
                if any(cells):
                    yield line, cells
                line = reader.line_num + 1
        except csv.Error as error:
            raise self.error(f"the row cannot be read ({error}); see its quotes", line=line) from error
        except UnicodeDecodeError as error:
            raise self._undecodable(line) from error

    def _undecodable(self, line: int) -> DocumentError:
        return self.error(f"the text is not {self.encoding} from here on; save the file as UTF-8", line=line)


@contextmanager
def open_source(path: Path) -> Iterator[Source]:
    """Opens a file by what its first bytes are. Raises DocumentError where it is empty, or in another encoding."""
    with path.open("rb") as raw:
        encoding = sniff(raw.read(_HEAD), path.name)
        raw.seek(0)
        with io.TextIOWrapper(raw, encoding=encoding, newline="") as text:
            source = Source(path, encoding, text, raw)
            try:
                yield source
            except UnicodeDecodeError as error:
                raise source.error(f"the text is not all {encoding}; save the file as UTF-8") from error


def sniff(head: bytes, name: str) -> str:
    """The encoding of a file by its beginning: "utf-8-sig" (with or without BOM) or "cp932"."""
    if not head.strip():
        raise DocumentError(name, "the file is empty")
    for encoding in ("utf-8-sig", "cp932"):
        try:
            # A letter may be cut in two at the end of what was read.
            codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        if b"\x00" not in head:
            return encoding
    raise DocumentError(name, "the text is neither UTF-8 nor Shift_JIS; save it as UTF-8")
