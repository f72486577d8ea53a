"""Who is in charge of a row of a register and how it is judged, and whether the row's indicator is meant by that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from plangraph.model import Assessment, Responsibility
from plangraph.plans.layouts.general.facts import judgement
from plangraph.plans.layouts.general.owners import is_of_element
from plangraph.plans.layouts.register_rows import SILENT, cells_by_role, filled, place_of
from plangraph.plans.shares import is_share
from plangraph.plans.units import parse_responsibilities, within
from plangraph.plans.vocabulary import is_supporting

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from plangraph.model import Grade, Row
    from plangraph.plans.layouts.register_columns import Register
    from plangraph.plans.years import Year

__all__ = ["charges", "graded_by_indicator", "judgements", "told_anew"]

_Told = TypeVar("_Told", Assessment, Responsibility)


def charges(row: Row, register: Register) -> tuple[Responsibility, ...]:
    """The units that a row names, those of columns such as 関係課 as helping."""
    cells = cells_by_role(row, register)
    named = list(filter(None, cells.get("department", [])))
    charge = "\n".join(named) or cells.get("division", [""])[0]
    if charge in SILENT:
        return ()
    place = place_of(row, register, "department" if named else "division")
    helping = {
        each.unit
        for column, cell in filled(row, register, "department")
        if is_supporting(column.name.split("\n")[-1])
        for each in parse_responsibilities(cell, place)
    }
    found = within(parse_responsibilities(charge, place), cells.get("division", [""])[0])
    return tuple(replace(each, supporting=each.unit in helping) for each in found)


def graded_by_indicator(register: Register, rows: Sequence[Row]) -> frozenset[int]:
    """The columns of judgements that each row has for itself, where a row is one of several indicators of an element.

    Where a row says its year, the judgements of an element's rows are those of years.
    """
    if len(register.indicators) != 1 or "year" in register.roles:
        return frozenset()
    columns = sorted((*register.columns, *register.indicators[0].columns), key=lambda column: column.index)
    grades = (column for column in register.columns if column.role == "grade")
    return frozenset(each.index for each in grades if not is_of_element(each, columns, rows, known=True))


def judgements(
    row: Row,
    register: Register,
    year: Year | None,
    charged: Iterable[Responsibility],
    scale: tuple[Grade, ...],
    *,
    columns: Collection[int],
) -> Iterator[Assessment]:
    """What the row says in those of its columns of judgements that have an index among `columns`, by the legend."""
    units = list(charged)
    leading = tuple(dict.fromkeys(each.unit for each in units if not each.supporting))
    leading = leading or tuple(dict.fromkeys(each.unit for each in units))
    for column, cell in filled(row, register, "grade"):
        if column.index in columns and not is_share(cell):
            yield judgement(cell, row.cell_span(column.index), scale, column.year or year, leading)


def told_anew(told: Iterable[_Told], known: Sequence[_Told]) -> list[_Told]:
    """What was not yet told in the same words by a cell above, which is merged over this row or repeated in it."""
    return [
        each for each in told if not any(replace(each, span=old.span) == old for old in known if _is_above(old, each))
    ]


def _is_above(old: Assessment | Responsibility, new: Assessment | Responsibility) -> bool:
    """Whether one stands in another row of the other's column; those of one row were meant to be two."""
    return old.span.column == new.span.column and old.span != new.span
