"""Forms left blank: a table to be filled in that lists again what the document named before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from plangraph.model import ElementKind, TextRole
from plangraph.plans.layouts.general.state import code_and_title, first_sentence
from plangraph.plans.outline import similar_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plangraph.model import Block
    from plangraph.plans.layouts.general.state import State
    from plangraph.plans.tree import Node

__all__ = ["read_blank_form"]

_LEAST_ROWS: Final = 3
_ALIKE: Final = 85  # of 100: a list that is printed again differs by a word here and there
_SHORTEST: Final = 5  # letters of a title that are compared so


def read_blank_form(state: State, block: Block) -> bool:
    """Claim a table whose columns behind the first are all empty, if most of its rows name known elements.

    A row that names none is a text of the element that stands last above it in the list.
    """
    header, *body = block.rows
    listed = [row.cells[0] for row in body if any(row.cells)]
    blank = all(row.cells[0] and not any(row.cells[1:]) for row in body if any(row.cells))
    if sum(map(bool, header.cells)) < 2 or len(listed) < _LEAST_ROWS or not blank:
        return False
    known = {similar_key(node.title): node for node in _walk(state.draft.elements)}
    named = [_find(known, cell) for cell in listed]
    if sum(node is not None for node in named) * 2 < len(listed):
        return False
    claim = state.draft.ledger.claim
    claim(header, "header", "names of columns")
    above: Node | None = None
    for row, node in zip((row for row in body if any(row.cells)), named, strict=True):
        if node is None and above is not None:
            above.say(TextRole.DESCRIPTION, row.cells[0], row.span, join=False)
            claim(row, "description", "row of a form left blank, below what it names", confidence=0.6)
        elif node is not None:
            above = above if node.kind is ElementKind.INITIATIVE else node
            claim(row, "noise", "noise: form left blank for what was read above", confidence=0.8)
    return True


def _find(known: dict[str, Node], cell: str) -> Node | None:
    key = similar_key(first_sentence(code_and_title(cell)[1])[0])
    if key in known or len(key) < _SHORTEST:
        return known.get(key)
    best = max(known, key=lambda each: fuzz.ratio(each, key), default="")
    return known[best] if len(best) >= _SHORTEST and fuzz.ratio(best, key) >= _ALIKE else None


def _walk(nodes: list[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _walk(node.children)
