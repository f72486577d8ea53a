"""Legends of grades with one grade a line: ◎　実現したもの, and on the next line ○　一部実現したもの."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plangraph.plans.layouts.legends import GRADE, Meaning, status_in
from plangraph.plans.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plangraph.model import Block, Span

__all__ = ["LegendLines", "find_legend_lines"]

_LINE: Final = re.compile(
    rf"^[「『【]?(?P<grade>{GRADE})[」』】]?(?:\s*[:：＝=…･]+\s*|\s+)(?P<label>[^\s:：。].{{0,38}}[^\s。])$"
)
# What stands over a legend: 星の見方, 記号の意味, 凡例, 進捗状況の目安.
_HEAD: Final = re.compile(
    r".{0,10}(?:見方|凡例|(?:記号|マーク|印|星|区分|評価|判定|ランク)(?:の?(?:意味|説明|目安|基準|区分|内容))?|目安)[:：]?"
)
_FEWEST: Final = 2  # grades of a scale


@dataclass(frozen=True, slots=True)
class LegendLines:
    """What lines one below the other explain, and the blocks that are nothing but these lines and what names them."""

    told: tuple[Meaning, ...]
    blocks: tuple[Block, ...]
    span: Span


def find_legend_lines(blocks: Sequence[Block]) -> list[LegendLines]:
    """The legends of a document whose grades stand on lines of their own, in one block or several."""
    lines = [(line, block) for block in blocks for line in (block.text.split("\n") if not block.rows else ("",))]
    counts = Counter(id(block) for _, block in lines)
    found = []
    for start, end, told in _runs([line for line, _ in lines]):
        head = start - 1 if start and _HEAD.fullmatch(fold(lines[start - 1][0])) else start
        inside = Counter(id(block) for _, block in lines[head:end])
        told_by = {id(block): block for _, block in lines[head:end]}
        whole = tuple(block for key, block in told_by.items() if inside[key] == counts[key])
        found.append(LegendLines(tuple(told), whole, lines[start][1].span))
    return found


def _runs(lines: Sequence[str]) -> Iterator[tuple[int, int, list[Meaning]]]:
    """Where lines that explain a grade each begin and end; most of their words, or some below a name, are known."""
    at = 0
    while at < len(lines):
        told: list[Meaning] = []
        while at + len(told) < len(lines) and (one := _explained(lines[at + len(told)])) is not None:
            if one.grade in {each.grade for each in told}:
                break
            told.append(one)
        known = sum(each.status is not None for each in told)
        named = at > 0 and _HEAD.fullmatch(fold(lines[at - 1])) is not None
        if len(told) >= _FEWEST and (known * 2 > len(told) or (named and known)):
            yield at, at + len(told), told
        at += max(len(told), 1)


def _explained(line: str) -> Meaning | None:
    match = _LINE.match(line.strip())
    return Meaning(match["grade"], match["label"], status_in(match["label"])) if match else None
