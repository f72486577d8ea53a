"""Departments in a cell: several units, with the fiscal years from or until which they are in charge."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.model import Responsibility
from plangraph.plans.years import parse_year

if TYPE_CHECKING:
    from plangraph.model import Span

__all__ = ["holders", "looks_like_units", "parse_responsibilities", "part_rows", "unread_units"]

_SUFFIX: Final = r"(?:課|室|局|所|センター|館|署|団|係|担当|チーム|本部|委員会|協議会|班|グループ|園|校|病院|部|会議)"
_UNIT: Final = re.compile(rf"^[^\s。、]{{1,25}}{_SUFFIX}(?:\d{{1,2}})?(?:\([^()]*\))?$")
_YEARS: Final = re.compile(
    r"(?P<year>(?:令和|平成|[RH])\s*(?:元|\d{1,2})(?:年度)?)\s*(?:(?P<until>まで)|(?P<open>[~〜～-]|から|より|以降))?[:：]?\s*",
)
# 危機管理課(R5まで): the year stands behind its unit.
_YEAR_BEHIND: Final = re.compile(rf"(?P<unit>[^\s()、,・]+)\s*\(\s*(?P<when>{_YEARS.pattern.replace('?P<', '?P<_')})\)")
# What no unit is called: a cell that says so is a sentence.
_SENTENCE: Final = re.compile(r"[。、]|(?:する|して|した|され|まで|から|及び|および|など|こと|もの)")
_SEPARATOR: Final = re.compile(r"[\s、,・／/;]+")


def looks_like_units(text: str) -> bool:
    """Whether a cell holds departments and nothing else."""
    return bool(text.strip()) and len(text) <= 120 and all(_is_unit(unit) for unit, _, _ in _iter_units(text))


def parse_responsibilities(text: str, span: Span) -> tuple[Responsibility, ...]:
    """The units of a cell in order: `R7 事務管理課 R8～ 商工労働課` → one until and one from a fiscal year.

    `R7` alone means that year, `R8～` from that year on, `R5まで` until it. A unit's name wrapped over two lines is
    put together. What is no unit (a sentence, a remark) is left out; see `unread_units`.
    """
    return tuple(Responsibility(unit, span, since, until) for unit, since, until in _iter_units(text) if _is_unit(unit))


def unread_units(text: str) -> tuple[str, ...]:
    """What a cell of departments says besides units, for a person to look at."""
    return tuple(unit for unit, _, _ in _iter_units(text) if not _is_unit(unit))


def _is_unit(name: str) -> bool:
    return bool(_UNIT.match(name)) and not _SENTENCE.search(name) and name.count("(") == name.count(")")


def _iter_units(text: str) -> list[tuple[str, int | None, int | None]]:
    folded = _YEAR_BEHIND.sub(r" \g<when> \g<unit> ", unicodedata.normalize("NFKC", text))
    found: list[tuple[str, int | None, int | None]] = []
    since: int | None = None
    until: int | None = None
    at = 0
    for match in [*_YEARS.finditer(folded), None]:
        names = _names(folded[at : match.start() if match else len(folded)])
        found.extend((unit, since, until) for unit in names)
        if match:
            year = parse_year(match["year"])
            value = year.value if year else None
            since = None if match["until"] else value
            until = None if match["open"] else value
            at = match.end()
    return found


def _names(text: str) -> list[str]:
    names: list[str] = []
    pending = ""
    for token in _SEPARATOR.split(text.strip()):
        if not token:
            continue
        if names and not pending and (re.fullmatch(r"\d{1,2}|\([^()]*\)", token)):
            names[-1] += token  # 清掃リサイクルセンター 21
            continue
        pending += token
        # 市民病院経営企画部 総務課: a division (部) names the section that follows it.
        if _UNIT.match(pending) and not pending.endswith("部"):
            names.append(pending)
            pending = ""
    if pending:
        names.append(pending)
    return names


def holders(responsibilities: tuple[Responsibility, ...]) -> list[tuple[str, ...]]:
    """Units grouped by charge: one that ends in the year before another begins is the same charge, handed over."""
    return [tuple(each.unit for each in charge) for charge in _charges(responsibilities)]


def part_rows(responsibilities: tuple[Responsibility, ...], grades: int) -> tuple[Responsibility, ...]:
    """The charges of a cell that holds several rows, told by its grades: `R7 甲課 R8～ 乙課 丙課` judged `D C`.

    丙課 was judged by itself, so it does not begin with 乙課 in the year printed before that: it has a row of its own.
    """
    charges = _charges(responsibilities)
    if grades < 2 or len(charges) != grades:
        return responsibilities
    handed_over = {id(each) for charge in charges if len(charge) > 1 for each in charge}
    return tuple(
        replace(each, from_fiscal_year=None)
        if id(each) not in handed_over
        and id(before) in handed_over
        and before is not None
        and each.from_fiscal_year == before.from_fiscal_year
        else each
        for before, each in zip((None, *responsibilities), responsibilities, strict=False)
    )


def _charges(responsibilities: tuple[Responsibility, ...]) -> list[list[Responsibility]]:
    charges: list[list[Responsibility]] = []
    for each in responsibilities:
        for charge in charges:
            last = charge[-1].to_fiscal_year
            if last is not None and each.from_fiscal_year == last + 1:
                charge.append(each)
                break
        else:
            charges.append([each])
    return charges
