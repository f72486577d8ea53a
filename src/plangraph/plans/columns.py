"""A table's columns with roles and years, and the cells of its rows by role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plangraph.model import Row, Span
from plangraph.plans.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plangraph.plans.years import Year

__all__ = ["HIERARCHY", "VALUES", "Cells", "Column", "Header"]

HIERARCHY: Final = ("viewpoint", "policy", "goal", "subgoal", "measure", "initiative", "pledge")
VALUES: Final = ("baseline", "actual", "target")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its place, its role (None if the name is not known), its printed name and the year in it."""

    index: int
    role: str | None
    name: str
    year: Year | None


@dataclass(frozen=True, slots=True)
class Header:
    """A table's columns and how many rows they were printed on; `styles` is the numbering seen in each role."""

    columns: tuple[Column, ...]
    depth: int
    styles: tuple[tuple[str, str], ...] = ()

    @property
    def roles(self) -> frozenset[str]:
        """The roles that the table has."""
        return frozenset(column.role for column in self.columns if column.role)

    def repeats(self, row: Row) -> bool:
        """Whether a row prints the header again, as on a new page."""
        names = {fold(part) for column in self.columns for part in (column.name, *column.name.split("\n")) if part}
        cells = [fold(cell) for cell in row.cells if cell]
        return bool(cells) and all(cell in names for cell in cells)


class Cells(dict[str, str]):
    """The texts of a row by role (a role that occurs again gets `#2`, `#3`…), and where each of them stands."""

    def __init__(self, row: Row, places: Mapping[str, int | None]) -> None:
        super().__init__({role: "" if at is None else row.cells[at] for role, at in places.items()})
        self._row, self._places = row, dict(places)

    @classmethod
    def of_line(cls, said: Mapping[str, str], span: Span) -> Cells:
        """What a line says as the cells of a row would, all of them where the line stands."""
        return cls.of_row(said, Row((), span), {})

    @classmethod
    def of_row(cls, said: Mapping[str, str], row: Row, columns: Mapping[str, int]) -> Cells:
        """What was made of the texts of a row, each where the column of its role stands."""
        cells = cls(row, {role: at for role, at in columns.items() if at < len(row.cells)})
        cells.update(said)
        return cells

    def saying(self, told: Mapping[str, str]) -> Cells:
        """These cells with other texts in some of them, each where it was."""
        cells = Cells(self._row, self._places)
        cells.update({**self, **told})
        return cells

    def place(self, role: str) -> int | None:
        """Which cell of the row a role has; None where it has none."""
        return self._places.get(role)

    def span(self, role: str) -> Span:
        """The cell of a role; the whole row where it has none."""
        at = self._places.get(role)
        return self._row.span if at is None else self._row.cell_span(at)

    def move(self, role: str, to: str) -> Cells:
        """These cells, with what stands in the column of one role read as another."""
        return Cells(self._row, {**self._places, role: None, to: self._places.get(role)})
