"""Indicators that lines of text state: a name and its values, on one line or below each other, or behind a label."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.model import Block, BlockKind
from plangraph.plans.layouts.general.indicators import add_indicator, give_values, indicator_of
from plangraph.plans.layouts.general.values import (
    VALUE_GAP,
    indicator_name,
    joined_values,
    labelled_values,
    target_alone,
)
from plangraph.plans.layouts.indicator_lines import read_indicator_lines, read_steps
from plangraph.plans.units import looks_like_units
from plangraph.plans.vocabulary import form_role, section_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Indicator
    from plangraph.plans.layouts.general.state import State

__all__ = ["read_indicator_items", "read_labelled_indicator", "read_named_target", "read_value_lines"]

_NAME: Final = re.compile(r"^[^。:：→⇒]{3,40}$")  # of an indicator, on a line of its own
_TARGETS: Final = re.compile(r"KPI|ＫＰＩ|目標")  # what stands below these labels without a baseline is a target
_LABEL: Final = re.compile(r"^[^:：]*[:：]\s*")
# 目標 改良率 65.2%（R9）, with no other value behind it.
_AIMED: Final = re.compile(
    r"^[・○●◆■]*\s*(?:[【［\[]目標値?[】］\]]\s*[:：]?|目標値?[:：\s])\s*(?P<text>\S+(?:[ \u3000:：]\S+)*)$"
)
_UNITS: Final = frozenset({"department", "division"})
_FACTS: Final = _UNITS | {"related_plans", "related_measures", "sdgs", "term", "deadline", "contact", "cost", "grade"}
_COUNTED: Final = re.compile(r"^(?:[①-⑳]|[(（][0-9０-９ア-ン]{1,2}[)）]|[ア-ン][\s.．])\s*(?=[^\s\d])")
_BOTH: Final = 2  # values of different roles, which make what stands above them an indicator without a label


def read_value_lines(state: State, block: Block) -> bool:
    """指標：… and the values below it, each on a line; below the label of indicators, also ①貸出冊数 12冊 → 20冊."""
    text = joined_values(block.text)
    first, _, rest = text.partition("\n")
    counted = _COUNTED.match(first) if state.section == "indicators" else None
    if counted is not None:
        first = first[counted.end() :]  # ①貸出冊数, with its values on the line or below it
    name = _name_of(state, block, first, rest)
    if (name or counted) and (state.current is None or state.about):
        return False
    if _add_behind(state, block, first, rest, named=bool(name)) or (
        name and rest and _add_lines(state, replace(block, text=f"{first}\u3000{rest}"))
    ):
        return True
    claim = state.draft.ledger.claim
    if name and rest and all(labelled_values(line) for line in VALUE_GAP.split(rest)):
        state.wait(name, block.span, first)
        text = rest
    elif name and not rest:
        state.wait(name, block.span, first)
        claim(block, "Indicator", "name of an indicator")
        return True
    lines = [labelled_values(line) for line in VALUE_GAP.split(text)]
    if not all(lines) or not give_values(state, [value for line in lines for value in line], block.span):
        return False
    claim(block, "Indicator", "values of an indicator with their labels")
    return True


def _name_of(state: State, block: Block, first: str, rest: str) -> str | None:
    """The name of an indicator that a line says: behind a label, over values, or below the label of indicators."""
    name = indicator_name(first) or _named_by_values(first, rest)
    if name is None and state.section == "indicators" and (block.kind is BlockKind.ITEM or rest):
        other = labelled_values(first) or _is_fact(first) or section_role(first) not in (None, "indicators")
        name = first if _NAME.match(first) and not other else None
    return name


def _add_behind(state: State, block: Block, first: str, rest: str, *, named: bool) -> bool:
    """Add what a line alone states with its values: KPI：新規就農者数 3人（R4）→ 10人（R9）, ①就農者数 3人（R4）→ ….

    What follows no name and no number is read where nothing else fits.
    """
    label = match[0] if named and (match := _LABEL.match(first)) else ""
    if rest or not (named or first != block.text):
        return False
    found = _behind(label or state.label, replace(block, text=first[len(label) :]))
    return _add(state, found, block)


def _add_lines(state: State, block: Block) -> bool:
    """Add the indicators of a block of which each line is one, from → to, to the open element."""
    return _add(state, read_indicator_lines(block), block)


def _add(state: State, found: Sequence[Indicator], block: Block) -> bool:
    """Add indicators with their values to the open element; more of these may stand below them: 実績 9冊（R5）."""
    if state.current is None or not found:
        return False
    for each in found:
        add_indicator(state.current, each)
        state.give_up()
        state.pending = (each.name, each.span)
    state.draft.ledger.claim(block, "Indicator", "line of an indicator: from → to")
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
    return _add(state, _behind(state.label, block), block)


def read_labelled_indicator(state: State, role: str, label: str, text: str, block: Block) -> bool:
    """What stands behind 指標： or 数値目標：: an indicator with both its values, its name, or its target alone."""
    node, rule = state.current, "line of an indicator: from → to"
    if node is None or state.about:
        return False
    if role == "unit" and state.name_unit(text):
        state.draft.ledger.claim(block, "Indicator", "values of an indicator with their labels")
        return True
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
