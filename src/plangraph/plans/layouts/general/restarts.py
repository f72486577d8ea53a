"""Numbering of one style that restarts: 1 健康, 1 栄養, 2 運動, 2 安全, 1 防災 are two levels."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from plangraph.plans.layouts.general.ranks import read_heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Block

__all__ = ["find_uppers"]

_LEAST: Final = 2  # headings that another 1 follows at once: a single one may be a misprint


def find_uppers(blocks: Sequence[Block]) -> frozenset[Block]:
    """The headings that stand above others of their own style: those which 1 of the same style follows at once.

    Only where the upper ones count on among themselves, and the others count on from each 1.
    """
    runs: dict[str, list[tuple[int, int, Block]]] = {}
    for at, block in enumerate(blocks):
        heading = read_heading(block)
        if heading is None or heading.level or heading.kind is not None or not heading.code.isdecimal():
            continue
        runs.setdefault(heading.style, []).append((at, int(heading.code), block))
    return frozenset(block for run in runs.values() for block in _uppers(run))


def _uppers(run: Sequence[tuple[int, int, Block]]) -> list[Block]:
    above = {one[0] for one, two in pairwise(run) if two[0] == one[0] + 1 and two[1] == 1}
    upper = [each for each in run if each[0] in above]
    if len(upper) < _LEAST or any(two[1] != one[1] + 1 for one, two in pairwise(upper)):
        return []
    expected = 0
    for at, number, _ in run:
        if at in above:
            expected = 1
        elif expected and number != expected:
            return []
        elif expected:
            expected += 1
    return [block for _, _, block in upper]
