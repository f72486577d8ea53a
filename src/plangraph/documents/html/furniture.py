"""What stands around the text of a web page: navigation, breadcrumbs, the foot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["is_furniture"]

_TAGS: Final = frozenset({"nav", "footer", "form", "search"})
_ROLES: Final = frozenset({"navigation", "banner", "contentinfo", "search", "menu", "menubar", "toolbar"})
# Names that Japanese city sites give to what stands around a page's text.
_NAMES: Final = re.compile(
    r"bread-?crumbs?|topic-?path|pankuzu|(?:g|global|local|side|foot|header)-?(?:navi?|menu|bar)|page-?top|(?:go-?|back-?)?to-?top|skip-?link|sns|(?:site-?)?footer",
    re.IGNORECASE,
)


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
