"""The day or the year of judgements that the head of a document says: 令和8年3月末時点, alone on a line."""

from __future__ import annotations

import re
from calendar import monthrange
from itertools import takewhile
from typing import TYPE_CHECKING, Final, NamedTuple

from plangraph.plans.numerals import fold_printed
from plangraph.plans.years import find_dates, parse_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plangraph.model import Span
    from plangraph.plans.layouts.draft import Draft

__all__ = ["StatedDate", "stated_date"]

_WHEN: Final = (
    r"(?P<when>(?:(?:令和|平成|[RH])\s*(?:元|\d{1,2})|\d{4})\s*(?:[(][^()]{4,8}[)])?\s*"
    r"(?:年\s*\d{1,2}\s*月\s*(?:\d{1,2}\s*日|末日?)|年度末?|\.\d{1,2}\.\d{1,2}))"
)
_JUDGED: Final = r"(?:進捗|進み具合|進みぐあい|達成|実施|取組|取り組み|評価|実現)"
# Alone, perhaps in brackets, behind 進捗状況：, or beside who put it together; the whole line is of nothing else.
_ALONE: Final = re.compile(
    rf"[※(\[【]?\s*(?:{_JUDGED}(?:の?状況|度)?\s*(?:[:(]|は、?)?\s*)?{_WHEN}\s*(?:現在|時点)\s*[)\]】]?"
    r"(?:\s+[^\s\d。]{2,16}|(?:のもの)?(?:です|とする|である)?。)?"
)
# 基準日：令和6年3月31日, 評価時点：令和6年3月末.
_CALLED: Final = re.compile(
    rf"[※(\[【]?\s*(?:{_JUDGED}(?:状況|度)?の?)?(?:基準日|基準時点|(?<=.)時点)\s*[:は]\s*{_WHEN}\s*(?:現在|時点)?\s*[)\]】]?。?"
)
# 令和7年9月30日現在の進捗状況をお知らせします。
_SAID: Final = re.compile(rf"{_WHEN}\s*(?:現在|時点)?(?:における|での|の|で)[^。、]{{0,16}}?{_JUDGED}(?:の?状況|度)?")
_HEAD: Final = 30  # blocks at the head of a document
_MOST_CELLS: Final = 2  # of a row that is no table's


class StatedDate(NamedTuple):
    """When the judgements of a document are of: a day (ISO), or else a fiscal year; and where it says so."""

    as_of: str | None
    fiscal_year: int | None
    span: Span


def stated_date(draft: Draft) -> StatedDate | None:
    """The one date that the lines above the first element say; None where they say none, or several."""
    found = {each[:2]: each for line, span in _head(draft) for each in _dates(line, span)}
    return next(iter(found.values())) if len(found) == 1 else None


def _head(draft: Draft) -> Iterator[tuple[str, Span]]:
    """Lines, and the cells of rows that are no table's, above all elements: a title, and the date at the edge."""
    first = min((node.span for node in draft.elements), default=None)
    blocks = draft.ledger.document.blocks[:_HEAD]
    for block in takewhile(lambda each: first is None or each.span < first or each.rows, blocks):
        for row in takewhile(lambda each: first is None or each.span < first, block.rows):
            filled = [cell for cell in row.cells if cell]
            if len(filled) <= _MOST_CELLS:
                yield from ((cell, row.span) for cell in filled)
        yield from ((line, block.span) for line in block.text.split("\n") if line)


def _dates(line: str, span: Span) -> Iterator[StatedDate]:
    folded = fold_printed(line).strip()
    match = _ALONE.fullmatch(folded) or _CALLED.fullmatch(folded) or _SAID.search(folded)
    if match is None:
        return
    when = re.sub(r"[(][^()]*[)]|\s", "", match["when"])
    if "年度" in when:
        year = parse_year(when)
        if year is not None and year.fiscal:
            yield StatedDate(None, year.value, span)
        return
    when = re.sub(r"\.(\d+)\.(\d+)$", r"年\1月\2日", when)  # R6.3.31
    for day in find_dates(re.sub(r"月末日?$", "月28日", when)):
        if when.endswith(("末", "末日")):
            year_, month = int(day[:4]), int(day[5:7])
            yield StatedDate(f"{day[:8]}{monthrange(year_, month)[1]:02d}", None, span)
        else:
            yield StatedDate(day, None, span)
