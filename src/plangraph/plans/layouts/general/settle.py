"""What only the whole document shows: facts of a measure below its last initiative, headings that are no elements."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.model import ElementKind, TextRole
from plangraph.plans.layouts.general.indicators import add_indicator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from plangraph.model import Span
    from plangraph.plans.layouts.draft import Draft
    from plangraph.plans.layouts.general.state import State
    from plangraph.plans.tree import Node

__all__ = ["is_of_pledges", "settle"]

_PLEDGES: Final = re.compile(r"公約|マニフェスト|^(?!.*(?:計画|プラン|戦略|ビジョン|条例)).*約束(?!事)")
_REACHED: Final = re.compile(r"^[\s■□●○◆◇・※◎▼▽]*[【［\[〔(（]?(?:目標)?達成(?:度|状況|率)")
_PROMISES: Final = frozenset({"約束", "お約束"})
_SEVERAL: Final = 2
_PLAIN: Final = frozenset({TextRole.DESCRIPTION, TextRole.SLOGAN})


def settle(state: State) -> None:
    """Moves what belongs to a measure up to it, and drops headings of which the document says nothing as of a plan."""
    elements = state.draft.elements
    _judge_indicators(state)
    for has, move in (
        (lambda node: bool(node.indicators), _move_indicators),
        (lambda node: bool(node.responsibilities), _move_charges),
    ):
        _move_up(state, elements, has, move)
    for node in elements:
        if node.kind is ElementKind.INITIATIVE and any(id(child) in state.numbered for child in node.children):
            node.kind = ElementKind.MEASURE  # what holds initiatives is none itself
    if is_of_pledges(state.draft):
        _name_pledges(state, elements, None)
    _settle_promises(state, elements)
    _unjudge(state, elements)
    for node in _drop_untold(state, elements):
        _drop_plain(state, node)


def _judge_indicators(state: State) -> None:
    """Judgements below the values of indicators are theirs where each of several has one, or all that is of one does.

    達成度：A below a single indicator is its own by its word, and so it is where judgements stand between others.
    """
    told: dict[int, list[int]] = {}
    for node, _, at, _ in state.below_values:
        told.setdefault(id(node), []).append(at)
    nodes = {id(node): node for node, _, _, _ in state.below_values}
    several = [key for key in told if len(nodes[key].indicators) >= _SEVERAL]
    each_has = [sorted(set(told[key])) == list(range(1, len(nodes[key].indicators) + 1)) for key in several]
    between = sum(each_has) * 2 > len(each_has)
    for node, judged, at, line in state.below_values:
        if not (between or (not several and _REACHED.match(line))) or judged not in node.assessments:
            continue
        node.assessments.remove(judged)
        indicator = node.indicators[at - 1]
        node.indicators[at - 1] = replace(indicator, assessments=(*indicator.assessments, replace(judged, units=())))


def _drop_untold(state: State, elements: list[Node]) -> list[Node]:
    """Drop headings on top that say nothing of a plan, beside others that do: these are handed back."""
    telling = [node for node in elements if _tells(state, node)]
    if telling and len(telling) < len(elements):
        styles = {state.numbered.get(id(node)) for node in telling}
        beside = {state.gathered[id(node)] for node in telling if id(node) in state.gathered}
        kept = [
            node
            for node in elements
            if node in telling
            or state.gathered.get(id(node)) in beside
            or (not state.gathers and state.numbered.get(id(node)) in styles)
        ]
        for node in elements:
            if not any(node is each for each in kept):
                state.draft.ledger.warn(
                    f"the section {node.title} says nothing of a plan's element and is none", node.span
                )
                for each in _walk([node]):
                    state.draft.say(each.title, each.span)
                    state.draft.texts += each.texts
        elements[:] = kept
    return telling


def _unjudge(state: State, elements: list[Node]) -> None:
    """Judgements of one label that contradict each other in a list below a heading are of things that nobody names."""
    judged = [(node, state.judged[id(node)]) for node in _walk(elements) if id(node) in state.judged]
    for node, label in ((node, label) for node, told in judged for label in dict.fromkeys(name for name, _ in told)):
        found = [each for name, each in state.judged[id(node)] if name == label]
        if len({each.grade for each in found}) < _SEVERAL:
            continue
        node.assessments = [each for each in node.assessments if each not in found]
        for each in found:
            node.say(TextRole.DESCRIPTION, f"{label}：{each.grade}", each.span, join=False)
        state.draft.ledger.warn(
            f"{len(found)} judgements stand below {node.title}, and nothing says of what; they are kept as text",
            found[0].span,
        )


def is_of_pledges(draft: Draft) -> bool:
    """Whether the title says that a document lists pledges, or its form does, or whoever gave it."""
    return draft.pledges or bool(_PLEDGES.search(draft.title))


def _name_pledges(state: State, nodes: list[Node], above: Node | None) -> None:
    """What stands lowest in a list of pledges, and does not say itself what it is, is a pledge.

    So is an item that is judged itself; what stands in it are its parts.
    """
    for node in nodes:
        if id(node) in state.listed and id(node) not in state.named and (node.assessments or node.responsibilities):
            node.kind = ElementKind.PLEDGE
            continue
        if above is not None and not node.children and id(node) not in state.named:
            node.kind = ElementKind.PLEDGE
        _name_pledges(state, node.children, node)


def _settle_promises(state: State, elements: list[Node]) -> None:
    """約束1 is what pledges stand below, or else a pledge itself."""
    promises = [node for node in _walk(elements) if state.numbered.get(id(node)) in _PROMISES]
    if not any(child.kind is ElementKind.PLEDGE for node in promises for child in node.children):
        for node in promises:
            node.kind = ElementKind.PLEDGE


def _walk(nodes: list[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _walk(node.children)


def _move_up(state: State, nodes: list[Node], has: Callable[[Node], bool], move: Callable[[Node, Node], None]) -> None:
    """Where of several initiatives only the last has a fact, in most measures, the fact is the measure's."""
    pairs = []
    last_only = others = 0
    for node in _walk(nodes):
        below = [c for c in node.children if c.kind is ElementKind.INITIATIVE and id(c) in state.numbered]
        if not below or has(node):
            continue
        if any(has(child) for child in below[:-1]):
            others += 1
        elif has(below[-1]):
            last_only += len(below) > 1
            pairs.append((node, below[-1]))
    if last_only > others:
        for node, last in pairs:
            move(last, node)


