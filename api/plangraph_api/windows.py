"""How much of an answer to SPARQL one page holds, so that none weighs more than 200 kB."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import escape

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["LETTERS_SHOWN", "ROWS_SHOWN", "TEXT_SHOWN", "cut_graph", "fitting", "room"]

ROWS_SHOWN: Final = 500
"""How many rows a page has at most; fewer where they are long."""
LETTERS_SHOWN: Final = 60_000
"""How much of a graph in Turtle a page shows at most."""
TEXT_SHOWN: Final = 1_000
"""How many letters of one value a page shows."""
# Of 200 kB, what the frame with its examples and the charts leave; the address of the query is there some eight times.
_ROOM: Final = 84_000
_LEAST: Final = 16_000
_ADDRESSES: Final = 8
_CELL, _ROW, _LINK = 80, 60, 3


def room(address: str) -> int:
    """How many bytes the answer may take on the page of a query with this address."""
    return max(_LEAST, _ROOM - _ADDRESSES * len(address))


def fitting(rows: Iterable[Iterable[tuple[str, str]]], space: int) -> int:
    """How many of the rows, each of texts and their IRIs or "", have room in so many bytes; one at the least."""
    for count, row in enumerate(rows):
        space -= _ROW + sum(_CELL + _weight(text[:TEXT_SHOWN]) + _LINK * _weight(iri) for text, iri in row)
        if space < 0 and count:
            return count
    return ROWS_SHOWN


def cut_graph(turtle: str, space: int) -> str:
    """The first lines of a graph that have room in so many bytes; of a line that is too long, its beginning."""
    kept: list[str] = []
    for line in turtle[:LETTERS_SHOWN].splitlines(keepends=True):
        space -= _weight(line)
        if space < 0:
            break
        kept.append(line)
    return "".join(kept) or turtle[:TEXT_SHOWN]


def _weight(text: str) -> int:
    return len(str(escape(text)).encode())
