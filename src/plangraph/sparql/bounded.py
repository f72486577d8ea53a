"""Results that stop to be written where they outgrow their limits."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from plangraph.errors import QueryError
from plangraph.sparql.counting import RowCounter

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox
    from typing_extensions import Buffer

    from plangraph.sparql.worker import Limits

__all__ = ["Bounded", "Counted"]

# How much of a table is written before its rows are counted: what has too many ends early.
_COUNTED_BYTES: Final = 64 * 1024


class Bounded(io.BytesIO):
    """A file to write to that fails beyond its limits of bytes and rows, so that no result is cut without a word."""

    def __init__(self, limits: Limits, syntax: ox.QueryResultsFormat | None = None) -> None:
        super().__init__()
        self._limits, self._rows, self._counted = limits, RowCounter(syntax) if syntax else None, 0

    def write(self, chunk: Buffer) -> int:
        """As of any file. Raises QueryError beyond a limit."""
        written = super().write(chunk)
        if self.tell() > self._limits.result_bytes:
            size = self._limits.result_bytes
            raise QueryError(f"the result is larger than {size:,} bytes; narrow the query, or add a LIMIT")
        if self._rows and self.tell() - self._counted >= _COUNTED_BYTES:
            self.rows()
        return written

    def rows(self) -> int:
        """The rows written so far. Raises QueryError beyond the limit."""
        assert self._rows
        with self.getbuffer() as written:
            piece = bytes(written[self._counted :])
        self._counted += len(piece)
        self._rows.feed(piece)
        self._limits.check_rows(self._rows.count)
        return self._rows.count


class Counted:
    """Triples that are counted as they pass."""

    def __init__(self, triples: ox.QueryTriples, limits: Limits) -> None:
        self.count, self._triples, self._limits = 0, triples, limits

    def __iter__(self) -> Iterator[ox.Triple]:
        for self.count, triple in enumerate(self._triples, 1):  # noqa: B020 — its count is what is wanted
            self._limits.check_rows(self.count)
            yield triple
