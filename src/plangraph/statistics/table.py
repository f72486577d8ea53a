"""What every importer makes of its file: the head of a table, and its rows as they come."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Code", "Dimension", "Period", "Place", "Row", "Table"]


@dataclass(frozen=True, slots=True)
class Dimension:
    """What values are broken down by, besides area and time: e-Stat's `cat01` 男女, the UN's `[Sex]`."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Code:
    """One value of a dimension: its code, and its name where the file gives one."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Place:
    """What an observation is of. `known` is the six-digit code of a Japanese area, "japan", or empty.

    `code` and `label` are what the file says.
    """

    code: str
    label: str
    known: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """A year, a fiscal year (April to March) or a month "2020-04" of the file's `label`."""

    value: str
    label: str
    fiscal: bool = False

    @property
    def local(self) -> str:
        """The period as a part of an IRI."""
        return f"fy{self.value}" if self.fiscal else self.value


@dataclass(frozen=True, slots=True)
class Row:
    """One observation: `codes` in the order of the table's dimensions, `value` as it is written.

    `line` counts from 1; in a JSON file of one line `column` tells more. `goals` are SDG goals and targets by their
    codes (11, 11.5), `attributes` what is said of this value alone (the UN's Nature), by name.
    """

    line: int
    place: Place
    period: Period
    codes: tuple[Code, ...]
    unit: str
    value: str
    column: int = 0
    goals: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its rows, which can be read once. `meanings` says what marks in place of a number mean.

    `identifier` is the publisher's name of the table (an e-Stat statsDataId), empty where the file has none.
    """

    format: str
    name: str
    title: str
    dimensions: tuple[Dimension, ...]
    rows: Iterator[Row]
    identifier: str = ""
    publisher: str = ""
    meanings: dict[str, str] = field(default_factory=dict)
