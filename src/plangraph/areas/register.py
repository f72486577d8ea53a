"""The register of areas by their codes (総務省 全国地方公共団体コード, as of 2024-01-01).

`municipalities.tsv` holds all that exist: 47 prefectures, 1,718 cities, towns and villages with the six of the Northern
Territories beside them, 23 special wards, 171 wards of designated cities. `romaji` is the spelling of the site's own
address where it agrees with the kana, else empty. `former.tsv` holds codes that are no more, with the day from which
they are not used: those of 2014 to 2024, the cities that became designated ones since 2005, and some mergers before.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

__all__ = ["PREFECTURE", "Area", "area_of", "areas", "check_digit", "former_areas", "municipalities"]

PREFECTURE: Final = "prefecture"


@dataclass(frozen=True, slots=True)
class Area:
    """A body with a code "102041": 伊勢崎市, kana イセサキシ, in 群馬県, kind "city", romaji "Isesaki" where known.

    `kind` is prefecture, designated-city, city, special-ward, town, village or ward (of a designated city). Of a former
    one `until` is the first day without it (ISO 8601), and `into` holds the codes that took its place.
    """

    code: str
    name: str
    kana: str
    prefecture: str
    kind: str
    romaji: str = ""
    until: str = ""
    into: tuple[str, ...] = ()

    @property
    def five(self) -> str:
        """The code less its check digit, as e-Stat has it."""
        return self.code[:5]

    @property
    def prefecture_code(self) -> str:
        """The six-digit code of the prefecture."""
        five = f"{self.code[:2]}000"
        return f"{five}{check_digit(five)}"


def check_digit(five: str) -> int:
    """The sixth digit of a code: 11 less the remainder of the weighted sum by 11, its last digit."""
    total = sum(int(digit) * weight for digit, weight in zip(five, (6, 5, 4, 3, 2), strict=True))
    return (11 - total % 11) % 10 if total >= 11 else (11 - total) % 10


@cache
def areas() -> tuple[Area, ...]:
    """All prefectures, municipalities and wards that exist, by code."""
    return tuple(
        Area(code, name, kana, prefecture, kind, romaji)
        for code, name, kana, prefecture, kind, romaji in _rows("municipalities.tsv")
    )


@cache
def former_areas() -> tuple[Area, ...]:
    """Those that are no more, as far as they are known, by code."""
    return tuple(
        Area(code, name, kana, prefecture, kind, until=until, into=tuple(into.split()))
        for code, name, kana, prefecture, kind, until, into in _rows("former.tsv")
    )


@cache
def municipalities() -> tuple[tuple[str, str, str, str], ...]:
    """Every municipality and ward that exists: six-digit code, name, kana and prefecture."""
    return tuple((each.code, each.name, each.kana, each.prefecture) for each in areas() if each.kind != PREFECTURE)


def area_of(code: str) -> Area | None:
    """The area of a code of six digits, or of five without the check digit, existing or former; None if unknown."""
    return _by_code().get(code)


@cache
def _by_code() -> dict[str, Area]:
    every = (*former_areas(), *areas())
    return {each.five: each for each in every} | {each.code: each for each in every}


def _rows(name: str) -> list[list[str]]:
    text = files("plangraph.areas").joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]
