"""Markup inside text: HTML tags (closed or not), emphasis, ruby, glossary marks. Words stay, marks go."""

from __future__ import annotations

import re

from lxml import etree, html

__all__ = ["strip_marks", "strip_markup"]

_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]*|!--.*?--)>?", re.DOTALL)
_LINE_TAGS = frozenset({"br", "p", "li", "ul", "ol", "div", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})
_DROPPED_TAGS = frozenset({"rt", "rp", "script", "style", "img"})
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
# Readings printed above a word arrive as a superscript: 舵取り^{かじ}; a superscript mark points to the glossary.
_SUPERSCRIPT = re.compile(r"\^\{[ぁ-ゖァ-ヺー※*\d\s]*\}|\$\^\{?[*※\d]+\}?\$")
# 制度 [*] 件数, SNS*, ネウボラ※: marks that point to a glossary, never a bullet at the start of a line.
_GLOSSARY = re.compile(r"\s?\[[*※]\]\s?|(?<=[^\W\d_])[*※]+|(?<=[)）])[*※]+(?=\W|$)")
_LETTERS = re.compile(r"[^\S\n]+")


def strip_markup(text: str) -> str:
    r"""The words of a line or a table cell; `<br>`, paragraphs and list items become newlines.

    >>> strip_markup("<p>188事業<br>所 SNS*を活用</p>")
    '188事業\\n所 SNSを活用'
    """
    if "<" in text and _TAG.search(text):
        text = _html_text(text)
    text = _IMAGE.sub("", text)
    return strip_marks(_BOLD.sub(r"\1", text))


def strip_marks(text: str) -> str:
    """The words of a text without markup, as in an office file: glossary marks and superfluous spaces go."""
    text = _GLOSSARY.sub("", _SUPERSCRIPT.sub("", text))
    lines = (_LETTERS.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _html_text(text: str) -> str:
    try:
        root = html.fragment_fromstring(text, create_parent="div")
    except (etree.ParserError, ValueError):
        return _TAG.sub(" ", text)
    pieces: list[str] = []

    def visit(node: html.HtmlElement) -> None:
        if not isinstance(node.tag, str):  # a comment
            return
        breaks = node.tag in _LINE_TAGS
        if breaks:
            pieces.append("\n")
        if node.tag not in _DROPPED_TAGS:
            pieces.append(node.text or "")
            for child in node:
                visit(child)
                pieces.append(child.tail or "")
        if breaks:
            pieces.append("\n")

    visit(root)
    return "".join(pieces)
