"""Titles that a cell lists, each with a bullet or on a line: 主な事業 over ・桟橋補修事業⏎・灯台公開事業."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import Final

from plangraph.plans.numerals import MARKS
from plangraph.plans.outline import join_lines, parse_marker
from plangraph.plans.vocabulary import fold

__all__ = ["counted_items", "is_list", "listed_titles", "lists_projects"]

_BULLET: Final = re.compile(rf"^\s*(?:[・●○◆◇■□▪•]|[{MARKS}]|[-－]\s)\s*")
_INLINE: Final = frozenset("・●○◆◇■□▪•")
_DOT: Final = re.compile(r"^\s*[・•]\s*(?=\S)")
_LISTING: Final = re.compile(r"(?:主な|主要な?|構成)(?:事務)?事業(?:名|等)?")
_WHOLE: Final = re.compile(r"(?:事業|業務)(?:[(（][^()（）]*[)）])?$")
_SENTENCE: Final = re.compile(r"。|(?:ます|する|した|図る|行う|進める|努める|なし|未定)$")
_WIDE: Final = re.compile(r"^\s*[０-９]{1,2}\s")
# 防災体制の強化（1）: behind a letter a number in brackets may be of the title.
_COUNT: Final = re.compile(r"(?P<circled>[①-⑳])|(?:(?<=[\s、・/／])|^)[(（](?P<round>[0-9０-９]{1,2})[)）]")
_AROUND: Final = " \u3000\n、,・/／★☆"  # between the items; a star behind a title marks it
_LONGEST: Final = 40  # letters


def lists_projects(name: str) -> bool:
    """Whether a column or a label is named as that of the projects that what it stands beside consists of."""
    return _LISTING.fullmatch(fold(name)) is not None


def is_list(cell: str) -> bool:
    """Whether a cell lists titles, be it only one behind a bullet: ・桟橋補修事業."""
    return len(listed_titles(cell)) > 1 or (_DOT.match(cell) is not None and bool(listed_titles(cell)))


def listed_titles(cell: str) -> list[str]:
    """The titles that a cell lists: an item for each bullet or number, or for each line that ends as a title does.

    Numbers stay before them. Empty where one of them is a sentence or long, or where lines may be the parts of one
    wrapped title.
    """
    lines = [line for each in cell.split("\n") if each.strip() for line in _bulleted(each)]
    items: list[str] = []
    if counted := counted_items(cell):
        items = counted
    elif lines and _BULLET.match(lines[0]):
        for line in lines:
            if _BULLET.match(line):
                items.append(_BULLET.sub("", line))
            else:
                items[-1] += f"\n{line}"
    elif starts := _numbered(lines):
        items = ["\n".join(lines[at:end]) for at, end in pairwise((*starts, len(lines)))]
        # Between wide letters a title keeps no space, but its number is to stay apart.
        items = [_WIDE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), item) for item in items]
    elif len(lines) == 1 or all(_WHOLE.search(line.strip()) for line in lines):
        items = lines
    else:
        return []
    titles = [join_lines(item) for item in items]
    good = all(re.search(r"\w\w", title) and len(title) <= _LONGEST and not _SENTENCE.search(title) for title in titles)
    return titles if good else []


def _bulleted(line: str) -> list[str]:
    """◇桟橋の補修　◇灯台の公開 on one line: an item for each of its bullets."""
    bullet = line.strip()[:1]
    if bullet not in _INLINE:
        return [line]
    return [part.strip() for part in re.split(rf"(?:^|(?<=[\s）)]))(?={bullet}\s*\S)", line.strip()) if part.strip()]


def _numbered(lines: list[str]) -> list[int]:
    """The lines with which the items of a list numbered (1), (2) … begin, from the first on; none for any other."""
    markers = [(at, marker) for at, line in enumerate(lines) if (marker := parse_marker(line)) is not None]
    starts = [(at, marker) for at, marker in markers if marker.style == markers[0][1].style]
    numbers = [marker.code.rpartition("-")[2] for _, marker in starts]
    counted = all(each.isdecimal() for each in numbers) and all(
        int(two) == int(one) + 1 for one, two in pairwise(numbers)
    )
    return [at for at, _ in starts] if len(starts) > 1 and starts[0][0] == 0 and counted else []


def counted_items(cell: str) -> list[str]:
    r"""The items of a cell that begins with ① or (1) and counts on, be they on one line or wrapped: ① 港 ② 浜.

    Each with its number; empty for any other cell, and where nothing counts on.

    >>> counted_items("① 港の整備 ② 浜の\\n保全")
    ['① 港の整備', '② 浜の\\n保全']
    """
    marks = list(_COUNT.finditer(cell))
    if not marks or cell[: marks[0].start()].strip():
        return []
    taken = [marks[0]]
    for mark in marks[1:]:
        alike = mark["round"] is not None if taken[-1]["round"] is not None else mark["round"] is None
        if alike and _count(mark) == _count(taken[-1]) + 1:
            taken.append(mark)
    ends = [*(mark.start() for mark in taken[1:]), len(cell)]
    items = [cell[mark.start() : end].strip(_AROUND) for mark, end in zip(taken, ends, strict=True)]
    return items if len(items) > 1 and _count(taken[0]) == 1 else []


def _count(mark: re.Match[str]) -> int:
    return int(unicodedata.normalize("NFKC", mark["round"] or mark["circled"]))
