"""A plain table: `area,indicator,year,value,unit`, in this or any order, the names in English or Japanese."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plangraph.statistics.reading import place_of_name, read_period
from plangraph.statistics.table import Code, Dimension, Period, Place, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plangraph.statistics.opening import Source

__all__ = ["is_plain", "read_plain"]

_COLUMNS: Final = {
    "area": ("area", "地域", "市区町村", "自治体", "団体コード"),
    "indicator": ("indicator", "指標", "指標名"),
    "year": ("year", "年", "年度", "年次"),
    "value": ("value", "値", "数値"),
    "unit": ("unit", "単位"),
}


def is_plain(cells: list[str]) -> bool:
    """Whether the cells of a first row are the names of a plain table's columns."""
    return _places(cells).keys() == _COLUMNS.keys()


def read_plain(source: Source) -> Table:
    """The table of an open file."""
    rows = source.rows()
    _, head = next(rows)
    return Table(
        "plain",
        source.path.stem,
        source.path.stem,
        (Dimension("indicator", "指標"),),
        _iter(source, rows, _places(head), len(head)),
    )


def _places(cells: list[str]) -> dict[str, int]:
    names = [cell.strip().casefold() for cell in cells]
    return {
        column: next(names.index(name) for name in known if name in names)
        for column, known in _COLUMNS.items()
        if any(name in names for name in known)
    }


def _iter(source: Source, rows: Iterator[tuple[int, list[str]]], at: dict[str, int], width: int) -> Iterator[Row]:
    for line, cells in rows:
        if len(cells) != width:
            raise source.error(f"the row has {len(cells)} cells, the head {width}", line=line)
        said = {name: cells[column].strip() for name, column in at.items()}
        if not said["indicator"]:
            raise source.error(f"column {at['indicator'] + 1} (indicator) is empty", line=line)
        place = _place(source, line, at["area"] + 1, said["area"])
        period = _period(source, line, at["year"] + 1, said["year"])
        name = said["indicator"]
        yield Row(line, place, period, (Code(name, name),), said["unit"], said["value"], at["value"] + 1)


def _place(source: Source, line: int, column: int, text: str) -> Place:
    found = place_of_name(text)
    if isinstance(found, Place):
        return found
    if found:
        problem = f"several areas are called {text}: {', '.join(found)}; give the code"
    else:
        problem = f"no area is called {text!r}; give a name with its prefecture, or a code of five or six digits"
    raise source.error(f"column {column} (area): {problem}", line=line)


def _period(source: Source, line: int, column: int, text: str) -> Period:
    found = read_period(text)
    if found is None:
        raise source.error(f"column {column} (year): {text!r} is no year; write 2020, 2020年度 or 2020-04", line=line)
    return found
