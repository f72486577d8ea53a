"""Styles of a Word document: which make headings, of which level, and which make a table of contents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["Styles"]

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Built-in styles keep their English names in the file, whatever the language of the program that shows them.
_HEADING: Final = re.compile(r"^(?:heading|見出し)\s*([1-9１-９])$", re.IGNORECASE)
_TITLE: Final = re.compile(r"^(?:title|表題)$", re.IGNORECASE)
_CONTENTS: Final = re.compile(r"^(?:toc|目次)\s*[0-9０-９]*$|^table of figures$|^図表目次$", re.IGNORECASE)
_LIST: Final = re.compile(
    r"^(?:list(?: bullet| number| continue)?|箇条書き|段落番号|一覧)\s*([2-5２-５])$", re.IGNORECASE
)
_DEEPEST: Final = 16  # styles that a style is based on; a ring of them is damage


class Styles:
    """The paragraph styles, by id, each with those it is based on; `size` of letters by default, in half points."""

    def __init__(self, document: Document) -> None:
        self._by_id: dict[str, Any] = {}
        self._default = ""
        sizes = document.styles.element.iterfind(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}sz")
        self.size = next((int(v) for each in sizes if re.fullmatch(r"[0-9]{1,4}", v := each.get(f"{_W}val", ""))), None)
        for style in document.styles.element.iterchildren(f"{_W}style"):
            identity = style.get(f"{_W}styleId", "")
            self._by_id[identity] = style
            if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") in ("1", "true", "on"):
                self._default = identity

    def chain(self, paragraph: Any) -> list[Any]:
        """The paragraph's style and all that it is based on, nearest first."""
        node = paragraph.find(f"{_W}pPr/{_W}pStyle")
        identity = node.get(f"{_W}val", "") if node is not None else self._default
        found: list[Any] = []
        while identity in self._by_id and len(found) < _DEEPEST:
            found.append(self._by_id[identity])
            base = found[-1].find(f"{_W}basedOn")
            identity = base.get(f"{_W}val", "") if base is not None else ""
        return found

    def level(self, paragraph: Any) -> int:
        """The level of a heading from 1, 0 for any other paragraph; a title is of level 1."""
        own = _outline_level(paragraph)
        if own is not None:
            return own
        for style in self.chain(paragraph):
            name = _name(style)
            heading = _HEADING.match(name)
            if heading:
                return int(heading[1])
            if _TITLE.match(name):
                return 1
            outline = _outline_level(style)
            if outline is not None:
                return outline
        return 0

    def list_level(self, paragraph: Any) -> int:
        """How many items a list item stands in by its style: 1 for List Bullet 2."""
        names = (_LIST.match(_name(style)) for style in self.chain(paragraph))
        return next((int(match[1]) - 1 for match in names if match), 0)

    def is_contents(self, paragraph: Any) -> bool:
        """Whether the paragraph is a line of a table of contents."""
        return any(_CONTENTS.match(_name(style)) for style in self.chain(paragraph))


def _name(style: Any) -> str:
    node = style.find(f"{_W}name")
    return node.get(f"{_W}val", "") if node is not None else ""


def _outline_level(node: Any) -> int | None:
    """1 to 9 of an outline level that is set; 9 in the file means body text (ECMA-376 Part 1, 17.3.1.20)."""
    found = node.find(f"{_W}pPr/{_W}outlineLvl")
    value = found.get(f"{_W}val", "") if found is not None else ""
    if not re.fullmatch(r"[0-9]", value):
        return None
    return int(value) + 1 if int(value) < 9 else 0
