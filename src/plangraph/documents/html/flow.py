"""The tree of a web page → blocks, in one walk without recursion: pages may be nested as deep as they like."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from lxml import etree

from plangraph.documents.html.furniture import is_contents, is_contents_head, is_furniture
from plangraph.documents.html.tables import is_layout, read_table
from plangraph.documents.html.titles import find_main, named_title, site_links, title_first, title_of
from plangraph.documents.html.words import DROPPED, defines, line_of, one_line, pictured, tidy, words
from plangraph.model import Block, BlockKind, Span

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["read_flow"]

_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_NUMBER: Final = re.compile(r"[\d.-]+")
_GRADE: Final = re.compile("[A-Z]")
_TITLES: Final = frozenset({*_HEADINGS, "summary"})
_LOWEST: Final = 6
_OPENS: Final = re.compile(r"見る|開く|表示|詳細|詳しく|もっと|こちら")  # what a summary says that is no heading
_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_INLINE: Final = frozenset({"span", "strong", "em", "b", "i", "mark", "small", "label"})
_ENTRIES: Final = frozenset({"dt", "dd"})
_LISTS: Final = frozenset({"ul", "ol"})


def read_flow(root: HtmlElement) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Blocks of the page's text in order, and the furniture around it.

    Where the page says what its main part is, the rest is furniture, but for the title if it stands outside.
    """
    writer = _Writer()
    body = root.find("body")
    start = root if body is None else body
    main = find_main(start)
    if main is not None and words(main):
        title = None if title_of(main) is not None else title_of(start)
        for node in (title, main):
            if node is not None:
                _walk(node, writer)
        outside = words(start, without=main)
        if outside:
            writer.furniture.append(Block(BlockKind.PARAGRAPH, Span(1, 1), outside))
    else:
        _walk(start, writer)
    writer.leave_out_links()
    title = root.find("head/title")
    name = tidy(title.text or "") if title is not None else ""
    writer.blocks = title_first(writer.blocks, name)
    if title is not None and name and writer.blocks:
        span = Span(line_of(title), line_of(title))
        heads = [block.text for block in writer.blocks if block.kind is BlockKind.HEADING and block.level == 1]
        if heads and name not in heads:
            writer.furniture.insert(0, Block(BlockKind.PARAGRAPH, span, name))  # of the window, with the site's name
        elif not heads:
            own = named_title(name)
            if own != name:
                writer.furniture.insert(0, Block(BlockKind.PARAGRAPH, span, name))
            first = next((block for block in writer.blocks if block.kind is BlockKind.HEADING), None)
            if first is None or first is not writer.blocks[0] or first.text not in (own, name):  # h2 may print it
                writer.blocks.insert(0, Block(BlockKind.HEADING, span, own, level=1))
    return tuple(writer.blocks), tuple(writer.furniture)


def _walk(start: HtmlElement, writer: _Writer) -> None:
    steps = etree.iterwalk(start, events=("start", "end"))
    for event, node in steps:
        if event == "start":
            if writer.enter(node):
                steps.skip_subtree()
        else:
            writer.leave(node, tail=node is not start)


