"""Which part of a web page is its text, and which line its title: never a link to jump by, a logo or a breadcrumb."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from plangraph.documents.html.words import tidy, words
from plangraph.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from plangraph.model import Block

__all__ = ["find_main", "is_link", "named_title", "site_links", "title_first", "title_of"]

# Names that sites give to the part with a page's own text.
_MAIN: Final = re.compile(
    r"(?:main|page|article)?[-_]?(?:main|contents?|honbun|body|article)(?:[-_]?(?:main|inner|area))?"
)
_MOST: Final = 0.7  # of the words of a part, for one within it to stand for it
_TRAIL: Final = re.compile(r"[>＞›»]")
# 公約の進捗状況 | 汐鳴市公式ホームページ: what parts a title from the name of the site.
_PARTED: Final = re.compile(r"\s*[|｜／»«]\s*|\s+[-–—/:：]\s+")
_SITE: Final = re.compile(
    r".{0,12}(?:ホームページ|ウェブサイト|サイト|HP|Web ?Site|Official.*)$"
    r"|^.{1,8}[都道府県市区町村](?:役所|役場)?$|^.{0,6}(?:トップ|ホーム)(?:ページ)?$",
    re.IGNORECASE,
)
_LONGEST: Final = 60  # letters of a line that may stand over the title


def find_main(body: HtmlElement) -> HtmlElement | None:
    """The part that the page says holds its text: <main>, role="main", its one <article>, or one that is named so.

    An article has the title in it, a named part a heading.
    """
    told = next((n for n in body.iter("main", "div", "article") if n.tag == "main" or n.get("role") == "main"), None)
    if told is not None:
        return told
    articles = [node for node in body.iter("article") if title_of(node) is not None]
    if len(articles) == 1 and _holds_headings(articles[0], body):
        return articles[0]
    named = [node for node in body.iter("div", "section", "article") if _is_named(node)]
    found: HtmlElement | None = None
    for node in named:  # in the order of the document, the outer ones first
        first = found is None and next(node.iter("h1", "h2", "h3"), None) is not None
        if first or (found is not None and found in node.iterancestors() and _holds(node, found)):
            found = node
    if found is None or not _holds_headings(found, body):
        return None
    return found


def _is_named(node: HtmlElement) -> bool:
    name = (node.get("id") or "").lower()
    return bool(name) and _MAIN.fullmatch(name) is not None


def _holds(inner: HtmlElement, outer: HtmlElement) -> bool:
    return len(words(inner)) >= _MOST * len(words(outer))


def _holds_headings(part: HtmlElement, body: HtmlElement) -> bool:
    """Whether a part has most of a page's tables and headings: else its name says nothing."""
    tags = ("h1", "h2", "h3", "h4", "table")
    return sum(1 for _ in part.iter(*tags)) * 2 > sum(1 for _ in body.iter(*tags))


def title_of(body: HtmlElement) -> HtmlElement | None:
    """The first h1 with words that are not all one link: a logo leads to the site's first page."""
    return next((node for node in body.iter("h1") if words(node) and not is_link(node)), None)


def is_link(node: HtmlElement) -> bool:
    """Whether all words of a heading are links."""
    return "".join(words(each) for each in node.iter("a")) == words(node)


def named_title(printed: str) -> str:
    """The title of a window without the name of the site.

    >>> named_title("市長公約の進捗状況 | 汐鳴市公式ホームページ"), named_title("汐鳴市／計画 - 概要")
    ('市長公約の進捗状況', '計画')
    """
    parts = [part for part in _PARTED.split(tidy(printed)) if part]
    own = [part for part in parts if not _SITE.search(unicodedata.normalize("NFKC", part))]
    return own[0] if own else tidy(printed)


def site_links(text: str, linked: int) -> bool:
    """Whether a line before all headings, `linked` letters of which are links, only leads elsewhere: 本文へ, A > B."""
    letters = len("".join(text.split()))
    return linked > 0 and (linked >= letters or _TRAIL.search(text) is not None)


def title_first(blocks: Sequence[Block], title: str) -> list[Block]:
    """The blocks with the h1 before the short lines that stand over it, where it is the page's only one or its name."""
    at = next((n for n, each in enumerate(blocks) if each.kind is BlockKind.HEADING), None)
    if at is None or blocks[at].level != 1:
        return list(blocks)
    heads = sum(each.kind is BlockKind.HEADING and each.level == 1 for each in blocks)
    above = blocks[:at]
    short = all(not each.rows and len(each.text) <= _LONGEST for each in above)
    if not above or not short or not (heads == 1 or blocks[at].text in title):
        return list(blocks)
    return [blocks[at], *above, *blocks[at + 1 :]]
