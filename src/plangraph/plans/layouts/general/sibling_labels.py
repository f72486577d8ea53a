"""Labels that are headings as high as what they are of: (1) 船を直す, [主な取組], (2) 網を直す, all of one level."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plangraph.model import BlockKind
from plangraph.plans.labels import label_role
from plangraph.plans.layouts.general.ranks import read_heading
from plangraph.plans.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plangraph.model import Block

__all__ = ["find_sibling_labels", "sibling_label"]

_PLAIN: Final = "plain"
_FAR: Final = 200  # headings that are looked at before and behind a label


def find_sibling_labels(blocks: Sequence[Block]) -> frozenset[tuple[str, int]]:
    """The labels that somewhere stand between two headings of their own level, which count on: text and level.

    What counts on behind the label is not above it, so the label is of the heading before it, there and wherever it
    comes again. A label that only stands behind the last of them may as well be of what stands above all.
    """
    heads = [block for block in blocks if block.kind is BlockKind.HEADING]
    labels = [label_role(block.text) is not None for block in heads]
    found: set[tuple[str, int]] = set()
    for at, block in enumerate(heads):
        if not labels[at] or sibling_label(block) in found:
            continue
        before = _nearest(heads, labels, range(at - 1, max(-1, at - _FAR), -1), block.level)
        after = _nearest(heads, labels, range(at + 1, min(len(heads), at + _FAR)), block.level)
        if before is not None and after is not None and _counts_on(before, after, block.level):
            found.add(sibling_label(block))
    return frozenset(found)


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
