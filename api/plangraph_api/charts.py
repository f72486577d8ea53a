"""Where the marks of charts stand: bullet graphs of an indicator's values, and lines of statistics beside it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Bullet", "Lines", "Mark", "draw_bullets", "draw_lines"]

WIDTH: Final = 400
HEIGHT: Final = 120
_INSET: Final = 12
_KINDS: Final = ("Baseline", "Actual", "YearTarget", "Target")


@dataclass(frozen=True, slots=True)
class Mark:
    """One value on the scale: `x` in units of the drawing, 0 to WIDTH."""

    kind: str
    x: float
    observation: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bullet:
    """One chart of values that can be compared: same group, same unit. `low` and `high` are the scale's ends."""

    group: str
    unit: str
    low: Decimal
    high: Decimal
    marks: tuple[Mark, ...]
    width: int = WIDTH

    def x(self, kind: str) -> float | None:
        """Where the mark of a kind stands, if there is one."""
        return next((mark.x for mark in self.marks if mark.kind == kind), None)


@dataclass(frozen=True, slots=True)
class Lines:
    """Values over time, one line a place with two or more: its name, and its points as SVG has them."""

    one_scale: bool
    first: str
    last: str
    lines: tuple[tuple[str, str], ...]
    width: int = WIDTH
    height: int = HEIGHT


def draw_lines(candidate: dict[str, Any]) -> Lines | None:
    """The chart of a series beside an indicator, or None where it has not two numbers of different times.

    Totals of a nation would press a city's into the ground line, so each line has a scale of its own where the largest
    number of one is over ten times that of another.
    """
    rows = candidate["rows"]
    columns = {
        place["label"]: [
            (at, Decimal(seen["value"]))
            for at, row in enumerate(rows)
            if (seen := row["values"][number]) and seen["value"]
        ]
        for number, place in enumerate(candidate["places"])
    }
    drawn = {label: column for label, column in columns.items() if len(column) > 1}
    if not drawn:
        return None
    tops = [max(abs(number) for _, number in column) for column in drawn.values()]
    one_scale = max(tops) <= 10 * min(tops)
    every = [number for column in drawn.values() for _, number in column]
    ends = (min(every), max(every)) if one_scale else None
    lines = tuple((label, _line(column, len(rows), ends)) for label, column in drawn.items())
    return Lines(one_scale, rows[0]["time"], rows[-1]["time"], lines)


def _line(column: list[tuple[int, Decimal]], times: int, ends: tuple[Decimal, Decimal] | None) -> str:
    low, high = ends or (min(number for _, number in column), max(number for _, number in column))
    span = high - low or Decimal(1)
    across, up = WIDTH - 2 * _INSET, HEIGHT - 2 * _INSET
    return " ".join(
        f"{_INSET + at / max(times - 1, 1) * across:.1f},{HEIGHT - _INSET - float((number - low) / span) * up:.1f}"
        for at, number in column
    )


def draw_bullets(observations: Sequence[dict[str, Any]]) -> list[Bullet]:
    """One chart for each group and unit that has two numbers or more: the oldest baseline, else the newest of a kind.

    Where the newest actual value was judged by another target than the last, that of its year is a `YearTarget`.
    """
    grouped: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    for seen in sorted(observations, key=_year):
        if seen["kind"] in _KINDS and _number(seen) is not None:
            kinds = grouped.setdefault((seen["group"] or "", seen["unit"] or ""), {})
            kinds[seen["kind"]] = kinds.get("Baseline", seen) if seen["kind"] == "Baseline" else seen
    by_iri = {seen["iri"]: seen for seen in observations}
    for (_, unit), kinds in grouped.items():
        judged = by_iri.get(kinds.get("Actual", {}).get("target_of_year") or "")
        if (
            judged
            and judged is not kinds.get("Target")
            and (judged["unit"] or "") == unit
            and _number(judged) is not None
        ):
            kinds["YearTarget"] = judged
    return [_bullet(group, unit, kinds) for (group, unit), kinds in grouped.items() if len(kinds) > 1]


def _bullet(group: str, unit: str, kinds: dict[str, dict[str, Any]]) -> Bullet:
    numbers = {kind: number for kind, seen in kinds.items() if (number := _number(seen)) is not None}
    low, high = min(numbers.values()), max(numbers.values())
    # A scale starts at zero unless that would press all marks into one end of it.
    if high and 0 <= low <= high * Decimal("0.6"):
        low = Decimal(0)
    else:
        margin = (high - low) / 4 or abs(high) / 10 or Decimal(1)
        low, high = (max(low - margin, Decimal(0)) if low >= 0 else low - margin), high + margin
    low, high = _round(low, high)
    room = WIDTH - 2 * _INSET
    marks = tuple(
        Mark(kind, round(_INSET + float((numbers[kind] - low) / (high - low)) * room, 1), kinds[kind])
        for kind in _KINDS
        if kind in numbers
    )
    return Bullet(group, unit, low, high, marks)


def _round(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    """The ends of a scale, moved outward to round numbers: to a tenth of the order of magnitude of their distance."""
    step = Decimal(1).scaleb((high - low).adjusted() - 1) * 5
    # Decimals are divided toward zero, so each end is moved on where that was inward.
    below = low // step * step - (step if low < 0 and low % step else 0)
    return below, high // step * step + (step if high > 0 and high % step else 0)


def _number(seen: dict[str, Any]) -> Decimal | None:
    try:
        return Decimal(seen["value"]) if seen["value"] else None
    except InvalidOperation:
        return None


def _year(seen: dict[str, Any]) -> int:
    return int(seen["fiscal_year"] or seen["calendar_year"] or 0)
