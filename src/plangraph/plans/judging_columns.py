"""Columns that judge, by their cells: 進捗区分 over A | B | C, 実施状況 over 実施 | 一部実施 | 未実施."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.plans.vocabulary import fold, status_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plangraph.model import Row
    from plangraph.plans.columns import Column

__all__ = ["holds_judgements", "name_judgements"]

_OF: Final = r"(?:進捗|達成|実施|取組|取り組み|対応|評価|進行|進展|実現)"
_NAMED: Final = re.compile(
    rf"(?:事業|取組|施策|公約|目標|計画|指標)?の?{_OF}の?(?:区分|状況|度合い?|度|結果|段階|ランク|判定|レベル)"
)
_STEPS: Final = re.compile(r"(?:区分|段階|ランク|レベル)$")  # of which numbers may be the names
_MARK: Final = re.compile(r"[A-ESa-e][+-]?|[◎○〇◯●△▲▽▼×✕]|[★☆]{1,5}|[①-⑤ⅠⅡⅢⅣⅤ]")
_NUMBER: Final = re.compile(r"[1-5]")
# What judges only where everything around it does; anywhere else it is a word of any text.
_WORDS: Final = re.compile(r"(?:全部|予定通り|計画通り)?実施|継続")
_SILENT: Final = re.compile(r"[-－ー―—–‐/／]*")
_LONGEST: Final = 14  # letters of a word that judges
_OTHER: Final = frozenset({None, "result", "description", "kind", "progress"})


def holds_judgements(name: str, cells: Iterable[str]) -> bool:
    """Whether a column is named as one that judges, and its cells are short: mostly words or marks of a judgement.

    >>> holds_judgements("進捗区分", ["Ａ", "Ｂ"]), holds_judgements("実施状況", ["講座を3回開いた。"])
    (True, False)
    """
    bare = re.sub(r"[(][^()]*[)]", "", fold(name.rsplit("\n", maxsplit=1)[-1]))
    if not _NAMED.fullmatch(re.sub(r"^(?:令和|平成|[RH])?[\d元]+年度?末?の?", "", bare)):
        return False
    said = [each for cell in cells if not _SILENT.fullmatch(each := fold(cell))]
    marks = [_MARK, _WORDS, *([_NUMBER] if _STEPS.search(bare) else [])]
    known = sum(status_of(each) is not None or any(mark.fullmatch(each) for mark in marks) for each in said)
    return known * 2 > len(said) and all(len(each) <= _LONGEST and "。" not in each for each in said)


def name_judgements(columns: Sequence[Column], body: Sequence[Row]) -> tuple[Column, ...]:
    """The columns; one whose name is unknown or could tell what was done, but whose cells judge, holds judgements."""
    return tuple(replace(each, role="grade") if _judges(each, body) else each for each in columns)


def _judges(column: Column, body: Sequence[Row]) -> bool:
    cells = (row.cells[column.index] for row in body if column.index < len(row.cells))
    return column.role in _OTHER and holds_judgements(column.name, cells)
