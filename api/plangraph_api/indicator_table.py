"""Indicators as one table: a row each, with the values, years and lines that the JSON has."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from plangraph_api.spreadsheets import plain_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from plangraph_api.spreadsheets import Cell

__all__ = ["as_csv"]

_VALUES: Final = ("baseline", "actual", "target", "year_target")
_OF_VALUE: Final = ("", "_unit", "_year", "_raw")
_HEADER: Final = (
    *("iri", "label", "city", "city_label", "plan", "plan_label", "elements", "departments", "unit", "direction"),
    *(f"{name}{part}" for name in _VALUES for part in _OF_VALUE),
    *(
        "attainment",
        "not_comparable",
        "come",
        "statuses",
        "document",
        "start_line",
        "end_line",
        "page",
        "sheet",
        "cell",
    ),
)


def as_csv(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """The rows under a header (RFC 4180, UTF-8 without a mark), for programs: names as in JSON.

    A year is `2023` for a calendar year and `FY2023` for a fiscal one; of several values in a cell " | " stands between
    them. No text becomes a formula.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_HEADER)
    for row in rows:
        writer.writerow([plain_cell(cell) for cell in _cells(row)])
    return text.getvalue().encode()


def _cells(row: Mapping[str, Any]) -> list[Cell]:
    source = row["source"] or {}
    places = ("document", "start_line", "end_line", "page", "sheet", "cell")
    return [
        *(row["iri"], row["label"] or "", row["city"]["code"], row["city"]["label"]),
        *(row["plan"]["iri"], row["plan"]["label"]),
        *(_joined(each["iri"] for each in row["elements"]), _joined(row["departments"])),
        *(row["unit"] or "", row["direction"] or ""),
        *(cell for name in _VALUES for cell in _value(row[name])),
        *(_number(row["attainment"]), _joined(row["not_comparable"]), row["come"], _joined(row["statuses"])),
        *("" if source.get(name) is None else source[name] for name in places),
    ]


def _value(seen: Mapping[str, Any] | None) -> tuple[Cell, ...]:
    if seen is None:
        return ("", "", "", "")
    year = f"FY{seen['fiscal_year']}" if seen["fiscal_year"] else seen["calendar_year"] or ""
    return _number(seen["value"]), seen["unit"] or "", year, seen["raw"] or ""


def _number(value: str | None) -> Cell:
    """A number as it was read, which is no text and so no formula."""
    return "" if value is None else Decimal(value)


def _joined(values: Iterable[str]) -> str:
    return " | ".join(values)
