"""Spellings of one name: 子ども, こども and 子供; 障害 and 障がい; full and half width."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["fold_spelling", "spelling_pattern"]

_WORDS: Final = (
    (re.compile(r"子ども|子供|こども|コドモ"), "子ども"),
    (re.compile(r"障がい|障碍|障害|しょうがい"), "障害"),
    (re.compile(r"まちづくり|街づくり|町づくり|街作り|まち作り"), "まちづくり"),
)
_SIGNS: Final = ((re.compile(r"[・･\s]"), ""), (re.compile(r"[ヶケヵカ](?=所)"), "か"))


def fold_spelling(name: str) -> str:
    """A key that spellings of one name share."""
    folded = unicodedata.normalize("NFKC", name)
    for pattern, one in (*_WORDS, *_SIGNS):
        folded = pattern.sub(one, folded)
    return folded


def spelling_pattern(name: str) -> str:
    """A regular expression that finds a name in NFKC text however it is spelt."""
    found = re.escape(re.sub(r"\s", "", unicodedata.normalize("NFKC", name)))
    for pattern, _ in _WORDS:
        found = pattern.sub(f"(?:{pattern.pattern})", found)
    return found
