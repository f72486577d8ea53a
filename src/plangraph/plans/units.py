"""Departments in a cell: several units, with the fiscal years from or until which they are in charge."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.model import Responsibility
from plangraph.plans.unit_cells import is_group, is_one_unit, is_unit, iter_named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plangraph.model import Span

__all__ = [
    "division_named",
    "holders",
    "leading",
    "looks_like_units",
    "nameless",
    "parse_responsibilities",
    "part_rows",
    "unread_units",
    "within",
]

_DIVISION: Final = re.compile(r"(?:部|局)$")


def looks_like_units(text: str) -> bool:
    """Whether a cell holds departments and nothing else; 各課 stands for some."""
    return (
        bool(text.strip())
        and len(text) <= 120
        and all(each.remark or is_unit(each.name) or is_group(each.name) for each in iter_named(text))
    )


def parse_responsibilities(text: str, span: Span) -> tuple[Responsibility, ...]:
    """The units of a cell in order: `R7 事務管理課 R8～ 商工労働課` → one until and one from a fiscal year.

    `R7` alone means that year, `R8～` from that year on, `R5まで` until it. A unit's name wrapped over two lines is
    put together; 建設部 港湾課 is 港湾課 within 建設部. What is no unit (a sentence, a remark, 関係各課, a former unit
    of no known year) is left out; see `unread_units`.
    """
    return tuple(
        Responsibility(each.name, span, each.since, each.until, division=each.division)
        for each in iter_named(text)
        if is_one_unit(each)
    )


def nameless(text: str) -> tuple[str, ...]:
    """What a cell of departments says in place of a unit: 関係各課, 全庁, 市民; no remark, nor a former unit."""
    named = (each for each in iter_named(text) if not (each.former or each.remark or is_one_unit(each)))
    return tuple(each.name for each in named if is_group(each.name) or not is_unit(each.name))


def unread_units(text: str) -> tuple[str, ...]:
    """What a cell of departments says besides units, for a person to look at."""
    return tuple(each.name for each in iter_named(text) if not is_one_unit(each))


def holders(responsibilities: tuple[Responsibility, ...]) -> list[tuple[str, ...]]:
    """Units grouped by charge: one that ends in the year before another begins is the same charge, handed over."""
    return [tuple(each.unit for each in charge) for charge in _charges(responsibilities)]


def leading(responsibilities: Iterable[Responsibility]) -> tuple[Responsibility, ...]:
    """The charges, each once; those called 関係課 support another only where one that leads is named as well."""
    charges = tuple(dict.fromkeys(responsibilities))
    leads = {each.unit for each in charges if not each.supporting}
    if not leads:
        return tuple(replace(each, supporting=False) for each in charges)
    return tuple(each for each in charges if not each.supporting or each.unit not in leads)


def division_named(text: str) -> str:
    """The one 部 or 局 that a cell names and nothing beside it, or ""."""
    named = iter_named(text)
    good = len(named) == 1 and is_one_unit(named[0]) and _DIVISION.search(named[0].name)
    return named[0].name if good else ""


def within(responsibilities: Iterable[Responsibility], text: str) -> tuple[Responsibility, ...]:
    """The charges with the division that a cell beside theirs names, if it does: units that are none stand in it."""
    division = division_named(text)
    return tuple(
        each
        if not division or each.division or each.unit.startswith(division) or _DIVISION.search(each.unit)
        else replace(each, division=division)
        for each in responsibilities
    )


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
