"""Codes printed before titles (0101 道路の補修, A-1-2 桟橋の補修), where several elements of a level print one form."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from plangraph.plans.outline import DASH, is_quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.plans.tree import Node

__all__ = ["is_coded", "take_codes"]

_DIGIT: Final = r"[0-9０-９]"
_LETTER: Final = r"[A-ZＡ-Ｚ]"
_ERA: Final = re.compile(rf"^[RHSＲＨＳ]{_DIGIT}{{1,2}}(?!{_DIGIT}|{DASH}{_DIGIT})")  # R6 is a year
# Letters and numbers (A-1-2, A1), or three digits and more; 24時間 and 2050年 are words, for no space is behind them.
_PARTS: Final = rf"(?:{DASH}{_DIGIT}{{1,4}})"
_CODE: Final = (
    rf"{_LETTER}{{1,3}}{DASH}?{_DIGIT}{{1,4}}{_PARTS}{{0,3}}"
    rf"|{_LETTER}{DASH}{_LETTER}{_PARTS}?|{_DIGIT}{{3,6}}{_PARTS}{{0,3}}"
)
# Between wide letters a title keeps no space: what no word begins with is a code even so.
_SURE: Final = rf"{_LETTER}{_DIGIT}{{0,3}}{_PARTS}{{1,3}}|[0０]{_DIGIT}{{2,5}}{_PARTS}{{0,3}}"
_NARROW: Final = {ord("０") + digit: ord("0") + digit for digit in range(10)}
_CODED: Final = re.compile(
    rf"^[\[［【(（]?(?:(?P<code>{_CODE})(?:[\]］】)）]\s*|[:：.．]\s*|\s+)|(?P<sure>{_SURE})(?!{_DIGIT}|[号級類]))(?P<title>[^\s\d].*)$",
    re.DOTALL,
)


def is_coded(title: str) -> bool:
    """Whether a title begins with what may be a code, if others beside it do."""
    return _match(title) is not None


def _match(title: str) -> re.Match[str] | None:
    return None if is_quantity(title) or _ERA.match(title) else _CODED.match(title)


def take_codes(elements: Sequence[Node]) -> None:
    """Give the nodes of each depth the codes that their titles begin with, where two or more share the code's form.

    Nodes that have a code keep it, in digits of usual width. Codes of one form differ from each other and, without
    a dash, ascend below one parent and are most of their level: 2050 in one title of many is a year.
    """
    level: list[Sequence[Node]] = [elements]
    while level:
        _take(level)
        for node in (node for siblings in level for node in siblings if node.code):
            node.code = (node.code or "").translate(_NARROW)
        level = [node.children for siblings in level for node in siblings if node.children]


def _take(level: Sequence[Sequence[Node]]) -> None:
    forms: dict[str, list[list[tuple[Node, str, str]]]] = {}
    bare = 0
    for siblings in level:
        here: dict[str, list[tuple[Node, str, str]]] = {}
        for node in siblings:
            bare += node.code is None
            match = _match(node.title) if node.code is None else None
            if match:
                code = re.sub(DASH, "-", unicodedata.normalize("NFKC", match["code"] or match["sure"]))
                here.setdefault(_form(code), []).append((node, code, match["title"]))
        for form, found in here.items():
            forms.setdefault(form, []).append(found)
    for form, groups in forms.items():
        taken = [each for group in groups for each in group]
        codes = [code for _, code, _ in taken]
        if len(codes) < 2 or len(set(codes)) < len(codes):
            continue
        ascending = "-" in form or all(one[1] < two[1] for group in groups for one, two in pairwise(group))
        if not ascending or ("-" not in form and len(codes) * 2 < bare):
            continue
        for node, code, title in taken:
            node.code, node.title = code, title


def _form(code: str) -> str:
    """A code without what counts on: digits alone keep their number (0101 → 0000), else each run of them is one."""
    return "0" * len(code) if code.isdecimal() else re.sub(r"[A-Z]+", "A", re.sub(r"\d+", "0", code))
