"""Headings → elements: where a heading stands, what it opens, and what only gathers others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.model import Block, BlockKind, ElementKind
from plangraph.plans.layouts.general.behind import facts_behind, tell_facts
from plangraph.plans.layouts.general.ranks import FIRM, PARTS, SPOKEN, read_heading
from plangraph.plans.layouts.general.state import Open, State
from plangraph.plans.outline import ROMAN, join_lines, one_line, similar_key
from plangraph.plans.tree import Node
from plangraph.plans.vocabulary import label_parts, section_role, structure_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Span
    from plangraph.plans.layouts.general.behind import Fact
    from plangraph.plans.layouts.general.ranks import Heading

__all__ = ["open_heading"]

_ACTIONS: Final = ("取組", "取り組み")
_LISTED: Final = 60.0  # the rank of numberings that count within a page: (1), ①
# So much of the document's title must come again for a heading to be that title.
_SHORTEST_TITLE: Final = 8


def open_heading(state: State, heading: Heading, block: Block, facts: Sequence[Fact] = ()) -> bool:
    """Close what does not stand above a heading, and open what it names, of which `facts` were said behind it."""
    if not heading.title and any(_repeats(each.heading, heading) for each in state.path):
        state.draft.ledger.claim(block, "noise", "number of what is open, printed again")
        return True
    title, more = facts_behind(heading.title, block.span, state.draft.scale)
    heading = replace(heading, title=title, kind=heading.kind or _announced(state, heading))
    rank = state.ranks.rank(heading)
    _leave_number(state, heading, rank)
    closed: list[Open] = []
    sure = heading.level or heading.step in FIRM
    known = sure and any(_beside(each.heading, heading) for each in state.path)
    while state.path and (known or not _stands_above(state, heading, rank)):
        closed.append(state.path.pop())
        known = known and not _beside(closed[-1].heading, heading)
    # A label goes on over numbered titles of one kind, and ends with the element that it stands in: with one on top.
    alike = all(each.heading.style == heading.style for each in closed)
    goes_on = state.subject is None and alike and (not closed or state.parent is not None)
    section, label = (state.section, state.label) if goes_on else ("", "")
    state.leave_form()
    structure = _structure(state, heading)
    ledger = state.draft.ledger
    if structure == "about" and state.parent is None:
        state.path.append(Open(heading, rank, None, about=True))
        state.draft.say(join_lines(block.text), block.span)
        ledger.claim(block, "label", "heading about the document itself", confidence=0.7)
        return True
    if state.about or structure or heading.step == "part" or not heading.title:
        if state.about or _says_itself(state, heading):
            state.draft.say(join_lines(block.text) if state.about else one_line(block.text), block.span)
        state.path.append(Open(heading, rank, None))
        state.gathers = True
        ledger.claim(block, "label", "heading that only gathers", confidence=0.7)
        return True
    above = next((each.heading.title for each in reversed(state.path) if each.node is None), "")
    state.actions = 0 if heading.level <= state.actions else state.actions
    if state.parent is None and (above.endswith(_ACTIONS) or state.actions):
        section, label = "initiatives", _ACTIONS[0]
    node = _node(state, heading, block.span, _kind(heading, state.parent, section, label))
    tell_facts(node, (*more, *facts), block.span, state.draft.scale)
    state.path.append(Open(heading, rank, node))
    state.opening.add(heading.style)
    ledger.claim(block, node.kind.value, f"heading by {heading.style}", confidence=0.8)
    return True


def _stands_above(state: State, heading: Heading, rank: float | None) -> bool:
    """Whether the lowest open heading stands above another: by the levels of the file and the order of numberings.

    施策1-1 in the frame of a sheet has no level of the file, and stands above ① of any level that begins below it;
    the next 施策 stands below neither.
    """
    *upper, last = state.path
    framed = [each for each in state.path if each.heading.kind is not None and not each.heading.level]
    if heading.kind is not None and any(each in framed and each.heading.style == heading.style for each in upper):
        return False
    begins = heading.kind is None and all(each.heading.style != heading.style for each in state.path)
    if begins and last in framed and last.rank is not None and rank is not None and rank >= _LISTED:
        return last.rank < rank
    return state.ranks.above((last.heading, last.rank), (heading, rank))


def _leave_number(state: State, heading: Heading, rank: float | None) -> None:
    """施策1-1, and right below it 基本目標1 …: the number of a sheet, under which no goal stands."""
    opened = state.path[-1] if state.path else None
    node = opened.node if opened else None
    if opened is None or node is None or heading.kind is None or node.children or node.texts or node.indicators:
        return
    whole = read_heading(Block(BlockKind.HEADING, node.span, f"{node.title} {heading.title}"))
    below = state.ranks.rank(whole) if whole and whole.kind and whole.title == heading.title else None
    if rank is not None and below is not None and rank < below:
        state.drop(opened)
        state.path.pop()


def _repeats(one: Heading, two: Heading) -> bool:
    """Whether 第1章 alone is printed over a page of that chapter."""
    return two.step in PARTS and not two.level and (one.style, one.code) == (two.style, two.code)


def _beside(one: Heading, two: Heading) -> bool:
    """Whether two headings of the file have one level and one numbering, so that neither stands in the other."""
    return bool(one.code and two.code) and (one.level, one.style) == (two.level, two.style)


def _says_itself(state: State, heading: Heading) -> bool:
    """Whether a heading that only gathers says more than a label, or the title of the document again."""
    key = similar_key(heading.title)
    label = section_role(heading.title) is not None and not label_parts(heading.title)
    return bool(key) and key not in similar_key(state.draft.title) and not label


def _announced(state: State, heading: Heading) -> ElementKind | None:
    """What the heading before said that this one is, as the next of so many."""
    if heading.style != SPOKEN or state.announced is None or not state.announced.left:
        return None
    state.announced.left -= 1
    return state.announced.kind


def _structure(state: State, heading: Heading) -> str | None:
    """Whether a heading that does not say what it is only gathers, or is about the document itself."""
    if heading.kind is not None:
        return None
    structure = structure_role(heading.title)
    key = similar_key(heading.title)
    if len(key) >= _SHORTEST_TITLE and key in similar_key(state.draft.title):
        structure = structure or "container"  # the title, printed again
    named_by_label = section_role(heading.title)
    if named_by_label:  # 第4章 環境指標
        structure = structure or "container"
        if not label_parts(heading.title):  # 施策の展開と主な事業, over all of them, is of none
            state.section, state.label = named_by_label, heading.title
    return structure


def _node(state: State, heading: Heading, span: Span, kind: ElementKind) -> Node:
    """The element of a heading: the one that it opened before, or a new one."""
    parent = state.parent
    number = str(ROMAN.index(heading.code) + 1) if len(heading.code) == 1 and heading.code in ROMAN else heading.code
    key = (heading.style, number, similar_key(heading.title))
    known = state.known.get(key)
    if known is not None and any(each is known for each in state.siblings(parent)):
        return known
    state.grid = None  # a table below another heading is another table
    node = _of_row(state, heading, kind, parent)
    if node is None:
        node = Node(kind, heading.title, span, heading.code or None)
        state.siblings(parent).append(node)
    node.grow(span)
    state.known[key] = node
    state.entered.setdefault((id(parent), kind.value, similar_key(heading.title)), node)
    state.numbered[id(node)] = heading.style
    gathering = next((each for each in reversed(state.path) if each.node is None), None) if parent is None else None
    if gathering is not None:
        state.gathered[id(node)] = (gathering.heading, heading.style)
    if heading.kind is not None or heading.style == SPOKEN:
        state.named.add(id(node))
    return node


def _of_row(state: State, heading: Heading, kind: ElementKind, parent: Node | None) -> Node | None:
    """The element that a row of a table above named as the heading does: 基本目標1, over its indicators."""
    node = state.entered.get((id(parent), kind.value, similar_key(heading.title))) if heading.code else None
    if node is None or id(node) in state.numbered or id(node) in state.listed:
        return None
    if node.code not in (None, heading.code) or not any(each is node for each in state.siblings(parent)):
        return None
    node.code = heading.code
    return node


def _kind(heading: Heading, parent: Node | None, section: str, label: str) -> ElementKind:
    """What a heading opens: what it says itself, or what stands below its parent."""
    above = parent.kind if parent else None
    lower = above in (ElementKind.MEASURE, ElementKind.INITIATIVE, ElementKind.PROJECT, ElementKind.PLEDGE)
    if heading.kind is not None:
        return ElementKind.INITIATIVE if heading.kind is ElementKind.MEASURE and lower else heading.kind
    plain = heading.level == 0 and heading.step not in PARTS
    gathered = section == "initiatives" and ("取組" in label or "事業" in label)
    if lower or (above is None and gathered):
        return ElementKind.INITIATIVE
    if above is None:
        return ElementKind.POLICY
    if plain and gathered:
        return ElementKind.INITIATIVE
    return ElementKind.MEASURE
