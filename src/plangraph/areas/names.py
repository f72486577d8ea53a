"""Whose name a name is: in kanji, kana or romaji, with or without its prefecture and its 市."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from plangraph.areas.register import PREFECTURE, Area, areas, former_areas
from plangraph.areas.romaji import fold_latin, katakana, romaji

__all__ = ["find_areas"]

_ENDINGS: Final = {"市": ("シ",), "区": ("ク",), "町": ("チョウ", "マチ"), "村": ("ムラ", "ソン")}
_ENGLISH: Final = re.compile(r"\b(?:city|town|village|ward|prefecture|of)\b", re.IGNORECASE)


def find_areas(name: str) -> tuple[Area, ...]:
    """Municipalities and wards that a name can mean, by code; those that exist before those that did.

    A ward of a designated city goes by its own name as well (北区), so that it is asked which is meant.

    >>> [area.code for area in find_areas("府中市")]
    ['132063', '342084']
    """
    key = _key(name)
    for index in (_index(former=False), _index(former=True)):
        for keys in index:
            if found := keys.get(key):
                return tuple(found)
    return ()


def _key(name: str) -> str:
    text = re.sub(r"\s", "", katakana(unicodedata.normalize("NFKC", name)))
    if not text.isascii() and not re.fullmatch(r"[\W\d_A-Za-zÀ-ɏ]+", text):
        return text
    # "Kita-ku, Osaka" has the larger one last.
    parts = _ENGLISH.sub("", name).split(",")
    return "".join(fold_latin(part) for part in reversed(parts))


@cache
def _index(*, former: bool) -> tuple[dict[str, list[Area]], ...]:
    """Whole names, and names without what kind of place it is: a whole one goes before."""
    whole: dict[str, list[Area]] = {}
    short: dict[str, list[Area]] = {}
    for area in former_areas() if former else areas():
        if area.kind == PREFECTURE:
            continue
        stem, kana_stem = _stems(area)
        # Names with kana of their own (さいたま市, むつ市) are asked for in katakana, as all kana are.
        for key in dict.fromkeys([*map(katakana, _whole(area)), romaji(area.kana)]):
            whole.setdefault(key, []).append(area)
        for key in dict.fromkeys([katakana(stem), kana_stem, romaji(kana_stem)]):
            short.setdefault(key, []).append(area)
    return whole, short


def _whole(area: Area) -> list[str]:
    names = [area.name, area.prefecture + area.name, area.kana]
    if area.kind == "ward":
        # Kept as 大阪市北区 and オオサカシキタク: 市 and シ part the city from the ward.
        city, ward = area.name.split("市", 1)
        kana_ward = area.kana[_city_kana(area, city) :]
        names += [
            ward,
            kana_ward,
            romaji(kana_ward),
            romaji(area.kana[: _city_kana(area, city) - 1]) + romaji(kana_ward),
        ]
    return names


@cache
def _cities() -> dict[str, str]:
    return {area.name: area.kana for area in (*former_areas(), *areas()) if area.kind in {"designated-city", "city"}}


def _city_kana(area: Area, city: str) -> int:
    """How many letters of a ward's kana are its city's."""
    assert area.kana.startswith(_cities()[f"{city}市"]), area
    return len(_cities()[f"{city}市"])


def _stems(area: Area) -> tuple[str, str]:
    kana = next((area.kana.removesuffix(end) for end in _ENDINGS[area.name[-1]] if area.kana.endswith(end)), area.kana)
    return area.name[:-1], kana
