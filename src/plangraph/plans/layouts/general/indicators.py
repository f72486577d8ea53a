"""Indicators put together from their name and labelled values, on rows, lines or cells of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from plangraph.model import Text, TextRole
from plangraph.plans.columns import Cells, Column, Header
from plangraph.plans.layouts.cells import read_indicator
from plangraph.plans.layouts.general.values import (
    indicator_name,
    labelled_values,
)
from plangraph.plans.value_units import unit_in_brackets
from plangraph.plans.years import parse_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plangraph.model import Indicator, Observation, Row, Span
    from plangraph.plans.layouts.general.state import State
    from plangraph.plans.tree import Node

__all__ = [
    "add_indicator",
    "give_values",
    "indicator_of",
    "read_value_rows",
    "settled_of",
]


def add_indicator(node: Node, indicator: Indicator) -> None:
    """An indicator of an element; one printed again on the next rows or pages gets the further values.

    One of the same name that gives another value for the same year is another indicator.
    """
    values = {_value_of(each): each.raw for each in indicator.observations}
    for at, known in enumerate(node.indicators):
        if known.name != indicator.name or known.definition != indicator.definition:
            continue
        have = {_value_of(each): each.raw for each in known.observations}
        if any(have.get(key, raw) != raw for key, raw in values.items()):
            continue
        more = tuple(each for each in indicator.observations if _value_of(each) not in have)
        node.indicators[at] = replace(
            known,
            observations=known.observations + more,
            unit=known.unit or indicator.unit,
            responsibilities=known.responsibilities or indicator.responsibilities,
            assessments=known.assessments or indicator.assessments,
            texts=(*known.texts, *_further(indicator.texts, known.texts)),
            span=known.span.to(indicator.span),
        )
        return
    node.indicators.append(indicator)
    node.grow(indicator.span)


def _further(texts: Sequence[Text], known: Sequence[Text]) -> Iterator[Text]:
    """Texts that say something else: what the rows of one indicator all print is said once."""
    said = {(each.role, each.text) for each in known}
    yield from (each for each in texts if (each.role, each.text) not in said)


def _value_of(observation: Observation) -> tuple[object, ...]:
    return (observation.kind, observation.fiscal_year, observation.calendar_year, observation.group, observation.bound)


def indicator_of(name: str, cells: Sequence[tuple[str, str, str]], span: Span, unit: str = "") -> Indicator | None:
    """The indicator of a name and of values with their roles and years."""
    columns: list[Column] = []
    said = {"indicator": name, "unit": unit}
    counts: dict[str, int] = {}
    for role, year, value in cells:
        counts[role] = counts.get(role, 0) + 1
        columns.append(Column(len(columns), role, "", parse_year(year)))
        said[role if counts[role] == 1 else f"{role}#{counts[role]}"] = value
    return read_indicator(Cells.of_line(said, span), Header(tuple(columns), 0), span)


def settled_of(name: str, values: Sequence[tuple[str, str, str]], span: Span, unit: str = "") -> Indicator | None:
    """The indicator of values some of which print their year alone; one of no kind is a text of it: 2020年度：9人."""
    settled = _settle_roles(values)
    indicator = indicator_of(name, [each for each in settled if each[2]], span, unit)
    known = {each[1:] for each in settled}
    left = tuple(
        Text(TextRole.DESCRIPTION, f"{year}：{value}", span)
        for _, year, value in values
        if value and (year, value) not in known
    )
    return replace(indicator, texts=(*indicator.texts, *left)) if indicator is not None else None


def _settle_roles(values: Sequence[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """A value under a later year than the baseline's is a target where only its year is printed."""
    start = next((parse_year(year) for role, year, _ in values if role == "baseline"), None)
    found = []
    for role, year, value in values:
        when = parse_year(year)
        if not role and start and when and when.value > start.value:
            found.append(("target", year, value))
        elif role:
            found.append((role, year, value))
    return found


def give_values(state: State, values: Sequence[tuple[str, str, str]], span: Span) -> bool:
    """Gives values to the indicator whose name waits for them."""
    node, pending = state.current, state.pending
    if node is None or pending is None or not values:
        return False
    name, unit = unit_in_brackets(pending[0])
    known = next((each for each in node.indicators if each.name == name), None)
    start = [("baseline", f"{o.fiscal_year}", "") for o in known.observations[:1] if o.fiscal_year] if known else []
    indicator = settled_of(name, [*start, *values], pending[1].to(span), unit)
    if indicator is None:
        return False
    add_indicator(node, indicator)
    state.served(pending[0])
    return True


def read_value_rows(rows: Sequence[Row], state: State) -> bool:
    """Rows `指標：…` and `現在（2021年度）：9人 | 2025年度：20人`, as in frames around an indicator."""
    said: list[tuple[str, str, str]] = []
    read = False
    for row in rows:
        for name, values in _told(row):
            if name:
                read = give_values(state, said, row.span) or read
                said = []
                state.wait(name, row.span)
            said += values
    return give_values(state, said, rows[-1].span) or read


def _told(row: Row) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Names and labelled values of a row; the label may stand in one cell and its value in the next."""
    filled = [cell for cell in row.cells if cell]
    whole = labelled_values("\u3000".join(filled)) if 2 <= len(filled) <= 3 else []
    if whole:
        yield "", whole
        return
    for line in (line for cell in filled for line in cell.split("\n")):
        yield indicator_name(line) or "", labelled_values(line)