def _move_indicators(last: Node, node: Node) -> None:
    """The charge below them goes along, 担当課 at the foot of a measure, and so do the texts that follow there."""
    ends = [(each.span.page or 0, each.span.end_line) for each in last.indicators]
    for indicator in last.indicators:
        add_indicator(node, indicator)
    last.indicators = []

    def behind(span: Span) -> bool:
        return (span.page or 0, span.start_line) > max(ends)

    node.texts += [each for each in last.texts if behind(each.span)]
    last.texts = [each for each in last.texts if not behind(each.span)]
    node.references += [each for each in last.references if behind(each.span)]
    last.references = [each for each in last.references if not behind(each.span)]
    below = [each for each in last.responsibilities if behind(each.span)]
    if not node.responsibilities:
        node.responsibilities = below
        last.responsibilities = [each for each in last.responsibilities if each not in below]


def _move_charges(last: Node, node: Node) -> None:
    node.responsibilities, last.responsibilities = last.responsibilities, []


def _tells(state: State, node: Node) -> bool:
    return (
        id(node) in state.named
        or bool(node.indicators or node.responsibilities or node.assessments or node.deadline_text)
        or any(text.role not in _PLAIN for text in node.texts)
        or any(_tells(state, child) for child in node.children)
    )


def _drop_plain(state: State, node: Node) -> None:
    """Headings without a number and without a fact, beside others that have them, are texts of what is above."""
    if any(_tells(state, child) for child in node.children):
        for child in list(node.children):
            if state.numbered.get(id(child)) == "plain" and not _tells(state, child):
                node.children.remove(child)
                node.say(TextRole.DESCRIPTION, child.title, child.span, join=False)
                node.texts += child.texts
    for child in node.children:
        _drop_plain(state, child)
