"""How many solutions a written table has, told from its bytes: the engine writes them without saying."""

from __future__ import annotations

import re
from typing import Final

import pyoxigraph as ox

__all__ = ["RowCounter"]

_ESCAPE: Final = re.compile(rb"\\.", re.DOTALL)
_RESULT: Final = b"<result>"


class RowCounter:
    """Counts the solutions of a SELECT while its results are written, piece by piece, in one `syntax`."""

    def __init__(self, syntax: ox.QueryResultsFormat) -> None:
        self._syntax = syntax
        # A table of letters begins with a line of names.
        self.count = -1 if syntax in {ox.QueryResultsFormat.CSV, ox.QueryResultsFormat.TSV} else 0
        self._rest, self._last, self._quoted = b"", b"", False

    def feed(self, piece: bytes) -> None:
        """Count the solutions that begin (of lines: end) in the next piece."""
        if self._syntax == ox.QueryResultsFormat.XML:
            text = self._rest + piece
            self.count += text.count(_RESULT)  # in a text, `<` is escaped
            self._rest = text[1 - len(_RESULT) :]
        elif self._syntax == ox.QueryResultsFormat.TSV:
            self.count += piece.count(b"\n")  # in a term, a line end is escaped
        elif self._syntax == ox.QueryResultsFormat.CSV:
            self.count += self._outside(piece).count(b"\n")
        else:
            text = self._rest + piece
            odd = (len(text) - len(text.rstrip(b"\\"))) % 2
            self._rest = text[len(text) - odd :]
            bare = self._last + self._outside(_ESCAPE.sub(b"", text[: len(text) - odd]))
            # Without their strings, only solutions are objects in a list.
            self.count += bare.count(b",{") + bare.count(b"[{")
            self._last = bare[-1:]

    def _outside(self, text: bytes) -> bytes:
        """What stands outside of quotation marks, with a mark for each string."""
        pieces = text.split(b'"')
        outside = pieces[self._quoted :: 2]
        begins, self._quoted = self._quoted, self._quoted ^ (len(pieces) % 2 == 0)
        return (b'"' if begins else b"") + b'"'.join(outside)
