"""Sheets one below the other: 公約シート №3 over each, and a label over the title that it asks for (公約項目)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from plangraph.model import BlockKind
from plangraph.plans.labels import label_role
from plangraph.plans.layouts.general.forms import SUBJECTS, UPPER
from plangraph.plans.outline import join_lines, one_line, parse_marker
from plangraph.plans.units import looks_like_units
from plangraph.plans.vocabulary import fold, form_role, section_role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plangraph.model import Block, Document

__all__ = ["join_answers", "sheet_head", "sheet_heads"]

_FEWEST: Final = 2  # sheets
_LONGEST: Final = 60  # letters of a title
_NAMES: Final = re.compile(r"(?:名|名称|項目|件名)$")
_LABEL: Final = re.compile(r"^[■□●○◆◇・◎【［\[〔〈《]*\s*(?P<label>[^\s:：】］\]〕〉》]{2,12})")
_ALONE: Final = re.compile(rf"{_LABEL.pattern}\s*[】］\]〕〉》:：]?$")
# 公約項目　祭の, and the rest on the next line.
_WRAPPED: Final = re.compile(
    rf"{_LABEL.pattern}[】］\]〕〉》:：\s]+\S[^\n。]*(?:[のとやをにへ・、]|及び|など)\n[^\n。:：]{{1,30}}$"
)
_HEAD: Final = re.compile(
    r"^[【\[〔]?(?P<title>\S[^。\d]{0,20}?(?:(?:工程|管理|計画|進捗|評価|点検)表|シート|調書|票|公約|マニフェスト|カルテ))"
    r"\s*[(\[【〔]?\s*(?:No\.?|NO\.?|#|第|番号|整理番号)\s*[:.]?\s*(?P<number>\d{1,3}(?:-\d{1,3})?)\s*号?\s*[)\]】〕]?$"
)


def sheet_head(block: Block) -> tuple[str, str] | None:
    """The title and the number of a sheet, of the line above it: 公約シート №3; None for any other block."""
    match = None if block.rows else _HEAD.match(unicodedata.normalize("NFKC", block.text.strip()))
    return (match["title"].strip("【[〔"), match["number"]) if match else None


def sheet_heads(blocks: Sequence[Block]) -> frozenset[Block]:
    """The lines above sheets: of one title and of different numbers, at least two."""
    found = {block: head for block in blocks if (head := sheet_head(block)) is not None}
    sheets = Counter(fold(title) for title, _ in set(found.values()))
    return frozenset(block for block, (title, _) in found.items() if sheets[fold(title)] >= _FEWEST)


def join_answers(document: Document) -> Document:
    """The same document; labels over the title of what a sheet is about, and the title, as one line each.

    Only where the label comes again, as it does from sheet to sheet; a title may be wrapped.
    """
    asked = Counter(label for block in document.blocks if (label := _asks(block)))
    if not any(count >= _FEWEST for count in asked.values()):
        return document
    return replace(document, blocks=tuple(_joined(document.blocks, asked)))


def _joined(blocks: Sequence[Block], asked: Counter[str]) -> Iterator[Block]:
    taken = False
    for block, below in pairwise((*blocks, None)):
        if block is None or taken:
            taken = False
            continue
        label = _asks(block)
        known = label and asked[label] >= _FEWEST
        taken = bool(known and _ALONE.match(block.text) and below is not None and _answers(label, below))
        if taken and below is not None:
            text = f"{label}：{join_lines(below.text)}"
            yield replace(block, kind=BlockKind.PARAGRAPH, level=0, text=text, span=block.span.to(below.span))
        elif known and _WRAPPED.match(block.text):
            yield replace(block, text=one_line(block.text))
        else:
            yield block


def _asks(block: Block) -> str:
    """The label with which a block begins, where it asks what a sheet is about; "" for any other block."""
    match = None if block.rows else _LABEL.match(block.text)
    label = match["label"] if match else ""
    role = form_role(label) if label and section_role(label) != "initiatives" else None
    named = role in SUBJECTS or (role in UPPER and label.endswith(("名", "名称")))
    return label if named else ""


def _answers(label: str, below: Block) -> bool:
    """Whether a block is a title: short, no sentence, and no label or list of its own."""
    text = one_line(below.text)
    if below.rows or below.kind is not BlockKind.PARAGRAPH or len(text) > _LONGEST or re.search(r"[。:：]", text):
        return False
    begins = _LABEL.match(text)
    known = label_role(text) or (begins and (form_role(begins["label"]) or section_role(begins["label"])))
    listed = parse_marker(text) is not None and not _NAMES.search(label)
    return not known and not listed and not looks_like_units(text)
