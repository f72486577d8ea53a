"""Whose plan it is: six-digit codes and names of municipalities, given from outside or found in the text.

Codes are those of 全国地方公共団体コード (総務省): two digits of the prefecture, three of the body, one check digit.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from plangraph.areas import PREFECTURE, Area, area_of, check_digit, find_areas, municipalities
from plangraph.errors import MunicipalityError
from plangraph.plans.whose import find_name

if TYPE_CHECKING:
    from plangraph.model import Document, PlanFacts

__all__ = ["Municipality", "resolve"]

_HEAD = 8  # blocks
_ASK = "give it with --municipality CODE (six digits or a name), or in a corpus.toml"


@dataclass(frozen=True, slots=True)
class Municipality:
    """A city, ward, town or village: code "102041", name 伊勢崎市, kana イセサキシ, prefecture 群馬県.

    `evidence` are the words that it was inferred from, where nothing says plainly that the document is its own.
    `notice` tells of one that is no more since when, and what it became.
    """

    code: str
    name: str
    kana: str = ""
    prefecture: str = ""
    evidence: str = ""
    notice: str = ""


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
    return Municipality(area.code, area.name, area.kana, area.prefecture, notice=_notice(area))


def _notice(area: Area) -> str:
    """What is said of a municipality that is no more; "" of one that exists."""
    if not area.until:
        return ""
    heirs = [f"{heir.name} ({heir.code})" if (heir := area_of(code)) else code for code in area.into]
    became = f"it became {' and '.join(heirs)}" if heirs else "what it became is not known here"
    return f"{area.name} ({area.code}) is no more since {area.until}: {became}"


def _from_code(document: Document, code: str, name: str) -> Municipality:
    if check_digit(code[:5]) != int(code[5]):
        raise MunicipalityError(
            document.name, f"the municipality code {code} has a wrong check digit; is a digit mistyped?"
        )
    known = area_of(code)
    if known is not None and known.kind == PREFECTURE:
        known = None
    if known is None and not name:
        problem = f"no municipality has the code {code} today; give its name as well"
        raise MunicipalityError(document.name, f"{problem} (of those that were merged, not all are known here)")
    if known is None:
        return Municipality(code, name)
    return replace(_municipality(known), code=code, name=name or known.name)


def _one(document: Document, given: str, found: list[Municipality]) -> Municipality:
    if len(found) == 1:
        return found[0]
    if not found:
        problem = f"no municipality is called {given} (of those that were merged, not all are known here)"
        raise MunicipalityError(document.name, f"{problem}; {_ASK}")
    choice = ", ".join(f"{m.code} {m.prefecture}{m.name}" for m in found)
    raise MunicipalityError(document.name, f"several municipalities are called {given}: {choice}; {_ASK}")


def _from_text(document: Document, facts: PlanFacts) -> Municipality:
    """By what shows whose it is (`find_name`), and of those that are called alike by their prefecture."""
    names: dict[str, list[Municipality]] = {}
    for each in _all():
        names.setdefault(each.name, []).append(each)
    name, evidence = find_name(document, facts.title, frozenset(names))
    if not name:
        raise MunicipalityError(document.name, f"neither the text nor anybody says whose plan this is; {_ASK}")
    alike = names[name]
    said = [each for each in alike if _says_prefecture(document, each)] if len(alike) > 1 else []
    if len(said) == 1:
        evidence = evidence or f"{said[0].prefecture}{name} at its head"
        return replace(said[0], evidence=evidence)
    return replace(_one(document, name, alike), evidence=evidence)


def _says_prefecture(document: Document, municipality: Municipality) -> bool:
    """Whether the head or the margin of a document has the name behind its prefecture's: 広島県府中市.

    Further below it may be a friend of the same name.
    """
    blocks = (*document.blocks[:_HEAD], *document.furniture)
    texts = [block.text for block in blocks] + ["".join(row.cells) for block in blocks for row in block.rows]
    return any(f"{municipality.prefecture}{municipality.name}" in "".join(text.split()) for text in texts)
