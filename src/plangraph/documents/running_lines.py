"""What text prints around its pages, which form feeds part: running heads, running feet, page numbers. Form only."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["running_lines"]

_NUMBER: Final = re.compile(
    r"[-ー~・|\s]*(?:p(?:age)?\.?|第)?\s*(\d{1,4})\s*(?:/\s*\d{1,4})?\s*(?:ページ|頁)?[-ー~・|\s]*", re.IGNORECASE
)
_DASHES: Final = re.compile(r"[‐‑‒–—―−－〜～]")
# A form that is filled in page by page begins with its own title.
_FORM: Final = re.compile(r"シート|調書|個票|カード|様式|[評調]価?[票表]")
_LONGEST: Final = 40  # letters
_FEWEST: Final = 2  # pages
_MOST_CELLS: Final = 2  # more are a row, or the names of columns that a table has again on each page


def running_lines(lines: Sequence[str]) -> frozenset[int]:
    """The lines, counted from 0, that are of no page's text.

    A page number is the first or last line of its page, and counts the pages on; what runs is the same first or last
    line of two pages or more, blank lines between it and the text; what stands so on the first of two is the title.
    """
    begins = [0, *(at for at, line in enumerate(lines) if at and line.startswith("\f"))]
    pages = [
        filled
        for a, b in pairwise([*begins, len(lines)])
        if (filled := [at for at in range(a, b) if lines[at].strip()])
    ]
    found: set[int] = set()
    for _ in range(2):  # a number may stand below what runs, or over it
        for edge in (0, -1):
            edges = [page[edge] for page in pages if len(page) > 1]
            found |= _numbers(lines, edges) | _same(lines, edges, pages)
        pages = [[at for at in page if at not in found] for page in pages]
    return frozenset(found)


def _numbers(lines: Sequence[str], edges: Sequence[int]) -> set[int]:
    told = [
        (page, at, int(match[1])) for page, at in enumerate(edges) if (match := _NUMBER.fullmatch(_fold(lines[at])))
    ]
    counts = Counter(number - page for page, _, number in told)
    return {at for page, at, number in told if counts[number - page] >= _FEWEST}


def _same(lines: Sequence[str], edges: Sequence[int], pages: Sequence[Sequence[int]]) -> set[int]:
    inner = {at for page in pages for a, b in pairwise(page) if b == a + 1 for at in (a, b)}
    apart = [at for at in edges if at not in inner and len(re.split(r"\s{2,}", lines[at].strip())) <= _MOST_CELLS]
    texts = {at: "".join(_fold(lines[at]).split()) for at in apart}
    counts = Counter(texts.values())
    return {
        at
        for at, text in texts.items()
        if counts[text] >= _FEWEST + (at == pages[0][0])
        and len(text) <= _LONGEST
        and "。" not in text
        and not _FORM.search(text)
    }


def _fold(line: str) -> str:
    return _DASHES.sub("-", unicodedata.normalize("NFKC", line)).strip()
