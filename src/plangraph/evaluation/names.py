"""Under which name a hit is judged: a unit of a list, or its own IRI, local part or city and code."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from plangraph.errors import EvaluationError
from plangraph.evaluation.lines import iter_lines

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from plangraph.evaluation.qrels import Qrels
    from plangraph.model import Hit

__all__ = ["Unit", "Units", "local_part", "own_names"]

_KINDS: Final = {"kpi": "indicator"}
# Marks that two readings of one title put differently; letters, digits and all other signs count.
_MARKS: Final = re.compile(r"[\s※*^{}\[\]「」『』()、,。・･:;/~〜‐‑‒–—―−ー-]+")


@dataclass(frozen=True, slots=True)
class Unit:
    """Something that was judged: an element or indicator by what is printed of it, and its lines (inclusive)."""

    id: str
    city: str
    kind: str
    title: str
    code: str | None
    start_line: int
    end_line: int


class Units:
    """The judged units of a collection, found by city and title; kind, code and line decide between equal titles."""

    def __init__(self, units: tuple[Unit, ...]) -> None:
        self._by_title: dict[tuple[str, str], list[Unit]] = defaultdict(list)
        for unit in units:
            self._by_title[unit.city, _title(unit.title)].append(unit)

    @classmethod
    def read(cls, path: Path) -> Units:
        """The units of a JSONL file: id, city (name or code), kind, code, title, line_start, line_end.

        Raises EvaluationError, naming the line, for what is no unit.
        """
        return cls(tuple(_unit(path.name, number, line) for number, line in iter_lines(path)))

    def name(self, hit: Hit) -> str | None:
        """The id of the unit that a hit is, or None where it is none of those judged."""
        title = _title(hit.card.label)
        found = self._by_title.get((hit.card.city_label, title)) or self._by_title.get((hit.card.city, title))
        return max(found, key=lambda unit: _agreement(unit, hit)).id if found else None


def own_names(qrels: Qrels) -> Callable[[Hit], str]:
    """Names of hits where there is no list of units: the one of three that the judgements use.

    They are its IRI, the part of it below `id/`, and `city/code` with the code as printed. A hit that was not judged
    goes by the second.
    """
    judged = frozenset(name for grades in qrels.values() for name in grades)

    def name(hit: Hit) -> str:
        local = local_part(hit.card.iri)
        coded = f"{hit.card.city}/{hit.card.notation}"
        return next((each for each in (hit.card.iri, local, coded) if each in judged), local)

    return name


def local_part(iri: str) -> str:
    """What an IRI of ours says below the base: municipality code, plan and local part, the same under any base."""
    return iri.partition("/id/")[2] or iri


def _agreement(unit: Unit, hit: Hit) -> tuple[bool, bool, bool]:
    lines = [found.passage.start_line for found in hit.passages]
    return (
        _KINDS.get(unit.kind, unit.kind) == hit.card.kind.lower(),
        bool(unit.code) and unit.code == hit.card.notation,
        any(line is not None and unit.start_line <= line <= unit.end_line for line in lines),
    )


def _title(text: str) -> str:
    plain = unicodedata.normalize("NFKC", re.sub(r"<[^>]+>", "", text))
    return _MARKS.sub("", plain).lower()


def _unit(name: str, number: int, line: str) -> Unit:
    try:
        read: dict[str, Any] = json.loads(line)
        return Unit(
            id=read["id"],
            city=read["city"],
            kind=read["kind"].lower(),
            title=read["title"],
            code=read.get("code"),
            start_line=int(read["line_start"]),
            end_line=int(read["line_end"]),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        problem = "this is no unit: an object with id, city, kind, code, title, line_start and line_end"
        raise EvaluationError(name, problem, line=number) from error
