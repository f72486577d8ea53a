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
    r"^(?P<division>[^\s()（）]+?(?<![東西南北中上下内外一全])部(?![会門局分員品])|教育委員会)\s*[^\s()（）]+"
    r"(?:課|室|係|班|担当|グループ|チーム)(?:\d{1,2})?(?:[(（][^()（）]*[)）])?$"
)
# A section within a department: 農林課林務係, 産業振興部農林課林務係; but 放課後児童係 and 資産課税係 are of none.
_SUBSECTION: Final = re.compile(
    r"^(?P<division>[^\s()（）]+(?<!放)課)(?![税題程外後])[^\s()（）]+(?:係|班|グループ|チーム)(?:[(（][^()（）]*[)）])?$"
)


def division_of(name: str) -> str:
    """The unit that a unit's name begins with, if any: 総務部総務課 → 総務部, 農林課林務係 → 農林課."""
    match = _SUBSECTION.match(name) or _DIVISION.match(name)
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
