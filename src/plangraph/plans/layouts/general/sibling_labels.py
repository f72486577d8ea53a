"""Labels that are headings as high as what they are of, or higher: (1) 船を直す, [主な取組], (2) 網を直す."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plangraph.model import BlockKind
from plangraph.plans.labels import label_role, unmarked
from plangraph.plans.layouts.general.ranks import read_heading
from plangraph.plans.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plangraph.model import Block

__all__ = ["find_sibling_labels", "sibling_label"]

_PLAIN: Final = "plain"
_FAR: Final = 200  # headings that are looked at before and behind a label


def find_sibling_labels(blocks: Sequence[Block]) -> dict[tuple[str, int], int]:
    """The labels that somewhere stand between two headings, as high as they are or lower, which count on.

    By text and level, the level of those headings.

    What counts on behind the label is not above it, so the label is of the heading before it, there and wherever it
    comes again. A label that only stands behind the last of them may as well be of what stands above all.
    """
    heads = [block for block in blocks if block.kind is BlockKind.HEADING]
    labels = [label_role(unmarked(block.text)) is not None for block in heads]
    found: dict[tuple[str, int], int] = {}
    for at, block in enumerate(heads):
        if not labels[at] or found.get(sibling_label(block), 0) > block.level:
            continue
        if level := _lower(heads, labels, at):  # whose goals may count on as well: the measure is nearer
            found[sibling_label(block)] = level
            continue
        before = _nearest(heads, labels, range(at - 1, max(-1, at - _FAR), -1), block.level)
        after = _nearest(heads, labels, range(at + 1, min(len(heads), at + _FAR)), block.level)
        if before is not None and after is not None and _counts_on(before, after, block.level):
            found[sibling_label(block)] = block.level
    return found


def _lower(heads: Sequence[Block], labels: Sequence[bool], at: int) -> int:
    """The level of the headings around a label that are lower than it and count on, as if it were not there; or 0.

    Letters as large as those of a chapter make ## 主な取組 of a label below ### 施策1.
    """
    before = next((heads[i] for i in range(at - 1, max(-1, at - _FAR), -1) if not labels[i]), None)
    if before is None or before.level <= heads[at].level:
        return 0
    after = _nearest(heads, labels, range(at + 1, min(len(heads), at + _FAR)), before.level)
    if after is None or not _counts_on(before, after, before.level):
        return 0
    one, two = (each.code.rpartition("-")[2] for each in map(read_heading, (before, after)) if each is not None)
    follows = one.isdecimal() and two.isdecimal() and int(two) == int(one) + 1
    return before.level if follows else 0


def sibling_label(block: Block) -> tuple[str, int]:
    """What such a label is known by."""
    return fold(block.text), block.level


def _nearest(heads: Sequence[Block], labels: Sequence[bool], places: Iterable[int], level: int) -> Block | None:
    """The first heading that is no label and as high as a level or higher."""
    return next((heads[at] for at in places if not labels[at] and heads[at].level <= level), None)


def _counts_on(before: Block, after: Block, level: int) -> bool:
    one, two = read_heading(before), read_heading(after)
    if one is None or two is None or not before.level == after.level == level or one.style == _PLAIN:
        return False
    return one.style == two.style and one.code != two.code
