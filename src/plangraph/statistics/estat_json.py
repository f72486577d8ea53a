"""e-Stat's getStatsData as JSON, read a value at a time: however many there are, one piece of text is held.

Specification: e-Stat API 3.0, 4.4. What stands before `VALUE` (table, classes, notes) is read as a whole.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from plangraph.statistics.estat import AREA, TIME, bare_name, period_of, table_name
from plangraph.statistics.reading import place_of_code
from plangraph.statistics.table import Code, Dimension, Place, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plangraph.statistics.opening import Source

__all__ = ["read_estat_json"]

_PIECE: Final = 1 << 20
# Classes of the largest tables (all municipalities, hundreds of items) are some megabytes.
_LARGEST_HEAD: Final = 64 << 20
_VALUE: Final = re.compile(r'"VALUE"\s*:\s*(?P<open>[\[{])')
_NATION: Final = Place("00000", "全国", "japan")
_SKIP: Final = re.compile(r"[\s,]*")


class _Text:
    """A window on the file: `left`, of which all before `at` is used; where in the file `at` is."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.left, self.at = "", 0
        self.line, self.column = 1, 1

    def more(self) -> bool:
        """Drops what is used and reads another piece; False at the end."""
        try:
            piece = self.source.text.read(_PIECE)
        except UnicodeDecodeError as error:
            problem = f"the text is not {self.source.encoding} from here on"
            raise self.source.error(problem, line=self.line) from error
        self.left, self.at = self.left[self.at :] + piece, 0
        return bool(piece)

    def move(self, to: int) -> None:
        """Uses the text up to a place, and counts its lines."""
        lines = self.left.count("\n", self.at, to)
        start = self.left.rfind("\n", self.at, to) + 1 if lines else self.at
        self.column = to - start + 1 if lines else self.column + to - start
        self.line += lines
        self.at = to


def read_estat_json(source: Source) -> Table:
    """The table of an open file. Raises DocumentError for an answer without data, or JSON that breaks off."""
    text = _Text(source)
    match = None
    while match is None:
        if len(text.left) > _LARGEST_HEAD or not text.more():
            raise source.error(_without_values(text.left))
        match = _VALUE.search(text.left)
    before = text.left[: match.end() - 1]
    text.move(match.end() - 1)
    try:
        # The lists and objects that VALUE stands in: DATA_INF, STATISTICAL_DATA, GET_STATS_DATA, and the whole.
        answer = json.loads(before + "[]}}}}")["GET_STATS_DATA"]
        data = answer["STATISTICAL_DATA"]
        classes = {each["@id"]: each for each in _list(data["CLASS_INF"]["CLASS_OBJ"])}
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise source.error(f"this is no answer of e-Stat's getStatsData: {error}") from error
    about, part = data.get("TABLE_INF", {}), data.get("RESULT_INF", {})
    notes = {str(note["@char"]): _plain(note.get("$", "")) for note in _list(data.get("DATA_INF", {}).get("NOTE", []))}
    identifier = str(about.get("@id", ""))
    broken = [name for name in classes if name not in {AREA, TIME}]
    named = {
        name: {str(each["@code"]): str(each["@name"]) for each in _list(of["CLASS"])} for name, of in classes.items()
    }
    units = {str(e["@code"]): str(e["@unit"]) for of in classes.values() for e in _list(of["CLASS"]) if "@unit" in e}
    return Table(
        "estat-json",
        table_name(identifier, source.path.stem, str(part.get("FROM_NUMBER", "1"))),
        " ".join(filter(None, (_plain(about.get("STAT_NAME", "")), _plain(about.get("TITLE", "")))))
        or source.path.stem,
        tuple(Dimension(name, str(classes[name].get("@name", name))) for name in broken),
        _iter(text, broken, named, units),
        identifier=identifier,
        publisher=_plain(about.get("GOV_ORG", "")),
        meanings=notes,
    )


def _iter(text: _Text, broken: list[str], named: dict[str, dict[str, str]], units: dict[str, str]) -> Iterator[Row]:
    source = text.source
    for line, column, value in _values(text):

        def said(name: str, line: int = line, value: dict[str, Any] = value) -> tuple[str, str]:
            code = str(value.get(f"@{name}", ""))
            if code not in named[name]:
                raise source.error(f"@{name} {code!r} is not in the classes of the table", line=line)
            return code, named[name][code]

        time = said(TIME) if TIME in named else ("", "")
        codes = []
        for name in broken:
            code, label = said(name)
            codes.append(Code(code, bare_name(label, code)))
        unit = str(value.get("@unit", "")) or next((units[code.code] for code in codes if code.code in units), "")
        yield Row(
            line,
            place_of_code(*said(AREA)) if AREA in named else _NATION,
            period_of(source, line, time[1], time[0]),
            tuple(codes),
            unit,
            str(value.get("$", "")).strip(),
            column,
        )


def _values(text: _Text) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """Each object of VALUE, with line and column; `text` begins with the bracket, or with the only object."""
    decoder = json.JSONDecoder()
    single = text.left[text.at] == "{"
    text.move(text.at + (not single))
    while True:
        text.move(_SKIP.match(text.left, text.at).end())  # type: ignore[union-attr]  # it matches nothing as well
        try:
            value, end = decoder.raw_decode(text.left, text.at)
        except json.JSONDecodeError:
            if text.left[text.at : text.at + 1] == "]":
                return
            if text.more():
                continue
            problem = f"the file breaks off or is damaged near column {text.column}; load it again"
            raise text.source.error(problem, line=text.line) from None
        if not isinstance(value, dict):
            raise text.source.error(f"a value is {value!r}, and no object", line=text.line)
        yield text.line, text.column, value
        if single:
            return
        text.move(end)


def _without_values(text: str) -> str:
    message = re.search(r'"ERROR_MSG"\s*:\s*("(?:[^"\\]|\\.)*")', text)
    if message and json.loads(message[1]):
        return f"the answer of e-Stat holds no values; it says: {json.loads(message[1])}"
    return "no VALUE of e-Stat's getStatsData is in the file"


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _plain(value: Any) -> str:
    return str(value.get("$", "")) if isinstance(value, dict) else str(value)
