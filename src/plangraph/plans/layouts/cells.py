"""Cells of tables → indicators, observations, references and judgements; shared by every layout with tables."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.model import (
    Bound,
    Direction,
    Indicator,
    Missing,
    Observation,
    Reference,
    ReferenceKind,
    SdgStatement,
    Span,
    ValueKind,
)
from plangraph.plans.directions import direction_of, part_direction
from plangraph.plans.goal_names import number_goals
from plangraph.plans.layouts.stacked import part_stacked, unparted
from plangraph.plans.numerals import MARKS
from plangraph.plans.outline import join_lines
from plangraph.plans.units import parse_responsibilities
from plangraph.plans.value_units import column_unit, in_unit, unit_in_brackets
from plangraph.plans.values import parse_quantities
from plangraph.plans.years import parse_year

if TYPE_CHECKING:
    from plangraph.plans.columns import Cells, Header
    from plangraph.plans.years import Year

__all__ = [
    "name_and_definition",
    "parse_projects",
    "parse_sdgs",
    "part_numbered",
    "read_indicator",
    "read_indicators",
    "read_observations",
]

_KINDS: Final = {"baseline": ValueKind.BASELINE, "actual": ValueKind.ACTUAL, "target": ValueKind.TARGET}
_SQUARE: Final = re.compile(r"^(?P<name>.+?)\s*[\[［【](?P<definition>.+)[\]］】]\s*$", re.DOTALL)
# A round bracket defines unless it is part of the name: (年間), (累計), (%).
_ROUND: Final = re.compile(
    r"^(?P<name>.+?)\s*[(（](?P<definition>(?![^()（）]*(?:累計|累積|年間|年度比|年比|当たり|あたり|単年|CO2))[^()（）]{5,})[)）]\s*$",
    re.DOTALL,
)
# 成約件数(累計), 新規就農者数(5年間の累計); 延べ counts heads or times, within a year as well.
_SUMMED: Final = re.compile(r"累計|通算|[(（]累積")
# 年間利用者数, 宿泊者数(年間), but not 5年間 nor 年間計画.
_YEARLY: Final = re.compile(
    r"(?<![0-9０-９一二三四五六七八九十数ヵヶか])年間(?!計画|行事|予定)|単年|各年度?の|[(（]各年"
)
_DASH: Final = re.compile(r"^[-‐‑‒–—―－ー−/／*＊…]+$")  # in a column of units: the numbers have none
_NARROW: Final = str.maketrans("０１２３４５６７８９．", "0123456789.")
_GOALS: Final = re.compile(r"(?<![\d.])(?P<goal>1[0-7]|[1-9])(?:\.(?P<target>\d{1,2}|[a-dA-D]))?(?!\d|\.\d)")
_VALUED: Final = re.compile(r"年度|\d[%％]|\d,\d{3}")
# A range has the sign of a wave, or a word for goals before it: "3-5" alone may be a code of the plan.
_RANGE: Final = re.compile(
    r"(?<![\d.])(?P<first>1[0-7]|[1-9])\s*[～〜~]\s*(?:目標|ゴール)?\s*(?P<last>1[0-7]|[1-9])(?![\d.])"
    r"|(?:目標|ゴール|SDGs?)\s*(?P<from>1[0-7]|[1-9])\s*(?:[-－–—]|から)\s*(?:目標|ゴール)?\s*(?P<to>1[0-7]|[1-9])(?![\d.])"
)


def name_and_definition(cell: str) -> tuple[str, str]:
    """An indicator's name, and its definition where one stands in brackets behind it."""
    text = join_lines(cell)
    match = _SQUARE.match(text) or _ROUND.match(text)
    return (match["name"].strip(), match["definition"].strip()) if match else (text, "")


