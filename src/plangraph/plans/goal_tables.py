"""Tables that say of many elements which goals they serve: 施策 | 関連するゴール, or a column a goal, with ● in it.

Plans print them before or behind all measures. What they name was read elsewhere, so that they are read last; a table
of which one row names no element, or more than one, stays a text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.model import SdgStatement
from plangraph.plans.layouts.cells import parse_sdgs
from plangraph.plans.outline import join_lines, parse_marker, similar_key
from plangraph.plans.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plangraph.model import Block, Row, Text
    from plangraph.plans.layouts.draft import Draft
    from plangraph.plans.tree import Node

__all__ = ["read_goal_tables"]

_GOALS: Final = re.compile(
    r"(?=.*(?:SDG|ゴール))(?:関連(?:する)?|該当(?:する)?|対応(?:する)?)?(?:SDGs?|17)?の?(?:ゴール|目標|ターゲット)?(?:番号)?"
)
_GOAL: Final = re.compile(r"(?:SDGs?|目標|ゴール)*(?P<n>1[0-7]|[1-9])(?:[.:：]?[^\d.:：月年日回期章][^\d]{0,30})?")
_MARK: Final = re.compile(r"[●○◎◯〇■◆★☆✓✔レ]")
_SAID: Final = re.compile(r"SDG|ゴール")
_ALL: Final = 17
_FEWEST_GOALS: Final = 8  # columns of a table that has one for each
_FEWEST: Final = 2  # rows
_DEEPEST: Final = 2  # rows of a header


def read_goal_tables(draft: Draft) -> None:
    """Give the elements the goals that such tables state, and take the rows out of the texts that kept them."""
    nodes = [node for root in draft.elements for node in root.walk()]
    above = ""
    for block in draft.ledger.document.blocks:
        caption, above = above, block.text
        for depth in range(1, min(_DEEPEST, len(block.rows)) + 1):
            head, body = block.rows[depth - 1], [row for row in block.rows[depth:] if any(row.cells)]
            columns = _columns(head, "\n".join([caption, *(cell for row in block.rows[:depth] for cell in row.cells)]))
            found = _stated(body, columns, nodes) if columns else []
            if len(found) >= _FEWEST:
                if _take_out(block, draft, nodes):
                    _claim(draft, block, depth)
                _tell(found)
                break


def _columns(head: Row, around: str) -> Mapping[int, int | None]:
    """The columns of goals, each with its goal where there is one for each of them; what names elements is before.

    Columns of numbers alone are of goals where all seventeen are there, or where the caption or the head says so.
    """
    numbered = {at: int(match["n"]) for at, cell in enumerate(head.cells) if (match := _GOAL.fullmatch(fold(cell)))}
    said = len(numbered) == _ALL or (len(numbered) >= _FEWEST_GOALS and _SAID.search(fold(around)))
    if said and sorted(set(numbered.values())) == list(numbered.values()):
        return dict(numbered) if min(numbered) else {}
    stated = [at for at, cell in enumerate(head.cells) if cell and _GOALS.fullmatch(fold(cell))]
    return {stated[0]: None} if len(stated) == 1 and stated[0] else {}


def _stated(
    body: Sequence[Row], columns: Mapping[int, int | None], nodes: Sequence[Node]
) -> list[tuple[Row, Node, tuple[SdgStatement, ...]]]:
    """The rows that state goals, each with its element; none where one of them names no element, or several."""
    found = []
    for row in body:
        goals = tuple(goal for at, number in columns.items() for goal in _goals(row, at, number))
        if not goals:
            continue
        names = [cell for cell in row.cells[: min(columns)] if cell]
        node = _named(names[-1], row, nodes) if names else None
        if node is None:
            return []
        found.append((row, node, goals))
    return found


def _goals(row: Row, at: int, number: int | None) -> tuple[SdgStatement, ...]:
    cell = row.cells[at] if at < len(row.cells) else ""
    if number is None:
        return parse_sdgs(cell, row.cell_span(at))
    marked = _MARK.fullmatch(cell.strip()) or cell.strip() == str(number)
    return (SdgStatement(number, cell.strip(), row.cell_span(at)),) if marked else ()


def _named(cell: str, row: Row, nodes: Sequence[Node]) -> Node | None:
    """The only element of this title, or of this number and title; or the one that the row itself was read as."""
    marker = parse_marker(cell)
    keys = {similar_key(join_lines(cell)), similar_key(marker.title) if marker else ""} - {""}
    named = [node for node in nodes if similar_key(node.title) in keys]
    if len(named) > 1 and marker is not None:
        named = [node for node in named if node.code == marker.code]
    own = [node for node in named if (node.span.page, node.span.start_line) == (row.span.page, row.span.start_line)]
    return own[-1] if own else named[0] if len(named) == 1 else None


def _take_out(block: Block, draft: Draft, nodes: Sequence[Node]) -> bool:
    """Take the lines of a table out of the texts that keep them; whether all were kept so, and read as nothing else."""
    lines = [similar_key("".join(row.cells)) for row in block.rows]
    kept = {
        similar_key(line)
        for texts in (draft.texts, *(node.texts for node in nodes))
        for each in texts
        for line in each.text.split("\n")
    }
    if not all(line in kept for line in lines if line):
        return False
    said = set(lines) - {""}
    draft.texts = _without(draft.texts, said, block)
    for node in nodes:
        node.texts = _without(node.texts, said, block)
    return True


def _without(texts: Sequence[Text], said: set[str], block: Block) -> list[Text]:
    left = []
    for each in texts:
        apart = each.span.page != block.span.page or each.span.end_line < block.span.start_line
        lines = [line for line in each.text.split("\n") if apart or similar_key(line) not in said]
        if lines:
            left.append(replace(each, text="\n".join(lines)))
    return left


def _claim(draft: Draft, block: Block, depth: int) -> None:
    for row in block.rows[:depth]:
        draft.ledger.claim(row, "header", "names of columns")
    for row in block.rows[depth:]:
        draft.ledger.claim(row, "sdgs", "row of a table of goals")


def _tell(found: Sequence[tuple[Row, Node, tuple[SdgStatement, ...]]]) -> None:
    for _, node, goals in found:
        own = [each for each in node.sdgs if not each.inherited]
        known = {(each.goal, each.target) for each in own}
        node.sdgs = [*own, *(each for each in goals if (each.goal, each.target) not in known)]
