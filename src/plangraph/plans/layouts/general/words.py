"""Judgements that are a word apart: behind or before a title, or alone right below it: 病院の再編 順調."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from plangraph.model import BlockKind, Status
from plangraph.plans.layouts.general.behind import Fact
from plangraph.plans.layouts.general.facts import tell
from plangraph.plans.vocabulary import column_role, fold, form_role, section_role, status_of, structure_role
from plangraph.plans.years import YEAR, parse_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Block
    from plangraph.plans.layouts.general.state import State

__all__ = ["legend_words", "read_word", "word_beside"]

_EXPLAINED: Final = re.compile(r"^(?P<word>[^\s:：。]{2,10})(?:\s*[:：…]+\s*|\s+)(?P<said>\S.{3,})$")
_BEHIND: Final = re.compile(r"^(?P<text>.*\S)\s+(?P<word>\S{2,10})$")
_BEFORE: Final = re.compile(r"^(?P<word>\S{2,10})\s+(?P<text>\S.*)$")
_YEARS: Final = re.compile(rf"{YEAR.replace('?P<', '?P<w_')}(?:度?末|時点|現在)*の?")
_FEWEST: Final = 2  # words of a scale
_PAGE: Final = "text/html"
_SHORTEST: Final = 3  # letters of a title


def legend_words(blocks: Sequence[Block]) -> frozenset[str]:
    """The words that a list explains, one an item, where most are known judgements: 順調 予定どおり進んでいるもの."""
    found: set[str] = set()
    for is_item, run in groupby(blocks, lambda block: block.kind is BlockKind.ITEM):
        told = [_EXPLAINED.match(block.text) for block in run] if is_item else []
        words = [match["word"] for match in told if match]
        known = sum(status_of(word) is not None for word in words)
        if len(words) == len(told) and known >= _FEWEST and known * 2 > len(words):
            found.update(map(fold, words))
    return frozenset(found)


def word_beside(text: str, words: frozenset[str]) -> tuple[str, tuple[Fact, ...]]:
    """The text of a heading without a judgement that a blank sets apart behind or before it, and the judgement.

    What names the judgement itself (評価 順調), or its year, is no title; 平成24年の豪雨を教訓に…, is one.
    """
    for match in (_BEHIND.match(text), _BEFORE.match(text)):
        if match is None or not _is_word(match["word"], words):
            continue
        title = match["text"].strip()
        undated = _YEARS.sub("", fold(title)) if parse_year(title) else title
        if min(len(title), len(undated)) >= _SHORTEST and not _is_label(title) and not _is_label(undated):
            return title, (Fact("grade", "", match["word"]),)
    return text, ()


def _is_label(text: str) -> bool:
    """Whether a text names what stands beside it, or judges by itself."""
    roles = (form_role, section_role, column_role, structure_role, status_of)
    return any(role(text) is not None for role in roles)


def read_word(state: State, block: Block) -> bool:
    """順調, as a line of its own right below the title of an element: on a web page, or where a legend lists it."""
    node = state.path[-1].node if state.path else None
    if node is None or node is not state.current or state.section or block.kind is not BlockKind.PARAGRAPH:
        return False
    said = node.texts or node.assessments or node.indicators or node.children or node.responsibilities
    page = state.draft.ledger.document.media_type == _PAGE
    if said or node.deadline_text or not (fold(block.text) in state.words or (page and status_of(block.text))):
        return False
    told = tell(node, "grade", ("", block.text.strip()), block.span, state.draft.scale)
    state.draft.ledger.claim(block, "grade", "judgement alone right below a title")
    return told


def _is_word(word: str, words: frozenset[str]) -> bool:
    """Whether a word beside a title judges; 統合 and 廃止 name what is to be done as well, unless a legend has them."""
    return fold(word) in words or status_of(word) not in (None, Status.DISCONTINUED)
