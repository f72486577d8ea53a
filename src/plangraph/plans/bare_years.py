"""Columns named by a year alone, among those of indicators: aims or results, where the document's own date tells.

A year that had not begun when a document was made has no results; what a review gives for the years up to its own
are results. Where nothing dates the document, nobody can tell, and the columns stay without a kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from plangraph.plans.judged import reviewed_year
from plangraph.plans.numerals import fold_printed
from plangraph.plans.years import YEAR, find_period, parse_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Document, Row
    from plangraph.plans.columns import Column

__all__ = ["When", "name_bare_years", "when_of"]

_DRAFT: Final = re.compile(r"[(\[【〔]\s*(?:素案|原案|最終案|中間案|案)\s*[)\]】〕]|(?:素案|原案)\s*$")
# 令和7年3月, 令和7年3月策定: when a document was made, on a line of its own.
_MADE: Final = re.compile(
    rf"^(?P<year>{YEAR})\s*(?P<month>\d{{1,2}})月(?:\s*\d{{1,2}}日)?\s*(?:策定|作成|改定|公表|発行|現在)?$"
)
_FIRST: Final = 40  # blocks that may say when
_HEAD: Final = 3  # of them, those that may be the title's second line
_LONGEST: Final = 80  # letters
_APRIL: Final = 4
_NOW: Final = re.compile(r"現[状況在]")
# What looks back, of whatever year: 進捗状況報告書.
_REVIEW: Final = re.compile(r"進捗|進行管理|評価|実績|達成|検証|点検|報告|振り返り|結果")


@dataclass(frozen=True, slots=True)
class When:
    """The time that a document says it is of: the fiscal year that it reviews or was made in, draft or not, period.

    `review` is whether its head calls it one, of whatever year.
    """

    reviewed: int | None = None
    made: int | None = None
    draft: bool = False
    period: tuple[int, int] | None = None
    review: bool = False


def when_of(document: Document, title: str) -> When:
    """What the title and the first lines of a document say of its time."""
    texts = [block.text for block in document.blocks[:_FIRST] if not block.rows and len(block.text) <= _LONGEST]
    folded = fold_printed(title)
    # The year may stand in a line below the title: 令和5年度 KPIの進捗状況について.
    heads = [folded, *(fold_printed(line).strip() for text in texts[:_HEAD] for line in text.split("\n"))]
    made = (_made(fold_printed(line).strip()) for text in texts for line in text.split("\n"))
    return When(
        reviewed=next((year for head in heads if (year := reviewed_year(head)) is not None), None),
        made=next((year for year in made if year is not None), None),
        draft=_DRAFT.search(folded) is not None,
        period=find_period("\n".join(texts)),
        review=any(_REVIEW.search(head) for head in heads),
    )


def _made(line: str) -> int | None:
    match = _MADE.match(line)
    year = parse_year(match["year"]) if match else None
    return None if match is None or year is None else year.value - (int(match["month"]) < _APRIL)


def name_bare_years(columns: Sequence[Column], when: When, body: Sequence[Row] = ()) -> tuple[Column, ...]:
    """The columns, with those of bare years as results or aims where the time of the document shows which.

    現状（R5） | R6 | R7 | R8 | 目標（R9） in what is no review: what is said of all years after the present are aims.
    """
    roles = {column.role for column in columns}
    if "indicator" not in roles or "kind" in roles:
        return tuple(columns)
    begun = max((c.year.value for c in columns if c.year and c.role in ("baseline", "actual")), default=None)
    aimed = max((c.year.value for c in columns if c.year and c.role == "target"), default=None)
    if begun is not None and _stands_now(columns, when, begun, body):
        when = replace(when, draft=True)
    return tuple(
        replace(c, role=_kind(c.year.value, when, begun, aimed) or c.role) if c.role == "yearly" and c.year else c
        for c in columns
    )


def _stands_now(columns: Sequence[Column], when: When, begun: int, body: Sequence[Row]) -> bool:
    """Whether what a table starts from is the present of a plan that begins right after it, and all years are told."""
    now = any(c.role == "baseline" and c.year and c.year.value == begun and _NOW.search(c.name) for c in columns)
    ahead = when.period is not None and when.period[0] in (begun + 1, begun + 2)
    years = [column.index for column in columns if column.role == "yearly"]
    told = all(all(row.cells[at : at + 1]) for row in body for at in years if any(row.cells[at:]))
    return now and ahead and told and not when.review and when.reviewed is None and when.made is None


def _kind(year: int, when: When, begun: int | None, aimed: int | None) -> str | None:
    ahead = begun is not None and aimed is not None and begun < year < aimed  # on the way from start to aim
    last = aimed is None and when.period is not None and year == when.period[1]
    if when.reviewed is not None:
        if year <= when.reviewed:
            return "actual"
        return "target" if ahead or last else None
    if when.draft:
        return "target" if ahead or (last and begun is not None and begun < year) else None
    if when.made is None:
        return None
    if year < when.made:
        return "actual"
    return "target" if year > when.made and (ahead or last) else None
