"""A city's scale of grades: its legend, and the table that counts the grades at the end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plangraph.model import Grade, Status
from plangraph.plans.vocabulary import fold, status_of

if TYPE_CHECKING:
    from plangraph.model import Block, Document, Row
    from plangraph.plans.layouts.draft import Draft
    from plangraph.plans.tree import Ledger

__all__ = ["check_counts", "read_scale"]

_LEGEND: Final = re.compile(
    r"^(?P<grade>[A-Z◎○△×])\s*[:：]\s*(?P<label>[^(（]+?)\s*(?:[(（].*?(?P<percent>\d{1,3})\s*[%％].*)?$"
)
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
_LEGENDS: Final = re.compile(r"(達成|進捗|評価).*目安|凡例|評価基準")


def read_scale(document: Document, ledger: Ledger) -> tuple[Grade, ...]:
    """The legend: `A：達成 (進捗率100%)`, one grade a line."""
    grades: dict[str, Grade] = {}
    for block in document.blocks:
        grades |= _in_table(block, ledger)
        several = [] if block.rows else _several(block.text)
        if len(several) > 1 and sum(bool(status) for _, _, status in several) * 2 > len(several):
            grades |= {g: Grade(g, Status(status), label) for g, label, status in several if status}
            # A legend at the end of a paragraph explains grades; the paragraph says more, and stays a text.
            if 2 * sum(len(grade) + len(label) for grade, label, _ in several) >= len("".join(block.text.split())):
                ledger.claim(block, "scale", "legend of grades")
            continue
        match = None if block.rows else _LEGEND.match(block.text)
        status = status_of(match["label"]) if match else None
        if match and status:
            percent = int(match["percent"]) if match["percent"] else None
            grades[match["grade"]] = Grade(match["grade"], Status(status), match["label"].strip(), percent)
            ledger.claim(block, "scale", "legend of grades")
        elif not block.rows and _LEGENDS.search(fold(block.text)):
            ledger.claim(block, "label", "heading of a legend")
    return tuple(grades[grade] for grade in sorted(grades))


def _in_table(block: Block, ledger: Ledger) -> dict[str, Grade]:
    """The legend in rows of a table: all grades in its one cell, or one grade a row, beside its words."""
    grades: dict[str, Grade] = {}
    beside: dict[Row, Grade] = {}
    for row in block.rows:
        cells = [cell for cell in row.cells if cell]
        if len(cells) == 2 and _ALONE.fullmatch(cells[0]):
            status = _status(cells[1])
            if status:
                beside[row] = Grade(cells[0], Status(status), cells[1])
        elif len(cells) == 1:
            several = _several(cells[0])
            if len(several) > 1 and all(status for _, _, status in several):
                grades |= {grade: Grade(grade, Status(status), label) for grade, label, status in several if status}
                ledger.claim(row, "scale", "legend of grades")
    if len({grade.grade for grade in beside.values()}) > 1:
        grades |= {grade.grade: grade for grade in beside.values()}
        for row in beside:
            ledger.claim(row, "scale", "legend of grades")
    return grades


def _several(text: str) -> list[tuple[str, str, str | None]]:
    """Grades, labels and statuses of a line that explains several."""
    forms = ([*pattern.finditer(text)] for pattern in (_SEVERAL, _SPACED, _CLOSE))
    found = next((each for each in forms if len(each) > 1), [])
    return [(match["grade"], match["label"], _status(match["label"])) for match in found]


def _status(label: str) -> str | None:
    """The status that a legend's words mean, with or without the note behind them."""
    return status_of(label) or status_of(re.sub(r"[(（][^()（）]*[)）]?$", "", label))


def check_counts(block: Block, draft: Draft) -> None:
    """A closing table that counts the grades: hold the judgements that were read against it."""
    wanted: dict[str, int] = {}
    for row in block.rows:
        match = _LEGEND.match(row.cells[0]) if row.cells else None
        count = next((int(c.replace(",", "")) for c in row.cells[1:] if re.fullmatch(r"[\d,]+", c)), None)
        if match and count is not None:
            wanted[match["grade"]] = count
    if not wanted:
        return
    for row in block.rows:
        draft.ledger.claim(row, "check", "table that counts the grades")
    found: dict[str, int] = dict.fromkeys(wanted, 0)
    for root in draft.elements:
        for element in root.freeze().walk():
            for assessment in element.assessments:
                found[assessment.grade] = found.get(assessment.grade, 0) + 1
    for grade, count in wanted.items():
        if found.get(grade, 0) != count:
            draft.ledger.warn(
                f"the document counts {count} of grade {grade}; {found.get(grade, 0)} were read", block.span
            )