class _Writer:
    """Collects words until a block ends."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.furniture: list[Block] = []
        self._words: list[str] = []
        self._kind = BlockKind.PARAGRAPH
        self._level = 0
        self._line = 1
        self._lists: list[HtmlElement] = []  # that we are in
        self._head: HtmlElement | None = (
            None  # the <header> that we are in; before its title stand links to other pages
        )
        self._titled = False
        self._links = 0  # that we are in
        self._linked = 0  # letters of the block that are links
        self._outside = 0  # the level of the last heading that nothing folds away
        self._headed = False  # whether a heading was read
        self._leading: list[Block] = []  # before all headings, that lead elsewhere
        self._entry = 0  # where the blocks of the term or the definition that we are in begin
        self._term: Block | None = None  # the term before

    def enter(self, node: HtmlElement) -> bool:
        """Begin a node; whether all of it was dealt with."""
        tag = node.tag
        if tag in DROPPED:
            self._say(pictured(node))
            return True
        if (tag != "header" or self._head is None) and is_furniture(node):
            self._flush(node)
            text = words(node)
            if text:
                self.furniture.append(Block(BlockKind.PARAGRAPH, Span(line_of(node), line_of(node)), text))
            return True
        if tag in _LISTS and is_contents(node):
            self._flush(node)
            if self.blocks and is_contents_head(self.blocks[-1].text):
                self.furniture.append(self.blocks.pop())
            self.furniture.append(Block(BlockKind.PARAGRAPH, Span(line_of(node), line_of(node)), words(node)))
            return True
        if tag == "table" and not is_layout(node):
            self._flush(node)
            self.blocks.extend(replace(block, level=len(self._lists)) for block in read_table(node))
            return True
        if tag == "header" and self._head is None:
            self._flush(node)
            self._head = node
        self._begin(node)
        if tag in _ENTRIES:
            self._entry = len(self.blocks)
        return False

    def _begin(self, node: HtmlElement) -> None:
        """What follows is of another block, or goes on with the one that it is in."""
        tag = node.tag
        if tag == "br":
            self._words.append("\n")
        elif tag == "a":
            self._links += 1
        elif tag in _HEADINGS:
            self._flush(node)
            self._kind, self._level = BlockKind.HEADING, _HEADINGS[tag]
            if next(node.iterancestors("details"), None) is None:
                self._outside = _HEADINGS[tag]
        elif tag == "li":
            self._flush(node)
            self._kind = BlockKind.ITEM
        elif tag == "summary" and not _OPENS.search(words(node)):
            self._flush(node)
            within = sum(1 for _ in node.iterancestors("details"))
            self._kind, self._level = BlockKind.HEADING, min(self._outside + within, _LOWEST)
        elif tag in _BLOCKS:
            kind = self._kind if not "".join(self._words).strip() and self._kind is BlockKind.ITEM else None
            self._flush(node)
            self._kind = kind or BlockKind.PARAGRAPH  # <li><p>: the paragraph is the item
        if tag in _LISTS:
            self._lists.append(node)
        if self._kind is BlockKind.HEADING and tag in _INLINE and _is_last(node):
            self._part(node.text or "")
        self._say(node.text)

    def leave(self, node: HtmlElement, *, tail: bool) -> None:
        """End a node."""
        if node.tag in _BLOCKS or node.tag in _HEADINGS:
            self._flush(node)
        if node.tag in _ENTRIES:
            self._end_entry(node)
        elif node.tag == "p":
            self._end_lead(node)
        self._links -= node.tag == "a" and self._links > 0
        if self._lists and node is self._lists[-1]:
            self._lists.pop()
        if node is self._head:
            self._head = None
        if tail:
            if self._kind is BlockKind.HEADING and node.tag in _INLINE and _is_first(node):
                self._part(self._words[-1] if self._words else "", coded=bool(node.get("class")))
            self._say(node.tail)

    def _end_entry(self, node: HtmlElement) -> None:
        """End a term, or a definition: one that is a line beside its term is printed so, 担当課：福祉課."""
        written = self.blocks[self._entry :]
        alone = written[0] if len(written) == 1 and written[0].kind is BlockKind.PARAGRAPH else None
        if node.tag == "dt":
            self._term = alone
            return
        term, self._term = self._term, None
        following = node.getnext()
        if following is not None and following.tag == "dd":  # several of them tell of one term
            return
        if (
            term is not None
            and alone is not None
            and self.blocks[-2:] == [term, alone]
            and defines(term.text, alone.text)
        ):
            self.blocks[-2:] = [replace(term, text=f"{term.text}：{alone.text}", span=term.span.to(alone.span))]

    def _end_lead(self, node: HtmlElement) -> None:
        """End a paragraph: a label in bold letters over a line is printed as one beside it is."""
        first = next(iter(node), None)
        last = self.blocks[-1] if self.blocks else None
        if first is None or first.tag not in ("strong", "b") or last is None or last.kind is not BlockKind.PARAGRAPH:
            return
        label, _, text = last.text.partition("\n")
        if text and not (node.text or "").strip() and words(first) == label and defines(label, text):
            self.blocks[-1] = replace(last, text=f"{label}：{text}")

    def _part(self, apart: str, *, coded: bool = False) -> None:
        """A blank between a title and what its own element sets apart from it: <h3>病院の再編<span>順調</span></h3>.

        So is a number, where its element has a name (`coded`): <span class="no">1</span>病院の再編.
        """
        said = apart.strip()
        marks = said and (not said[0].isascii() or _GRADE.fullmatch(said) or (coded and _NUMBER.fullmatch(said)))
        if self._words and marks:
            self._words.append(" ")

    def _say(self, text: str | None) -> None:
        if text:
            self._words.append(one_line(text))
            self._linked += len("".join(text.split())) if self._links else 0

    def _flush(self, node: HtmlElement) -> None:
        text = tidy("".join(self._words))
        if text:
            line = self._line
            within = max(0, len(self._lists) - (self._kind is BlockKind.ITEM))
            level = self._level if self._kind is BlockKind.HEADING else within
            block = Block(self._kind, Span(line, line + text.count("\n")), text, level=level)
            before_title = self._head is not None and not self._level and not self._titled
            (self.furniture if before_title else self.blocks).append(block)
            if not self._level and not self._headed and site_links(text, self._linked):
                self._leading.append(block)
            self._headed = self._headed or self._level > 0
            self._titled = self._titled or self._level > 0
        self._words, self._kind, self._level, self._line = [], BlockKind.PARAGRAPH, 0, line_of(node)
        self._linked = 0

    def leave_out_links(self) -> None:
        """What leads elsewhere before the first heading is furniture; a page without headings keeps all."""
        if self._headed:
            leading = {id(block) for block in self._leading}
            self.furniture += [block for block in self.blocks if id(block) in leading]
            self.blocks = [block for block in self.blocks if id(block) not in leading]


def _is_first(node: HtmlElement) -> bool:
    """Whether a heading begins with an element."""
    above = node.getparent()
    return above is not None and above.tag in _TITLES and above[0] is node and not (above.text or "").strip()


def _is_last(node: HtmlElement) -> bool:
    """Whether a heading ends with an element."""
    above = node.getparent()
    return above is not None and above.tag in _TITLES and above[-1] is node and not (node.tail or "").strip()
