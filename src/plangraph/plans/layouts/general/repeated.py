"""Headings that come again and again over lists, as 市が取り組むこと below each measure: labels, and no elements."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from plangraph.model import BlockKind
from plangraph.plans.layouts.general.ranks import read_heading
from plangraph.plans.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Block

__all__ = ["repeated_labels"]

_FEWEST: Final = 2
_LONGEST: Final = 30
_OTHERS: Final = re.compile(r"市民|町民|村民|区民|住民|事業者|みなさん|皆さん|皆様|地域|家庭|協働|お願い")
_DONE: Final = re.compile(r"(?:取り?組み?|取り組むこと|行うこと|すること|事業|施策|対策|行動|アクション)$")


def repeated_labels(blocks: Sequence[Block]) -> dict[str, str]:
    """By their folded texts, the headings without a number that stand over a list each time, and what they say of it.

    Between two of them there is a heading that stands above both: else they are points of one thing.
    """
    found: dict[str, int] = {}
    listed: dict[str, int] = {}
    open_: dict[int, set[str]] = {}  # by level, those after which no higher heading came
    for block, following in pairwise((*blocks, None)):
        if block is None or block.kind is not BlockKind.HEADING:
            continue
        open_ = {level: texts for level, texts in open_.items() if level <= block.level}
        text = fold(block.text)
        heading = read_heading(block)
        if heading is None or heading.step or len(text) > _LONGEST or any(text in texts for texts in open_.values()):
            continue
        open_.setdefault(block.level, set()).add(text)
        found[text] = found.get(text, 0) + 1
        listed[text] = listed.get(text, 0) + (following is not None and following.kind is BlockKind.ITEM)
    again = (text for text, count in found.items() if count >= _FEWEST and listed[text] == count)
    return {text: _role(text) for text in again}


def _role(text: str) -> str:
    if _OTHERS.search(text):
        return "collaboration"
    return "initiatives" if _DONE.search(text) else "description"