def read_observations(cells: Cells, header: Header) -> tuple[Observation, ...]:
    """The values of a row, each with the year of its bracket or else of its column."""
    found: list[Observation] = []
    whole = unparted(cells)
    counts: dict[str, int] = {}
    for column in header.columns:
        if column.role not in _KINDS:
            continue
        counts[column.role] = counts.get(column.role, 0) + 1
        key = column.role if counts[column.role] == 1 else f"{column.role}#{counts[column.role]}"
        year = column.year or parse_year(cells.get(f"{column.role}_year", ""))
        if column.role != "baseline":  # 目標値 | 実績値 | 年度
            year = year or parse_year(cells.get("values_year", ""))
        if key in whole:
            values = [_unparted(cells[key], _KINDS[column.role], year, cells.span(key))]
        else:
            values = _observations(cells.get(key, ""), _KINDS[column.role], year, cells.span(key))
        unit, summed = column_unit(column.name), over_years(column.name)
        found.extend(in_unit(_over_years(each, summed), unit) for each in values)
    return tuple(found)


def _observations(cell: str, kind: ValueKind, printed: Year | None, span: Span) -> list[Observation]:
    found = []
    for q in parse_quantities(cell):
        fiscal, calendar = q.fiscal_year, q.calendar_year
        if fiscal is None and calendar is None and printed:
            fiscal = printed.value if printed.fiscal else None
            calendar = None if printed.fiscal else printed.value
        found.append(
            Observation(
                kind, q.raw, span, q.value, q.unit, fiscal, calendar, q.group, q.bound, q.missing, q.cumulative,
                q.approximate,
            )
        )  # fmt: skip
    return found


def _unparted(cell: str, kind: ValueKind, printed: Year | None, span: Span) -> Observation:
    """Values of several indicators of which nothing says whose they are: as printed, without a number."""
    fiscal = printed.value if printed and printed.fiscal else None
    calendar = printed.value if printed and not printed.fiscal else None
    return Observation(kind, cell, span, None, "", fiscal, calendar, missing=Missing.QUALITATIVE)


# In the column of indicators of a row that has none: -, なし, 指標の設定なし.
_NO_NAME: Final = re.compile(
    r"^(?:[-－ー―—–‐/／]+|(?:(?:数値)?(?:指標|目標)|KPI)?の?(?:設定|該当)?(?:なし|無し)|未設定)$"
)


def read_indicators(cells: Cells, header: Header, span: Span) -> tuple[Indicator, ...]:
    """The indicators of a row: one, or as many as it names on lines or by numbers, each with its values."""
    found = (read_indicator(part, header, span) for part in part_stacked(cells))
    return tuple(each for indicator in found if indicator is not None for each in part_numbered(indicator))


def read_indicator(cells: Cells, header: Header, span: Span) -> Indicator | None:
    """The indicator of a row with its observations, each with its cell; None where the row names none."""
    named, marked = part_direction(join_lines(cells.get("indicator", "")))
    printed, own = unit_in_brackets(named)
    name, definition = name_and_definition(printed)
    if not name or _NO_NAME.match(name):
        return None
    said = over_years(f"{name}\n{definition}\n{cells.get('definition', '')}")
    observations = tuple(_over_years(each, said) for each in read_observations(cells, header))
    unit = join_lines(cells.get("unit", ""))
    unit = "" if _DASH.match(unit) else unit or own or _named_unit(header)
    observations = tuple(in_unit(each, unit) for each in observations)
    unit = next((o.unit for o in observations if o.unit), unit)
    rises = any(o.kind is ValueKind.TARGET and o.bound is Bound.RISE for o in observations)
    return Indicator(
        name=name,
        span=span,
        definition=join_lines(cells.get("definition", "")) or definition,
        unit=unit,
        direction=direction_of(cells.get("direction", "")) or marked or (Direction.INCREASE if rises else None),
        observations=observations,
        responsibilities=parse_responsibilities(cells.get("department", ""), cells.span("department")),
    )


def _named_unit(header: Header) -> str:
    """The unit in brackets behind the name of the column of names, where no name has one: 指標（千人）."""
    return next((column_unit(c.name) for c in header.columns if c.role == "indicator"), "")


