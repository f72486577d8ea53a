"""Opens the items of lists that are elements, and says which element the lines within them are about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.model import BlockKind, ElementKind, TextRole
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

    from plangraph.model import Block
    from plangraph.plans.layouts.general.behind import Fact
    from plangraph.plans.layouts.general.state import State

__all__ = ["read_listed"]

# Below these labels, or none, an item with its own charge is an action of its own.
_ACTIONS: Final = frozenset({"", "initiatives", "action"})
_NUMBERINGS: Final = frozenset({"number", "dotted", "parenthesised", "circled", "roman", "bare"})
_LONGEST_TITLE: Final = 80  # letters
_SEVERAL: Final = 2  # facts behind an item, which show that it is an element wherever it stands


def read_listed(state: State, block: Block) -> bool:
    """An item that is an element: 公約10 窓口の改善【進捗：○】【担当：総務課】, or a title with such lines in it."""
    holds = id(block) in state.lists.holding
    counted = id(block) in state.lists.counted
    # On a sheet, ① … with its charge behind it opens no heading: it stands in the form's list.
    on_sheet = state.subject is not None and state.section == "initiatives" and block.kind is BlockKind.PARAGRAPH
    if state.about or not (holds or counted or on_sheet or block.kind is BlockKind.ITEM):
        return False
    title, facts = facts_behind(block.text, block.span, state.draft.scale)
    listed = _is_next(state, block) or is_action(state, block)
    if state.section == "indicators" and not facts and not counted:
        return False  # its values stand in it
    if not (holds or counted or listed or (may_be_title(block, title) and _tells(state, title, facts))):
        return False
    _open(state, block, title, facts)
    return True


def _is_next(state: State, block: Block) -> bool:
    """A title of a counted list, where such a list is of actions or pledges: below their label, or a pillar."""
    node = state.current
    if node is None or id(block) not in state.lists.ordered:
        return False
    pillar = node.kind in (ElementKind.POLICY, ElementKind.GOAL) and is_of_pledges(state.draft)
    return state.section == "initiatives" or (pillar and not state.section)


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
