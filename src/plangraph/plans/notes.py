"""Notes (※ …) below tables and texts: kept with what they stand below, and heard where they say what a sign means."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.model import Block, BlockKind, Missing, Text, TextRole, ValueKind
from plangraph.plans.numerals import fold_printed
from plangraph.plans.vocabulary import noise_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plangraph.model import Document, Indicator, Observation, Span
    from plangraph.plans.layouts.draft import Draft
    from plangraph.plans.tree import Node

__all__ = ["explain_signs", "keep_notes", "set_notes_apart"]

_RULE: Final = "note"
_SIGNS: Final = r"[-‐‑–—―－ーｰ*＊…‥･・.xX×▲△]{1,3}"
# 「－」は調査を行わなかった年度, －：未公表, 表中の「…」は数値なし
_MEANS: Final = re.compile(
    rf"(?:^|[※\s、。中の注):：])"
    rf"(?:「(?P<quoted>{_SIGNS})」|[\"'“(](?P<marked>{_SIGNS})[\"'”)]|(?P<bare>{_SIGNS}))\s*(?:は、?|:|=|…)\s*"
    r"(?P<meaning>[^\s。、「」*:=-][^。、「」]*)"
)
# In order: the first that a meaning says is the reason.
_REASONS: Final = (
    (
        Missing.NOT_MEASURED,
        r"(?:調査|測定|計測|アンケート).{0,8}(?:な[いかし]|ず|ません|未|対象外)|未(?:調査|測定|計測)|隔年",
    ),
    (Missing.NOT_PUBLISHED, r"公表|集計|算出|未確定|判明|確定"),
    (Missing.ABOLISHED, r"廃止|終了|中止|休止"),
    (Missing.NOT_APPLICABLE, r"該当|対象外|設定|皆無|実績(?:が)?な"),
)


def set_notes_apart(document: Document) -> Document:
    """The document with the notes in the last rows of its tables as blocks of their own, below the table."""
    blocks = [part for block in document.blocks for part in _parted(block)]
    return document if len(blocks) == len(document.blocks) else replace(document, blocks=tuple(blocks))


def _parted(block: Block) -> Iterator[Block]:
    end = len(block.rows)
    while end > 1 and _is_note_row(block.rows[end - 1].cells):
        end -= 1
    if end == len(block.rows):
        yield block
        return
    yield replace(block, rows=block.rows[:end])
    for row in block.rows[end:]:
        at = next(at for at, cell in enumerate(row.cells) if cell)
        yield Block(BlockKind.PARAGRAPH, row.cell_span(at), row.cells[at])


def _is_note_row(cells: tuple[str, ...]) -> bool:
    filled = [cell for cell in cells if cell]
    return len(filled) == 1 and noise_rule(filled[0]) == _RULE


def keep_notes(draft: Draft) -> None:
    """Give each note the element above it, or the plan; below a table, what all its rows are of."""
    parents = {id(child): node for root in draft.elements for node in root.walk() for child in node.children}
    nodes = sorted((node for root in draft.elements for node in root.walk()), key=lambda node: _place(node.span))
    places = [_place(node.span) for node in nodes]
    above: Block | None = None
    for block in draft.ledger.document.blocks:
        if block.rows or draft.ledger.rule(block) != f"noise: {_RULE}":
            above = block
            continue
        before = bisect_right(places, _place(block.span))
        first = bisect_right(places, _place(above.rows[0].span)) if above is not None and above.rows else before
        node = nodes[before - 1] if before else None
        within = nodes[first:before] or (_measured(above, nodes) if above is not None else [])
        if before - first > 1:
            node = _of_all(nodes[first:before], parents)
        elif within:
            node = within[0] if len(within) == 1 else _of_all(within, parents) or node
        elif before and places[before - 1] == _place(block.span):  # a page of one line: nobody knows which is above
            node = None
        text = Text(TextRole.DESCRIPTION, block.text, block.span)
        (draft.texts if node is None else node.texts).append(text)
        draft.ledger.claim(block, "kept", f"note of {'an element' if node else 'the plan'}")


def _measured(table: Block, nodes: list[Node]) -> list[Node]:
    """The elements whose indicators or amounts a table holds: a table of a goal may stand behind its last measure."""
    if not table.rows or table.rows[0].span.start_line == table.rows[-1].span.start_line:
        return []
    first, last = ((row.span.page or 0, row.span.start_line) for row in (table.rows[0], table.rows[-1]))

    def holds(span: Span) -> bool:
        return first <= (span.page or 0, span.start_line) <= last

    return [
        node
        for node in nodes
        if any(holds(each.span) for each in node.indicators) or any(holds(each.span) for each in node.amounts)
    ]


def _of_all(nodes: list[Node], parents: dict[int, Node]) -> Node | None:
    """What all nodes of a table stand under; None where that is the plan."""
    inside = {id(node) for node in nodes}
    above = (parents.get(id(node)) for node in nodes)
    tops = {id(node): node for node in above if id(node) not in inside}
    return next(iter(tops.values())) if len(tops) == 1 else None


def explain_signs(draft: Draft) -> None:
    """Say why a value has no number where a note says what its sign means; one of its own sheet goes first."""
    told: dict[tuple[str, str], set[Missing]] = {}
    for block in draft.ledger.document.blocks:
        for sign, reason in _meanings(block.text if not block.rows else ""):
            for sheet in (block.span.sheet, ""):
                told.setdefault((sheet, sign), set()).add(reason)
    if not told:
        return
    for node in (node for root in draft.elements for node in root.walk()):
        node.indicators = [_explained(each, told) for each in node.indicators]


def _explained(indicator: Indicator, told: dict[tuple[str, str], set[Missing]]) -> Indicator:
    found = tuple(_with_reason(each, told) for each in indicator.observations)
    return indicator if found == indicator.observations else replace(indicator, observations=found)


def _with_reason(each: Observation, told: dict[tuple[str, str], set[Missing]]) -> Observation:
    if each.value is not None or each.missing not in (Missing.NOT_APPLICABLE, Missing.QUALITATIVE):
        return each
    sign = _sign(each.raw)
    said = told.get((each.span.sheet, sign)) or told.get(("", sign)) or set()
    if each.kind is ValueKind.TARGET:
        said = said - {Missing.NOT_MEASURED}  # an aim is set, and not measured
    return replace(each, missing=next(iter(said))) if len(said) == 1 else each


def _meanings(text: str) -> Iterator[tuple[str, Missing]]:
    for match in _MEANS.finditer(fold_printed(text)):
        sign = match["quoted"] or match["marked"] or match["bare"]
        reason = next((reason for reason, words in _REASONS if re.search(words, match["meaning"])), None)
        if reason is not None:
            yield _sign(sign), reason


def _sign(text: str) -> str:
    """A sign for comparison: all dashes are one, and all dots."""
    folded = re.sub(r"[-‐‑–—―－ーｰ]+", "-", fold_printed(text).strip())
    return re.sub(r"[.…‥･・]+", "…", folded)


def _place(span: Span) -> tuple[int, int, int]:
    return span.page or 0, span.start_line, span.row or 0
