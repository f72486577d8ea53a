"""What pages print around their text: running heads and feet, page numbers, index tabs at the side."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plangraph.documents.pdf.pages import WrittenPage
    from plangraph.documents.pdf.segments import Segment

__all__ = ["body_size", "set_furniture_apart"]

_EDGE: Final = 0.1  # of the page's height or breadth
_LEAST_TEXT: Final = 0.3  # of all letters
_LEAST_PAGES: Final = 3  # on which the same stands in the same place
_PAGE_NUMBER: Final = re.compile(
    r"[-~・|\s]*(?:p(?:age)?\.?|第)?\s*(?:\d{1,4}|[ivxl]{1,6})\s*(?:/\s*\d{1,4})?\s*(?:ページ|頁)?[-~・|\s]*",
    re.IGNORECASE,
)
_DASHES: Final = re.compile(r"[‐‑‒–—―−－ー〜～]")
# 汐鳴市総合計画 - 12 -: a page number between dashes or behind p., with words beside it.
_NUMBERED: Final = re.compile(r"(?:\S.{0,39}?\s)?(?:-\s?\d{1,4}\s?-|[pP]\.?\s?\d{1,4})(?:\s.{0,39}\S)?")
_VALUE: Final = re.compile(r"[-▲△約+]?\s*\d[\d,.]*\s*[^\d\s年月日/]{0,4}")  # 30, 1,200人
_APART: Final = 1.0  # times the text's size: the white that parts a head or foot from the text
_LEAST_WORDS: Final = 4  # letters of a title that a head repeats


def body_size(pages: Sequence[WrittenPage]) -> float:
    """The size in which most of the text is set, in points; of pages that are all tables, that of their cells."""
    outside: Counter[float] = Counter()
    every: Counter[float] = Counter()
    for page in pages:
        for segment in (*page.segments, *page.down):
            outside[segment.size] += len(segment.text)
        every.update(dict(page.sizes))
    counts = outside if outside.total() >= _LEAST_TEXT * every.total() else every
    return max(counts, key=lambda size: (counts[size], -size), default=0.0)


def set_furniture_apart(pages: Sequence[WrittenPage]) -> tuple[list[WrittenPage], list[tuple[int, Segment]]]:
    """The pages without their furniture, and the furniture with the numbers of its pages.

    Furniture is what stands near an edge, no larger than the text, in the same place on three pages or more (numbers
    apart); or a page number alone at the upper or lower edge. On a page of its own it is, white between it and the
    text, what stands beside a page number, or says again in small letters what is set large elsewhere.
    """
    body = body_size(pages)
    largest = 1.1 * body
    seen: Counter[tuple[str, int, int]] = Counter()
    for page in pages:
        seen.update({_key(s) for s in _all(page) if s.size <= largest and _at_edge(s, page)})
    first: dict[tuple[str, int, int], int] = {}  # the page that prints it before the others
    for page in pages:
        for segment in _all(page):
            first.setdefault(_key(segment), page.number)
    titles = _titles(pages, largest)
    kept: list[WrittenPage] = []
    apart: list[tuple[int, Segment]] = []
    for page in pages:
        furniture = {
            segment
            for segment in _all(page)
            if segment.size <= largest
            and _at_edge(segment, page)
            and (_repeats(seen, segment) or _is_number(segment, page) or _is_alone(segment, page, titles, body, first))
        }
        kept.append(
            replace(
                page,
                segments=tuple(s for s in page.segments if s not in furniture),
                down=tuple(s for s in page.down if s not in furniture),
                up=tuple(s for s in page.up if s not in furniture),
            )
        )
        apart += [(page.number, s) for s in _all(page) if s in furniture]
    return kept, apart


def _all(page: WrittenPage) -> tuple[Segment, ...]:
    return (*page.segments, *page.down, *page.up)


def _key(segment: Segment) -> tuple[str, int, int]:
    """What is the same from page to page: text without its numbers, and place to some millimetres."""
    text = re.sub(r"\s+|\d+", "", unicodedata.normalize("NFKC", segment.text))
    # The page number of a spread stands left, then right: what has no words is the same anywhere at its height.
    return text, round(segment.x0 / 12) if len(text) > 3 else 0, round(segment.middle / 12)


def _repeats(seen: Counter[tuple[str, int, int]], segment: Segment) -> bool:
    text, across, height = _key(segment)
    near = ((text, x, y) for x in (across - 1, across, across + 1) for y in (height - 1, height, height + 1))
    return sum(seen[key] for key in near) >= _LEAST_PAGES


def _at_edge(segment: Segment, page: WrittenPage) -> bool:
    """Turned segments lie along another edge, but their edges are edges of the page as well."""
    tall, broad = (page.height, page.width)
    if segment not in page.segments:
        tall, broad = broad, tall
    above = segment.bottom <= _EDGE * tall or segment.top >= (1 - _EDGE) * tall
    beside = segment.x1 <= 0.7 * _EDGE * broad or segment.x0 >= (1 - 0.7 * _EDGE) * broad
    return above or beside


def _is_number(segment: Segment, page: WrittenPage) -> bool:
    """A page number; a number amid others on its line is a value."""
    outermost = segment.top <= _EDGE * page.height or segment.bottom >= (1 - _EDGE) * page.height
    text = _DASHES.sub("-", unicodedata.normalize("NFKC", segment.text))
    if not (outermost and _PAGE_NUMBER.fullmatch(text) and any(c.isalnum() for c in text)):
        return False
    beside = (s for s in page.segments if s is not segment and abs(s.middle - segment.middle) <= 0.45 * segment.size)
    return not any(_VALUE.fullmatch(unicodedata.normalize("NFKC", each.text)) for each in beside)


def _titles(pages: Sequence[WrittenPage], largest: float) -> set[str]:
    """What is set larger than the text: each line of it, and lines that follow each other on a page."""
    found: set[str] = set()
    for page in pages:
        large = [_words(segment.text) for segment in page.segments if segment.size > largest]
        found |= {"".join(large[a:b]) for a in range(len(large)) for b in range(a + 1, min(a + 3, len(large)) + 1)}
    return {title for title in found if len(title) >= _LEAST_WORDS}


def _words(text: str) -> str:
    """A line of a head without its spaces, and without the page number before or behind it."""
    folded = _DASHES.sub("-", unicodedata.normalize("NFKC", text))
    return re.sub(r"\s+", "", re.sub(r"^-?\s*\d{1,4}\s*-?\s+(?=\D)|(?<=\D)\s+-?\s*\d{1,4}\s*-?$", "", folded.strip()))


def _is_alone(
    segment: Segment, page: WrittenPage, titles: set[str], body: float, pages: Mapping[tuple[str, int, int], int]
) -> bool:
    """A head or foot set apart: beside a page number, a title that is set large elsewhere, or printed before.

    `pages` says on which page what stands in the same place is printed first.
    """
    if segment not in page.segments or "。" in segment.text:
        return False
    line = [s for s in page.segments if abs(s.middle - segment.middle) <= 0.45 * max(s.size, segment.size)]
    outermost = segment.bottom <= _EDGE * page.height or segment.top >= (1 - _EDGE) * page.height
    if not outermost or _white(line, page) <= _APART * body:
        return False
    numbered = _NUMBERED.fullmatch(_DASHES.sub("-", unicodedata.normalize("NFKC", segment.text).strip()))
    first = page.number == 1 and segment.bottom <= page.height / 2  # a head there may be all the title that there is
    beside = len(line) > 1 and not first and any(_is_number(each, page) for each in line)
    again = len(_words(segment.text)) >= _LEAST_WORDS and pages[_key(segment)] < page.number
    return bool(numbered) or beside or again or _words(segment.text) in titles


def _white(line: Sequence[Segment], page: WrittenPage) -> float:
    """The white between a line at the upper or lower edge and what stands on its inner side, in points."""
    top, bottom = min(s.top for s in line), max(s.bottom for s in line)
    others = [(s.top, s.bottom) for s in page.segments if all(s is not each for each in line)]
    others += [(table.top, table.bottom) for table in page.tables]
    if bottom <= page.height / 2:
        return min((begin - bottom for begin, _ in others if begin > top), default=float("inf"))
    return min((top - end for _, end in others if end < bottom), default=float("inf"))
