"""Lists of pledges that no title calls so: numbered promises, each with who keeps it and how far it came."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from plangraph.model import Block, BlockKind, PlanKind, Span
from plangraph.plans.layouts.general.ranks import read_heading
from plangraph.plans.vocabulary import form_role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plangraph.model import Document

__all__ = ["PLEDGE_KINDS", "promises_listed", "spaced_labels"]

PLEDGE_KINDS: Final = frozenset({PlanKind.PLEDGE_SHEETS, PlanKind.MANIFESTO_PROGRESS})
_PROMISE: Final = re.compile(r"^\S[^。]{4,49}(?:ます|ません|よう|[!！])$")
_LABEL: Final = re.compile(
    r"^[■□●○◆◇・※▼【［\[〔〈《≪<]*\s*(?P<label>[^:：\s】］\]〕〉》≫>]{2,12})(?:[】］\]〕〉》≫>]|\s*[:：]|[\s\u3000])\s*[:：]?\s*\S"
)
_SPACED: Final = re.compile(r"^(?P<label>[^\s:：]{2,12})[ \u3000]+\S")
_KEPT: Final = frozenset({"grade", "department", "deadline", "result", "nextStep"})
_FEWEST: Final = 3
_BOTH: Final = 2  # of what is said of a promise


def promises_listed(document: Document) -> bool:
    """Whether most of three or more numbered promises are each followed by labels of their charge, progress or time."""
    lines = list(_lines(document))
    heads = [at for at, line in enumerate(lines) if _promises(line)]
    told = 0
    for at, until in pairwise((*heads, len(lines))):
        roles = {form_role(match["label"]) for line in lines[at + 1 : until] if (match := _LABEL.match(line))}
        told += len(roles & _KEPT) >= _BOTH
    return told >= _FEWEST and told * 2 > len(heads)


def spaced_labels(document: Document) -> frozenset[str]:
    """The labels of forms with which three lines or more begin, only a blank behind them: これまで\u3000…."""
    found = Counter(match["label"] for line in _lines(document) if (match := _SPACED.match(line)))
    return frozenset(label for label, count in found.items() if count >= _FEWEST and form_role(label))


def _lines(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if not block.rows:
            yield from (line.strip() for line in block.text.split("\n"))


def _promises(line: str) -> bool:
    if not _PROMISE.match(line):
        return False
    heading = read_heading(Block(BlockKind.PARAGRAPH, Span(1, 1), line), sentences=True)
    return heading is not None and bool(heading.code)
