"""Headings within prose that say themselves what they open; what is a measure's, not its last initiative's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plangraph.model import BlockKind, ElementKind
from plangraph.plans.outline import HEADING_LEVELS, Marker, parse_marker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Block, Document
    from plangraph.plans.tree import Node

__all__ = [
    "BETWEEN",
    "chapter_kind",
    "has_chapters",
    "is_measure",
    "is_part",
    "named_plan",
    "settle_charges",
]

_KINDS: Final = {"policy": ElementKind.POLICY, "goal": ElementKind.GOAL}
_LONGEST: Final = 60  # characters
_PLAN_NAME: Final = re.compile(
    r"(?:計画|ビジョン|プラン|戦略|指針|構想|方針|マスタープラン|大綱)(?:\s*[(（][^()（）]*[)）])?$"
)
_PLAN_YEARS: Final = re.compile(r"\s*[(（][\d~〜～\-–年度令和平成]+[)）]$")
# 施策2の成果指標 opens no 施策2, nor does 施策2のまちづくり指標.
_REFERRING: Final = re.compile(
    r"(?:の|に係る|における|に関する)(?:[^\u3040-\u309F\s]|\S{2,12}(?:指標|目標|目標値|一覧)$)"
)
_PART: Final = re.compile(r"^第\s*[^\s章]{1,4}\s*[編部]")
# Sections after which a measure may end, as its text does not.
BETWEEN: Final = frozenset({"", "indicators", "department", "collaboration", "related_plans", "sdgs"})


def chapter_kind(block: Block, marker: Marker | None, section: str) -> ElementKind | None:
    """What 第1章 …, 基本目標1 …, 政策1 … or Ⅰ … opens; in the text below a label only a chapter does."""
    kind = _KINDS.get(HEADING_LEVELS.get(marker.style, "")) if marker else None
    if marker is None or kind is None or len(block.text) > _LONGEST or "。" in block.text:
        return None
    if _REFERRING.match(marker.title):
        return None
    if marker.style == "chapter" or block.kind is BlockKind.HEADING:  # a heading of the file is no text of a label
        return kind
    return None if block.kind is BlockKind.ITEM or section not in BETWEEN else kind


def has_chapters(document: Document) -> bool:
    """Whether chapters, goals or pillars stand below the parts of a book (第1編, Ⅰ)."""
    return any(
        chapter_kind(block, parse_marker(block.text), "") and not _is_upper(block.text)
        for block in document.blocks
        if not block.rows
    )


def _is_upper(text: str) -> bool:
    marker = parse_marker(text)
    return bool(_PART.match(text)) or (marker is not None and marker.style == "roman")


def is_part(block: Block, *, chapters: bool) -> bool:
    """Whether a heading is of a part of the book, above chapters."""
    return chapters and _is_upper(block.text)


def is_measure(marker: Marker, chapter: Node | None, section: str) -> bool:
    """施策1 …, or 2-1 … in chapter 2."""
    if HEADING_LEVELS.get(marker.style) == "measure":
        return not _REFERRING.match(marker.title)
    number = "".join(re.findall(r"\d", (chapter.code if chapter else "") or ""))
    return (
        bool(number)
        and marker.style == "dotted"
        and section != "related_measures"
        and bool(re.fullmatch(rf"{number}-\d+", marker.code))
    )


def named_plan(text: str) -> str | None:
    """The plan that a line below 関連計画 names, without its years; None where it names none."""
    return _PLAN_YEARS.sub("", text) if _PLAN_NAME.search(text) else None


def settle_charges(nodes: Sequence[Node]) -> None:
    """A line of departments below the last of several initiatives, when no other has one, is the measure's."""
    for node in nodes:
        below = [child for child in node.children if child.kind is ElementKind.INITIATIVE]
        if node.kind is ElementKind.MEASURE and len(below) > 1 and not node.responsibilities:
            *others, last = below
            alone = last.responsibilities and not any(other.responsibilities for other in others)
            if alone and not _told_within(last):
                node.responsibilities, last.responsibilities = last.responsibilities, []
        settle_charges(node.children)


def _told_within(node: Node) -> bool:
    """Whether the charge stands in the title or a text of the element itself: …を整えます。（福祉課）."""
    return any(
        charge.span.page == told.page and told.start_line <= charge.span.start_line <= until
        for charge in node.responsibilities
        for told, until in (
            (node.span, node.span.start_line),
            *((text.span, text.span.end_line) for text in node.texts),
        )
    )
