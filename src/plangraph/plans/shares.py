"""Percentages where judgements stand (達成度 86.7%): how far something has come, as printed; no grade of a scale."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from plangraph.model import Text, TextRole
from plangraph.plans.outline import join_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plangraph.model import Row, Span
    from plangraph.plans.columns import Column

__all__ = ["is_share", "share_text", "shares_among"]

_SHARE: Final = re.compile(r"(?:約|およそ)?\s*[-−▲△]?\s*\d[\d,]*(?:\.\d+)?\s*%\s*(?:以上|以下|未満|超|程度)?")


def is_share(text: str) -> bool:
    """Whether a cell says a percentage and nothing else: 86.7%, 約８割 is none."""
    return _SHARE.fullmatch(unicodedata.normalize("NFKC", text).strip()) is not None


def share_text(name: str, text: str, span: Span) -> Text:
    """What is kept of it: the name of its column or label, and the percentage."""
    label, said = join_lines(name), join_lines(text)
    return Text(TextRole.DESCRIPTION, f"{label}：{said}" if label else said, span)


def shares_among(cells: Iterable[tuple[Column, str]], row: Row) -> tuple[Text, ...]:
    """What is kept of the cells of a row that are such."""
    return tuple(
        share_text(column.name, cell, row.cell_span(column.index))
        for column, cell in cells
        if column.role == "grade" and is_share(cell)
    )
