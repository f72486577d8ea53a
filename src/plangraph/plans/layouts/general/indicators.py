"""Indicators put together from their name and labelled values, on rows, lines or cells of their own."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.model import Block, BlockKind, Text, TextRole
from plangraph.plans.columns import Cells, Column, Header
from plangraph.plans.layouts.cells import read_indicator
from plangraph.plans.layouts.general.values import (
    VALUE_GAP,
    indicator_name,
    joined_values,
    labelled_values,
    target_alone,
)
from plangraph.plans.layouts.indicator_lines import read_indicator_lines, read_steps
from plangraph.plans.units import looks_like_units
from plangraph.plans.value_units import unit_in_brackets
from plangraph.plans.vocabulary import form_role, section_role
from plangraph.plans.years import parse_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plangraph.model import Indicator, Observation, Row, Span
    from plangraph.plans.layouts.general.state import State
    from plangraph.plans.tree import Node

__all__ = [
    "add_indicator",
    "indicator_of",
    "read_indicator_items",
    "read_labelled_indicator",
    "read_named_target",
    "read_value_lines",
    "read_value_rows",
    "settled_of",
]

_NAME: Final = re.compile(r"^[^。:：→⇒]{3,40}$")  # of an indicator, on a line of its own
_TARGETS: Final = re.compile(r"KPI|ＫＰＩ|目標")  # what stands below these labels without a baseline is a target
_LABEL: Final = re.compile(r"^[^:：]*[:：]\s*")
# 目標 改良率 65.2%（R9）, with no other value behind it.
_AIMED: Final = re.compile(
    r"^[・○●◆■]*\s*(?:[【［\[]目標値?[】］\]]\s*[:：]?|目標値?[:：\s])\s*(?P<text>\S+(?:[ \u3000:：]\S+)*)$"
)
_UNITS: Final = frozenset({"department", "division"})
_FACTS: Final = _UNITS | {"related_plans", "related_measures", "sdgs", "term", "deadline", "contact", "cost", "grade"}
_BOTH: Final = 2  # values of different roles, which make what stands above them an indicator without a label


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


def _waiting(state: State, values: Sequence[tuple[str, str, str]], span: Span) -> bool:
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
                read = _waiting(state, said, row.span) or read
                said = []
                state.wait(name, row.span)
            said += values
    return _waiting(state, said, rows[-1].span) or read


def _told(row: Row) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Names and labelled values of a row; the label may stand in one cell and its value in the next."""
    filled = [cell for cell in row.cells if cell]
    whole = labelled_values("\u3000".join(filled)) if 2 <= len(filled) <= 3 else []
    if whole:
        yield "", whole
        return
    for line in (line for cell in filled for line in cell.split("\n")):
        yield indicator_name(line) or "", labelled_values(line)


def read_value_lines(state: State, block: Block) -> bool:
    """指標：… and the values below it, each on a line."""
    text = joined_values(block.text)
    first, _, rest = text.partition("\n")
    claim = state.draft.ledger.claim
    name = indicator_name(first) or _named_by_values(first, rest)
    if name is None and state.section == "indicators" and (block.kind is BlockKind.ITEM or rest):
        other = labelled_values(first) or _is_fact(first) or section_role(first) not in (None, "indicators")
        name = first if _NAME.match(first) and not other else None
    if name and (state.current is None or state.about):
        return False
    label = block.text[: match.end()] if (match := _LABEL.match(first)) else ""
    behind = _behind(label, replace(block, text=first[len(label) :])) if name and not rest else []
    if behind and state.current is not None:  # KPI：新規就農者数 3人（R4）→ 10人（R9）
        for each in behind:
            add_indicator(state.current, each)
        claim(block, "Indicator", "line of an indicator: from → to")
        return True
    if name and rest and all(labelled_values(line) for line in VALUE_GAP.split(rest)):
        state.wait(name, block.span, first)
        text = rest
    elif name and not rest:
        state.wait(name, block.span, first)
        claim(block, "Indicator", "name of an indicator")
        return True
    lines = [labelled_values(line) for line in VALUE_GAP.split(text)]
    if not all(lines) or not _waiting(state, [value for line in lines for value in line], block.span):
        return False
    claim(block, "Indicator", "values of an indicator with their labels")
    return True


