"""Municipalities, designated-city wards and prefectures of Japan: codes, names and what became of them."""

from plangraph.areas.names import find_areas
from plangraph.areas.register import PREFECTURE, Area, area_of, areas, check_digit, former_areas, municipalities
from plangraph.areas.romaji import fold_latin, katakana, romaji

__all__ = [
    "PREFECTURE",
    "Area",
    "area_of",
    "areas",
    "check_digit",
    "find_areas",
    "fold_latin",
    "former_areas",
    "katakana",
    "municipalities",
    "romaji",
]
