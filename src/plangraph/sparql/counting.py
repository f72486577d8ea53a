"""How many solutions a written table has, told from its bytes: the engine writes them without saying."""

from __future__ import annotations

import re
from typing import Final

import pyoxigraph as ox

__all__ = ["count_rows"]

_JSON_STRING: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_CSV_STRING: Final = re.compile(rb'"[^"]*+"')


def count_rows(table: bytes, syntax: ox.QueryResultsFormat) -> int:
    """The number of solutions in the results of a SELECT, as the engine writes them."""
    if syntax == ox.QueryResultsFormat.XML:
        return table.count(b"<result>")  # in a text, `<` is escaped
    if syntax == ox.QueryResultsFormat.TSV:
        return table.count(b"\n") - 1  # in a term, a line end is escaped
    if syntax == ox.QueryResultsFormat.CSV:
        plain = _CSV_STRING.sub(b"", table) if b'"' in table else table
        return plain.count(b"\n") - 1
    # Without their strings, only solutions are objects in a list.
    bare = _JSON_STRING.sub(b"", table)
    return bare.count(b",{") + bare.count(b"[{")
