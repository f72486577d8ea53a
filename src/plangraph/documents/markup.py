"""Markup inside text: tags of layout (closed or not), emphasis, ruby, glossary marks. Words stay, marks go."""

from __future__ import annotations

import html
import re

__all__ = ["strip_marks", "strip_markup"]

# What converters of PDFs print for the layout of a page. Any other tag is what the document says, and stays.
_NAMES = (
    "br|p|div|span|center|ul|ol|li|dl|dt|dd|table|caption|colgroup|col|thead|tbody|tfoot|tr|th|td|h[1-6]|hr"
    "|sup|sub|b|i|u|s|em|strong|small|mark|font|ruby|rb|rt|rp"
)
_ATTRIBUTE = (
    r"\s+(?:style|class|id|colspan|rowspan|align|valign|width|height|border|type|start|scope|color|size)"
    r"""(?:\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>=`]+))?"""
)
_TAG = re.compile(rf"<(/?)({_NAMES})(?:{_ATTRIBUTE})*\s*/?>", re.IGNORECASE)
# <!-- page 3 -->, <!-- PageBreak -->, <!-- image -->
_COMMENT = re.compile(r"<!--\s*(?:page|image|ページ)[^<>]*-->", re.IGNORECASE)
_READING = re.compile(r"<(rt|rp)>.*?(?:</\1>|(?=</?(?:rt|rp|rb|ruby)>)|$)", re.IGNORECASE | re.DOTALL)
_LINE_TAGS = frozenset({"br", "p", "li", "ul", "ol", "div", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
# Readings printed above a word arrive as a superscript: 舵取り^{かじ}; a superscript mark points to the glossary.
_SUPERSCRIPT = re.compile(r"\^\{[ぁ-ゖァ-ヺー※*\d\s]*\}|\$\^\{?[*※\d]+\}?\$")
# 制度 [*] 件数, SNS*, ネウボラ※: marks that point to a glossary, never a bullet at the start of a line.
_GLOSSARY = re.compile(r"\s?\[[*※]\]\s?|(?<=[^\W\d_])[*※]+|(?<=[)）])[*※]+(?=\W|$)")
_LETTERS = re.compile(r"[^\S\n]+")


def strip_markup(text: str) -> str:
    r"""The words of a line or a table cell; `<br>`, paragraphs and list items become newlines.

    Tags that are none of layout, such as `<script>` or `<img>`, are words of the document like any other.

    >>> strip_markup("<p>188事業<br>所 SNS*を活用</p>")
    '188事業\\n所 SNSを活用'
    """
    if "<" in text:
        text = _without_layout(_COMMENT.sub(" ", text))
    text = _IMAGE.sub("", text)
    return strip_marks(_BOLD.sub(r"\1", text))


def strip_marks(text: str) -> str:
    """The words of a text without markup, as in an office file: glossary marks and superfluous spaces go."""
    text = _GLOSSARY.sub("", _SUPERSCRIPT.sub("", text))
    lines = (_LETTERS.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _without_layout(text: str) -> str:
    """The text without tags of layout; where there are any, its references (&amp;) are letters."""
    if not _TAG.search(text):
        return text
    text = _READING.sub("", text)
    return html.unescape(_TAG.sub(lambda tag: "\n" if tag[2].lower() in _LINE_TAGS else "", text))
