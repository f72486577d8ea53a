"""Lines that print two headings side by side, over a table or a sheet: 基本目標1 海を守る　施策2 網を直す.

And headings on two lines: 取組1-1, and on the next 網を直す.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.model import Block, BlockKind, ElementKind, Span
from plangraph.plans.labels import label_role, spaced_label
from plangraph.plans.layouts.general.ranks import read_heading
from plangraph.plans.outline import join_lines, one_line
from plangraph.plans.vocabulary import form_role, noise_rule, section_role, structure_role

if TYPE_CHECKING:
    from plangraph.model import Document
    from plangraph.plans.layouts.general.ranks import Heading

__all__ = ["headings_apart", "is_lower", "join_titles", "named_heading"]

_GAP: Final = re.compile(r"[\s\u3000]*[>＞→⇒／/|｜][\s\u3000]*|[\s\u3000]+")
_TITLE: Final = "題"
_LONGEST_NUMBER: Final = 12  # letters of what says which it is
_SHORTEST, _LONGEST = 2, 50  # letters of a title
_NO_TITLE: Final = re.compile(r"。|[:：]|^[(（\[［【〔※■●○◆・\d]")
_ORDER: Final = (ElementKind.POLICY, ElementKind.GOAL, ElementKind.MEASURE, ElementKind.INITIATIVE)


def headings_apart(text: str) -> list[str]:
    """The headings that a line prints side by side, each lower than the one before; the line alone where it is one."""
    parts = [text]
    for gap in _GAP.finditer(text):
        begun = text[: len(text) - len(parts[-1])]
        first, rest = text[len(begun) : gap.start()], text[gap.end() :]
        if gap.start() > len(begun) and is_lower(named_heading(first), named_heading(rest)):
            parts[-1:] = [first, rest]
    return parts


def join_titles(document: Document) -> Document:
    """The same document; what says of a title which it is (取組1-1) and the title on the next line as one heading.

    The title is a short line that is no heading, label, list or table itself.
    """
    blocks: list[Block] = []
    for block in document.blocks:
        first, _, rest = block.text.partition("\n")
        if rest and _is_number(replace(block, text=first)) and _is_title(replace(block, text=rest)):
            blocks.append(_joined(replace(block, text=first), replace(block, text=rest)))
        elif blocks and _is_number(blocks[-1]) and _is_title(block):
            blocks[-1] = _joined(blocks[-1], block)
        else:
            blocks.append(block)
    return replace(document, blocks=tuple(blocks))


def _joined(number: Block, title: Block) -> Block:
    text = f"{number.text.strip()}\u3000{join_lines(title.text)}"
    own = BlockKind.HEADING in (number.kind, title.kind) or named_heading(text) is None  # 海を守ります
    level = min(filter(None, (number.level, title.level)), default=0)
    kind = BlockKind.HEADING if own else BlockKind.PARAGRAPH
    return replace(number, kind=kind, text=text, span=number.span.to(title.span), level=level)


def _is_number(block: Block) -> bool:
    """基本目標2, 施策 1-2, 【取組1】: a word for a level and a number, and no title."""
    text = one_line(block.text).strip()
    if block.rows or block.kind is BlockKind.ITEM or not 0 < len(text) <= _LONGEST_NUMBER or "SDG" in text:
        return False
    heading = named_heading(f"{text}\u3000{_TITLE}")
    return heading is not None and heading.title == _TITLE


def _is_title(block: Block) -> bool:
    text = one_line(block.text)
    if block.rows or block.kind is BlockKind.ITEM or not _SHORTEST < len(text) <= _LONGEST or _NO_TITLE.search(text):
        return False
    heading = read_heading(block)
    if heading is not None and (heading.step or heading.code):
        return False
    known = (label_role, form_role, section_role, noise_rule, structure_role)
    return spaced_label(text) == [] and all(role(text) is None for role in known)


def named_heading(text: str) -> Heading | None:
    """A text as a heading that says what it is and has a number and a title; None for any other."""
    heading = read_heading(Block(BlockKind.PARAGRAPH, Span(1, 1), text))
    return heading if heading is not None and heading.kind in _ORDER and heading.code and heading.title else None


def is_lower(upper: Heading | None, lower: Heading | None) -> bool:
    """Whether what the second heading names stands below what the first does; False where one names nothing."""
    if upper is None or lower is None or upper.kind is None or lower.kind is None:
        return False
    return _ORDER.index(upper.kind) < _ORDER.index(lower.kind)
