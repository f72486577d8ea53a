"""Text inside a node of a web page: white space as browsers show it, readings above words left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from plangraph.documents.markup import strip_markup

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["DROPPED", "defines", "line_of", "one_line", "pictured", "tidy", "words"]

# What is no text of the page: programs, pictures, controls, and the readings of ruby.
DROPPED: Final = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "canvas",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "img",
        "map",
        "rt",
        "rp",
        "rtc",
        "button",
        "select",
        "input",
        "textarea",
        "head",
        "link",
        "meta",
    ]
)
_LINES: Final = frozenset(
    ["br", "p", "li", "ul", "ol", "div", "tr", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section"]
)
_BROKEN: Final = re.compile(r"(?<=[^\x00-\x7F\s])[ \t\r]*\n\s*(?=[^\x00-\x7F\s])")

# What a picture of a goal says in its alternative text: SDGs目標2, 目標11 住み続けられるまちづくりを.
_GOAL: Final = re.compile(
    r".{0,8}(?:SDGs?|ＳＤＧｓ?|目標|ゴール|[Gg]oal|GOAL)[^\d０-９]{0,8}[0-9０-９]{1,2}(?![0-9０-９年月%％件人万億])[^0-9０-９]{0,30}"
)

_NUMBERED: Final = re.compile(r"[①-⑳Ⅰ-Ⅹ(（【]|[^\W\d]{0,6}\d[\d.．―－-]*[\s)）.．、:：]")
_MARK: Final = re.compile(r"[^\u3040-\u30ff\u3400-\u9fff]{1,4}")  # A, ◎, ★★
_TERM, _LINE = 30, 150  # letters


def pictured(node: HtmlElement) -> str:
    """What a picture says in the place of words: the goal of its icon; "" of any other node or picture."""
    said = one_line(node.get("alt")).strip() if node.tag == "img" else ""
    return f" {said} " if _GOAL.fullmatch(said) else ""


def words(node: HtmlElement, *, without: HtmlElement | None = None) -> str:
    """All text below a node; what breaks a line on the screen is a newline."""
    pieces: list[str] = []
    steps = etree.iterwalk(node, events=("start", "end"))
    for event, each in steps:
        left_out = each.tag in DROPPED or each is without
        if event == "start":
            if left_out:
                pieces.append(pictured(each))
                steps.skip_subtree()
                continue
            if each.tag in _LINES:
                pieces.append("\n")
            pieces.append(one_line(each.text))
        else:
            if each.tag in _LINES and each.tag != "br":
                pieces.append("\n")
            if each is not node:
                pieces.append(one_line(each.tail))
    return tidy("".join(pieces))


def one_line(text: str | None) -> str:
    """A stretch of text as one line; a line break of the source is nothing between Japanese letters, else a space."""
    return re.sub(r"\s+", " ", _BROKEN.sub("", text or ""))


def tidy(text: str) -> str:
    """Lines without white space around, empty ones left out."""
    text = re.sub(r"[\u00ad\ufeff\u200b\x00-\x08]", "", text)
    if "<" not in text:
        return strip_markup(text)
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def defines(term: str, text: str) -> bool:
    """Whether a definition is no more than a line behind its term: a mark or a short label, and no sentence.

    >>> defines("A", "目標を達成したもの。"), defines("担当課", "福祉課"), defines("①道路の整備", "建設課")
    (True, True, False)
    """
    if "\n" in term + text or _NUMBERED.match(term) or term.endswith(("：", ":", "】", "）", "。")):
        return False
    return _MARK.fullmatch(term) is not None or ("。" not in text and len(term) <= _TERM and len(text) <= _LINE)


def line_of(node: HtmlElement) -> int:
    """The line of the source that a node begins on."""
    line = node.sourceline
    return int(line) if line and line > 0 else 1
