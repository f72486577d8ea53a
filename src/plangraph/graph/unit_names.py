"""Names of departments: the division that a name begins with, and spellings of one name."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import permutations
from typing import TYPE_CHECKING, Final

from plangraph.spellings import fold_spelling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["division_of", "fold_spelling", "spelling_variants"]

# A part of town (北部環境課) is no division, nor is 部 the end of one where 部会 or 部門 goes on.
_DIVISION: Final = re.compile(
    r"^(?P<division>[^\s()（）]+?(?<![東西南北中上下内外一全])部)(?![会門局分員品])\s*[^\s()（）]+"
    r"(?:課|室|係|班|担当|グループ|チーム)(?:\d{1,2})?(?:[(（][^()（）]*[)）])?$"
)


def division_of(name: str) -> str:
    """The division (部) that a unit's name begins with, empty where there is none: 総務部総務課 → 総務部."""
    match = _DIVISION.match(name)
    return match["division"] if match else ""


def spelling_variants(names: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    """Pairs of units, both ways and in a steady order, whose names differ in spelling only.

    Each unit comes as (municipality, unit, name); only units of one municipality are paired.
    """
    groups: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for municipality, unit, name in names:
        groups[municipality, fold_spelling(name)].add(unit)
    for _, units in sorted(groups.items()):
        yield from permutations(sorted(units), 2)