def _is_fact(line: str) -> bool:
    """担当部署　港湾課, 関連計画　港湾計画: a label with what it says, though it stands below that of indicators."""
    label, _, text = line.replace("\u3000", " ").partition(" ")
    role = section_role(label) or form_role(label) if text.strip() else None
    return role in _FACTS and (role not in _UNITS or looks_like_units(text))


def _named_by_values(first: str, rest: str) -> str | None:
    """貸出冊数, and on the lines below it a baseline and a target: what no label calls an indicator."""
    told = [labelled_values(line) for line in VALUE_GAP.split(rest)] if rest and _NAME.match(first) else []
    roles = {role for values in told for role, _, _ in values if role}
    bare = not re.search(r"[\d０-９]", first) and form_role(first) is None and section_role(first) is None
    bare = bare and not _is_fact(first)
    return first if told and all(told) and len(roles) >= _BOTH and bare else None


def _behind(label: str, block: Block) -> list[Indicator]:
    """What stands behind a label of indicators: one with both its values, or its target alone (KPI：移住者数 50人)."""
    found = read_indicator_lines(block)
    if not found and _TARGETS.search(label) and (steps := read_steps(block.text, block.span)) is not None:
        return [steps]
    alone = target_alone(block.text) if not found and _TARGETS.search(label) else None
    indicator = indicator_of(alone[0], [("target", "", alone[1])], block.span) if alone else None
    return [indicator] if indicator is not None else found


def read_named_target(state: State, block: Block) -> bool:
    """目標：改良率 65.2%（令和9年度）: a target that says of what, behind a label that calls it one.

    So is 目標：市債残高 約312億円（R6）→ 300億円（R10）, with the value at the start.
    """
    node, match = state.current, _AIMED.match(block.text)
    steps = read_indicator_lines(replace(block, text=match["text"])) if match else []
    if node is not None and not state.about and steps and not re.match(r"[\d目標実績現状基準]", steps[0].name):
        for each in steps:
            add_indicator(node, each)
        state.draft.ledger.claim(block, "Indicator", "line of an indicator: from → to")
        return True
    alone = target_alone(match["text"]) if match else None
    if node is None or state.about or alone is None or re.search(r"[\d目標実績]", alone[0]):
        return False
    indicator = indicator_of(alone[0], [("target", "", alone[1])], block.span)
    if indicator is None:
        return False
    add_indicator(node, indicator)
    state.draft.ledger.claim(block, "Indicator", "a target behind its label")
    return True


def read_indicator_items(state: State, block: Block) -> bool:
    """指標 12件(R4) → 20件(R9), wherever a bullet or the label of indicators says that it is one."""
    node = state.current
    if node is None or state.about or (state.section != "indicators" and block.kind is not BlockKind.ITEM):
        return False
    found = _behind(state.label, block)
    for each in found:
        add_indicator(node, each)
    if found:
        state.draft.ledger.claim(block, "Indicator", "line of an indicator: from → to")
    return bool(found)


def read_labelled_indicator(state: State, role: str, label: str, text: str, block: Block) -> bool:
    """What stands behind 指標： or 数値目標：: an indicator with both its values, its name, or its target alone."""
    node, rule = state.current, "line of an indicator: from → to"
    if node is None or state.about:
        return False
    found = _behind(label, Block(block.kind, block.span, text))
    if not found and role == "indicator" and _NAME.match(text):
        state.wait(text, block.span, block.text)
        rule = "name of an indicator"
    for each in found:
        add_indicator(node, each)
    told = bool(found) or rule == "name of an indicator"
    if told:
        state.draft.ledger.claim(block, "Indicator", rule)
    return told
