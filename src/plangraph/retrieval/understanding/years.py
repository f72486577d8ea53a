"""Fiscal years in words: 令和6年度, R6, 2024年度, FY2024, and spans of them.

A fiscal year runs from April (地方自治法第208条). 令和6年 without 度 is a calendar year, and plain 2024 says neither:
both raise what speaks of that year and drop nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plangraph.model import Filter
from plangraph.spellings import number

if TYPE_CHECKING:
    from plangraph.retrieval.understanding.sentence import Sentence

__all__ = ["read_years"]

_ERAS: Final = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988}
_ONE: Final = (
    r"(?:(?P<era{0}>令和|平成|(?<![A-Za-z])[RHrh])\s?(?P<n{0}>元|\d{{1,2}}|[一二三四五六七八九十]{{1,3}})(?![\dA-Za-z-])"
    r"|(?P<fy{0}>\bFY\s?'?|\bfiscal\s(?:year\s)?)(?P<long{0}>(?:19|20)\d{{2}}|\d{{2}})(?!\d)"
    r"|(?<![\d.,])(?P<west{0}>(?:19|20)\d{{2}})(?!\d|[.,]\d))\s?(?P<unit{0}>年度|年)?"
)
_YEAR: Final = re.compile(
    _ONE.format(1)
    + rf"(?:\s?(?:から|~|〜|-|–|—|to)\s?(?:{_ONE.format(2)}|(?P<bare>\d{{1,2}})\s?年度))?"
    + r"(?P<open>\s?(?:以降|以前|以後|より(?:前|後)|から(?!\d)|まで(?!に)))?(?:\s?(?:時点|末|中|当初))?"
    + r"(?P<link>における|において|までに|での|の|に|で|は)?",
    re.IGNORECASE,
)
_LONGEST: Final = 15


def read_years(sentence: Sentence) -> None:
    """Fiscal years become hard filters and leave the topic; other years, and those only bounded on one side, soft."""
    for match in _YEAR.finditer(sentence.open):
        first = _year(match, "1")
        last = _year(match, "2") or (_leaning(match) if match["bare"] else first)
        if not 1989 <= first <= last <= 2100 or last - first > _LONGEST:
            continue
        fiscal = any(
            match[f"unit{side}"] == "年度" or match[f"fy{side}"] or _short(match, side) for side in ("1", "2")
        ) or bool(match["bare"])
        text = match[0].removesuffix(match["link"] or "").strip()
        soft = not fiscal or bool(match["open"])
        filters = [Filter("year", str(year), text, soft=soft) for year in range(first, last + 1)]
        if soft:
            sentence.add(*filters)
        else:
            sentence.take(match.start(), match.end(), filters)


def _short(match: re.Match[str], side: str) -> bool:
    """R6 and H30 are how plans write fiscal years; R6年 is a year like any other."""
    era = match[f"era{side}"]
    return bool(era) and era.upper() in {"R", "H"} and match[f"unit{side}"] is None


def _year(match: re.Match[str], side: str) -> int:
    if match[f"west{side}"] or match[f"long{side}"]:
        said = int(match[f"west{side}"] or match[f"long{side}"])
        return said if said > 100 else 2000 + said
    if not match[f"era{side}"]:
        return 0
    count = match[f"n{side}"]
    return _ERAS[match[f"era{side}"].upper()] + (1 if count == "元" else number(count))


def _leaning(match: re.Match[str]) -> int:
    """The last year of 令和4年度から6年度, which leans on the first one's era."""
    era = match["era1"]
    return _ERAS[era.upper()] + int(match["bare"]) if era else 2000 + int(match["bare"])
