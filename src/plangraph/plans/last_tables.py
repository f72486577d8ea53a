"""Whose a table of indicators is that stands behind the last measure of a goal: the measure's, or the goal's.

Its caption says so (基本目標の数値目標), or the level of the heading right above it, or that the label above it has the
form of those that stand before the first measure (● めざす姿, ● 主な施策, … ● 成果指標). Where none does, but several
goals end so and no other measure has a table, it is the goal's, and its rows and indicators say that this is inferred.
Else it stays with the nearest element, and its rows, its indicators in the graph and a warning say so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from plangraph.model import BlockKind, ElementKind, Text
from plangraph.plans.labels import label_role
from plangraph.plans.outline import one_line
from plangraph.plans.vocabulary import fold, named_kind, section_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Block, Span
    from plangraph.plans.layouts.draft import Draft
    from plangraph.plans.tree import Node

__all__ = ["place_last_tables"]

_LOWER: Final = frozenset({ElementKind.MEASURE, ElementKind.INITIATIVE})
_CAPTION: Final = re.compile(
    r"^[■□●○◆◇・※◎▼▽]*[\[〔〈《(]?(?P<level>[^\s\dⅠ-Ⅹ①-⑳の]{2,6}?)(?P<n>[\dⅠ-Ⅹ①-⑳-]{0,5})(?:に係る|における|に関する|の)"
    r"(?P<label>[^の]{2,12})[\]〕〉》)]?$"
)
_LONGEST: Final = 40  # letters of a caption
_DOUBTED: Final = 0.5  # how sure it is that such a table is of the nearest element
_BY_PLACE: Final = 0.7  # that tables behind the last measures of several goals are of the goals
_FEWEST: Final = 2  # goals that end so
_BY_FORM: Final = 0.8  # that it is of what labels of the same form speak of
_OPENING: Final = "【［[〔〈《≪<＜"


@dataclass(frozen=True, slots=True)
class _Held:
    """A table all of whose indicators are of one element: that, what stands above it, and the line right above it."""

    table: Block
    node: Node
    above: tuple[Node, ...]  # from the nearest
    caption: Block | None


def place_last_tables(draft: Draft) -> None:
    """Move the indicators of tables that say whose they are, and say of the others that it is inferred."""
    tables = _held(draft)
    doubtful = _gathers_behind(tables)
    ends_goals = doubtful and _ends_goals(tables)
    for held in tables:
        named = _named(held)
        formed = None if named else _by_form(held, draft)
        if formed is not None:
            _move(draft, held, formed)
            _give_back(held, formed)
            for row in held.table.rows:
                draft.ledger.doubt(row, "whose it is, is inferred: its label has the form of others of it", _BY_FORM)
            continue
        alone = _is_behind_the_last(held) or (doubtful and _is_of_the_only(held))
        owner = named or (_by_level(held, draft) if alone else None)
        if owner is None and alone and ends_goals:
            _move(draft, held, held.above[0], _BY_PLACE)
            for row in held.table.rows:
                draft.ledger.doubt(row, "whose it is, is inferred: one stands behind each goal's measures", _BY_PLACE)
            continue
        if owner is not None and owner is not held.node:
            _move(draft, held, owner)
        elif owner is None and alone and not _labelled(held.node, draft, held.table):
            _doubt(draft, held)


def _held(draft: Draft) -> list[_Held]:
    above = {id(child): node for root in draft.elements for node in root.walk() for child in node.children}
    nodes = [node for root in draft.elements for node in root.walk() if node.indicators]
    found, caption = [], None
    for block in draft.ledger.document.blocks:
        if not block.rows:
            caption = block
            continue
        mine = [node for node in nodes if any(_within(each.span, block) for each in node.indicators)]
        if len(mine) == 1 and mine[0].kind in _LOWER and not _within(mine[0].span, block):
            chain, node = [], above.get(id(mine[0]))
            while node is not None:
                chain.append(node)
                node = above.get(id(node))
            found.append(_Held(block, mine[0], tuple(chain), caption))
        caption = None
    return found


def _within(span: Span, table: Block) -> bool:
    """Whether something begins in the lines of a table, where these tell; a page of one line tells nothing."""
    first, last = table.rows[0].span, table.rows[-1].span
    if first.start_line == last.start_line or (span.page, span.sheet) != (first.page, first.sheet):
        return False
    return first.start_line <= span.start_line <= last.start_line


def _named(held: _Held) -> Node | None:
    """What a caption names by its kind, and perhaps its number, among what stands above: 基本目標1の数値目標."""
    text = fold(one_line(held.caption.text)) if held.caption is not None else ""
    match = _CAPTION.match(text) if len(text) <= _LONGEST else None
    kind = named_kind(match["level"]) if match and section_role(match["label"]) == "indicators" else None
    if match is None or kind is None:
        return None
    fits = [node for node in (held.node, *held.above) if node.kind is kind[0]]
    number = match["n"]
    return next((node for node in fits if not number or node.code in (number, f"{match['level']}{number}")), None)


def _is_behind_the_last(held: _Held) -> bool:
    """Whether the table stands below the last of several measures, of which no other has indicators, nor the goal."""
    if not held.above or held.above[0].kind in _LOWER or held.above[0].indicators:
        return False
    *others, last = held.above[0].children
    return bool(others) and last is held.node and not any(node.indicators for each in others for node in each.walk())


def _is_of_the_only(held: _Held) -> bool:
    """Whether the table stands below the only measure of a goal that has no indicators."""
    upper = held.above[0] if held.above else None
    return upper is not None and upper.kind not in _LOWER and not upper.indicators and upper.children == [held.node]


def _gathers_behind(tables: Sequence[_Held]) -> bool:
    """Whether a document has tables behind the last of several measures, and none below any that is not the last.

    Then one below the only measure of a goal may as well be of the goal.
    """
    last = [held for held in tables if _is_behind_the_last(held)]
    within = any(held.above and held.above[0].children[-1] is not held.node for held in tables)
    return bool(last) and not within


def _ends_goals(tables: Sequence[_Held]) -> bool:
    """Whether such tables stand behind the last of several measures of two goals or more, below captions all alike."""
    last = [held for held in tables if _is_behind_the_last(held)]
    captions = {re.sub(r"\d", "", fold(one_line(held.caption.text))) if held.caption else "" for held in last}
    return len({id(held.above[0]) for held in last}) >= _FEWEST and len(captions) == 1


def _by_level(held: _Held, draft: Draft) -> Node | None:
    """What a heading right above the table is as high as, or stands below: by the levels of the file."""
    caption = held.caption
    if caption is None or caption.kind is not BlockKind.HEADING or section_role(caption.text) != "indicators":
        return None
    levels = {
        (block.span.page, block.span.start_line): block.level
        for block in draft.ledger.document.blocks
        if block.kind is BlockKind.HEADING
    }
    own, *upper = (levels.get((node.span.page, node.span.start_line), 0) for node in (held.node, held.above[0]))
    return held.above[0] if own and caption.level <= own and all(upper) else None


def _by_form(held: _Held, draft: Draft) -> Node | None:
    """What labels of the same form as the table's speak of, before the first measure; none stands within a measure."""
    form = _form(held.caption)
    if form is None or held.caption is None or label_role(held.caption.text) != "indicators":
        return None
    alike = [block.span for block in draft.ledger.document.blocks if _form(block) == form]
    child = held.node
    for owner in held.above:
        first = owner.children[0].span
        before = any(owner.span < span < first for span in alike)
        within = any(first < span < held.caption.span for span in alike)
        if within:
            return None
        if before and child is owner.children[-1]:
            return owner
        child = owner
    return None


