"""A table as RDF Data Cube (W3C Recommendation, 2014), written as Turtle while it is read.

Of each observation stands its area, time and value; what else it is broken down by, and its unit, is attached to its
slice (6.5.2, 7.1): all values of one indicator over areas and times. What is held in memory are the slices, the codes
and sixteen bytes a row, by which values that contradict each other are found.
"""

from __future__ import annotations

import hashlib
from array import array
from dataclasses import dataclass
from functools import cache
from typing import IO, TYPE_CHECKING, Final

from plangraph.errors import DocumentError
from plangraph.namespaces import BASE, Iris
from plangraph.statistics.reading import COMMON_MARKS, LARGEST, is_mark, is_number, read_number
from plangraph.statistics.structure import HEAD, Series, literal, write_structure

if TYPE_CHECKING:
    from collections.abc import Callable

    from plangraph.statistics.table import Row, Table

__all__ = ["Cube", "write_cube"]

PORTION: Final = 50_000
"""Rows after which the head stands again, so that a file can be loaded a portion at a time."""
_STEP: Final = 5_000


@dataclass(frozen=True, slots=True)
class Cube:
    """What was written: how many observations, of them without a number, slices, areas, and from when to when.

    `replaced` is the file, with its form, whose table of the same name this one takes the place of; empty if none.
    """

    name: str
    title: str
    form: str
    observations: int
    missing: int
    series: int
    places: int
    first: str
    last: str
    replaced: str = ""


def write_cube(
    table: Table,
    out: IO[str],
    *,
    file: str,
    sha256: str,
    base: str = BASE,
    step: Callable[[], None] = lambda: None,
) -> Cube:
    """Writes the cube of a table to `out`; `step` is called every few thousand rows.

    Raises DocumentError with line and column for a value that is neither a number nor a mark, for two that contradict
    each other, and for a table without rows.
    """
    return _Writer(table, out, file, sha256, base).write(step)


