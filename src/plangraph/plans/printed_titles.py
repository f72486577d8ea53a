"""The title of a plan that a document prints beside its text alone: around its pages, or in a column of each row."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from plangraph.plans.outline import join_lines
from plangraph.plans.vocabulary import fold

if TYPE_CHECKING:
    from plangraph.model import Document

__all__ = ["printed_title"]

_LONGEST: Final = 60  # letters
# What a plan or a report of one is called, at the end or before a note in brackets.
_CALLED: Final = re.compile(
    r"(?:計画|戦略|ビジョン|プラン|構想|大綱|マニフェスト|公約|シート|報告書|一覧表?|管理表|工程表)(?:編|書)?(?:[(][^()]{1,14}[)])?$"
)
_COLUMN: Final = re.compile(r"(?:計画|戦略|プラン)の?(?:名称?)")
_WEB: Final = frozenset({"text/html"})  # what a site prints around a page names the site


def printed_title(document: Document) -> str:
    """What stands around two pages or more, or in all rows under 計画名, called as a plan is; "" if nothing does.

    A part of a plan that was cut out of its book, and a table of open data, say their title nowhere else.
    """
    heads = [] if document.media_type in _WEB else document.furniture
    printed = Counter(join_lines(block.text) for block in heads)
    found = {text for text, times in printed.items() if times > 1} or _in_columns(document)
    called = [text for text in found if len(text) <= _LONGEST and _CALLED.search(fold(text))]
    return called[0] if len(called) == 1 else ""


def _in_columns(document: Document) -> set[str]:
    """What the columns called 計画名 say, where all their cells are filled."""
    found: set[str] = set()
    for head, *body in (block.rows for block in document.blocks if block.rows):
        for at in (at for at, name in enumerate(head.cells) if _COLUMN.fullmatch(fold(name))):
            found |= {join_lines("".join(row.cells[at : at + 1])) for row in body}
    return found if "" not in found else set()
