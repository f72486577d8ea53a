"""Choices that a form prints in full and ticks one of: ■実施済 □実施中 □未着手 says 実施済."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from plangraph.model import Block, Document

__all__ = ["take_ticked"]

_TICKED: Final = "■☑☒✓✔✅🗹🗷"
_EMPTY: Final = "□☐▢"
# A box, and what it offers; behind a colon stands what a legend says of a mark.
_BOX: Final = rf"(?P<box>[{_EMPTY}]\s*[レ✓✔](?=\s)|[{_TICKED}{_EMPTY}])"
_WORD: Final = rf"[^:：＝={_TICKED}{_EMPTY}]"
_OPTIONS: Final = re.compile(rf"{_BOX}\s*(?P<words>(?!\s){_WORD}{{1,21}}?)\s*[、,，／/・]?\s*(?=[{_TICKED}{_EMPTY}]|$)")
# 進捗状況：■実施済 □実施中: the choice of a label, on a line of its own.
_LINE: Final = re.compile(
    rf"^(?P<label>[^:：。{_TICKED}{_EMPTY}]{{2,16}}(?:[:：]\s*|[】〕］\]]\s*|[\s\u3000]+))(?P<choice>[{_TICKED}{_EMPTY}].*)$",
    re.DOTALL,
)
_LEGEND: Final = re.compile(r"凡例|見方|区分の説明")
_FEWEST: Final = 2
# ［○］実施中 ［　］未着手, and ●実施中 ○検討中 ○未着手: round marks judge by themselves, unless two are alike.
_BRACKET: Final = re.compile(r"[\[［(（]\s*(?P<tick>[xX✓✔○〇◯●レ✕×]?)\s*[\]］)）]")
_ROUND: Final = re.compile(r"[^●◉○◯〇]*(?:[○◯〇][^●◉○◯〇]+)*[●◉][^●◉○◯〇]+(?:[○◯〇][^●◉○◯〇]+)*")
_EMPTY_ROUND: Final = re.compile(r"[○◯〇]")


def take_ticked(document: Document) -> Document:
    """The same document; a cell, or what stands behind a label, that ticks one of several choices says only that one.

    What ticks none, or more than one, stays as it is printed.
    """
    return replace(document, blocks=tuple(map(_taken, document.blocks)))


def _taken(block: Block) -> Block:
    if block.rows:
        rows = []
        for row in block.rows:
            cells = tuple(_chosen(cell) or cell for cell in row.cells)
            rows.append(replace(row, cells=cells) if cells != row.cells else row)
        return replace(block, rows=tuple(rows)) if tuple(rows) != block.rows else block
    if (whole := _line(block.text)) != block.text or "\n" not in block.text:
        return replace(block, text=whole)
    return replace(block, text="\n".join(map(_line, block.text.split("\n"))))


def _line(text: str) -> str:
    line = _LINE.match(_boxes(text))
    chosen = _chosen(line["choice"]) if line and not _LEGEND.search(line["label"]) else ""
    return f"{line['label']}{chosen}" if line and chosen else text


def _boxes(text: str) -> str:
    """The same text, where its choices have brackets or round marks: with boxes for these."""
    if len(_BRACKET.findall(text)) >= _FEWEST:
        return _BRACKET.sub(lambda match: "■" if match["tick"] else "□", text)
    if len(_EMPTY_ROUND.findall(text)) >= _FEWEST and _ROUND.fullmatch(text.strip()):
        return re.sub("[●◉]", "■", _EMPTY_ROUND.sub("□", text))
    return text


def _chosen(text: str) -> str:
    """The one choice of a text of nothing but boxes and their words that is ticked; "" for any other text."""
    text = _boxes(text.strip())
    if not text or text[0] not in _TICKED + _EMPTY:
        return ""
    ticked, at, count = [], 0, 0
    while at < len(text):
        option = _OPTIONS.match(text, at)
        if option is None:
            return ""
        at, count = option.end(), count + 1
        if option["box"] not in _EMPTY:
            ticked.append(option["words"])
    return ticked[0] if count >= _FEWEST and len(ticked) == 1 else ""
