"""Cells that no rule took: they are kept as texts, and a column that looks like values is named once."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.model import Text, TextRole
from plangraph.plans.amounts import amount_kind
from plangraph.plans.columns import Column
from plangraph.plans.outline import join_lines
from plangraph.plans.units import nameless, unread_units
from plangraph.plans.values import parse_quantities
from plangraph.plans.vocabulary import is_cost
from plangraph.plans.years import parse_year

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from plangraph.model import Row, Span
    from plangraph.plans.columns import Cells, Header
    from plangraph.plans.tree import Ledger

__all__ = [
    "SILENT",
    "claim_header",
    "keep",
    "left_cells",
    "sure_part",
    "unmoved",
    "values_and_charge",
    "warn_nameless",
    "warn_unknown",
]

_VALUES: Final = frozenset({"baseline", "target", "actual"})
_TYPED: Final = _VALUES | {"grade", "yearly", "rate", "cost"}
_LONGEST_VALUE: Final = 20  # letters
# 5隻, 約3割, 12.5: a number with its unit, where words only mention one.
_VALUE: Final = re.compile(r"^(?:約|延べ|年間?|累計)?[-－▲△±+]?\s*[0-9０-９][0-9０-９,，.．]*\s*\D{0,6}$")
SILENT: Final = re.compile(r"^[-－ー―—–‐\s/／]*$")
_INDICATORS: Final = _VALUES | {"indicator", "definition", "unit", "values_year", *(f"{each}_year" for each in _VALUES)}
_COUNTED: Final = re.compile(r"^(?:No|NO|no|№|#)|番号|コード|順位|順$|頁|ページ|年|期間")


def keep(ledger: Ledger, left: Sequence[tuple[Column, str]], row: Row) -> list[Text]:
    """The texts `name of the column：cell`; a column of values of no known kind or indicator is warned of once."""
    values = (c for c, cell in left if c.role in (None, "yearly") and _is_value(c, cell) and not is_cost(c.name))
    _warn(ledger, values, row, "of what kind")
    _warn(ledger, (c for c, cell in left if c.role in _VALUES and _is_value(c, cell)), row, "of which indicator")
    for column, cell in left:
        if column.role == "department":
            warn_nameless(ledger, cell, row.span)
    return [Text(TextRole.DESCRIPTION, _said(column, cell), row.cell_span(column.index)) for column, cell in left]


def warn_nameless(ledger: Ledger, charge: str, span: Span) -> None:
    """Say of what stands where a unit in charge is named, and names none, that it is only kept as text."""
    for words in nameless(charge):
        ledger.warn(f"{join_lines(words)!r} names no single unit in charge; it is kept as text", span)


def left_cells(
    row: Row, cells: Cells, header: Header, taken: Collection[str], *, slipped: bool
) -> list[tuple[Column, str]]:
    """The cells of a row that say something and that none of the roles `taken` has, each with its column.

    In a row that had slipped, nobody knows the column of a cell that no role has.
    """
    used = {cells.place(key) for key in cells if key.split("#")[0] in taken}
    columns = {} if slipped else {column.index: column for column in header.columns}
    return [
        (columns.get(at, Column(at, None, "", None)), cell)
        for at, cell in enumerate(row.cells)
        if at not in used and not SILENT.match(cell)
    ]


def sure_part(ledger: Ledger, columns: Sequence[Column], row: Row) -> tuple[Row, list[tuple[Column, str]]]:
    """A row as far as it is sure to stand below its names, and the cells behind that as one to keep."""
    sure = unmoved(ledger, columns, row)
    if sure is None:
        return row, []
    moved = " / ".join(filter(None, row.cells[sure:]))
    return replace(row, cells=row.cells[:sure]), [(Column(sure, None, "", None), moved)]


def values_and_charge(cells: Cells) -> frozenset[str]:
    """The roles of which an indicator takes all that a cell says: the charge only if each word of it is a unit.

    A year's cell only if it says one: 毎年度 is a text.
    """
    charge = cells.get("department", "")
    undated = {role for role in cells if role.endswith("_year") and parse_year(cells[role]) is None}
    return (_INDICATORS - undated) | (frozenset() if unread_units(charge) else {"department"})


def claim_header(ledger: Ledger, header: Header, rows: Sequence[Row]) -> None:
    """Read the rows that name the columns; those of no known name are warned of."""
    for row in rows[: header.depth]:
        ledger.claim(row, "header", "names of columns")
    if header.depth:
        warn_unknown(ledger, header.columns, rows[header.depth - 1])


def warn_unknown(ledger: Ledger, columns: Iterable[Column], row: Row) -> None:
    """Name, once for a table, the columns whose names say nothing that is known."""
    unknown = [column.name for column in columns if _is_unknown(column)]
    if unknown:
        listed = "、".join(map(join_lines, unknown[:12])) + ("…" if len(unknown) > 12 else "")
        ledger.warn(f"{len(unknown)} column(s) of no known name are kept as text: {listed}", row.span)


def _is_unknown(column: Column) -> bool:
    return column.role is None and bool(column.name) and not column.year and amount_kind(column.name) is None


def _said(column: Column, cell: str) -> str:
    return f"{join_lines(column.name)}：{cell}" if column.name else cell


def _warn(ledger: Ledger, columns: Iterable[Column], row: Row, unknown: str) -> None:
    named = (join_lines(column.name) for column in columns)
    names = [name for name in named if name and name not in ledger.unexplained]
    ledger.unexplained.update(names)
    if names:
        listed = "、".join(names)
        ledger.warn(f"nothing says {unknown} the values under {listed} are; they are kept as text", row.span)


def _is_value(column: Column, cell: str) -> bool:
    if len(cell) > _LONGEST_VALUE or (column.year is None and _COUNTED.search(column.name)):
        return False
    if column.year is None and column.role is None and not _VALUE.match(cell):
        return False
    return any(each.value is not None for each in parse_quantities(cell))


def unmoved(ledger: Ledger, columns: Sequence[Column], row: Row) -> int | None:
    """Up to which column a row is sure to stand below its names, where it has more cells than these; else None.

    A comma that nobody quoted parts a value: it and all that follows stand one place to the right.
    """
    named = [column.index for column in columns if column.name]
    if not row.ragged or not named or not any(row.cells[max(named) + 1 :]):
        return None
    ledger.warn(
        "the row has more cells than the header names; from its first value on it is kept as text: put cells that "
        "hold a comma in quotation marks",
        row.span,
    )
    values = (column.index for column in columns if column.role in _TYPED or column.year is not None)
    return min(values, default=min(named))
