"""Labels beside what they say, in the cells of a row or the gaps of a line: 指標 | 貸出冊数 | 基準値 | 9冊."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from plangraph.model import Block, BlockKind, TextRole
from plangraph.plans.layouts.general.facts import charge, only_units, tell
from plangraph.plans.layouts.general.indicators import add_indicator, settled_of
from plangraph.plans.layouts.general.values import VALUE_GAP, indicator_name, labelled_values
from plangraph.plans.layouts.indicator_lines import read_indicator_lines
from plangraph.plans.units import looks_like_units
from plangraph.plans.value_units import unit_in_brackets
from plangraph.plans.vocabulary import fold, form_role, section_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Row, Span
    from plangraph.plans.layouts.general.state import State

__all__ = ["read_pair_lines", "read_pair_rows"]

_GAP: Final = re.compile(r"\u3000+|\t+| {2,}")
_GAP_OR_LABEL: Final = re.compile(rf"\t+|{VALUE_GAP.pattern}")
_NAME: Final = re.compile(r"^[^。:：→⇒]{2,40}$")
_FIGURE: Final = re.compile(
    r"[\d０-９](?!人当たり|人あたり|世帯当たり|日当たり|か月当たり)"
)  # 1人当たりの量 names what is counted
_VALUE_LABEL: Final = re.compile(r"(?:現状|基準|現況|策定時|当初|目標|実績|最新|計画)(?:の?値|値)?")
_GOALS: Final = re.compile(
    r"(?:SDGsの?)?(?:ゴール|ターゲット|目標)(?:番号)?(?:[、・と/](?:ゴール|ターゲット)(?:番号)?)?"
)
_LONGEST_LABEL: Final = 20
_FACTS: Final = frozenset({"department", "term", "deadline", "grade"})
_LONGEST_UNIT: Final = 8


# What says itself that it is an indicator: by the label before it, or by those of both its values.
_LABEL: Final = r"^(?:(?:指標名?|KPI|ＫＰＩ)[ \u3000]+|[【［\[](?:指標名?|KPI|ＫＰＩ)[】］\]]\s*)"
_LABELLED: Final = re.compile(rf"(?:{_LABEL})?(?P<rest>\S[^。]*)$", re.DOTALL)
_SAYS_SO: Final = re.compile(rf"{_LABEL}|[\s\u3000(（](?:現状|基準|策定時|現況)値.*目標値")


@dataclass(slots=True)
class _Pairs:
    """What a row or line of labels and values says of one indicator, or of the element around it."""

    name: str = ""
    unit: str = ""
    values: list[tuple[str, str, str]] = field(default_factory=list)  # role, year, value
    units: str = ""  # in charge


def read_pair_rows(state: State, rows: Sequence[Row]) -> bool:
    """A table of which every row is such, or an indicator from → to below the label of indicators.

    The goals that stand before the indicators, in columns of their own, are the open element's.
    """
    goals = _goal_columns(rows[0]) if len(rows) > 1 else ()
    filled = [
        ([cell for at, cell in enumerate(row.cells) if cell and at not in goals], row.span)
        for row in (rows[1:] if goals else rows)
    ]
    if goals:
        return _tell(state, filled) and _tell_goals(state, rows[1:], goals)
    if state.section == "indicators" and _from_to(state, [("\u3000".join(cells), span) for cells, span in filled]):
        return True
    return _tell(state, filled)


def _goal_columns(head: Row) -> tuple[int, ...]:
    """The columns of goals below ゴール | ターゲット番号 | KPI; none where the head says anything else."""
    goals: list[int] = []
    others: list[str] = []
    named = False
    for at, cell in enumerate(head.cells):
        named = bool(_GOALS.fullmatch(fold(cell))) if cell else named  # a name goes on over empty cells
        if named:
            goals.append(at)
        elif cell:
            others.append(cell)
    return tuple(goals) if others and all(form_role(cell) == "indicator" for cell in others) else ()


def _tell_goals(state: State, rows: Sequence[Row], columns: Sequence[int]) -> bool:
    """Tell the open element the goals and targets in these columns: 8 | 8.2."""
    for row in rows:
        for at in columns:
            if state.current is not None and at < len(row.cells) and row.cells[at]:
                tell(state.current, "sdgs", ("", row.cells[at]), row.cell_span(at), state.draft.scale)
    return True


def read_pair_lines(state: State, block: Block) -> bool:
    """A text of which every line is such: 指標　貸出冊数　　基準値 9冊　　目標値 12冊."""
    lines = block.text.split("\n")
    if _tell_facts(state, lines, block.span):
        state.draft.ledger.claim(block, "department", "labels beside what they say")
        return True
    read = _tell(state, [(_cells_of(line), block.span) for line in lines])
    if not read and all(behind := [_SAYS_SO.search(line) and _LABELLED.match(line) for line in lines]):
        read = _from_to(state, [(match["rest"], block.span) for match in behind if match])
    if read:
        state.draft.ledger.claim(block, "Indicator", "labels of an indicator beside its values")
    return read


def _tell_facts(state: State, lines: Sequence[str], span: Span) -> bool:
    """担当課　消防課　　期間　R6～R10: several labels on a line, each with what it says of the open element."""
    node, told = state.current, [_facts(line) for line in lines]
    if node is None or state.about or not all(told):
        return False
    for role, label, text in (each for facts in told for each in facts):
        read = tell(node, role, (label, text), span, state.draft.scale)
        if not read or (role == "department" and not only_units(text)):
            node.say(TextRole.DESCRIPTION, f"{label}：{text}", span, join=False)
    return True


def _facts(line: str) -> list[tuple[str, str, str]]:
    """Role, label and text of each fact; none where the line is not all facts, or only one."""
    found: list[tuple[str, str, str]] = []
    for word in line.split():
        role = (form_role(word) or section_role(word)) if len(word) <= _LONGEST_LABEL else None
        if role in _FACTS:
            found.append((role or "", word, ""))
        elif found:
            before = found[-1]
            found[-1] = (before[0], before[1], f"{before[2]} {word}".strip())
        else:
            return []
    good = all(text and (role != "department" or looks_like_units(text)) for role, _, text in found)
    return found if good and len(found) > 1 and "。" not in line else []


def _from_to(state: State, lines: Sequence[tuple[str, Span]]) -> bool:
    """Indicators with both their values, one a line, all of them or none."""
    node = state.current
    found = [read_indicator_lines(Block(BlockKind.PARAGRAPH, span, text)) for text, span in lines]
    if node is None or state.about or not all(found):
        return False
    for each in found:
        add_indicator(node, each[0])
    return True


def _tell(state: State, lines: Sequence[tuple[Sequence[str], Span]]) -> bool:
    """Tell the open element what all lines say, if one of them names an indicator and gives its values."""
    node = state.current
    lines = [(cells, span) for cells, span in lines if cells]
    told = [(pairs, span) for cells, span in lines if (pairs := _read_pairs(cells))]
    groups = _groups(told) if len(told) == len(lines) else []
    if node is None or state.about or not groups:
        return False
    for pairs, span in told:
        if pairs.units and not pairs.name:  # on a line of its own it is of the element
            tell(node, "department", ("", pairs.units), span)
    for pairs, span in groups:
        name, unit = unit_in_brackets(pairs.name)
        indicator = settled_of(name, pairs.values, span, pairs.unit or unit)
        if indicator is not None:
            add_indicator(node, replace(indicator, responsibilities=charge(pairs.units, span)))
    return True


def _groups(told: Sequence[tuple[_Pairs, Span]]) -> list[tuple[_Pairs, Span]]:
    """The lines of each indicator put together; none where one lacks its name or its values."""
    groups: list[tuple[_Pairs, Span]] = []
    for pairs, span in told:
        if pairs.name or (pairs.values and not groups):
            groups.append((pairs, span))
        elif groups and (pairs.values or pairs.unit):
            last, begun = groups[-1]
            units = last.unit or pairs.unit
            groups[-1] = (replace(last, values=last.values + pairs.values, unit=units), begun.to(span))
    return groups if all(pairs.name and pairs.values for pairs, _ in groups) else []


def _cells_of(line: str) -> list[str]:
    """The cells that wide gaps part on a line: 指標　貸出冊数　　基準値 9冊."""
    gap = _GAP if "。" in line else _GAP_OR_LABEL
    return [cell for cell in (part.strip() for part in gap.split(line)) if cell]


def _read_pairs(cells: Sequence[str]) -> _Pairs | None:
    """The pairs of a row, every cell of which is a label or what a label says; None for any other row."""
    found = _Pairs()
    at = 0
    while at < len(cells):
        took = _take(found, cells[at], cells[at + 1] if at + 1 < len(cells) else "", first=at == 0)
        if not took:
            return None
        at += took
    bare = found.name == cells[0]  # 貸出冊数 | 基準値 9冊 | 目標値 12冊: no label says that it is an indicator
    if bare and len({role for role, _, _ in found.values if role}) < 2:
        return None
    return found if found.name or found.values or found.units or found.unit else None


def _take(found: _Pairs, cell: str, following: str, *, first: bool) -> int:
    """Take one pair: how many cells it fills, 0 where it is none."""
    beside = bool(following) and _VALUE_LABEL.search(fold(cell)) is not None
    if values := labelled_values(cell):
        found.values += values
        return 1
    if beside and (values := labelled_values(f"{cell}：{following}")):
        found.values += values
        return 2
    return _take_name(found, cell, following, first=first) or _take_fact(found, cell, following)


def _take_name(found: _Pairs, cell: str, following: str, *, first: bool) -> int:
    """指標 | 貸出冊数, 指標：貸出冊数, or 貸出冊数 alone before its values."""
    role = form_role(cell) if len(cell) <= _LONGEST_LABEL else None
    labelled = role == "indicator" and _NAME.match(following) and form_role(following) is None
    bare = first and following and role is None and _NAME.match(cell) and not _FIGURE.search(cell)
    bare = bare and not _is_labelled(cell)
    name = indicator_name(cell) or (following if labelled else "") or (cell if bare else "")
    if not name or found.name:
        return 0
    found.name = name
    return 2 if labelled and name == following else 1


def _is_labelled(cell: str) -> bool:
    """数値目標, 数値目標 貸出冊数, 【指標】貸出冊数: a label, and what it says, are no name."""
    label = cell.split(maxsplit=1)[0]
    return cell[0] in "【［[" or section_role(label) is not None or (label != cell and form_role(label) is not None)


def _take_fact(found: _Pairs, cell: str, following: str) -> int:
    """単位 | 冊 and 担当課 | 図書館課."""
    role = form_role(cell) if len(cell) <= _LONGEST_LABEL else None
    if role == "unit" and 0 < len(following) <= _LONGEST_UNIT:
        found.unit = following
    elif role == "department" and looks_like_units(following):
        found.units = f"{found.units}\n{following}".strip()
    else:
        return 0
    return 2
