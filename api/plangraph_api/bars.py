"""Charts of a query's rows: one for each column of numbers, its bars named by the columns of words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from plangraph.namespaces import RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["BARS_SHOWN", "CHARTS_SHOWN", "Bar", "Cell", "Chart", "draw_bars", "number_of"]

Cell = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None

BARS_SHOWN: Final = 30
"""More bars than these are a table."""
CHARTS_SHOWN: Final = 3
_NAMING: Final = 3
# Numbers that say where something stands, not how much there is of it.
_PLACES: Final = {"line", "startLine", "endLine", "page", "row", "column"}
_TEXTS: Final = {ox.NamedNode(str(XSD.string)), ox.NamedNode(str(RDF.langString))}
_NUMBERS: Final = {
    str(XSD[name])
    for name in (
        *("integer", "decimal", "double", "float", "long", "int", "short", "byte", "nonNegativeInteger"),
        *("positiveInteger", "nonPositiveInteger", "negativeInteger"),
        *("unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
    )
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: what names it, its value as printed, and where its bar lies, in hundredths of the chart's width."""

    name: str
    value: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars of one column; `rows` is how many rows could have had one, `low` and `high` are its extremes."""

    column: str
    bars: tuple[Bar, ...]
    rows: int
    low: str
    high: str


def number_of(cell: Cell) -> Decimal | None:
    """The number that a cell holds; None for whatever is none, or not a finite one."""
    if not isinstance(cell, ox.Literal) or cell.datatype.value not in _NUMBERS:
        return None
    try:
        number = Decimal(cell.value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def draw_bars(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[Chart]:
    """A chart for each column that holds nothing but numbers, two or more, and no lines or pages."""
    numeric = [at for at in range(len(columns)) if _is_numeric([row[at] for row in rows])]
    naming = _naming(rows, [at for at in range(len(columns)) if at not in numeric])
    return [_chart(columns[at], at, naming, rows) for at in numeric if columns[at] not in _PLACES]


def _naming(rows: Sequence[Sequence[Cell]], columns: Sequence[int]) -> list[int]:
    """The columns that name a row: the first with words, and as many of the next as tell the rows apart."""
    # A label says more than the IRI beside it, and more than a year.
    held = {at: [cell for row in rows if isinstance(cell := row[at], ox.Literal)] for at in columns}
    texts = [at for at in columns if any(cell.datatype in _TEXTS for cell in held[at])]
    others = [at for at in columns if at not in texts and held[at]]
    chosen: list[int] = []
    for at in (texts + others or list(columns))[:_NAMING]:
        chosen.append(at)
        if len({tuple(str(row[each]) for each in chosen) for row in rows}) == len(rows):
            break
    return chosen


def _is_numeric(cells: Sequence[Cell]) -> bool:
    held = [number_of(cell) for cell in cells if cell is not None]
    return len(held) > 1 and None not in held


def _chart(column: str, at: int, naming: Sequence[int], rows: Sequence[Sequence[Cell]]) -> Chart:
    held = [
        (" · ".join(_name(row[other]) for other in naming if row[other] is not None) or str(count), row[at], number)
        for count, row in enumerate(rows, 1)
        if (number := number_of(row[at])) is not None
    ]
    shown = held[:BARS_SHOWN]
    low = min(Decimal(0), *(number for _, _, number in shown))
    high = max(Decimal(0), *(number for _, _, number in shown))
    span = high - low or Decimal(1)
    bars = tuple(
        Bar(
            name,
            cell.value if isinstance(cell, ox.Literal) else "",
            round(float((min(number, Decimal(0)) - low) / span * 100), 2),
            round(float(abs(number) / span * 100), 2),
        )
        for name, cell, number in shown
    )
    ordered = sorted(shown, key=lambda each: each[2])
    ends = [end[1].value if isinstance(end[1], ox.Literal) else "" for end in (ordered[0], ordered[-1])]
    return Chart(column, bars, len(held), ends[0], ends[1])


def _name(cell: Cell) -> str:
    """The words of a literal; of an IRI what stands behind its last / or #."""
    if isinstance(cell, ox.NamedNode):
        return cell.value.rstrip("/#").replace("#", "/").rpartition("/")[2]
    return cell.value if isinstance(cell, (ox.Literal, ox.BlankNode)) else str(cell)
