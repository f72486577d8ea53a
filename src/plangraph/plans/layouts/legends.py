"""Legends that explain several grades: on a line, in a cell, on rows, side by side, or in the name of a column."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plangraph.model import Grade, Status
from plangraph.plans.vocabulary import status_of

if TYPE_CHECKING:
    from plangraph.model import Block, Row
    from plangraph.plans.tree import Ledger

__all__ = ["read_legend_rows", "several_grades"]

_END: Final = r"[^\s、,，;；/／:：＝=]"  # of a label, up to the next grade
# ◎＝達成　○＝順調　△＝やや遅れ, 「A」：達成: all grades on a line.
_SEVERAL: Final = re.compile(rf"(?P<grade>[A-ZＡ-Ｚ◎○◯〇△▲×✕●☆★])[」』]?\s*[:：＝=…･・]+\s*(?P<label>{_END}{{2,15}})")
# A 目標以上に進んでいる、B 概ね順調, A（達成）／B（順調）: a letter alone, nothing or brackets behind it.
_SPACED: Final = re.compile(
    r"(?:^|(?<=[\s、,，;；/／:：(（)）「『【】]))(?P<grade>[A-ZＡ-Ｚ])(?:[」』]\s*|\s+|(?=[(（]))[(（]?"
    r"(?P<label>[^\s、,，;；/／:：＝=()（）]{2,15})"
)
# 進捗区分：◎達成　○（実施中）: a mark and its word, with nothing between, or brackets.
_CLOSE: Final = re.compile(
    r"(?P<grade>[◎○◯〇△▲×✕●☆★])\s*[(（]?(?P<label>[^\s、,，;；/／:：＝=◎○◯〇△▲×✕●☆★()（）]{2,15})"
)
_ALONE: Final = re.compile(r"[A-ZＡ-Ｚ◎○◯〇△▲×✕●☆★]")
# Ａ 目標達成, ◎：順調: one grade and its words in a cell.
_LABEL: Final = re.compile(r"凡例|評価|区分|判定|記号|進捗|達成")
_ONE: Final = re.compile(r"^(?P<grade>[A-ZＡ-Ｚ◎○◯〇△▲×✕●☆★])\s*[:：＝=…･・\s(（]\s*(?P<label>[^()（）]{2,20})[)）]?$")


def several_grades(text: str) -> list[tuple[str, str, str | None]]:
    """Grades, labels and statuses of a line that explains several."""
    forms = ([*pattern.finditer(text)] for pattern in (_SEVERAL, _SPACED, _CLOSE))
    found = next((each for each in forms if len(each) > 1), [])
    return [(match["grade"], match["label"], _status(match["label"])) for match in found]


def _status(label: str) -> str | None:
    """The status that a legend's words mean, with or without the note behind them."""
    return status_of(label) or status_of(re.sub(r"[(（][^()（）]*[)）]?$", "", label))


def read_legend_rows(block: Block, ledger: Ledger) -> dict[str, Grade]:
    """The legend in the rows of a table, in any of the ways that a table can hold one."""
    below = _in_rows(block, ledger)
    return below | _side_by_side(block, ledger) | _in_names(block)


def _in_rows(block: Block, ledger: Ledger) -> dict[str, Grade]:
    """All grades in the one cell of a row, or one grade a row, beside its words."""
    grades: dict[str, Grade] = {}
    beside: dict[Row, Grade] = {}
    for row in block.rows:
        cells = [cell for cell in row.cells if cell]
        if len(cells) == 2 and _ALONE.fullmatch(cells[0]):
            status = _status(cells[1])
            if status:
                beside[row] = Grade(cells[0], Status(status), cells[1])
        elif len(cells) == 1:
            grades |= _of_several(cells[0])
            if _of_several(cells[0]):
                ledger.claim(row, "scale", "legend of grades")
    if len({grade.grade for grade in beside.values()}) > 1:
        grades |= {grade.grade: grade for grade in beside.values()}
        for row in beside:
            ledger.claim(row, "scale", "legend of grades")
        head = block.rows[0]
        if head not in beside and len(beside) == len(block.rows) - 1:  # 区分 | 内容
            ledger.claim(head, "header", "names of columns of a legend")
    return grades


def _side_by_side(block: Block, ledger: Ledger) -> dict[str, Grade]:
    """Ａ 目標達成 | Ｂ 順調 in the cells of a row, or Ａ | Ｂ over 目標達成 | 順調."""
    grades: dict[str, Grade] = {}
    for at, row in enumerate(block.rows):
        cells = _beside_label(row)
        one = [match for cell in cells if (match := _ONE.match(cell))]
        told = {m["grade"]: Grade(m["grade"], Status(s), m["label"]) for m in one if (s := _status(m["label"]))}
        if len(told) > 1 and len(told) == len(cells):
            grades |= told
            ledger.claim(row, "scale", "legend of grades, side by side")
        under = block.rows[at + 1] if at + 1 < len(block.rows) else None
        if under is None or not all(map(_ALONE.fullmatch, cells)):
            continue
        pairs = list(zip(row.cells, under.cells, strict=False))
        found = {g: Grade(g, Status(s), label) for g, label in pairs if _ALONE.fullmatch(g) and (s := _status(label))}
        if len(found) > 1 and len(found) == len(cells):
            grades |= found
            for each in (row, under):
                ledger.claim(each, "scale", "legend of grades, side by side")
    return grades


def _beside_label(row: Row) -> list[str]:
    """The filled cells of a row, without the one before them that calls it a legend: 評価区分 | Ａ 達成 | Ｂ 順調."""
    cells = [cell for cell in row.cells if cell]
    return cells[1:] if cells and _LABEL.search(cells[0]) and not _ONE.match(cells[0]) else cells


def _in_names(block: Block) -> dict[str, Grade]:
    """評価（Ａ 達成、Ｂ 順調、Ｃ 遅れ）, the name of a column: the row stays one of names."""
    cells = [cell for row in block.rows[:3] if sum(map(bool, row.cells)) > 1 for cell in row.cells]
    return {name: grade for cell in cells for name, grade in _of_several(cell).items()}


def _of_several(text: str) -> dict[str, Grade]:
    """The grades of a text that explains several, each with a known status; none where one has no known one."""
    several = several_grades(text)
    if len(several) < 2 or not all(status for _, _, status in several):
        return {}
    return {grade: Grade(grade, Status(status), label) for grade, label, status in several if status}
