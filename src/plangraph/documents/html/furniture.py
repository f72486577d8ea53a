"""What stands around the text of a web page: navigation, breadcrumbs, the foot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plangraph.documents.html.words import words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["is_contents", "is_contents_head", "is_furniture"]

_CONTENTS: Final = re.compile(
    r"[■●◆【\[]?\s*(?:(?:このページの)?(?:目次|もくじ|内容|メニュー|コンテンツ)|ページ内リンク|INDEX|index)\s*[】\]]?"
)

_TAGS: Final = frozenset({"nav", "footer", "form", "search"})
_ROLES: Final = frozenset({"navigation", "banner", "contentinfo", "search", "menu", "menubar", "toolbar"})
# Names that Japanese city sites give to what stands around a page's text.
_NAMES: Final = re.compile(
    r"bread-?crumbs?|topic-?path|pankuzu|(?:g|global|local|side|foot|header)-?(?:navi?|menu|bar)|page-?top|(?:go-?|back-?)?to-?top|skip-?link|sns|(?:site-?)?footer",
    re.IGNORECASE,
)


def is_contents(node: HtmlElement) -> bool:
    """Whether a list is nothing but links to parts of its own page."""
    links = list(node.iter("a"))
    within = len(links) > 1 and all((each.get("href") or "").startswith("#") for each in links)
    return within and "".join("".join(map(words, links)).split()) == "".join(words(node).split())


def is_contents_head(text: str) -> bool:
    """Whether a line only says that such a list follows."""
    return _CONTENTS.fullmatch(text.strip()) is not None


def is_furniture(node: HtmlElement) -> bool:
    """Whether a node stands around the text: by its tag, its role, or a name that sites give to such."""
    tag = node.tag
    if tag in {"html", "body", "main", "article"}:
        return False
    if tag in _TAGS or (node.get("role") or "").lower() in _ROLES:
        return True
    if tag == "header":
        # The head of a site has its name and links; the head of a text has the title.
        return not any(True for _ in node.iter("h1", "h2", "h3"))
    names = f"{node.get('id') or ''} {node.get('class') or ''}"
    return (
        bool(names.strip())
        and tag in {"div", "ul", "ol", "p", "section", "aside"}
        and any(_NAMES.fullmatch(name) for name in names.split())
    )