class _Writer:
    def __init__(self, table: Table, out: IO[str], file: str, sha256: str, base: str) -> None:
        self.table, self.out, self.file, self.sha256 = table, out, file, sha256
        self.iris = Iris(base)
        self.root = f"{self.iris.plan('statistics', table.name)}/"
        self.head = HEAD.format(base=self.root)
        self.series: dict[tuple[str, ...], Series] = {}
        self.names: set[str] = set()
        self.codes: list[dict[str, str]] = [{} for _ in table.dimensions]
        self.places: dict[str, tuple[str, str]] = {}
        self.marks: dict[str, str] = {}
        self.attributes: dict[str, str] = {}
        self.keys, self.values, self.lines = array("Q"), array("Q"), array("L")
        self.missing = 0
        self.periods = ["9999", ""]

    def write(self, step: Callable[[], None]) -> Cube:
        """All rows, then what they share."""
        for number, row in enumerate(self.table.rows):
            if number % PORTION == 0:
                self.out.write(self.head)
            if number % _STEP == 0:
                step()
            self._observation(row)
        if not self.keys:
            raise DocumentError(self.file, "there is no row of values in it")
        self._refuse_contradictions()
        self.out.write(self.head)
        write_structure(
            self.out,
            self.table,
            file=self.file,
            sha256=self.sha256,
            series=list(self.series.values()),
            codes=self.codes,
            places=self.places,
            marks=self.marks,
            meaning=self._meaning,
            attributes=self.attributes,
            local=_local,
        )
        return Cube(
            self.table.name,
            self.table.title,
            self.table.format,
            len(self.keys),
            self.missing,
            len(self.series),
            len(self.places),
            *self.periods,
        )

    def _observation(self, row: Row) -> None:
        series = self._series(row)
        place, period = self._place(row), row.period
        local = f"{series.local}/{place[1]}/{period.local}"
        kind = "gYearMonth" if "-" in period.value else "gYear"
        said = [f"<{local}> a qb:Observation ; qb:dataSet <> ; sd:refArea <{place[0]}>"]
        said.append(f'sd:timePeriod "{period.value}"^^xsd:{kind}')
        if period.fiscal:
            said.append(f'pg:fiscalYear "{period.value}"^^xsd:gYear')
        number = read_number(row.value)
        if number is not None:
            said.append(f'sm:obsValue "{number}"^^xsd:decimal')
            if not row.value.isascii():  # ▲5 is kept beside -5
                said.append(f"pg:rawValue {literal(row.value)}")
        else:
            said.append(self._without(row))
        for name, value in row.attributes:
            attribute = self.attributes.setdefault(name, f"attribute/{_local(name)}")
            said.append(f"<{attribute}> {literal(value)}")
        self.out.write(" ; ".join(said) + f" .\n<{series.local}> qb:observation <{local}> .\n")
        self._count(row, local, number or row.value)

    def _without(self, row: Row) -> str:
        mark = row.value
        if mark not in self.table.meanings and not is_mark(mark):
            column = f"column {row.column}: " if row.column else ""
            problem = f"{column}{mark!r} is neither a number nor a mark that the table explains"
            if is_number(mark):
                problem = f"{column}{mark!r} is too large or too small: numbers are kept below 10^{LARGEST}"
            raise DocumentError(self.file, problem, line=row.line)
        self.missing += 1
        status = self.marks.setdefault(mark, f"status/{len(self.marks) + 1}")
        return f"sa:obsStatus <{status}> ; pg:rawValue {literal(mark)}"

    def _meaning(self, mark: str) -> tuple[str, bool]:
        """What a mark means, and whether the table itself says so."""
        if mark in self.table.meanings:
            return self.table.meanings[mark], True
        return COMMON_MARKS.get(mark, ""), False

    def _series(self, row: Row) -> Series:
        key = (*(code.code for code in row.codes), row.unit)
        found = self.series.get(key)
        if found is None:
            for names, code in zip(self.codes, row.codes, strict=True):
                names.setdefault(code.code, code.label)
            local = f"series/{'.'.join(_local(code.code) for code in row.codes) or 'all'}"
            if len(local) > 120:
                local = f"series/{hashlib.sha256(local.encode()).hexdigest()[:20]}"
            # The same break-down in another unit is another series.
            if local in self.names:
                local = f"{local}.{_local(row.unit or '_')}"
            self.names.add(local)
            found = self.series[key] = Series(local, row.codes, row.unit, row.goals)
        elif row.goals and row.goals != found.goals:
            found.goals = tuple(dict.fromkeys((*found.goals, *row.goals)))
        return found

    def _place(self, row: Row) -> tuple[str, str]:
        """The IRI of the place, absolute or below the table, and its part in the names of observations."""
        place = row.place
        key = place.known or place.code
        if key not in self.places:
            self.places[key] = (
                f"{self.iris.base}id/{place.known}" if place.known else f"area/{_local(place.code)}",
                "" if place.known else place.label or place.code,
            )
        return self.places[key][0], _local(key)

    def _count(self, row: Row, local: str, value: str) -> None:
        self.keys.append(_hash(local))
        self.values.append(_hash(value))
        self.lines.append(row.line)
        self.periods = [min(self.periods[0], row.period.value), max(self.periods[1], row.period.value)]

    def _refuse_contradictions(self) -> None:
        """Two different values of one thing are told with their lines; one that is repeated is one."""
        import numpy as np  # noqa: PLC0415 — only at the end of an import

        keys = np.frombuffer(self.keys, dtype=np.uint64)
        order = np.argsort(keys, kind="stable")
        ordered = keys[order]
        values = np.frombuffer(self.values, dtype=np.uint64)[order]
        clash = np.flatnonzero((ordered[1:] == ordered[:-1]) & (values[1:] != values[:-1]))
        if clash.size:
            first, second = sorted(self.lines[int(order[at])] for at in (clash[0], clash[0] + 1))
            problem = f"it gives another value than line {first} for the same area, time and break-down"
            raise DocumentError(self.file, problem, line=second)


@cache
def _local(code: str) -> str:
    """A code as one part of an IRI's path."""
    part = str(Iris("").thing("", "", code)).removeprefix("/id///").replace("/", "%2F")
    return part if part.strip(".") else part.replace(".", "%2E") or "_"


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")
