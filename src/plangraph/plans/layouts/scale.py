"""A city's scale of grades: its legend, and the table that counts the grades at the end."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from plangraph.model import Grade, Status
from plangraph.plans.layouts.legend_lines import find_legend_lines
from plangraph.plans.layouts.legends import MARK, introduced, meanings, meanings_in_names, rows_of_meanings
from plangraph.plans.vocabulary import fold, status_of

if TYPE_CHECKING:
    from plangraph.model import Block, Document, Span
    from plangraph.plans.layouts.draft import Draft
    from plangraph.plans.tree import Ledger

__all__ = ["check_counts", "meaning_of", "read_scale"]

_LEGEND: Final = re.compile(
    rf"^(?P<grade>[{MARK}])\s*[:：]\s*(?P<label>[^(（]+?)\s*(?:[(（].*?(?P<percent>\d{{1,3}})\s*[%％].*)?$"
)
# ※達成度 Ａ：…, or ※Ａ：…: a note that begins with the grades, whatever their words.
_NOTE: Final = re.compile(
    r"^[※*注][)）:：]?(?:[^A-Z:：。]{0,8}(?:達成|評価|進捗|判定|区分|状況)[^A-Z:：。]{0,6}[:：]?)?[A-Z◎](?:[:：=…]|[.]{3})"
)
_LEGENDS: Final = re.compile(r"(達成|進捗|評価).*目安|凡例|評価基準")


def read_scale(document: Document, ledger: Ledger) -> tuple[Grade, ...]:
    """The legend: `A：達成 (進捗率100%)`, one grade a line."""
    grades = _in_lines(document, ledger)
    for block in document.blocks:
        if not block.rows and ledger.claimed(block):
            continue
        grades |= _in_table(block, ledger)
        several = [] if block.rows else meanings(block.text)
        known = sum(bool(each.status) for each in several)
        noted = known > 0 and (_NOTE.match(fold(block.text)) is not None or introduced(block.text, several))
        if len(several) > 1 and (known * 2 > len(several) or noted):
            grades |= {g: Grade(g, Status(status), label) for g, label, status in several if status}
            for grade, label, status in several:
                if not status:
                    _warn(ledger, grade, label, block.span)
            # A legend at the end of a paragraph explains grades; the paragraph says more, and stays a text.
            told = known * 2 > len(several)  # of what maps to no status the note goes on to say the words
            if told and 2 * sum(len(grade) + len(label) for grade, label, _ in several) >= len(
                "".join(block.text.split())
            ):
                ledger.claim(block, "scale", "legend of grades")
            continue
        match = None if block.rows else _LEGEND.match(block.text)
        status = status_of(match["label"]) if match else None
        if match and status:
            grades[match["grade"]] = _grade(match["grade"], block.text[match.start("label") :], status)
            ledger.claim(block, "scale", "legend of grades")
        elif not block.rows and _LEGENDS.search(fold(block.text)):
            ledger.claim(block, "label", "heading of a legend")
    return tuple(grades[grade] for grade in sorted(grades))


def _in_lines(document: Document, ledger: Ledger) -> dict[str, Grade]:
    """The legends with a grade a line, in one block or one after the other."""
    grades: dict[str, Grade] = {}
    for legend in find_legend_lines(document.blocks):
        grades |= {g: _grade(g, label, status) for g, label, status in legend.told if status}
        for block in legend.blocks:
            ledger.claim(block, "scale", "legend of grades")
        for each in legend.told:
            if not each.status:
                _warn(ledger, each.grade, each.label, legend.span)
    return grades


def _grade(grade: str, said: str, status: str) -> Grade:
    """A grade with its words, and the percentage that a bracket behind them says."""
    match = _LEGEND.match(f"{grade}：{said}")
    percent = int(match["percent"]) if match and match["percent"] else None
    return Grade(grade, Status(status), match["label"].strip() if match else said, percent)


def _warn(ledger: Ledger, grade: str, label: str, span: Span) -> None:
    ledger.warn(f"the legend explains {grade} as {label}, which maps to no status", span)


def meaning_of(grade: str, scale: tuple[Grade, ...]) -> Status | None:
    """The status that a legend gives to a grade, of whatever width either is printed: B of Ｂ：概ね順調."""
    folded = _width(grade)
    return next((each.status for each in scale if _width(each.grade) == folded), None)


def _width(grade: str) -> str:
    """A grade of one width, with all dashes alike."""
    return re.sub(r"^[-‐‑–—―－−ー]$", "-", unicodedata.normalize("NFKC", grade).strip())


def _in_table(block: Block, ledger: Ledger) -> dict[str, Grade]:
    """The legend in rows of a table, or in the name of one of its columns."""
    named = meanings_in_names(block.rows)
    grades = {each.grade: Grade(each.grade, Status(each.status), each.label) for each in named if each.status}
    for row, told in rows_of_meanings(block.rows).items():
        grades |= {each.grade: Grade(each.grade, Status(each.status), each.label) for each in told if each.status}
        for each in told:
            if not each.status:
                _warn(ledger, each.grade, each.label, row.span)
        ledger.claim(row, "scale", "legend of grades")
    return grades


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
