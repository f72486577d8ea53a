"""The UN SDG global database's export (unstats.un.org/sdgs/dataportal): Goal, Target, …, dimensions in [brackets]."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plangraph.statistics.reading import read_period
from plangraph.statistics.table import Code, Dimension, Place, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plangraph.statistics.opening import Source

__all__ = ["is_un", "read_un"]

_NEEDED: Final = ("Goal", "Target", "SeriesCode", "GeoAreaCode", "TimePeriod", "Value")
# Bracketed, but said of a value and no break-down of it.
_ATTRIBUTES: Final = ("Nature", "Observation Status", "Reporting Type")
_JAPAN: Final = "392"  # UN M49


def is_un(cells: list[str]) -> bool:
    """Whether the cells of a first row are columns of the export."""
    return set(_NEEDED) <= {cell.strip() for cell in cells}


def read_un(source: Source) -> Table:
    """The table of an open file; a series goes by its code and the values of its dimensions."""
    rows = source.rows()
    _, head = next(rows)
    names = [cell.strip().strip("[]") for cell in head]
    breaks = [
        at
        for at, cell in enumerate(head)
        if re.fullmatch(r"\[.+\]", cell.strip()) and names[at] not in {*_ATTRIBUTES, "Units"}
    ]
    dimensions = (
        Dimension("series", "Series"),
        *(Dimension(re.sub(r"\W+", "-", names[at]).lower(), names[at]) for at in breaks),
    )
    return Table(
        "un-sdg",
        source.path.stem,
        f"UN SDG Global Database: {source.path.stem}",
        dimensions,
        _iter(source, rows, names, breaks),
        publisher="United Nations Statistics Division",
        meanings={"NaN": "no value is given", "N": "no value is given", "": "no value is given"},
    )


def _iter(source: Source, rows: Iterator[tuple[int, list[str]]], names: list[str], breaks: list[int]) -> Iterator[Row]:
    at = {name: column for column, name in reversed(list(enumerate(names)))}
    attributes = [name for name in (*_ATTRIBUTES, "Time_Detail") if name in at]
    for line, cells in rows:
        if len(cells) != len(names):
            raise source.error(f"the row has {len(cells)} cells, the head {len(names)}", line=line)

        def said(name: str, cells: list[str] = cells) -> str:
            return cells[at[name]].strip() if name in at else ""

        year = said("TimePeriod").removesuffix(".0")
        period = read_period(year)
        if period is None:
            raise source.error(f"column {at['TimePeriod'] + 1} (TimePeriod): {year!r} is no year", line=line)
        code = said("GeoAreaCode").removesuffix(".0").lstrip("0") or "0"
        if not said("SeriesCode"):
            raise source.error(f"column {at['SeriesCode'] + 1} (SeriesCode) is empty", line=line)
        codes = [Code(said("SeriesCode"), said("SeriesDescription") or said("SeriesCode"))]
        codes += [Code(cells[column].strip() or "_", cells[column].strip()) for column in breaks]
        more = tuple((name, value) for name in attributes if (value := said(name)) and value != year)
        yield Row(
            line,
            Place(code, said("GeoAreaName"), "japan" if code == _JAPAN else ""),
            period,
            tuple(codes),
            said("Units"),
            said("Value"),
            at["Value"] + 1,
            tuple(goal for goal in (said("Goal"), said("Target")) if re.fullmatch(r"\d{1,2}(?:\.\w{1,2})?", goal)),
            more,
        )
