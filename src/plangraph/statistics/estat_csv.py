"""e-Stat's CSV: what its API (getSimpleStatsData) gives, and what its site gives, in either layout.

Lines about the table may stand before the head. A class is a pair of columns, `area_code` and 地域, or
地域 コード and 地域; the value is in `value`, or, where indicators stand side by side, under the name of each:
`A1101_総人口【人】`.
Specification: e-Stat API 3.0, 4.10; e-Stat's help on downloads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plangraph.statistics.estat import AREA, TIME, bare_name, period_of, table_name
from plangraph.statistics.reading import COMMON_MARKS, place_of_code
from plangraph.statistics.table import Code, Dimension, Place, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plangraph.statistics.opening import Source

__all__ = ["is_estat_csv", "read_estat_csv"]

# The head comes within so many lines; an annotated table has some dozens before it.
_BEFORE: Final = 500
_CODE: Final = re.compile(r"(?P<id>\w+?)_code|(?P<name>.+?)\s*[  ]?コード")
_TIME_NAMES: Final = re.compile(r"時間|調査年|年次|年度|時点")
_AREA_NAMES: Final = re.compile(r"地域|市区町村|都道府県|全国")
_IDENTIFIERS: Final = ("TABLE_INF", "STATS_DATA_ID", "統計表ID")
_TITLES: Final = ("TITLE", "表題", "統計表名", "統計表")
_VALUES: Final = ("value", "値")
_NOTES: Final = ("annotation", "注釈", "注記")
_UNITS: Final = ("unit", "単位")
_MEANING: Final = re.compile(r"[「『]?(?P<mark>[-－*＊…XxΧ.]+)[」』]?\s*[:：は…]\s*(?P<meaning>\S.*)")
_MEASURE: Final = re.compile(r"(?P<name>.+?)(?:【(?P<unit>.*)】|\((?P<round>[^()]*)\))?")


@dataclass(frozen=True, slots=True)
class _Head:
    """Which column holds what: of each class its id, the column of codes and that of names."""

    classes: tuple[tuple[str, int, int], ...]
    labels: tuple[str, ...]
    unit: int | None
    values: tuple[int, ...]
    cells: tuple[str, ...]

    @property
    def wide(self) -> bool:
        """Whether indicators stand side by side."""
        return self.cells[self.values[0]] not in _VALUES


def is_estat_csv(rows: list[list[str]]) -> bool:
    """Whether one of the first rows is the head of a table with classes and values."""
    return any(_read_head(cells) for cells in rows)


def read_estat_csv(source: Source) -> Table:
    """The table of an open file. Raises DocumentError where no head of classes and values is found."""
    rows = source.rows()
    about: dict[str, str] = {}
    meanings: dict[str, str] = {}
    for number, (line, cells) in enumerate(rows):
        head = _read_head(cells)
        if head:
            break
        if number >= _BEFORE:
            raise source.error(f"no head with classes (…コード or …_code) and values in {_BEFORE} rows", line=line)
        _take(cells, about, meanings)
    else:
        raise source.error("no head with classes (…コード or …_code) and values is in the file")
    if about.get("STATUS", "0") not in {"0", "1", "2"}:
        raise source.error(f"e-Stat answered with an error: {about.get('ERROR_MSG', about['STATUS'])}")
    identifier = next((about[name] for name in _IDENTIFIERS if about.get(name, "").isdecimal()), "")
    broken = [at for at, (name, _, _) in enumerate(head.classes) if name not in {AREA, TIME}]
    dimensions = [Dimension(head.classes[at][0], head.labels[at]) for at in broken]
    if head.wide:
        dimensions.append(Dimension("item", "項目"))
    title = next((about[name] for name in _TITLES if about.get(name)), source.path.stem)
    return Table(
        "estat-csv",
        table_name(identifier, source.path.stem, about.get("FROM_NUMBER", "1")),
        title,
        tuple(dimensions),
        _iter(source, rows, head, broken),
        identifier=identifier,
        publisher=about.get("GOV_ORG", ""),
        meanings=meanings,
    )


def _read_head(cells: list[str]) -> _Head | None:
    names = [cell.strip() for cell in cells]
    classes: list[tuple[str, int, int]] = []
    labels: list[str] = []
    used: set[int] = set()
    for at, name in enumerate(names):
        match = _CODE.fullmatch(name)
        if match is None:
            continue
        named = at + 1 if at + 1 < len(names) and not _CODE.fullmatch(names[at + 1]) else at
        label = names[named] if named != at else (match["name"] or match["id"])
        classes.append((_id(match["id"] or "", match["name"] or label, len(classes)), at, named))
        labels.append(label)
        used |= {at, named}
    if not classes:
        return None
    unit = next((at for at, name in enumerate(names) if name in _UNITS), None)
    values = [at for at, name in enumerate(names) if name in _VALUES]
    last = max(used)
    if not values:
        values = [
            at
            for at, name in enumerate(names)
            if at > last and at != unit and name and name not in _NOTES and not name.startswith("/")
        ]
    return _Head(tuple(classes), tuple(labels), unit, tuple(values), tuple(names)) if values else None


def _id(given: str, name: str, number: int) -> str:
    if given:
        return given
    if _TIME_NAMES.search(name):
        return TIME
    if _AREA_NAMES.search(name):
        return AREA
    return "tab" if name.startswith("表章項目") else f"class{number + 1}"


def _take(cells: list[str], about: dict[str, str], meanings: dict[str, str]) -> None:
    """What a line before the head says: a name and a value, or what a mark means."""
    said = [cell.strip() for cell in cells if cell.strip()]
    if not said:
        return
    first, rest = said[0].rstrip(":："), said[1:]
    if len(said) == 1 and re.search("[:：]", said[0]) and not _MEANING.fullmatch(said[0]):
        first, _, value = said[0].replace("：", ":").partition(":")
        rest = [value.strip()]
    if first == "NOTE" and len(rest) >= 2:
        first, *rest = rest
    if rest and first in COMMON_MARKS:
        meanings[first] = rest[-1]
    elif rest:
        about.setdefault(first, rest[-1])
    for cell in said:
        if match := _MEANING.fullmatch(cell):
            meanings.setdefault(match["mark"], match["meaning"])


def _iter(source: Source, rows: Iterator[tuple[int, list[str]]], head: _Head, broken: list[int]) -> Iterator[Row]:
    area = next((each for each in head.classes if each[0] == AREA), None)
    time = next((each for each in head.classes if each[0] == TIME), None)
    if time is None:
        raise source.error("no column of times (時間軸, 調査年 or time_code) is in the head")
    measures = [_measure(head.cells[at]) for at in head.values] if head.wide else []
    for line, cells in rows:
        if len(cells) < max(head.values) + 1:
            raise source.error(f"the row has {len(cells)} cells, the head {len(head.cells)}", line=line)
        place = place_of_code(cells[area[1]].strip(), cells[area[2]].strip()) if area else _NATION
        period = period_of(source, line, cells[time[2]].strip(), cells[time[1]].strip())
        codes = []
        for at in broken:
            _, coded, named = head.classes[at]
            code = cells[coded].strip() or "_"
            codes.append(Code(code, bare_name(cells[named], code)))
        unit = cells[head.unit].strip() if head.unit is not None and head.unit < len(cells) else ""
        if not head.wide:
            at = head.values[0]
            yield Row(line, place, period, tuple(codes), unit, cells[at].strip(), at + 1)
            continue
        for at, (code, name, own) in zip(head.values, measures, strict=True):
            yield Row(line, place, period, (*codes, Code(code, name)), own or unit, cells[at].strip(), at + 1)


_NATION: Final = Place("00000", "全国", "japan")


def _measure(cell: str) -> tuple[str, str, str]:
    """Code, name and unit of an indicator at the head of a column: `A1101_総人口【人】`."""
    match = _MEASURE.fullmatch(cell)
    assert match, cell
    code, part, name = match["name"].partition("_")
    unit = match["unit"] or match["round"] or ""
    return (code, name, unit) if part and code.isascii() else (match["name"], match["name"], unit)