def _form(block: Block | None) -> tuple[BlockKind, int, str] | None:
    """What a label on a line of its own looks like: an item's mark, a bracket; None for a heading and for no label."""
    if block is None or block.rows or block.kind is BlockKind.HEADING or label_role(block.text) is None:
        return None
    first = block.text.strip()[:1]
    return block.kind, block.level, first if first in _OPENING else ""


def _labelled(node: Node, draft: Draft, table: Block) -> bool:
    """Whether a lower heading stands between that of the measure and the table: its form has labels of its own."""
    blocks = draft.ledger.document.blocks
    heads = [block for block in blocks if block.kind is BlockKind.HEADING and block.span < table.span]
    own = next((block for block in heads if block.span.start_line == node.span.start_line), None)
    below = heads[heads.index(own) + 1 :] if own is not None else []
    return any(own is not None and block.level > own.level for block in below)


def _move(draft: Draft, held: _Held, owner: Node, confidence: float | None = None) -> None:
    moved = [
        replace(each, owner_confidence=confidence) for each in held.node.indicators if _within(each.span, held.table)
    ]
    held.node.indicators = [each for each in held.node.indicators if not _within(each.span, held.table)]
    owner.indicators += moved
    if held.caption is not None and (draft.ledger.rule(held.caption) or held.caption.kind is not BlockKind.HEADING):
        said = held.caption.text
        held.node.texts = [text for each in held.node.texts for text in _without(each, said)]
        draft.ledger.claim(held.caption, "label", "caption that names whose indicators follow")


def _give_back(held: _Held, owner: Node) -> None:
    """What stands behind the table is of its owner as well: the label of the table ended the measures before it."""
    at = (held.table.span.page or 0, held.table.span.end_line)

    def behind(span: Span) -> bool:
        return (span.page or 0, span.start_line) > at

    below, others = [held.node], [each for each in held.node.children if behind(each.span)]
    while below:
        node = below.pop()
        owner.texts += [each for each in node.texts if behind(each.span)]
        owner.references += [each for each in node.references if behind(each.span)]
        node.texts = [each for each in node.texts if not behind(each.span)]
        node.references = [each for each in node.references if not behind(each.span)]
        below += [each for each in node.children if not any(each is other for other in others)]


def _without(text: Text, caption: str) -> list[Text]:
    """A text without the caption that was taken for its end."""
    if text.text == caption:
        return []
    bare = text.text.removesuffix(f"\n{caption}")
    return [text if bare == text.text else Text(text.role, bare, text.span, text.printed_code)]


def _doubt(draft: Draft, held: _Held) -> None:
    held.node.indicators = [
        replace(each, owner_confidence=_DOUBTED) if _within(each.span, held.table) else each
        for each in held.node.indicators
    ]
    for row in held.table.rows:
        draft.ledger.doubt(row, "whose it is, is inferred: the nearest above", _DOUBTED)
    draft.ledger.warn(
        f"nothing says whether the table is of {held.node.title} or of {held.above[0].title}; it is taken to be of the "
        "nearer: name in its caption whose indicators they are",
        held.table.span,
    )
