"""Rows above the header of a table that only say what it stands below: 基本目標1 | しごとをつくる | 所管部 | 産業部."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from plangraph.model import Block, BlockKind
from plangraph.plans.headers import is_form_head
from plangraph.plans.outline import join_lines
from plangraph.plans.vocabulary import column_role, fold, form_role, named_kind, section_role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plangraph.model import Document, Row

__all__ = ["set_levels_apart"]

_NUMBER: Final = r"(?:[0-9０-９]{1,2}|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]|[①-⑳])(?:[-－‐―ー][0-9０-９]{1,2})?"
_LEVEL: Final = re.compile(
    rf"^[【〔\[［]?\s*(?P<name>[^\s\d０-９ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ①-⑳【〔\[［]{{1,6}}?)\s*(?P<number>{_NUMBER})?\s*[】〕\]］:：]?$"
)
_ALONE: Final = re.compile(rf"^[(（]?{_NUMBER}[)）.．]?$")
_NUMBERED: Final = re.compile(rf"^{_NUMBER}[\s.．、:：]+\S")
_LONGEST: Final = 60  # letters of a title
_HEADER: Final = 3  # columns with a known name
_PAIR: Final = 2


def set_levels_apart(document: Document) -> Document:
    """The same document; such rows, and a level on one row over its title on the next, as lines above the table."""
    parted = [part for block in document.blocks for part in _parted(block)]
    blocks = list(_joined(parted))
    return document if blocks == list(document.blocks) else replace(document, blocks=tuple(blocks))


def _parted(block: Block) -> Iterator[Block]:
    rows = block.rows
    lines: list[Block] = []
    names: list[str] = []
    while len(names) < len(rows) and (level := _heading(rows[len(names)])) and level[0] not in names:
        names.append(level[0])
        lines = _lowered(lines, level[1])
    at = len(names)
    if at < len(rows) and is_form_head(rows[at]):  # a row that stood above its form: the form says the rest
        yield block
        return
    told: list[Block] = []
    while names and at < len(rows) and (labelled := _labelled(rows[at])):
        told += labelled
        at += 1
    if at < len(rows) and _names_columns(rows[at:]):
        lines += told
    elif told:  # without a header below, labels and what they say are a form
        at = len(names)
    # A level that comes again is one of a list.
    if not names or (at < len(rows) and not told and not _names_columns(rows[at:])):
        yield block
        return
    yield from lines
    if at < len(rows):
        yield replace(block, rows=rows[at:], span=rows[at].span.to(rows[-1].span))


def _lowered(above: list[Block], level: list[Block]) -> list[Block]:
    """The lines of upper levels and of one below them, and behind these what stands beside the upper ones alone.

    A charge or a term at the edge of a sheet's first row is that of the sheet's lowest level, if this has no other.
    """
    own = {_label_of(each) for each in level[1:]}
    lowered = [each for each in above if _label_of(each) and _label_of(each) not in own]
    return [*(each for each in above if each not in lowered), *level, *lowered]


def _label_of(line: Block) -> str:
    label, _, said = line.text.partition("：")
    return (form_role(label) or "") if said else ""


def _names_columns(rows: Sequence[Row]) -> bool:
    """Whether the first of the rows is a header, and no label beside what it says."""
    cells = [cell for cell in rows[0].cells if cell]
    return len(rows) > 1 and sum(column_role(cell) is not None for cell in cells) >= min(_HEADER, len(cells)) > 1


def _heading(row: Row) -> tuple[str, list[Block]] | None:
    """The level that a row names in two or three cells, and its lines: the heading, and the facts beside it."""
    filled = [at for at, cell in enumerate(row.cells) if cell]
    cells = [join_lines(row.cells[at]) for at in filled]
    level = _LEVEL.match(cells[0]) if len(cells) > 1 else None
    if level is None or named_kind(level["name"]) is None:
        return None
    number, used = level["number"], 2
    if number is None and _ALONE.match(cells[1]) and len(cells) > 2:
        number, used = cells[1].strip("()（）.．"), 3
    elif number is None and not _NUMBERED.match(cells[1]):
        return None
    title, rest = cells[used - 1], cells[used:]
    facts = [f"{label}：{said}" for label, said in zip(rest[::2], rest[1::2], strict=False) if form_role(label)]
    known = column_role(title) is not None or form_role(title) is not None or len(title) > _LONGEST or "。" in title
    if known or len(facts) * 2 != len(rest) or _ALONE.match(title):
        return None
    heading = f"{level['name']}{number or ''}\u3000{title}" if number else f"{level['name']}{title}"
    places = [row.cell_span(filled[0]), *(row.cell_span(at) for at in filled[used::2])]
    lines = [Block(BlockKind.PARAGRAPH, at, text) for at, text in zip(places, [heading, *facts], strict=True)]
    return level["name"], lines


def _labelled(row: Row) -> list[Block]:
    """What a row below such a heading says beside a label: 基本的方向 | 働く場を増やす."""
    filled = [at for at, cell in enumerate(row.cells) if cell]
    if len(filled) != _PAIR:
        return []
    label, said = (join_lines(row.cells[at]) for at in filled)
    if not (form_role(label) or section_role(label)) or column_role(said) or form_role(said):
        return []
    return [Block(BlockKind.PARAGRAPH, row.span, f"{label}：{said}")]


def _joined(blocks: Sequence[Block]) -> Iterator[Block]:
    """基本目標1 on a row of a sheet, and on the next one its title: one line."""
    taken = False
    for block, below in pairwise((*blocks, None)):
        if block is None or taken:
            taken = False
            continue
        taken = below is not None and _goes_on(block, below)
        if taken and below is not None:
            text = f"{join_lines(block.text).strip('【】〔〕[]［］')}\u3000{join_lines(below.text)}"
            yield replace(block, text=text, span=block.span.to(below.span))
        else:
            yield block


def _goes_on(block: Block, below: Block) -> bool:
    on_sheet = block.kind is BlockKind.PARAGRAPH and block.span.sheet
    level = _LEVEL.match(block.text.strip()) if on_sheet else None
    if level is None or not level["number"] or named_kind(level["name"]) is None or below.rows:
        return False
    title = fold(below.text)
    plain = 2 <= len(title) <= _LONGEST and not re.search(r"[。:]|^[(\[【※■●○◆・\d]", title)
    return plain and form_role(title) is None and below.span.start_line == block.span.end_line + 1
