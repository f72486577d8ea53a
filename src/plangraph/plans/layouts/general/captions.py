"""Captions that name whose indicators stand below: ■ 環境指標（海と生きるまち）, 【基本目標Ⅰの成果指標】."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.model import Block, BlockKind, Span
from plangraph.plans.layouts.general.ranks import Heading, read_heading
from plangraph.plans.layouts.general.state import Open
from plangraph.plans.outline import one_line, similar_key
from plangraph.plans.vocabulary import section_role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plangraph.plans.layouts.general.state import State
    from plangraph.plans.tree import Node

__all__ = ["read_caption"]

_MARKS: Final = re.compile(r"^[■□●○◆◇・※◎▼▽▶►\s]*[【［\[〔〈《≪<]?\s*(?P<text>.*?)\s*[】］\]〕〉》≫>]?$", re.DOTALL)
_BEHIND: Final = re.compile(r"^(?P<label>[^()（）:：]{2,20}?)\s*[(（](?P<name>.+)[)）]$")
_BETWEEN: Final = re.compile(r"に(?:係る|かかる|関する)|における|の|[\s\u3000]+")  # a name and the label behind it
_TELLS: Final = re.compile(r"指標|KPI|ＫＰＩ")
_ANY: Final = "題"  # in the place of a title that a caption does not print
_QUOTES: Final = " \u3000「」『』"
_LONGEST: Final = 80  # letters


def read_caption(state: State, block: Block) -> bool:
    """Go back to the element that a caption of indicators names, by its title or its number; False where it names none.

    An element that is open stays so, and what stands below it is closed; any other is opened again.
    """
    named = _named(block) if not block.rows and state.draft.elements else None
    heading = _heading(named) if named else None
    node = _find(state, named, heading) if named else None
    if node is None or named is None:
        return False
    state.leave_form()
    at = next((at for at, each in enumerate(state.path) if each.node is node), None)
    if at is not None:
        del state.path[at + 1 :]
    else:
        while state.path and state.path[-1].node is not None:
            state.path.pop()
        again = replace(heading or Heading(0, "plain", "", named, None, ""), level=block.level)
        state.path.append(Open(again, state.ranks.rank(again), node))
    state.section, state.label, state.texts_since_label, state.grid = "indicators", one_line(block.text), 0, None
    state.draft.ledger.claim(block, "label", "caption that names whose indicators follow")
    return True


def _named(block: Block) -> str | None:
    """What a caption of indicators says that these are of; None for any other text."""
    marks = _MARKS.match(one_line(block.text))
    text = marks["text"] if marks else ""
    if not text or len(text) > _LONGEST or "。" in text or not _TELLS.search(text):
        return None
    behind = _BEHIND.match(text)
    parts = [(behind["label"], behind["name"])] if behind else []
    parts += [(text[match.end() :], text[: match.start()]) for match in _BETWEEN.finditer(text)]
    return next((name.strip(_QUOTES) for label, name in parts if name and section_role(label) == "indicators"), None)


def _heading(named: str) -> Heading | None:
    """基本目標Ⅰ and 施策1 海を守る as the headings that they are."""
    block = Block(BlockKind.PARAGRAPH, Span(1, 1), named)
    return read_heading(block) or read_heading(replace(block, text=f"{named} {_ANY}"))


def _find(state: State, named: str, heading: Heading | None) -> Node | None:
    """The element of a title or number: the lowest that is open, or else the only one."""
    fits = [node for node in _walk(state.draft.elements) if _is(state, node, named, heading)]
    open_ = [each.node for each in reversed(state.path) if each.node is not None and any(each.node is n for n in fits)]
    return open_[0] if open_ else fits[0] if len(fits) == 1 else None


def _is(state: State, node: Node, named: str, heading: Heading | None) -> bool:
    key = similar_key(node.title)
    if similar_key(named) == key:
        return True
    if heading is None or not heading.code or (heading.title != _ANY and similar_key(heading.title) != key):
        return False
    return state.numbered.get(id(node)) == heading.style and node.code == heading.code


def _walk(nodes: list[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _walk(node.children)
