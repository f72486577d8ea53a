"""Which form a file of statistics has, told by its beginning, and the reader of each."""

from __future__ import annotations

import csv
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from plangraph.errors import DocumentError
from plangraph.statistics.estat_csv import is_estat_csv, read_estat_csv
from plangraph.statistics.estat_json import read_estat_json
from plangraph.statistics.opening import Source, open_source
from plangraph.statistics.plain import is_plain, read_plain
from plangraph.statistics.un import is_un, read_un

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from plangraph.statistics.table import Table

__all__ = ["FORMATS", "open_table", "recognise"]

FORMATS: Final[dict[str, Callable[[Source], Table]]] = {
    "un-sdg": read_un,
    "estat-json": read_estat_json,
    "estat-csv": read_estat_csv,
    "plain": read_plain,
}
_HEAD: Final = 256 * 1024


def recognise(path: Path) -> str:
    """The name of a file's form, one of FORMATS. Raises DocumentError where it is none, saying what would be read."""
    with open_source(path) as source:
        head = source.text.read(_HEAD)
    if head.lstrip().startswith("{"):
        return "estat-json"
    rows = [cells for cells in csv.reader(head.splitlines()) if any(cells)]
    if rows and is_un(rows[0]):
        return "un-sdg"
    if rows and is_plain(rows[0]):
        return "plain"
    if is_estat_csv(rows):
        return "estat-csv"
    raise DocumentError(
        path.name,
        "it is no export of the UN SDG database, no answer or download of e-Stat, and has no head "
        "area,indicator,year,value,unit; see docs/STATISTICS.md",
    )


@contextmanager
def open_table(path: Path, form: str = "") -> Iterator[tuple[Source, Table]]:
    """The table of a file, with the file to ask how far it is read. Raises DocumentError where it cannot be read."""
    form = form or recognise(path)
    with open_source(path) as source:
        try:
            yield source, FORMATS[form](source)
        except StopIteration:
            raise source.error("there is no row in it") from None
