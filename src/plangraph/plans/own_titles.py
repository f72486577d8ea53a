"""What a document is called beside its text: by what heads its pages, a column, a sheet, the properties of its file."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from plangraph.model import Block, BlockKind, Span
from plangraph.plans.layouts.general.furniture import part_furniture
from plangraph.plans.layouts.general.ranks import read_heading
from plangraph.plans.outline import join_lines
from plangraph.plans.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plangraph.model import Document

__all__ = ["file_title", "find_title", "running_heads"]

_LONGEST: Final = 60  # letters of a title
_FEWEST: Final = 2  # pages that a running head stands on, rows that say a plan's name
_PLAN: Final = re.compile(
    r"計画|戦略|プラン|ビジョン|公約|マニフェスト|(?:評価|検証|点検|進捗|達成).*(?:結果|状況|一覧|報告|シート|表)"
)
# What a city has one of: a title that does not name the city is one of these, not any plan's.
_WHOLE: Final = re.compile(r"総合(?:振興)?計画|総合戦略|公約|マニフェスト")
_COLUMN: Final = re.compile(r"計画等?(?:の?名称?|タイトル)|(?:総合)?(?:計画|戦略)の?名称?")
# Formats that say once what heads all pages.
_SAID_ONCE: Final = frozenset({"application/vnd.openxmlformats-officedocument.wordprocessingml.document"})
_WEB: Final = "text/html"  # one page, around which its site's menus stand
# What programs write around the name of the file that they made another of.
_PROGRAM: Final = re.compile(
    r"^Microsoft\s+(?:Word|Excel|PowerPoint)\s*-\s*|\.(?:docx?|xlsx?|xlsm|pptx?|pdf|jtdc?|jhd)$", re.IGNORECASE
)


def find_title(document: Document, municipality: str) -> tuple[str, str]:
    """A title for a plan in whose text none stands, and where it was found; both empty where none is, or two compete.

    It names the municipality, or a plan that each has one of.
    """
    for where, texts in _places(document):
        titles = {fold(text): text for text in map(join_lines, texts) if _is_title(text)}
        own = [text for text in titles.values() if municipality in text]
        own = own or [text for text in titles.values() if _WHOLE.search(text)]
        if own:
            return (own[0], where) if len(own) == 1 else ("", "")
    return "", ""


def running_heads(document: Document) -> list[str]:
    """What is printed above or below the text of two pages or more, the most frequent first."""
    if document.media_type == _WEB:
        return []
    each_page = _FEWEST if document.media_type in _SAID_ONCE else 1
    counts = Counter([block.text.strip() for block in document.furniture] * each_page)
    counts.update(block.text.strip() for block in part_furniture(document)[1])
    return [text for text, count in counts.most_common() if count >= _FEWEST and len(text) <= _LONGEST]


def file_title(document: Document) -> str:
    """The title in the properties of the file, without what programs write around it."""
    return _PROGRAM.sub("", _PROGRAM.sub("", document.file_title.strip())).strip()


def _places(document: Document) -> Iterator[tuple[str, Iterable[str]]]:
    yield "what heads its pages", running_heads(document)
    yield "a column of its tables", _columns(document)
    yield "the name of a sheet", dict.fromkeys(block.span.sheet for block in document.blocks)
    yield "the properties of its file", [file_title(document)]


def _columns(document: Document) -> Iterator[str]:
    """計画名, with one and the same name in each row: open data that say in each row of what it is."""
    for block in document.blocks:
        head, *rows = [row.cells for row in block.rows] or [()]
        for at, name in enumerate(head):
            if _COLUMN.fullmatch(fold(name)):
                said = Counter(row[at].strip() for row in rows if at < len(row))
                if len(said) == 1 and said.total() >= _FEWEST:
                    yield from said


def _is_title(text: str) -> bool:
    if not _PLAN.search(text) or len(text) > _LONGEST or "。" in text:
        return False
    heading = read_heading(Block(BlockKind.PARAGRAPH, Span(1, 1), text))
    return heading is None or (heading.kind is None and heading.step in ("", "bare"))
