"""Opens the items of lists that are elements, and says which element the lines within them are about."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.model import Block, BlockKind, ElementKind, TextRole
from plangraph.plans.layouts.general.actions import is_action
from plangraph.plans.layouts.general.behind import facts_behind, tell_facts
from plangraph.plans.layouts.general.listed import may_be_title
from plangraph.plans.layouts.general.ranks import read_heading
from plangraph.plans.layouts.general.settle import is_of_pledges
from plangraph.plans.layouts.general.state import Inner, first_sentence
from plangraph.plans.outline import is_quantity, join_lines, parse_marker
from plangraph.plans.tree import Node

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Span
    from plangraph.plans.layouts.general.behind import Fact
    from plangraph.plans.layouts.general.state import State

__all__ = ["read_listed", "tell_titles"]

# Below these labels, or none, an item with its own charge is an action of its own.
_ACTIONS: Final = frozenset({"", "initiatives", "action"})
_NUMBERINGS: Final = frozenset({"number", "dotted", "parenthesised", "circled", "roman", "bare", "filed"})
_LONGEST_TITLE: Final = 80  # letters
_SEVERAL: Final = 2  # facts behind an item, which show that it is an element wherever it stands


def read_listed(state: State, block: Block) -> bool:
    """An item that is an element: 公約10 窓口の改善【進捗：○】【担当：総務課】, or a title with such lines in it."""
    holds = id(block) in state.lists.holding
    counted = id(block) in state.lists.counted
    # On a sheet, ① … with its charge behind it opens no heading: it stands in the form's list.
    on_actions = state.section == "initiatives" and block.kind is BlockKind.PARAGRAPH
    on_sheet = on_actions and state.subject is not None
    if state.about or not (holds or counted or on_actions or block.kind is BlockKind.ITEM):
        return False
    title, facts = facts_behind(block.text, block.span, state.draft.scale)
    if state.section == "indicators" and not facts and id(block) not in state.lists.grouping:
        return False  # a name, and its values in it
    listed = _is_next(state, block) or is_action(state, block)
    if state.section == "indicators" and not facts and not counted:
        return False  # its values stand in it
    listed = listed or (on_actions and _restarts(state, title, facts))
    tells = (on_sheet or not on_actions) and may_be_title(block, title) and _tells(state, title, facts)
    if not (holds or counted or listed or tells):
        return False
    _open(state, block, title, facts)
    return True


def tell_titles(state: State, role: str, text: str, span: Span) -> bool:
    """The lines of a form's 主な取組 as what its subject consists of, where each has its charge behind it."""
    node, told = state.current, [facts_behind(line, span, state.draft.scale) for line in text.split("\n") if line]
    charged = all(any(fact.role == "department" for fact in facts) and "。" not in title for title, facts in told)
    if node is None or role not in _ACTIONS or not charged:
        return False
    for title, facts in told:
        block = Block(BlockKind.ITEM, span, re.sub(r"^[・○●]\s*", "", title))
        kind, code, name = _named(block, block.text)
        child = node.child(kind or ElementKind.INITIATIVE, join_lines(name), span, code)
        tell_facts(child, facts, span, state.draft.scale)
    return True


def _is_next(state: State, block: Block) -> bool:
    """A title of a counted list, where such a list is of actions or pledges: below their label, or a pillar.

    Or within the item of a measure, right below it: 施策1-1 …, ① …, ② … of a system of measures.
    """
    node = state.current
    if node is None or id(block) not in state.lists.ordered:
        return False
    pillar = node.kind in (ElementKind.POLICY, ElementKind.GOAL) and is_of_pledges(state.draft)
    goes_on = bool(node.children) and id(node.children[-1]) in state.listed
    below = node.kind is ElementKind.MEASURE and block.level > 0
    within = below and (goes_on or block.span.start_line == node.span.start_line + 1)
    return state.section == "initiatives" or ((pillar or within) and not state.section)


def _restarts(state: State, title: str, facts: Sequence[Fact]) -> bool:
    """1. … with its charge behind it, below 主な取組, where headings numbered so stand above: a list of its own."""
    marker, node = parse_marker(title) if facts else None, state.current
    if marker is None or node is None or "。" in title:
        return False
    plain = ("number", "bare")
    above = [
        each
        for each in state.path
        if each.heading.style == marker.style or {marker.style, each.heading.style} <= {*plain}
    ]
    last = node.children[-1] if node.children and id(node.children[-1]) in state.listed else None
    goes_on = (
        last is not None and last.code is not None and last.code.isdecimal() and marker.code == str(int(last.code) + 1)
    )
    return bool(above) and (goes_on or (last is None and marker.code == "1"))


def _tells(state: State, title: str, facts: Sequence[Fact]) -> bool:
    """Whether what stands in brackets behind an item is said of it alone."""
    if not facts or state.current is None or len(title) > _LONGEST_TITLE or "。" in title:
        return False
    several = len({fact.role for fact in facts}) >= _SEVERAL
    return state.section in _ACTIONS or several


def _open(state: State, block: Block, title: str, facts: Sequence[Fact]) -> None:
    above = state.current
    kind, code, title = _named(block, title)
    title, whole = first_sentence(join_lines(title))
    node = Node(kind or _kind(state, block, above, told=bool(facts)), title, block.span, code)
    state.siblings(above).append(node)
    state.listed.add(id(node))
    if kind is not None:
        state.named.add(id(node))
    if whole:
        node.say(TextRole.DESCRIPTION, whole, block.span, join=False)
    tell_facts(node, facts, block.span, state.draft.scale)
    state.items.append(Inner(block.level, node, state.section, state.label))
    state.section, state.label, state.texts_since_label = "", "", 0
    state.draft.ledger.claim(block, node.kind.value, "item of which something is said", confidence=0.8)


def _named(block: Block, title: str) -> tuple[ElementKind | None, str | None, str]:
    """What an item says itself that it is, its number as code, and its title."""
    named = read_heading(replace(block, text=title, kind=BlockKind.PARAGRAPH), sentences=True)
    if named is not None and named.kind is not None:
        return named.kind, named.code or None, named.title
    marker = parse_marker(title) if not is_quantity(title) else None
    if marker is None or marker.style not in _NUMBERINGS:
        return None, None, title
    return None, marker.code, marker.title


def _kind(state: State, block: Block, above: Node | None, *, told: bool) -> ElementKind:
    groups = id(block) in state.lists.grouping
    if above is None:
        lowest = ElementKind.PLEDGE if is_of_pledges(state.draft) else ElementKind.INITIATIVE
        return ElementKind.POLICY if groups and not told else lowest
    upper = above.kind in (ElementKind.POLICY, ElementKind.GOAL)
    return ElementKind.MEASURE if groups and upper else ElementKind.INITIATIVE
