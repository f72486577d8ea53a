"""Headings above the tables of a form that say what their rows stand below: 基本目標Ⅰ …, 【政策1】…, 第1章 …."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from plangraph.model import ElementKind
from plangraph.plans.layouts.general.ranks import read_heading
from plangraph.plans.outline import HEADING_LEVELS, parse_marker

if TYPE_CHECKING:
    from plangraph.model import Block

__all__ = ["Headed", "heading_above"]

_LONGEST: Final = 60  # characters
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