def part_numbered(indicator: Indicator) -> tuple[Indicator, ...]:
    """①訪問世帯数②相談件数 beside ①12世帯②230件: an indicator for each number, with the values that have it.

    What a row says without a number holds for each of them; where names and values do not go by the same numbers,
    the indicator stays one.
    """
    names = re.findall(rf"([{MARKS}])\s*([^{MARKS}]+)", indicator.name)
    marks = [mark for mark, _ in names]
    numbered = [each.group[0] for each in indicator.observations if each.value is not None and each.group]
    valued = [each for each in indicator.observations if each.value is not None]
    whole = "".join(mark + name for mark, name in names) == re.sub(rf"([{MARKS}])\s+", r"\1", indicator.name)
    if not whole or not marks or len(set(marks)) < len(marks) or not valued or len(numbered) < len(valued):
        return (indicator,)
    return tuple(_numbered(indicator, *each) for each in names) if set(numbered) <= set(marks) else (indicator,)


def _numbered(indicator: Indicator, mark: str, name: str) -> Indicator:
    own = tuple(
        replace(each, group=each.group.removeprefix(mark).strip())
        for each in indicator.observations
        if not each.group or each.group.startswith(mark)
    )
    rising = [each.kind is ValueKind.TARGET and each.bound is Bound.RISE for each in own]
    printed = not any(each.bound is Bound.RISE for each in indicator.observations)  # by a column
    return replace(
        indicator,
        name=name.strip(" 、,・\u3000"),
        unit=next((each.unit for each in own if each.unit), ""),
        direction=indicator.direction if printed or any(rising) else None,
        observations=own,
    )


def over_years(text: str) -> bool | None:
    """Whether the values that a name is of are sums over years (True) or each of one year (False), if it says so.

    A sum within a year, 年間累計, is a value of that year.
    """
    if _YEARLY.search(text):
        return False
    return True if _SUMMED.search(text) else None


def _over_years(observation: Observation, said: bool | None) -> Observation:
    """What a name says of its values holds for a number that does not say it itself."""
    if observation.value is None or observation.cumulative is not None:
        return observation
    return replace(observation, cumulative=said)


def explain_missing(observation: Observation, reason: str) -> Observation:
    """A dash in a column of actual values: the row's reason says whether the source ended or is still to come."""
    if observation.kind is not ValueKind.ACTUAL or observation.missing is not Missing.NOT_APPLICABLE:
        return observation
    if re.search(r"廃止", reason):
        missing = Missing.ABOLISHED
    elif re.search(r"予定|未公表|公表|集計|算出|調査中|未確定", reason):
        missing = Missing.NOT_PUBLISHED
    else:
        return observation
    return replace(observation, missing=missing)


def parse_projects(cell: str, span: Span) -> tuple[Reference, ...]:
    """Names of projects in a cell, parted where one ends in 事業; a bracket goes with the name before it."""
    names: list[str] = []
    pending = ""
    for token in re.split(r"[\s、・]*\n[\s、・]*|\s+", cell.strip()):
        if not token:
            continue
        if names and not pending and token[0] in "(（":
            names[-1] += token
            continue
        pending += token.lstrip("・")
        if re.search(r"(?:事業|計画|プラン|業務|経費|助成|会)(?:[(（].*[)）])?$", pending):
            names.append(pending)
            pending = ""
    if pending:
        names.append(pending)
    return tuple(Reference(ReferenceKind.PROJECT, name, span) for name in names)


def parse_sdgs(text: str, span: Span) -> tuple[SdgStatement, ...]:
    """Goals and targets that a cell or a line states.

    `3, 11`, `[3][10]`, `目標11`, `11.5`, `目標3～5`, `１１`, `海の豊かさを守ろう`.
    """
    found: dict[tuple[int, str | None], SdgStatement] = {}
    text = number_goals(text).translate(_NARROW)
    if _VALUED.search(text):  # 13団体（令和2年度） says no goal
        return ()
    for match in _RANGE.finditer(text):
        first, last = int(match["first"] or match["from"]), int(match["last"] or match["to"])
        for goal in range(first, last + 1):
            found.setdefault((goal, None), SdgStatement(goal, match[0], span))
    for match in _GOALS.finditer(text):
        goal = int(match["goal"])
        target = f"{goal}.{match['target'].lower()}" if match["target"] else None
        found.setdefault((goal, target), SdgStatement(goal, match[0], span, target))
    return tuple(found.values())
