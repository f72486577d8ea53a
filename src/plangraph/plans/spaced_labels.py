"""Labels that print a blank between each letter, to fill the width of longer ones: 進　捗, 担　当, 目　標."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.plans.vocabulary import column_role, form_role, named_kind, section_role

if TYPE_CHECKING:
    from plangraph.model import Document

__all__ = ["close_labels", "closed"]

_LETTER: Final = r"[\u3041-\u3096\u30a1-\u30fc\u3005\u3400-\u9fff]"
_SPACED: Final = re.compile(
    rf"^(?P<before>\s*[■□●○◆◇・※◎▼▽]?\s*[【［\[〔〈《≪<(（]?\s*)"
    rf"(?P<letters>{_LETTER}(?:[ \u3000]+{_LETTER})+)(?=[ \u3000】］\]〕〉》≫>)）:：0-9０-９①-⑳]|$)"
)


def close_labels(document: Document) -> Document:
    """The same document, with the labels that its lines begin with closed up; other words keep their blanks."""
    blocks = tuple(
        block if block.rows else replace(block, text="\n".join(map(closed, block.text.split("\n"))))
        for block in document.blocks
    )
    return replace(document, blocks=blocks)


def closed(line: str) -> str:
    """A line whose first letters, each apart from the next, are a label: without the blanks within that.

    >>> closed("進　捗　実施中"), closed("【担　当】福祉課"), closed("海　山　川")
    ('進捗　実施中', '【担当】福祉課', '海　山　川')
    """
    match = _SPACED.match(line)
    letters = match["letters"].split() if match else []
    for count in range(len(letters), 1, -1):
        label = "".join(letters[:count])
        if match and (form_role(label) or section_role(label) or column_role(label) or named_kind(label)):
            return match["before"] + label + _behind(match["letters"], count) + line[match.end() :]
    return line


def _behind(letters: str, count: int) -> str:
    """What is left behind the first letters, with the blank before it: 　Ａ."""
    ends = [match.end() for match in re.finditer(r"\S", letters)]
    return letters[ends[count - 1] :]
