"""Headings above and within the tables of a form that say what rows stand below: 基本目標Ⅰ …, 【政策1】…, 第1章 …."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from plangraph.model import Block, BlockKind, ElementKind
from plangraph.plans.layouts.general.ranks import read_heading
from plangraph.plans.outline import HEADING_LEVELS, join_lines, parse_marker, title_marker
from plangraph.plans.vocabulary import fold, is_total, register_role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plangraph.model import Document, Row
    from plangraph.plans.outline import Marker

__all__ = ["Headed", "heading_above", "heading_across", "numbered_above"]

_LONGEST: Final = 60  # characters
_SEVERAL: Final = 2
_PLAIN: Final = frozenset({"number", "bare", "parenthesised", "circled", "dotted"})
_NO_TITLE: Final = re.compile(r"[。:：]|^[※*＊(（]?(?:注|単位|凡例)|^[※*＊]|現在$|年度$")
_NUMBER: Final = re.compile(r"[(（]?[0-9０-９]+(?:[-－.．][0-9０-９]+)*[)）]?")
_NAMED: Final = {ElementKind.POLICY: "policy", ElementKind.GOAL: "goal", ElementKind.MEASURE: "measure"}


class Headed(NamedTuple):
    """The level that a heading opens, its code and title; `named` where a word of its own says which level it is."""

    level: str
    code: str
    title: str
    named: bool


def heading_above(block: Block) -> Headed | None:
    """A line above a table as such a heading; None for any other."""
    if block.rows or len(block.text) > _LONGEST or "。" in block.text:
        return None
    marker = parse_marker(block.text)
    level = HEADING_LEVELS.get(marker.style) if marker else None
    if marker is not None and level is not None:
        return Headed(level, marker.code, marker.title, marker.style.startswith("named:"))
    heading = read_heading(block)
    level = _NAMED.get(heading.kind) if heading and heading.kind else None
    if heading is None or level is None or not (heading.code and heading.title):
        return None
    return Headed(level, heading.code, heading.title, named=True)


def numbered_above(document: Document) -> Mapping[Block, Headed]:
    """The lines that number the tables of a document on, each over its own: 1 海を守る, and on the next sheet 2 …."""
    if any(heading_above(block) for block in document.blocks):  # what says itself what it is goes before
        return {}
    lines: list[Block] = []
    found: list[tuple[Block, int]] = []
    for block in document.blocks:
        if not block.rows:
            lines.append(block)
            continue
        plain = (each for each in lines if each.kind is BlockKind.PARAGRAPH and len(each.text) <= _LONGEST)
        marked = [each for each in plain if not _NO_TITLE.search(each.text)]
        markers = [(each, marker) for each in marked if (marker := parse_marker(each.text)) and marker.style in _PLAIN]
        if len(markers) == 1 and (number := re.fullmatch(r"\d+", markers[0][1].code)):
            found.append((markers[0][0], int(number[0])))
        lines = []
    follow = all(two[1] == one[1] + 1 for one, two in pairwise(found))
    if len(found) < _SEVERAL or found[0][1] != 1 or not follow:
        return {}
    return {block: Headed("goal", str(n), _title(block.text), named=True) for block, n in found}


def _title(text: str) -> str:
    marker = parse_marker(text)
    return marker.title if marker else join_lines(text)


def heading_across(rows: Sequence[Row], at: int, names: Sequence[str]) -> Headed | None:
    """A row of a table whose one text stands at its left edge and says what the rows below it are of; or None.

    `rows` are those below the header, `names` those of the table's columns. 基本目標1 … says so by its word, unless it
    is what its column names; 1 … does over rows that number otherwise, and any title in a column of running numbers.
    """
    row = rows[at]
    told = {cell for cell in row.cells if cell}
    if len(told) != 1 or len(row.cells) < _SEVERAL or not row.cells[0] or any(row.merged):
        return None
    text = told.pop()
    if len(text) > _LONGEST or _NO_TITLE.search(text) or is_total(text):
        return None
    headed = heading_above(Block(BlockKind.PARAGRAPH, row.span, text))
    if headed is not None and headed.named:
        return None if names and headed.level == register_role(names[0]) else headed
    marker = title_marker(text)
    above = {register_role(name) for name in names}
    level = "policy" if "goal" in above else "goal"
    if level in above or not _stands_over(rows, at, marker):
        return None
    return Headed(level, marker.code if marker else "", marker.title if marker else join_lines(text), named=True)


def _stands_over(rows: Sequence[Row], at: int, marker: Marker | None) -> bool:
    """Whether the rows around one that is numbered so, or not at all, are of another level than it."""
    others = [(place, each.cells[0].strip()) for place, each in enumerate(rows) if sum(map(bool, each.cells)) > 1]
    firsts = [(place, first) for place, first in others if first]
    below = next((place for place, _ in others if place > at), None)
    if below is None:
        return False
    if firsts and all(_NUMBER.fullmatch(first) for _, first in firsts):  # a column of running numbers
        before = next((first for place, first in reversed(firsts) if place < at), "0")
        after = next((first for place, first in firsts if place > at), "")
        # 2 …, between 1 and 3, is a row that has lost its other cells.
        lost = marker is not None and marker.code.isdecimal() and f"{int(marker.code) - 1}" == fold(before)
        return not lost or marker is None or fold(after) == marker.code
    lower = title_marker(next(cell for cell in rows[below].cells if cell))
    return (
        marker is not None
        and lower is not None
        and (lower.style != marker.style or lower.code.startswith(f"{marker.code}-"))
    )
