"""The page of a plan or a city as tables to take along: indicators, and how far it has come by whom and for what."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, Final

from plangraph_api.spreadsheets import Sheet
from plangraph_api.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from plangraph.pipeline import Stamp
    from plangraph_api.messages import Messages
    from plangraph_api.spreadsheets import Cell

__all__ = ["about_overview", "overview_sheets"]

_VALUES: Final = ("baseline", "actual", "year_target", "target")
_NAMES: Final = {"year_target": "YearTarget"}
_PERCENT: Final = Decimal("0.1")


def about_overview(shown: Mapping[str, Any], words: Messages, made: date, stamp: Stamp) -> list[str]:
    """Name, date, what it was made from and how to read it: the lines above the tables."""
    city = shown.get("city")
    return [
        " ".join(part for part in (city["label"] if city else "", shown["label"]) if part),
        words("compare.made", date=made),
        words("compare.built", number=stamp.generation, date=stamp.built_at.date()),
        words("overview.indicators_note"),
        words("overview.progress_note"),
    ]


def overview_sheets(shown: Mapping[str, Any], indicators: Sequence[Mapping[str, Any]], words: Messages) -> list[Sheet]:
    """The table of indicators in their order, then counts by SDG, by department and by goal of the plan."""
    plans = shown.get("plans", [shown])
    goals = [goal for plan in plans for goal in plan["goals"]]
    counts = [("by_sdg", shown["sdgs"]), ("by_department", shown["departments"]), ("by_goal", goals)]
    measured = _Rows(words)
    table = Sheet(
        words("overview.indicators"), measured.header(), tuple(measured.row(one, shown) for one in indicators)
    )
    return [table, *(_counted(words(f"overview.{name}"), rows, words) for name, rows in counts)]


class _Rows:
    """Indicators as rows; a number stands beside its unit, so that a spreadsheet can compute with it."""

    def __init__(self, words: Messages) -> None:
        self._words, self._wording = words, Wording(words)

    def header(self) -> tuple[str, ...]:
        words = self._words
        values = [words(f"value.{_NAMES.get(name, name.capitalize())}") for name in _VALUES]
        return (
            *(words("kind.Indicator"), words("element.measures"), words("overview.unit")),
            *(head for value in values for head in (value, f"{value} – {words('compare.year')}")),
            *(f"{words('overview.attainment')} (%)", words("overview.attainment"), words("element.assessments")),
            *(words(f"compare.{name}") for name in ("departments", "plan", "source", "iri")),
        )

    def row(self, one: Mapping[str, Any], shown: Mapping[str, Any]) -> tuple[Cell, ...]:
        """One indicator; of a plan, `shown` is its plan."""
        words = self._words
        unit = one["unit"] or next((seen["unit"] for name in _VALUES if (seen := one[name]) and seen["unit"]), "") or ""
        element, plan = one["element"], one.get("plan", shown)
        share = one["attainment"]
        percent = (Decimal(share) * 100).quantize(_PERCENT, ROUND_HALF_UP) if share is not None else ""
        return (
            *(one["label"] or "", (element["label"] or "") if element else "", unit),
            *(cell for name in _VALUES for cell in self._value(one[name], unit)),
            *(percent, self._come(one)),
            words("element.comma").join(words.name("status", status) for status in one["statuses"]),
            *("・".join(one["departments"]), plan["label"] or "", self._wording.source(one["source"]), one["iri"]),
        )

    def _value(self, seen: dict[str, Any] | None, unit: str) -> tuple[Cell, Cell]:
        """A value and its year: a number where it is one of the row's unit, else the words of the page."""
        if seen is None:
            return "", ""
        group = f"({seen['group']})" if seen["group"] else ""
        year = " ".join(part for part in (self._wording.year(seen), group) if part)
        plain = seen["value"] and not seen["bound"] and (seen["unit"] or unit) == unit
        return (Decimal(seen["value"]) if plain else self._wording.value(seen)), year

    def _come(self, one: Mapping[str, Any]) -> str:
        """How far it has come in words, or why that cannot be said."""
        words = self._words
        if one["come"] != "unknown":
            return words.name("computed", one["come"])
        why = [words.name("comparability", reason) for reason in one["not_comparable"]]
        return " – ".join([words("overview.unknown"), *([words("element.comma").join(why)] if why else [])])


def _counted(title: str, rows: Sequence[Mapping[str, Any]], words: Messages) -> Sheet:
    """Counts with a column for each step of a scale, basis or reach that is there at all."""
    columns = [
        (group, name)
        for group in ("bases", "statuses", "attainment")
        for name in dict.fromkeys(name for row in rows for name in row[group])
    ]
    header = (title, words("overview.things"), *(_named(group, name, words) for group, name in columns))
    filled = tuple(
        (_label(row, words), row["things"], *(row[group].get(name, 0) for group, name in columns), row["iri"] or "")
        for row in rows
    )
    return Sheet(title, (*header, words("compare.iri")), filled)


def _label(row: Mapping[str, Any], words: Messages) -> str:
    if row["goal"]:
        return f"{row['goal']} {words.name('sdg', str(row['goal']))}"
    return " ".join(part for part in (row["notation"], row["label"]) if part)


def _named(group: str, name: str, words: Messages) -> str:
    if name in {"unmapped", "unknown"}:
        return words(f"overview.{name}")
    if group == "bases":
        return words.name("basis", name.capitalize())
    return words.name("status" if group == "statuses" else "computed", name)
