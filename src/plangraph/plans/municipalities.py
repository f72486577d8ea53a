"""Whose plan it is: six-digit codes and names of municipalities, given from outside or found in the text.

Codes are those of 全国地方公共団体コード (総務省): two digits of the prefecture, three of the body, one check digit.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from plangraph.areas import PREFECTURE, Area, area_of, check_digit, find_areas, municipalities
from plangraph.errors import MunicipalityError

if TYPE_CHECKING:
    from plangraph.model import Document, PlanFacts

__all__ = ["Municipality", "resolve"]

_ASK = "give it with --municipality CODE (six digits or a name), or in a corpus.toml"


@dataclass(frozen=True, slots=True)
class Municipality:
    """A city, ward, town or village: code "102041", name 伊勢崎市, kana イセサキシ, prefecture 群馬県."""

    code: str
    name: str
    kana: str = ""
    prefecture: str = ""


@cache
def _all() -> tuple[Municipality, ...]:
    return tuple(Municipality(*row) for row in municipalities())


def resolve(document: Document, facts: PlanFacts) -> Municipality:
    """The municipality by the given code, else by the given name, else by the text.

    Raises:
        MunicipalityError: nobody says it, or several could be meant; the message asks for it.

    """
    given = unicodedata.normalize("NFKC", facts.municipality or facts.municipality_name).strip()
    if not given:
        return _from_text(document, facts)
    if re.fullmatch(r"\d{6}", given):
        return _from_code(document, given, facts.municipality_name)
    if given.isdigit():
        raise MunicipalityError(document.name, f"the municipality code {given} has not six digits (with check digit)")
    return _one(document, given, [_municipality(area) for area in find_areas(given)])


def _municipality(area: Area) -> Municipality:
    return Municipality(area.code, area.name, area.kana, area.prefecture)


def _from_code(document: Document, code: str, name: str) -> Municipality:
    if check_digit(code[:5]) != int(code[5]):
        raise MunicipalityError(
            document.name, f"the municipality code {code} has a wrong check digit; is a digit mistyped?"
        )
    known = area_of(code)
    if known is not None and known.kind == PREFECTURE:
        known = None
    if known is None and not name:
        raise MunicipalityError(document.name, f"no municipality has the code {code} today; give its name as well")
    return Municipality(code, name or (known.name if known else ""), *((known.kana, known.prefecture) if known else ()))


def _one(document: Document, given: str, found: list[Municipality]) -> Municipality:
    if len(found) == 1:
        return found[0]
    if not found:
        raise MunicipalityError(document.name, f"no municipality is called {given}; {_ASK}")
    choice = ", ".join(f"{m.code} {m.prefecture}{m.name}" for m in found)
    raise MunicipalityError(document.name, f"several municipalities are called {given}: {choice}; {_ASK}")


def _from_text(document: Document, facts: PlanFacts) -> Municipality:
    """By the title, then by the name that the text says most; a text that speaks of many alike does not decide."""
    names: dict[str, list[Municipality]] = {}
    for each in _all():
        names.setdefault(each.name, []).append(each)
    # 関市 is not in 下関市, nor 山県市 in 岡山県市長会: a name begins where no other kanji stands before it.
    listed = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    pattern = re.compile(rf"(?:^|(?<=[^\u3400-\u9fff])|(?<=[都道府県]))(?:{listed})(?![長議民])", re.MULTILINE)
    # A title begins with whose it is; 高崎市との連携 speaks of a neighbour.
    own = re.compile(rf"^(?:[^\s]{{2,3}}[都道府県])?(?P<name>{listed})(?![とやへにをが・、長議民])")
    heads = [facts.title, *(block.text for block in document.blocks[:8] if len(block.text) <= 60)]
    titled = {match["name"] for head in heads if (match := own.match(head.strip()))}
    if len(titled) == 1:
        name = titled.pop()
        return _one(document, name, names[name])
    text = "\n".join("\n".join(cell for row in b.rows for cell in row.cells) or b.text for b in document.blocks)
    counts = Counter(match[0] for match in pattern.finditer(text)).most_common(2)
    if counts and counts[0][1] >= 5 and (len(counts) == 1 or counts[0][1] >= 3 * counts[1][1]):
        name = counts[0][0]
        return _one(document, name, names[name])
    raise MunicipalityError(document.name, f"neither the text nor anybody says whose plan this is; {_ASK}")
