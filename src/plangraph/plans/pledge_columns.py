"""公約 | 進捗 | 取組: what was done for a pledge stands in a column that elsewhere names initiatives."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Row
    from plangraph.plans.columns import Column

__all__ = ["name_actions"]

_SENTENCE: Final = re.compile(r"。|(?:ます|です|する|した|った|んだ|いる|予定|検討中|実施中|済み?)\s*$")


def name_actions(columns: Sequence[Column], body: Sequence[Row]) -> tuple[Column, ...]:
    """The columns; that of initiatives beside pledges tells what is done for them, as the same label does in a form.

    It does where most of its cells are sentences, or where it stands behind a pledge of each row's own.
    """
    pledges = next((column for column in columns if column.role == "pledge"), None)
    if pledges is None:
        return tuple(columns)
    return tuple(
        replace(each, role="action") if each.role == "initiative" and _tells(each, pledges, body) else each
        for each in columns
    )


def _tells(column: Column, pledges: Column, body: Sequence[Row]) -> bool:
    rows = [(row, cell) for row in body if (cell := _cell(row, column))]
    sentences = sum(bool(_SENTENCE.search(cell)) for _, cell in rows)
    behind = column.index > pledges.index and all(_cell(row, pledges) for row, _ in rows)
    return bool(rows) and (sentences * 2 > len(rows) or behind)


def _cell(row: Row, column: Column) -> str:
    return row.cells[column.index] if column.index < len(row.cells) else ""
