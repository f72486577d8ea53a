"""Lines that print two headings side by side, over a table or a sheet: 基本目標1 海を守る　施策2 網を直す."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plangraph.model import Block, BlockKind, ElementKind, Span
from plangraph.plans.layouts.general.ranks import read_heading

if TYPE_CHECKING:
    from plangraph.plans.layouts.general.ranks import Heading

__all__ = ["headings_apart", "named_heading"]

_GAP: Final = re.compile(r"[\s\u3000]*[>＞→⇒／/|｜][\s\u3000]*|[\s\u3000]+")
_ORDER: Final = (ElementKind.POLICY, ElementKind.GOAL, ElementKind.MEASURE, ElementKind.INITIATIVE)


def headings_apart(text: str) -> list[str]:
    """The headings that a line prints side by side, each lower than the one before; the line alone where it is one."""
    parts = [text]
    for gap in _GAP.finditer(text):
        begun = text[: len(text) - len(parts[-1])]
        first, rest = text[len(begun) : gap.start()], text[gap.end() :]
        if gap.start() > len(begun) and _lower(named_heading(first), named_heading(rest)):
            parts[-1:] = [first, rest]
    return parts


def named_heading(text: str) -> Heading | None:
    """A text as a heading that says what it is and has a number and a title; None for any other."""
    heading = read_heading(Block(BlockKind.PARAGRAPH, Span(1, 1), text))
    return heading if heading is not None and heading.kind in _ORDER and heading.code and heading.title else None


def _lower(upper: Heading | None, lower: Heading | None) -> bool:
    if upper is None or lower is None or upper.kind is None or lower.kind is None:
        return False
    return _ORDER.index(upper.kind) < _ORDER.index(lower.kind)
